"""Reminders of what others wait for: an answer to an office, an office's verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from conversations.engine.screen import Link, Message
from conversations.reading.show import show_date
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.words import Words

LINES = 6


class Asked(Protocol):
    """An item that a commune was asked for."""

    @property
    def unit(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def since(self) -> datetime: ...


class Waiting(Protocol):
    """What lies before an office."""

    @property
    def name(self) -> str: ...
    @property
    def items(self) -> int: ...
    @property
    def oldest(self) -> datetime: ...


def unanswered(asked: Sequence[Asked], words: Words) -> Message:
    """To the commune: which items which office still waits for."""
    by_office: dict[tuple[str, str], list[Asked]] = {}
    for one in asked:
        by_office.setdefault((one.unit, one.office), []).append(one)
    lines = [
        words.say(
            "silence",
            "• {office} · {unit}: {codes}, từ {day}",
            office=clip(office, 48) or words.say("silence", "Đơn vị quản lý"),
            unit=unit,
            codes=clip(", ".join(one.indicator for one in found), 120),
            day=show_date(min(one.since for one in found).date()),
        )
        for (unit, office), found in by_office.items()
    ]
    rest = len(lines) - LINES
    if rest > 0:
        lines = [*lines[:LINES], words.say("silence", "và {n} phòng nữa", n=rest)]
    head = words.count(
        "silence",
        "⏰ Còn {n} chỉ tiêu các phòng đề nghị bổ sung, chưa có trả lời:",
        "⏰ Còn {n} chỉ tiêu các phòng đề nghị bổ sung, chưa có trả lời:",
        len(asked),
    )
    link = Link(place="offices", label=words.say("silence", "Trả lời"), command="hoilai")
    return Message(name="silence.unanswered", text="\n".join([head, *lines]), links=(link,))


def office_waits(offices: Sequence[Waiting], words: Words) -> Message:
    """To an office's reviewers: how much lies there and since when."""
    lines = [
        words.say(
            "silence",
            "⏰ {office}: {n} chỉ tiêu chờ đánh giá, lâu nhất từ {day}.",
            office=one.name,
            n=one.items,
            day=show_date(one.oldest.date()),
        )
        for one in offices[:LINES]
    ]
    link = Link(place="review", label=words.say("silence", "Đánh giá"), command="danhgia")
    return Message(name="silence.office_waits", text="\n".join(lines), links=(link,))

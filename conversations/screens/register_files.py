"""Photos of an entry of a register: what stands under each, what is told once they are stored, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message
from conversations.reading.show import show_date
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import EntryId
    from conversations.programme.register import EntryView
    from conversations.screens.photos import Reason


def caption(view: EntryView, number: int, of: int, at: datetime, words: Words) -> str:
    """Under a photo. number: among all photos of the entry."""
    return words.say(
        "register", "{kind}, mục số {entry} của {unit}: ảnh {number}/{of}, gửi lúc {time} ngày {day}.",
        kind=view.kind.name, entry=view.entry.id, unit=view.entry.unit.title, number=number, of=of,
        time=time_words(words, at), day=show_date(at.date()),
    )  # fmt: skip


def waiting(count: int, words: Words) -> str:
    """Photos whose bytes are not here yet."""
    return words.count(
        "register",
        "Còn {n} ảnh đang tải về, xin anh/chị mở lại sau ít phút.",
        "Còn {n} ảnh đang tải về, xin anh/chị mở lại sau ít phút.",
        count,
    )


def not_here(count: int, words: Words) -> str:
    """Where no picture can be shown."""
    return words.count(
        "register",
        "Có {n} ảnh; kênh này không mở được ảnh, xin anh/chị xem trên Telegram.",
        "Có {n} ảnh; kênh này không mở được ảnh, xin anh/chị xem trên Telegram.",
        count,
    )


def about_entry_files(words: Words, *, number: EntryId, kept: int, reason: Reason | None) -> Message:
    """One message for one piece. reason: why a photo of it is not kept, if one is not."""
    lines = []
    if kept:
        lines.append(
            words.count(
                "register",
                "Đã lưu {n} ảnh của mục số {number} trong sổ ghi.",
                "Đã lưu {n} ảnh của mục số {number} trong sổ ghi.",
                kept,
                number=number,
            )
        )
    if reason is not None:
        lines.append(_not_kept(words, number, reason))
    return Message(name="register.files", text="\n".join(lines))


def _not_kept(words: Words, number: EntryId, reason: Reason) -> str:
    match reason:
        case "too_large":
            return words.say(
                "register",
                "Ảnh của mục số {number} lớn hơn 20 MB nên chưa lưu. Xin anh/chị gửi ảnh nhỏ hơn.",
                number=number,
            )
        case "no_picture":
            return words.say("register", "Tệp gửi cho mục số {number} không phải là ảnh nên chưa lưu.", number=number)
        case _:
            return words.say(
                "register", "Chưa tải được ảnh của mục số {number}. Nội dung đã ghi vẫn còn; xin anh/chị gửi lại ảnh.",
                number=number,
            )  # fmt: skip

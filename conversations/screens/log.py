"""The log of changes on a phone: one line an entry, newest first, narrowed by person, unit and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.change_log import LogKind
from conversations.screens.log_acts import done
from conversations.screens.paging import LABEL, clip, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Log
    from conversations.engine.words import Words
    from conversations.programme.change_log import LogEntry, LogPage
    from conversations.programme.directory import Entry
    from conversations.programme.unit import Unit

LINE = 150
"""Ten lines and the heading fit on the weakest channel."""
OFFERED = 8


def kind_words(kind: LogKind, words: Words) -> str:
    """As on its button."""
    match kind:
        case LogKind.REPORTS:
            return words.say("log", "Báo cáo, số liệu")
        case LogKind.PEOPLE:
            return words.say("log", "Người, vai trò, mã mời")
        case LogKind.DATA:
            return words.say("log", "Xem minh chứng, dữ liệu riêng")
        case LogKind.SYSTEM:
            return words.say("log", "Đơn vị, hạn, hệ thống")
        case _:
            assert_never(kind)


def entries(frame: Log, found: LogPage, facts: Facts) -> Screen:
    """A page of it."""
    words = facts.words
    narrowed = [
        part
        for part in (
            found.person,
            "" if found.unit is None else found.unit.title,
            "" if frame.kind is None else kind_words(frame.kind, words),
        )
        if part
    ]
    head = words.say("log", "Nhật ký: {what}", what="; ".join(narrowed)) if narrowed else words.say("log", "Nhật ký")
    if frame.trail:
        head = words.say("log", "{head} (trang {number})", head=head, number=len(frame.trail) + 1)
    lines = [_line(entry, words) for entry in found.entries]
    if not lines:
        lines = [
            words.say("log", "Chưa thấy mục nào ở đoạn này.")
            if found.older is not None
            else words.say("log", "Không có mục nào.")
        ]
    return Screen(
        name="log.list",
        text=fitted((head, *lines, words.say("log", "Lọc: gõ một phần họ tên hoặc tên đơn vị."))),
        rows=(
            *rows_of(
                Option("newer", words.say("log", "◀ Mới hơn")) if frame.trail else None,
                Option("older", words.say("log", "Cũ hơn ▶")) if found.older is not None else None,
                across=2,
            ),
            *rows_of(
                Option("kinds", words.say("log", "Loại việc")),
                Option("all", words.say("log", "Bỏ lọc")) if narrowed else None,
                Option("home", words.say("log", "Về menu")),
                across=2,
            ),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def _line(entry: LogEntry, words: Words) -> str:
    who = entry.who or words.say("log", "Dòng lệnh, hệ thống")
    at = f"{entry.at:%H:%M} {entry.at.day}/{entry.at.month}/{entry.at.year}"
    return clip(f"• {at} · {who}: {done(entry, words)}", LINE)


def kinds(facts: Facts) -> Screen:
    """Which kind of acts."""
    words = facts.words
    return Screen(
        name="log.kinds",
        text=words.say("log", "Xem loại việc nào?"),
        rows=rows_of(
            *(Option(f"kind:{kind.value}", kind_words(kind, words)) for kind in LogKind),
            Option("list", words.say("log", "◀ Quay lại")),
        ),
    )


def pick(text: str, people: Sequence[Entry], units: Sequence[Unit], facts: Facts) -> Screen:
    """Whom or what a typed text may mean."""
    words = facts.words
    if people or units:
        said = words.say("log", "Xem nhật ký của ai, hoặc của đơn vị nào?")
    else:
        said = words.say("log", "Không thấy ai hoặc đơn vị nào là “{text}”. Xin gõ lại.", text=clip(text, 40))
    return Screen(
        name="log.pick",
        text=said,
        rows=rows_of(
            *(Option(f"u:{one.id}", clip(one.title, LABEL)) for one in units[:OFFERED]),
            *(Option(f"p:{one.id}", clip(one.name, LABEL)) for one in people[:OFFERED]),
            Option("list", words.say("log", "◀ Quay lại")),
        ),
        takes=frozenset({Takes.TEXT}),
    )

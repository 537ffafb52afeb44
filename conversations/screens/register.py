"""The registers of a unit: which there are with what they come to, one of them, what each unit below has, one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.register import Counting, EntryAct
from conversations.programme.unit import KINDS, Level
from conversations.reading.show import show_date, show_near
from conversations.screens.casing import capital
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.register_words import (
    book_line,
    entry_amount,
    stands_lines,
    sums_words,
    towards_line,
    towards_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Register
    from conversations.engine.words import Words
    from conversations.programme.register import Book, Books, Entry, EntryView, Part
    from conversations.programme.unit import Unit

ON_A_PAGE = 8
PARTS = 15
TEXT = 80
"""Characters of an entry's words in a list."""


def which(units: Sequence[Unit], facts: Facts) -> Screen:
    """Whose registers."""
    words = facts.words
    return Screen(
        name="register.unit",
        text=words.say("register", "Sổ ghi của đơn vị nào ạ?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title)) for unit in units),
            Option("home", words.say("register", "Về menu")),
        ),
    )


def kinds(frame: Register, found: Books, facts: Facts, *, others: bool) -> Screen:
    """Every register with what it comes to. others: there are other units to look at."""
    words = facts.words
    page = page_of([book.kind.name for book in found.books], frame.page, most=ON_A_PAGE)
    title = words.say("register", "Sổ ghi · {unit}", unit=found.unit.title)
    shown = found.books[page.start : page.stop]
    empty = [book.kind.name for book in shown if not (book.sums or book.towards)]
    return Screen(
        name="register.kinds",
        text=fitted(
            [
                titled(title, page, words),
                *(book_line(book, words) for book in shown if book.sums or book.towards),
                _empty(empty, len(shown), words),
                words.say("register", "Chọn sổ để xem, ghi thêm hoặc sửa.")
                if found.keeps
                else words.say("register", "Chọn sổ để xem."),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"k:{book.kind.id}", clip(book.kind.name)) for book in shown), across=2),
            *turning(page, words),
            *rows_of(
                Option("units", words.say("register", "Đơn vị khác")) if others else None,
                Option("home", words.say("register", "Về menu")),
                across=2,
            ),
        ),
    )


def _empty(empty: Sequence[str], shown: int, words: Words) -> str:
    """Which registers have nothing; their names stand on the options."""
    if not empty:
        return ""
    if len(empty) == shown:
        return words.say("register", "Các sổ dưới đây chưa có mục nào.")
    return words.say("register", "Chưa có mục nào: {names}.", names="; ".join(empty))


def register(frame: Register, found: Books, book: Book, facts: Facts) -> Screen:
    """One register: its sums, what is expected, its entries newest first."""
    words = facts.words
    lines = [_line(one, found.unit, book, words) for one in book.entries]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    shown = book.entries[page.start : page.stop]
    title = f"{book.kind.name} · {found.unit.title}"
    keeps = book.kind.id in found.keeps
    return Screen(
        name="register.list",
        text=fitted(
            [
                titled(title, page, words),
                *stands_lines(book, words),
                *(towards_line(one, words) for one in book.towards),
                *([f"\n{lines[page.start]}", *lines[page.start + 1 : page.stop]] if lines else []),
            ]
        ),
        rows=(
            *rows_of(Option("new", words.say("register", "Ghi mới")) if keeps else None),
            *rows_of(
                *(
                    Option(
                        f"e:{one.id}",
                        words.say(
                            "register", "Số {number} · {day}", number=one.id, day=show_near(one.said.day, facts.today)
                        ),
                    )
                    for one in shown
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(
                Option("parts", clip(words.say("register", "Theo {kinds}", kinds=_kinds(book.parts))))
                if any(part.sums for part in book.parts)
                else None,
                Option("kinds", words.say("register", "◀ Các sổ")),
                Option("home", words.say("register", "Về menu")),
                across=2,
            ),
        ),
    )


def _kinds(parts: Sequence[Part]) -> str:
    there = {part.unit.kind.name for part in parts if part.unit.kind.level is not Level.OFFICE}
    return ", ".join(kind.name for kind in KINDS if kind.name in there)


def _line(entry: Entry, unit: Unit, book: Book, words: Words) -> str:
    parts = [
        words.say("register", "• số {number}", number=entry.id),
        show_date(entry.said.day),
        *([entry.unit.title] if entry.unit.id != unit.id else []),
        entry_amount(entry, book.kind, words),
    ]
    line = " · ".join(parts)
    if entry.said.text:
        line += f": {clip(entry.said.text, TEXT)}"
    if entry.last.ended_on is not None:
        line += words.say("register", " (đã kết thúc {day})", day=show_date(entry.last.ended_on))
    return line


def parts(frame: Register, found: Books, book: Book, facts: Facts) -> Screen:
    """What each unit right below has."""
    words = facts.words
    there = [one for one in book.parts if one.sums or one.towards]
    lines = [_part(one, book, words) for one in there]
    if len(there) < len(book.parts):
        rest = len(book.parts) - len(there)
        lines.append(words.count("register", "Chưa có mục nào: {n} nơi.", "Chưa có mục nào: {n} nơi.", rest))
    page = page_of(lines, frame.page, most=PARTS)
    title = words.say(
        "register", "{kind} theo {kinds} · {unit}",
        kind=book.kind.name, kinds=_kinds(book.parts), unit=found.unit.title,
    )  # fmt: skip
    return Screen(
        name="register.parts",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("list", words.say("register", "◀ Danh sách")),
                Option("home", words.say("register", "Về menu")),
                across=2,
            ),
        ),
    )


def _part(one: Part, book: Book, words: Words) -> str:
    said = "; ".join(towards_words(each, words) for each in one.towards) or sums_words(one.sums, book.kind, words)
    return f"• {capital(one.unit.title)}: {said}"


def entry(view: EntryView, acts: Sequence[EntryAct], facts: Facts) -> Screen:
    """One entry, whole."""
    words, found = facts.words, view.entry
    return Screen(
        name="register.one",
        text=fitted(
            [
                words.say(
                    "register", "{kind} · mục số {number} · {unit}",
                    kind=view.kind.name, number=found.id, unit=found.unit.title,
                ),
                *entry_lines(view, words),
                _history(view, words),
            ]
        ),
        rows=(
            *rows_of(
                Option("files", words.say("register", "Xem ảnh ({n})", n=found.photos))
                if found.photos and view.opens
                else None,
                *(Option(f"a:{act.value}:{found.last.number}", act_label(act, words)) for act in acts),
            ),
            *rows_of(
                Option("list", words.say("register", "◀ Danh sách")),
                Option("home", words.say("register", "Về menu")),
                across=2,
            ),
        ),
    )  # fmt: skip


def entry_lines(view: EntryView, words: Words) -> list[str]:
    """What it says."""
    found = view.entry
    said = found.said
    ended = found.last.ended_on
    return [
        words.say(
            "register", "Ngày {day}: {amount}", day=show_date(said.day), amount=entry_amount(found, view.kind, words)
        ),
        words.say("register", "Nội dung: “{text}”", text=said.text) if said.text else "",
        words.say("register", "Văn bản: {paper}", paper=said.paper) if said.paper else "",
        words.say("register", "Đã kết thúc từ ngày {day}.", day=show_date(ended)) if ended is not None else "",
        words.say("register", "Mục này ghi nhầm, đã bỏ và không tính.") if found.struck else "",
    ]


def _history(view: EntryView, words: Words) -> str:
    if len(view.steps) == 1:
        return words.say("register", "Ghi ngày {day}.", day=show_date(view.steps[0].at.date()))
    return words.say(
        "register", "Ghi ngày {day}; sửa lần cuối ngày {last} (đã sửa {n} lần).",
        day=show_date(view.steps[0].at.date()), last=show_date(view.steps[-1].at.date()), n=len(view.steps) - 1,
    )  # fmt: skip


def act_label(act: EntryAct, words: Words) -> str:
    """What the button says."""
    match act:
        case EntryAct.CORRECT:
            return words.say("register", "Sửa…")
        case EntryAct.END:
            return words.say("register", "Đã kết thúc, không còn…")
        case EntryAct.STRIKE:
            return words.say("register", "Ghi nhầm, bỏ mục này")
        case EntryAct.RECORD:
            return ""


def acts_of(view: EntryView) -> tuple[EntryAct, ...]:
    """What can be done to an entry by whoever keeps it."""
    if not view.keeps:
        return ()
    ends = view.kind.counting is Counting.THING and not view.entry.ended
    return (EntryAct.CORRECT, *((EntryAct.END,) if ends else ()), EntryAct.STRIKE)


def moved(facts: Facts) -> str:
    """Somebody was quicker."""
    return facts.words.say("register", "Mục này vừa có người sửa; đây là nội dung hiện nay:")

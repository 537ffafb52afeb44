"""The questions of a new or changed rule, one a screen: of which unit, who owes it, by when, in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.unit import KINDS, Level
from conversations.screens.deadlines import NAMED, level_words
from conversations.screens.due import due_in_words
from conversations.screens.offsets import offsets_in_words
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import DeadlinesFacts, Facts
    from conversations.engine.frames import Deadlines, RuleDraft
    from conversations.engine.words import Words
    from conversations.programme.ids import SetId
    from conversations.programme.unit import Unit


UNITS_ON_A_PAGE = 16


def levels_below(found: DeadlinesFacts) -> tuple[Level, ...]:
    """The levels that units below the chosen one have, highest first."""
    there = {unit.kind.level for unit in found.below}
    return tuple(level for level in dict.fromkeys(kind.level for kind in KINDS) if level in there)


def forms_of(draft: RuleDraft, found: DeadlinesFacts) -> tuple[tuple[SetId, str], ...]:
    """The criteria sets that such units can fill in."""
    return tuple((set_id, title) for set_id, level, title in found.sets if level is draft.owes)


def not_one(text: str, named: Sequence[Unit], words: Words) -> str:
    """A typed name that is no unit's here, or several units'."""
    if not named:
        return words.say("deadlines", "Không thấy đơn vị nào tên “{text}” ở đây.", text=clip(text, 40))
    titles = "; ".join(unit.title for unit in named[:NAMED])
    return words.say(
        "deadlines", "“{text}” có thể là: {titles}. Xin ghi rõ cả loại đơn vị.", text=clip(text, 40), titles=titles
    )


def _cancel(draft: RuleDraft, words: Words) -> Option:
    return Option("rule" if draft.rule is not None else "list", words.say("deadlines", "◀ Thôi"))


def units(frame: Deadlines, found: DeadlinesFacts, facts: Facts) -> Screen:
    """To whom it is owed."""
    words = facts.words
    names = [unit.title for unit in found.receivers]
    page = page_of(names, frame.page, most=UNITS_ON_A_PAGE)
    return Screen(
        name="deadlines.unit",
        text=titled(words.say("deadlines", "Báo cáo gửi cho đơn vị nào? Chọn dưới đây hoặc gõ tên."), page, words),
        rows=(
            *rows_of(
                *(Option(f"u:{unit.id}", clip(unit.title)) for unit in found.receivers[page.start : page.stop]),
                across=2,
            ),
            *turning(page, words),
            *rows_of(Option("list", words.say("deadlines", "◀ Danh sách"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def ask_title(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    """What it is called."""
    words = facts.words
    unit = found.unit(draft.unit)
    return Screen(
        name="deadlines.title",
        text=words.say(
            "deadlines",
            "Thêm báo cáo gửi {unit}\nTên báo cáo là gì? Không ghi năm, ví dụ: Báo cáo giải ngân.",
            unit="" if unit is None else unit.title,
        ),
        rows=rows_of(_cancel(draft, words)),
        takes=frozenset({Takes.TEXT}),
    )


def ask_owes(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    """Which kind of unit owes it."""
    words = facts.words
    levels = levels_below(found)
    counts = {level: sum(unit.kind.level is level for unit in found.below) for level in levels}
    text = words.say("deadlines", "{title}: loại đơn vị nào phải gửi?", title=draft.title)
    if not levels:
        text = words.say("deadlines", "Dưới đơn vị này chưa có đơn vị nào, nên chưa ai phải gửi báo cáo.")
    return Screen(
        name="deadlines.owes",
        text=text,
        rows=(
            *rows_of(
                *(Option(f"owes:{level}", f"{level_words(level, words)} ({counts[level]})") for level in levels),
                across=2,
            ),
            *rows_of(_cancel(draft, words)),
        ),
    )


def ask_who(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    """All of them, or only some."""
    words = facts.words
    owes = draft.owes or Level.COMMUNE
    count = sum(unit.kind.level is owes for unit in found.below)
    kind = level_words(owes, words)
    return Screen(
        name="deadlines.who",
        text=words.say(
            "deadlines",
            "{title}: tất cả {count} {kind} phải gửi, hay chỉ một số?",
            title=draft.title,
            count=count,
            kind=kind,
        ),
        rows=rows_of(
            Option("everybody", words.say("deadlines", "Tất cả")),
            Option("only", words.say("deadlines", "Chỉ một số")),
            _cancel(draft, words),
            across=2,
        ),
    )


def ask_only(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    """The names of those that owe it."""
    words = facts.words
    some = [unit.name for unit in found.below if unit.kind.level is draft.owes][:2]
    return Screen(
        name="deadlines.only",
        text=words.say(
            "deadlines",
            "Xin gõ tên các đơn vị phải gửi, cách nhau bằng dấu chấm phẩy, ví dụ: {names}",
            names="; ".join(some),
        ),
        rows=rows_of(Option("everybody", words.say("deadlines", "Tất cả")), _cancel(draft, words), across=2),
        takes=frozenset({Takes.TEXT}),
    )


def ask_due(draft: RuleDraft, facts: Facts) -> Screen:
    """By when, in words."""
    words = facts.words
    return Screen(
        name="deadlines.due",
        text=words.say(
            "deadlines",
            "{title}: hạn khi nào? Gõ như trong văn bản, ví dụ:\n"
            "trước ngày 10/6 hằng năm\n"
            "trước ngày 25 hằng tháng\n"
            "ngày 20 tháng cuối quý, hằng quý\n"
            "trong quý II/2026",
            title=draft.title,
        ),
        rows=rows_of(_cancel(draft, words)),
        takes=frozenset({Takes.TEXT}),
    )


def ask_which(frame: Deadlines, facts: Facts) -> Screen:
    """A deadline that can mean several things."""
    words = facts.words
    draft = frame.draft
    readings = [due_in_words(due, words) for due in frame.readings]
    return Screen(
        name="deadlines.which",
        text=fitted(
            [
                words.say("deadlines", "Hạn này hiểu được nhiều cách. Anh/chị muốn nói:"),
                *(f"• {reading}" for reading in readings),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"which:{place}", clip(reading)) for place, reading in enumerate(readings))),
            *rows_of(
                Option("due", words.say("deadlines", "Gõ lại")),
                None if draft is None else _cancel(draft, words),
                across=2,
            ),
        ),
    )


def ask_form(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    """Which form is filled in."""
    words = facts.words
    forms = forms_of(draft, found)
    return Screen(
        name="deadlines.form",
        text=fitted(
            [
                words.say("deadlines", "{title}: điền theo mẫu nào?", title=draft.title),
                *(f"• {title}" for _, title in forms),
            ]
        ),
        rows=(
            *rows_of(
                Option("form:any", words.say("deadlines", "Bộ đang có hiệu lực")),
                *(Option(f"form:{set_id}"[:48], _ending(title)) for set_id, title in forms),
            ),
            *rows_of(_cancel(draft, words)),
        ),
    )


def _ending(title: str) -> str:
    """The end of a set's title as a label: its years stand there, and they tell sets apart."""
    return title if len(title) <= LABEL else f"…{title[1 - LABEL :].partition(' ')[2]}"


def ask_offsets(draft: RuleDraft, facts: Facts) -> Screen:
    """When to remind."""
    words = facts.words
    return Screen(
        name="deadlines.offsets",
        text=words.say(
            "deadlines",
            "{title}: nhắc trước và sau hạn bao nhiêu ngày?\n"
            "Đang dùng: {now}\n"
            "Gõ ví dụ: 30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày. Không nhắc thì gõ: không nhắc",
            title=draft.title,
            now=offsets_in_words(draft.offsets, words),
        ),
        rows=rows_of(Option("check", words.say("deadlines", "Giữ nguyên")), _cancel(draft, words), across=2),
        takes=frozenset({Takes.TEXT, Takes.FIGURE}),
    )


def ask_days(draft: RuleDraft, facts: Facts) -> Screen:
    """How long it still counts as in time, and from when nothing more is taken."""
    words = facts.words
    return Screen(
        name="deadlines.days",
        text=words.say(
            "deadlines",
            "{title}: gia hạn bao nhiêu ngày sau hạn, và khóa sau hạn bao nhiêu ngày?\n"
            "Đang dùng: gia hạn {grace} ngày, khóa sau {lock} ngày\n"
            "Gõ hai số, ví dụ: 2, 60",
            title=draft.title,
            grace=draft.grace,
            lock=draft.lock,
        ),
        rows=rows_of(Option("check", words.say("deadlines", "Giữ nguyên")), _cancel(draft, words), across=2),
        takes=frozenset({Takes.TEXT, Takes.FIGURE}),
    )

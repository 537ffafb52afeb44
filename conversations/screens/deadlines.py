"""The reports that are owed, for an admin: the list, one rule in words, the questions of a new one, the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.calendar import Form
from conversations.programme.rule_making import upcoming
from conversations.programme.unit import KINDS, Level
from conversations.reading.show import show_date
from conversations.screens.deadline_days import covered, three_dates
from conversations.screens.due import due_in_words, due_of, rule_due_in_words
from conversations.screens.offsets import offsets_in_words
from conversations.screens.paging import LABEL, clip, fitted, names_of, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import DeadlinesFacts, Facts
    from conversations.engine.frames import Deadlines, RuleDraft
    from conversations.engine.words import Words
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import SetId
    from conversations.programme.unit import Unit

RULES_ON_A_PAGE = 8
UNITS_ON_A_PAGE = 16
NAMED = 4
"""More units than this are counted, not named."""


def level_words(level: Level, words: Words) -> str:
    """Who owes, as a kind of unit."""
    match level:
        case Level.PROVINCE:
            return words.say("deadlines", "tỉnh")
        case Level.DISTRICT:
            return words.say("deadlines", "huyện")
        case Level.COMMUNE:
            return words.say("deadlines", "xã")
        case Level.VILLAGE:
            return words.say("deadlines", "thôn, xóm")
        case Level.OFFICE:
            return words.say("deadlines", "cơ quan")
        case _:
            assert_never(level)


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


def rules(frame: Deadlines, found: DeadlinesFacts, facts: Facts) -> Screen:
    """All reports owed to the units that this person administers."""
    words = facts.words
    lines = [f"• {_line(rule, found, words)}" for rule in found.rules]
    page = page_of(lines, frame.page, most=RULES_ON_A_PAGE)
    title = words.say("deadlines", "Hạn báo cáo: {count} báo cáo", count=len(lines))
    shown = found.rules[page.start : page.stop]
    return Screen(
        name="deadlines.list",
        text=fitted(
            [
                titled(title, page, words),
                *lines[page.start : page.stop],
                "" if lines else words.say("deadlines", "Chưa có báo cáo nào."),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"r:{rule.id}", _label(rule, found, words)) for rule in shown)),
            *turning(page, words),
            *rows_of(
                Option("add", words.say("deadlines", "Thêm báo cáo")),
                Option("home", words.say("deadlines", "Về menu")),
                across=2,
            ),
        ),
    )


def _line(rule: ReportingRule, found: DeadlinesFacts, words: Words) -> str:
    unit = found.unit(rule.unit)
    return words.say(
        "deadlines",
        "{title}: {who} gửi {unit} {due}",
        title=clip(rule.title, 60),
        who=level_words(rule.owes, words)
        if not rule.only
        else words.say("deadlines", "{n} {kind}", n=len(rule.only), kind=level_words(rule.owes, words)),
        unit="" if unit is None else unit.title,
        due=rule_due_in_words(rule, words),
    )


def _label(rule: ReportingRule, found: DeadlinesFacts, words: Words) -> str:
    same = sum(one.title == rule.title for one in found.rules) > 1
    kind = f" · {level_words(rule.owes, words)}" if same else ""
    return clip(rule.title, LABEL - len(kind)) + kind


def _details(rule: ReportingRule, found: DeadlinesFacts, facts: Facts) -> list[str]:
    """One rule in words: who, to whom, by when, the next three times, when it is reminded of."""
    words = facts.words
    unit = found.unit(rule.unit)
    lines = [
        words.say("deadlines", "Ai gửi: {who}", who=_who(rule, found, words)),
        words.say("deadlines", "Gửi cho: {unit}", unit="" if unit is None else unit.title)
        + (words.say("deadlines", ", qua {via}", via=rule.via) if rule.via else ""),
        *([words.say("deadlines", "Đồng gửi: {names}", names=", ".join(rule.copies))] if rule.copies else []),
        words.say("deadlines", "Hạn: {due}", due=rule_due_in_words(rule, words)),
        words.say("deadlines", "Mẫu: {form}", form=_form(rule, found, words)),
        words.say("deadlines", "Nhắc (ngày): {offsets}", offsets=offsets_in_words(rule.offsets, words)),
    ]
    if rule.valid_from > facts.today:
        lines.append(words.say("deadlines", "Có hiệu lực từ {day}", day=show_date(rule.valid_from)))
    coming = upcoming(rule, facts.today)
    if not coming:
        return [*lines, words.say("deadlines", "Không còn kỳ nào đến hạn.")]
    lines.append(words.say("deadlines", "Các kỳ tới:"))
    return lines + [f"• {one.title}: {three_dates(one, words)}; {covered(one, words)}" for one in coming]


def _who(rule: ReportingRule, found: DeadlinesFacts, words: Words) -> str:
    owing = [unit for unit in found.below if rule.asks(unit)]
    if not owing:
        return words.say("deadlines", "hiện chưa có {kind} nào", kind=level_words(rule.owes, words))
    kinds = "/".join(dict.fromkeys(unit.kind.name for unit in owing))
    return f"{len(owing)} {kinds} ({names_of(owing, words, most=NAMED)})"


def _form(rule: ReportingRule, found: DeadlinesFacts, words: Words) -> str:
    if rule.set_id is not None:
        return next((title for set_id, _, title in found.sets if set_id == rule.set_id), rule.set_id)
    match rule.form:
        case Form.CRITERIA:
            return words.say("deadlines", "bộ tiêu chí đang có hiệu lực")
        case Form.OFFICE:
            return words.say("deadlines", "báo cáo ngắn của cơ quan")
        case Form.QUESTIONS:
            return words.say("deadlines", "vài câu hỏi riêng")
        case _:
            assert_never(rule.form)


def rule(found_rule: ReportingRule, found: DeadlinesFacts, facts: Facts) -> Screen:
    """One rule as it stands."""
    words = facts.words
    return Screen(
        name="deadlines.rule",
        text=fitted([f"{found_rule.title} [{found_rule.code}]", *_details(found_rule, found, facts)]),
        rows=(
            *rows_of(
                Option("due", words.say("deadlines", "Đổi hạn")),
                Option("offsets", words.say("deadlines", "Đổi lịch nhắc")),
                Option("days", words.say("deadlines", "Gia hạn, khóa")),
                Option("end", words.say("deadlines", "Kết thúc")),
                across=2,
            ),
            *rows_of(Option("list", words.say("deadlines", "◀ Danh sách"))),
        ),
    )


def check(
    draft: RuleDraft, rule_after: ReportingRule, before: ReportingRule | None, found: DeadlinesFacts, facts: Facts
) -> Screen:
    """What will be written, with its next dates; nothing has been yet."""
    words = facts.words
    head = (
        words.say("deadlines", "Báo cáo mới: {title}", title=rule_after.title)
        if before is None
        else words.say("deadlines", "Đổi báo cáo: {title}", title=rule_after.title)
    )
    return Screen(
        name="deadlines.check",
        text=fitted(
            [
                head,
                *(_changes(before, rule_after, words) if before is not None else ()),
                *_details(rule_after, found, facts),
                words.say("deadlines", "Chưa ghi gì. Anh/chị có ghi không ạ?"),
            ]
        ),
        rows=(
            *rows_of(Option("save", words.say("deadlines", "Ghi"))),
            *rows_of(
                Option("due", words.say("deadlines", "Sửa hạn")),
                Option("offsets", words.say("deadlines", "Sửa lịch nhắc")),
                Option("days", words.say("deadlines", "Gia hạn, khóa")),
                Option("rule" if draft.rule is not None else "list", words.say("deadlines", "Thôi, không ghi")),
                across=2,
            ),
        ),
    )


def _changes(before: ReportingRule, after: ReportingRule, words: Words) -> list[str]:
    lines = []
    if due_of(before) != due_of(after):
        lines.append(words.say("deadlines", "Hạn cũ: {due}", due=rule_due_in_words(before, words)))
    if before.offsets != after.offsets:
        lines.append(words.say("deadlines", "Lịch nhắc cũ: {offsets}", offsets=offsets_in_words(before.offsets, words)))
    if (before.grace_after, before.lock_after) != (after.grace_after, after.lock_after):
        lines.append(
            words.say(
                "deadlines",
                "Trước đây: gia hạn {grace} ngày, khóa sau hạn {lock} ngày",
                grace=before.grace_after.days,
                lock=before.lock_after.days,
            )
        )
    return lines or [words.say("deadlines", "Chưa có gì thay đổi.")]


def end(found_rule: ReportingRule, found: DeadlinesFacts, facts: Facts) -> Screen:
    """What ending it today means."""
    words = facts.words
    coming = upcoming(found_rule, facts.today)
    unit = found.unit(found_rule.unit)
    lines = [
        words.say(
            "deadlines",
            "Kết thúc “{title}” gửi {unit}?",
            title=found_rule.title,
            unit="" if unit is None else unit.title,
        )
    ]
    if coming:
        lines.append(words.say("deadlines", "Từ hôm nay không ai phải gửi nữa, kể cả các kỳ:"))
        lines += [f"• {one.title}: {three_dates(one, words)}" for one in coming]
    lines.append(words.say("deadlines", "Các kỳ đã đến hạn trước hôm nay vẫn giữ nguyên."))
    return Screen(
        name="deadlines.end",
        text=fitted(lines),
        rows=rows_of(
            Option("stop", words.say("deadlines", "Kết thúc")),
            Option("rule", words.say("deadlines", "Không kết thúc")),
            across=2,
        ),
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

"""The reports that are owed, for an admin: the list, one rule in words, the preview of a change, the end of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.calendar import Form
from conversations.programme.rule_making import upcoming
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.deadline_days import covered, three_dates
from conversations.screens.due import due_of, rule_due_in_words
from conversations.screens.offsets import offsets_in_words
from conversations.screens.paging import LABEL, clip, fitted, names_of, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import DeadlinesFacts, Facts
    from conversations.engine.frames import Deadlines, RuleDraft
    from conversations.engine.words import Words
    from conversations.programme.calendar import ReportingRule

RULES_ON_A_PAGE = 8
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

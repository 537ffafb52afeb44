"""Who still owes a report and whom a reminder would reach: units, never persons. Nobody gets a third one on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_date, show_day
from conversations.screens.escalation import nobody_there
from conversations.screens.paging import LABEL, and_more, clip, fitted, name_of, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts, OwedPeriod, OwingUnit, RemindFacts
    from conversations.engine.frames import RemindNow
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.ids import PersonId

OFFERED = 8
LISTED = 20
PICKED_ON_A_PAGE = 8
NAMED = 5


def which(found: RemindFacts, facts: Facts) -> Screen:
    """Of which report."""
    words = facts.words
    if not found.periods:
        text = words.say("remind_now", "Hiện không có đơn vị nào của {unit} còn nợ báo cáo.", unit=found.unit.title)
        return Screen(name="remind_now.none", text=text, rows=rows_of(_close(words)))
    lines = [f"• {_period_line(one, facts)}" for one in found.periods[:OFFERED]]
    return Screen(
        name="remind_now.which",
        text=fitted([words.say("remind_now", "Nhắc báo cáo nào?"), *lines]),
        rows=rows_of(
            *(
                Option(f"r:{one.rule}:{one.period.key}", clip(f"{one.units} {one.kinds}: {one.period.title}", LABEL))
                for one in found.periods[:OFFERED]
            ),
            _close(words),
        ),
    )


def _period_line(one: OwedPeriod, facts: Facts) -> str:
    return facts.words.count(
        "remind_now",
        "{title}: còn {n} {kinds} chưa gửi, {when}",
        "{title}: còn {n} {kinds} chưa gửi, {when}",
        one.units,
        kinds=one.kinds,
        title=one.period.title,
        when=_when(one.period, facts),
    )


def _when(period: Period, facts: Facts) -> str:
    day = show_date(period.last_good_day)
    if period.overdue(facts.today):
        return facts.words.say("remind_now", "đã qua hạn {day}", day=day)
    return facts.words.say("remind_now", "chậm nhất hết ngày {day}", day=day)


def nobody_owes(found: RemindFacts, facts: Facts) -> Screen:
    """All have sent it."""
    words = facts.words
    title = found.of.period.title if found.of is not None else ""
    text = words.say("remind_now", "{title}: các đơn vị đã gửi đủ, không cần nhắc ai.", title=title)
    return Screen(name="remind_now.nobody_owes", text=text, rows=rows_of(_which(words), _close(words)))


def owing(found: RemindFacts, frame: RemindNow, facts: Facts) -> Screen:
    """Who owes it."""
    words = facts.words
    lines = [f"• {_unit_line(one, words)}" for one in found.owing]
    page = page_of(lines, frame.page, most=LISTED)
    head = _period_line(found.of, facts) if found.of is not None else ""
    return Screen(
        name="remind_now.owing",
        text=fitted([titled(head, page, words), *lines[page.start : page.stop]]),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("all", words.count("remind_now", "Nhắc tất cả ({n})", "Nhắc tất cả ({n})", len(found.owing))),
                Option("pick", words.say("remind_now", "Chọn từng đơn vị")) if len(found.owing) > 1 else None,
                _which(words) if frame.rule is not None else None,
                _close(words),
            ),
        ),
    )


def _unit_line(one: OwingUnit, words: Words) -> str:
    report = one.report
    if one.unattended is not None:
        stands = nobody_there(one.unattended, words)
    elif report.state is ReportState.WAITING_FOR_LEADER:
        stands = words.say("remind_now", "đang chờ lãnh đạo duyệt")
    elif not report.given:
        stands = words.say("remind_now", "chưa bắt đầu")
    elif not report.missing():
        stands = words.say("remind_now", "đã đủ số, chưa gửi")
    else:
        stands = words.say("remind_now", "có {given}/{total}", given=len(report.given), total=report.total)
    line = words.say("remind_now", "{unit}: {stands}", unit=name_of(report.unit), stands=stands)
    if one.last_active is not None:
        line = words.say("remind_now", "{line}, làm lần cuối {day}", line=line, day=show_day(one.last_active))
    if report.promised is not None:
        line = words.say("remind_now", "{line}, hẹn {day}", line=line, day=show_day(report.promised.day))
    return line


def pick(found: RemindFacts, frame: RemindNow, facts: Facts) -> Screen:
    """Some of them."""
    words = facts.words
    labels = [name_of(one.report.unit) for one in found.owing]
    page = page_of(labels, frame.page, most=PICKED_ON_A_PAGE)
    picked = [one for one in found.owing if one.report.unit.id in frame.picked]
    title = words.say("remind_now", "Bấm để chọn hoặc bỏ đơn vị cần nhắc.")
    lines = [words.say("remind_now", "Đã chọn: {units}", units=_names(picked, words))] if picked else []
    shown = found.owing[page.start : page.stop]
    return Screen(
        name="remind_now.pick",
        text=fitted([titled(title, page, words), *lines]),
        rows=(
            *rows_of(
                *(Option(f"u:{one.report.unit.id}", _ticked(one, frame)) for one in shown),
                across=2,
            ),
            *turning(page, words),
            *rows_of(
                Option("picked", words.count("remind_now", "Xong ({n})", "Xong ({n})", len(picked)))
                if picked
                else None,
                Option("owing", words.say("remind_now", "◀ Quay lại")),
            ),
        ),
    )


def _ticked(one: OwingUnit, frame: RemindNow) -> str:
    name = name_of(one.report.unit, LABEL - 2)
    return f"☑ {name}" if one.report.unit.id in frame.picked else f"☐ {name}"


def reaches(meant: Sequence[OwingUnit]) -> frozenset[PersonId]:
    """Who would get a message."""
    people = frozenset(person for one in meant for person in one.people)
    return people - frozenset(person for one in meant for person in one.twice)


def sure(found: RemindFacts, meant: Sequence[OwingUnit], facts: Facts) -> Screen:
    """Whom it reaches, and whom not."""
    words = facts.words
    people = reaches(meant)
    twice = frozenset(person for one in meant for person in one.twice)
    nobody = [one for one in meant if not one.people]
    lines = [found.of.period.title if found.of is not None else ""]
    if found.stopped:
        lines.append(words.say("remind_now", "Quản trị hệ thống đang tạm dừng mọi tin nhắc, nên chưa nhắc được."))
    elif people:
        lines.append(words.count("remind_now", "Sẽ nhắc {n} người.", "Sẽ nhắc {n} người.", len(people)))
    else:
        lines.append(words.say("remind_now", "Không còn ai để nhắc lúc này."))
    if twice:
        lines.append(
            words.count(
                "remind_now",
                "{n} người hôm nay đã được nhắc hai lần, không nhắc thêm.",
                "{n} người hôm nay đã được nhắc hai lần, không nhắc thêm.",
                len(twice),
            )
        )
    if nobody:
        lines.append(words.say("remind_now", "Chưa có ai để nhắc: {units}", units=_names(nobody, words)))
    ready = bool(people) and not found.stopped
    return Screen(
        name="remind_now.sure",
        text=fitted(lines),
        rows=rows_of(
            Option("send", words.say("remind_now", "Nhắc ngay")) if ready else None,
            Option("owing", words.say("remind_now", "◀ Quay lại")),
            _close(words),
        ),
    )


def reminded(people: int, *, twice: int, nobody: int, in_the_morning: bool, words: Words) -> str:
    """What was done, in a line. in_the_morning: people are asleep now."""
    if not people:
        parts = [words.say("remind_now", "Không nhắc thêm ai")]
    elif in_the_morning:
        parts = [words.count("remind_now", "7:00 sáng sẽ nhắc {n} người", "7:00 sáng sẽ nhắc {n} người", people)]
    else:
        parts = [words.count("remind_now", "Đã nhắc {n} người", "Đã nhắc {n} người", people)]
    if twice:
        parts.append(
            words.count(
                "remind_now",
                "{n} người hôm nay đã được nhắc hai lần",
                "{n} người hôm nay đã được nhắc hai lần",
                twice,
            )
        )
    if nobody:
        parts.append(
            words.count("remind_now", "{n} đơn vị chưa có ai để nhắc", "{n} đơn vị chưa có ai để nhắc", nobody)
        )
    return "; ".join(parts) + "."


def _names(units: Sequence[OwingUnit], words: Words) -> str:
    return and_more(", ".join(one.report.unit.title for one in units[:NAMED]), len(units) - NAMED, words)


def _which(words: Words) -> Option:
    return Option("which", words.say("remind_now", "Báo cáo khác"))


def _close(words: Words) -> Option:
    return Option("close", words.say("remind_now", "Đóng"))

"""A commune officer enters a report for a village. Every answer then carries how and when the village gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AskForRight, FillReport, OnBehalf
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import UnitId
from conversations.programme.person import Role
from conversations.reading.dates import Day, read_date
from conversations.reading.show import show_date
from conversations.screens import on_behalf as screens
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.paging import clip
from conversations.screens.refused import refused
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.facts import ReportSummary
    from conversations.engine.screen import Screen


def needs(frame: OnBehalf) -> Needs:
    """The commune with its villages."""
    return Needs(unit=frame.unit)


def show(frame: OnBehalf, facts: Facts) -> Screen:
    """The stage; a village whose report is gone meanwhile is asked for again."""
    found = facts.unit_found
    if found is None:
        return out_of_sight("on_behalf", facts.words)
    if not facts.somebody.has(Role.COMMUNE_OFFICER, frame.unit):
        return refused("on_behalf", found, facts)
    summary = _village(frame, facts)
    if summary is None or frame.stage == "village":
        return screens.village(frame, _villages(facts), found, facts)
    return screens.how(summary, facts) if frame.stage == "how" else screens.when(summary, frame.how, facts)


def _villages(facts: Facts) -> tuple[ReportSummary, ...]:
    return screens.fillable(facts.unit_found, facts.somebody) if facts.unit_found is not None else ()


def _village(frame: OnBehalf, facts: Facts) -> ReportSummary | None:
    return next((summary for summary in _villages(facts) if summary.unit.id == frame.village), None)


def take(frame: OnBehalf, given: Input, facts: Facts) -> Move:
    """The village, then how, then when; then its report is open."""
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="ask"):
            return Move(frames=(AskForRight(command="baothay"),))
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    summary = _village(frame, facts)
    if summary is None or frame.stage == "village":
        return _take_village(frame, given, facts)
    if frame.stage == "how":
        return _take_how(frame, given, facts)
    return _take_when(frame, given, summary, facts)


def _take_village(frame: OnBehalf, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Typed):
        return _typed_village(frame, given.text, facts)
    match given.part(0):
        case "v":
            return _chosen(frame, UnitId(int(given.part(1))))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case _:
            return stay(OnBehalf(unit=frame.unit))


def _typed_village(frame: OnBehalf, text: str, facts: Facts) -> Move:
    found = screens.meant(text, _villages(facts))
    if not found:
        line = facts.words.say("on_behalf", "Không thấy thôn, xóm nào tên “{text}”.", text=clip(text, 40))
        return stay(replace(frame, typed=""), line)
    if len(found) == 1 and screens.exactly(found[0], text):
        return _chosen(frame, found[0].unit.id)
    return stay(OnBehalf(unit=frame.unit, typed=clip(text, 80)))


def _chosen(frame: OnBehalf, village: UnitId) -> Move:
    return stay(OnBehalf(unit=frame.unit, stage="how", village=village))


def _take_how(frame: OnBehalf, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Typed):
        return stay(frame, unexpected_line(given, facts.words))
    if given.option not in screens.WAYS:
        return stay(OnBehalf(unit=frame.unit))
    return stay(replace(frame, stage="when", how=given.option))


def _take_when(frame: OnBehalf, given: Chose | Typed, summary: ReportSummary, facts: Facts) -> Move:
    if isinstance(given, Chose):
        match given.option:
            case "today":
                return _open(frame, facts.today, summary, facts)
            case "yesterday":
                return _open(frame, facts.today - timedelta(days=1), summary, facts)
            case _:
                return stay(replace(frame, stage="how", how=""))
    reading = read_date(given.text, today=facts.today)
    if not isinstance(reading, Day):
        return stay(frame, date_refusal(reading, facts))
    if reading.day > facts.today:
        day = show_date(reading.day)
        return stay(frame, facts.words.say("on_behalf", "Ngày {day} chưa đến. Xin gõ ngày đã nhận số liệu.", day=day))
    return _open(frame, reading.day, summary, facts)


def _open(frame: OnBehalf, day: date, summary: ReportSummary, facts: Facts) -> Move:
    source = screens.source(frame.how, day, facts.words)
    opened = FillReport(key=summary.key, source=source)
    if summary.state.handed_up:
        return Move(frames=(opened,))
    line = facts.words.say("on_behalf", "Mỗi câu trả lời sẽ ghi nguồn: {source}.", source=source)
    return Move(frames=(opened,), lines=(line,))

"""Why a late report is late and by which day it comes: two answers, told above, changed as often as needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.engine.asks import WishFor
from conversations.engine.effects import PromiseReport
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import FillReport, PromiseDay
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.report import ReportKey
from conversations.programme.rights import may_promise_day
from conversations.programme.wishes import may_promise
from conversations.reading import limits
from conversations.reading.dates import Day, TwoDays, read_date
from conversations.reading.fold import tidy
from conversations.screens import promise_day as screens
from conversations.screens.fill_report.refusals import date_refusal, too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import ReportSummary, ReportWish
    from conversations.engine.screen import Screen


def needs(frame: PromiseDay) -> Needs:
    """The report, or those to choose from."""
    return Needs(due=True) if frame.key is None else Needs(asks=(WishFor(frame.key),))


def show(frame: PromiseDay, facts: Facts) -> Screen:
    """The question, or what was promised."""
    if frame.key is None:
        return screens.which(_choice(facts), facts)
    wish = _wish(frame.key, facts)
    if wish is None:
        return out_of_sight("promise_day", facts.words)
    summary, promised = wish.summary, wish.promised
    if summary.state.handed_up or summary.period.locked(facts.today):
        return screens.no_more(summary, facts)
    if not summary.period.overdue(facts.today):
        return screens.in_time(summary, facts)
    if frame.stage == "told" and promised is not None:
        return screens.told(summary, promised, facts)
    if frame.stage == "day" and frame.reason:
        return screens.day(summary, facts)
    return screens.reason(summary, promised, facts)


def take(frame: PromiseDay, given: Input, facts: Facts) -> Move:
    """The report, the reason, the day."""
    match given:
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    if frame.key is None:
        key = ReportKey.read(given.part(1)) if isinstance(given, Chose) else None
        return back() if key is None else stay(PromiseDay(key=key))
    wish = _wish(frame.key, facts)
    if wish is None:
        return back()
    summary = wish.summary
    match given:
        case Chose(option="go"):
            return Move(frames=(FillReport(key=summary.key),))
        case Chose(option="change"):
            return stay(PromiseDay(key=frame.key))
        case Chose(option="close"):
            return back()
        case _ if frame.stage == "day" and frame.reason:
            return _take_day(frame, given, summary, facts)
        case _ if frame.stage == "reason":
            return _take_reason(frame, given, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _take_reason(frame: PromiseDay, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Chose):
        said = screens.reasons(facts.words).get(given.option, "")
    else:
        said = tidy(given.text)
        if len(said) > limits.REASON:
            return stay(frame, too_long(len(said), limits.REASON, facts.words))
    if not any(letter.isalnum() for letter in said):
        return stay(frame, screens.no_reason(facts.words))
    return stay(replace(frame, stage="day", reason=said))


def _take_day(frame: PromiseDay, given: Chose | Typed, summary: ReportSummary, facts: Facts) -> Move:
    if isinstance(given, Chose):
        if given.part(0) != "in" or not given.part(1).isdecimal():
            return stay(PromiseDay(key=frame.key))
        return _promise(frame, facts.today + timedelta(days=int(given.part(1))), summary, facts)
    match read_date(given.text, today=facts.today, ahead=True):
        case Day(day=day, rough=False):
            return _promise(frame, day, summary, facts)
        case Day():
            return stay(frame, screens.which_day(facts.words))
        case TwoDays(second=second) if may_promise(summary.period, second, today=facts.today):
            return _promise(frame, second, summary, facts)  # the other one is long gone by
        case other:
            return stay(frame, date_refusal(other, facts))


def _promise(frame: PromiseDay, day: date, summary: ReportSummary, facts: Facts) -> Move:
    if not may_promise(summary.period, day, today=facts.today):
        return stay(frame, screens.wrong_day(day, summary, facts))
    effect = PromiseReport(key=summary.key, day=day, reason=frame.reason)
    return stay(replace(frame, stage="told"), effects=(effect,))


def _wish(key: ReportKey, facts: Facts) -> ReportWish | None:
    wish = facts.answer(WishFor(key))
    return wish if wish is not None and may_promise_day(facts.somebody, wish.summary.unit) else None


def _choice(facts: Facts) -> tuple[ReportSummary, ...]:
    return tuple(
        summary
        for summary in facts.due
        if summary.period.overdue(facts.today) and may_promise_day(facts.somebody, summary.unit)
    )

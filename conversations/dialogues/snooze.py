"""To be reminded again: one press on a reminder does it, says when, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import SnoozesNow, WishFor
from conversations.engine.effects import DropReminder, Effect, RemindAgain
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, ChooseReport, FillReport, Snooze
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.programme.report import ReportState
from conversations.programme.rights import is_reminded
from conversations.screens import snooze as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import ReportSummary
    from conversations.engine.frames import Frame
    from conversations.engine.screen import Screen


def needs(frame: Snooze) -> Needs:
    """The report, or all that are owed; and what was asked for already."""
    if frame.key is None:
        return Needs(due=True, asks=(SnoozesNow(),))
    return Needs(asks=(WishFor(frame.key), SnoozesNow()))


def arrived(frame: Snooze, facts: Facts) -> tuple[Effect, ...]:
    """What opening the place does."""
    keys = tuple(summary.key for summary in _open(frame, facts))
    return (RemindAgain(keys=keys),) if keys else ()


def show(frame: Snooze, facts: Facts) -> Screen:
    """When the person is reminded again."""
    if frame.key is not None and facts.answer(WishFor(frame.key)) is None:
        return out_of_sight("snooze", facts.words)
    return screens.snooze(_all(frame, facts), _open(frame, facts), facts)


def take(frame: Snooze, given: Input, facts: Facts) -> Move:
    """Undo, again, or to the report."""
    summaries = _open(frame, facts)
    keys = tuple(summary.key for summary in summaries)
    match given:
        case Chose(option="undo"):
            return stay(frame, effects=(DropReminder(keys=keys),))
        case Chose(option="again") if keys:
            return stay(frame, effects=(RemindAgain(keys=keys),))
        case Chose(option="go") if summaries:
            return Move(frames=(_report(summaries),))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _all(frame: Snooze, facts: Facts) -> tuple[ReportSummary, ...]:
    if frame.key is None:
        return facts.due
    wish = facts.answer(WishFor(frame.key))
    return () if wish is None else (wish.summary,)


def _open(frame: Snooze, facts: Facts) -> tuple[ReportSummary, ...]:
    """Those that have not left and can still come in, where the person is one of those who are reminded."""
    return tuple(
        summary
        for summary in _all(frame, facts)
        if not summary.state.handed_up
        and not summary.period.locked(facts.today)
        and is_reminded(facts.somebody, summary.unit)
    )


def _report(summaries: tuple[ReportSummary, ...]) -> Frame:
    if len(summaries) > 1:
        return ChooseReport()
    (summary,) = summaries
    if summary.state is ReportState.WAITING_FOR_LEADER:
        return Approve(key=summary.key)
    return FillReport(key=summary.key)

"""A manager opens a report again that has left, with a reason; what offices have confirmed needs a second person's yes.
A report whose items all have their verdict can be closed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import SentReportOf, SentTo, ToAgree
from conversations.engine.effects import CloseReport, KeepClosed, ReopenReport
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Reopen
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from conversations.programme.unit import is_named
from conversations.reading import limits
from conversations.reading.fold import glued
from conversations.screens import reopen as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person
    from conversations.programme.review import SentReport


ROLES = frozenset({Role.MANAGER, Role.OFFICE_REVIEWER})


def place_for(person: Person, facts: Facts) -> Reopen:
    """Where the command leads: a manager to the reports, a reviewer to what they can agree to."""
    managed = person.grants_of(Role.MANAGER)
    if managed:
        return Reopen(unit=managed[0].unit.id)
    waiting = facts.answer(ToAgree()) or ()
    return Reopen(key=waiting[0].key, stage="report") if len(waiting) == 1 else Reopen()


def needs(frame: Reopen) -> Needs:
    """The reports, or the one."""
    if frame.key is not None:
        return Needs(asks=(SentReportOf(frame.key),))
    return Needs(asks=(_list(frame),))


def show(frame: Reopen, facts: Facts) -> Screen:
    """The list, the report, why, or the one question."""
    if frame.key is None:
        reports = _reports(frame, facts)
        return out_of_sight("reopen", facts.words) if reports is None else screens.listed(reports, frame, facts)
    report = facts.answer(SentReportOf(frame.key))
    if report is None:
        return out_of_sight("reopen", facts.words)
    if frame.stage == "reason" and screens.can_open(report):
        return screens.reason(report, facts)
    if frame.stage == "sure" and screens.can_close(report):
        return screens.sure(report, facts)
    return screens.report(report, facts)


def take(frame: Reopen, given: Input, facts: Facts) -> Move:
    """One of them; opened, closed, agreed to or not."""
    if frame.key is None:
        return _listed(frame, given, facts)
    report = facts.answer(SentReportOf(frame.key))
    if report is None:
        return back()
    reading = replace(frame, stage="report")
    match given:
        case Typed(text=text) if frame.stage == "reason":
            return _reason(frame, text, report, facts)
        case Chose(option="open") if screens.can_open(report):
            return stay(replace(frame, stage="reason"))
        case Chose(option="agree") if report.wished_by and not report.own_wish:
            return _second(reading, screens.agreed(facts.words), ReopenReport(key=report.key, reason=""), report)
        case Chose(option="refuse") if report.wished_by:
            return _second(reading, screens.refused(facts.words), KeepClosed(key=report.key), report)
        case Chose(option="close") if screens.can_close(report):
            return stay(replace(frame, stage="sure"))
        case Chose(option="yes") if frame.stage == "sure":
            return stay(reading, screens.closed(facts.words), effects=(CloseReport(key=report.key),))
        case Chose(option="report"):
            return stay(reading)
        case Chose(option="list") if frame.unit is not None:
            return stay(Reopen(unit=frame.unit))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _second(reading: Reopen, line: str, effect: ReopenReport | KeepClosed, report: SentReport) -> Move:
    """A manager sees the report again; to anybody else it is no longer shown."""
    if report.manages:
        return stay(reading, line, effects=(effect,))
    return Move(frames=(), home=True, lines=(line,), effects=(effect,))


def _listed(frame: Reopen, given: Input, facts: Facts) -> Move:
    match given:
        case Typed(text=text):
            return stay(replace(frame, named=text[: limits.NAME_TYPED], page=0))
        case Chose() if given.part(0) == "r":
            return stay(replace(frame, key=ReportKey.read(given.part(1)), stage="report"))
        case Chose() if given.part(0) == "page":
            return stay(replace(frame, page=int(given.part(1))))
        case Chose(option="all"):
            return stay(replace(frame, named="", page=0))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _list(frame: Reopen) -> SentTo | ToAgree:
    return ToAgree() if frame.unit is None else SentTo(frame.unit)


def _reports(frame: Reopen, facts: Facts) -> tuple[SentReport, ...] | None:
    found = facts.answer(_list(frame))
    if found is None or not frame.named:
        return found
    return tuple(one for one in found if is_named(one.unit, frame.named))


def _reason(frame: Reopen, text: str, report: SentReport, facts: Facts) -> Move:
    if len(text) > limits.REASON:
        return stay(frame, too_long(len(text), limits.REASON, facts.words))
    if not glued(text):
        return stay(frame, screens.say_why(facts.words))
    return stay(replace(frame, stage="report"), effects=(ReopenReport(key=report.key, reason=text),))

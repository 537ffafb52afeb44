"""A manager opens a report again that has left, with a reason; what offices have confirmed needs a second person's yes.
A report whose items all have their verdict can be closed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import SentReportOf, SentTo
from conversations.engine.effects import CloseReport, KeepClosed, ReopenReport
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Reopen
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
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
    from conversations.programme.review import SentReport


def needs(frame: Reopen) -> Needs:
    """The reports, or the one."""
    if frame.key is not None:
        return Needs(asks=(SentReportOf(frame.key),))
    return Needs(asks=() if frame.unit is None else (SentTo(frame.unit),))


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
            return stay(reading, effects=(ReopenReport(key=report.key, reason=""),))
        case Chose(option="refuse") if report.wished_by:
            return stay(reading, effects=(KeepClosed(key=report.key),))
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


def _reports(frame: Reopen, facts: Facts) -> tuple[SentReport, ...] | None:
    found = None if frame.unit is None else facts.answer(SentTo(frame.unit))
    if found is None or not frame.named:
        return found
    return tuple(one for one in found if is_named(one.unit, frame.named))


def _reason(frame: Reopen, text: str, report: SentReport, facts: Facts) -> Move:
    if len(text) > limits.REASON:
        return stay(frame, too_long(len(text), limits.REASON, facts.words))
    if not glued(text):
        return stay(frame, screens.say_why(facts.words))
    return stay(replace(frame, stage="report"), effects=(ReopenReport(key=report.key, reason=text),))

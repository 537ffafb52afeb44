"""The leader's yes, or what should be changed: of a report that still waits, by a leader of its very unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import WaitingNow
from conversations.engine.effects import ActOnReport
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, AskForRight
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.report import Report, ReportAct, ReportKey
from conversations.programme.rights import may_approve
from conversations.reading import limits
from conversations.reading.fold import glued
from conversations.screens import approve as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: Approve) -> Needs:
    """The report, or what waits."""
    return Needs(asks=(WaitingNow(),)) if frame.key is None else Needs(report=frame.key)


def show(frame: Approve, facts: Facts) -> Screen:
    """The stage; a report that waits no longer cannot be sent back, so it is only read."""
    if frame.key is None:
        return screens.choose(frame, facts)
    report = facts.report_found
    if report is None:
        return out_of_sight("approve", facts.words, facts.took_over)
    if not may_approve(facts.somebody, report.unit):
        return screens.refused(report, facts)
    match frame.stage:
        case "details":
            return screens.details(frame, report, facts)
        case "send_back" if screens.acts(report, facts):
            return screens.send_back(report, facts)
        case "read" | "send_back":
            return screens.read(report, facts)
        case _:
            assert_never(frame.stage)


def take(frame: Approve, given: Input, facts: Facts) -> Move:
    """A report chosen, approved, sent back or looked at closely."""
    if isinstance(given, Chose):
        return _chosen(frame, given)
    report = facts.report_found
    if isinstance(given, Typed) and frame.stage == "send_back" and report is not None:
        return _send_back(frame, given.text, report, facts)
    return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: Approve, given: Chose) -> Move:
    match given.part(0):
        case "r":
            return stay(Approve(key=ReportKey.read(given.part(1))))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "read":
            return stay(replace(frame, stage="read", page=0))
        case "details":
            return stay(replace(frame, stage="details", page=0))
        case "send_back":
            return stay(replace(frame, stage="send_back"))
        case "approve" if frame.key is not None:
            return stay(replace(frame, stage="read"), effects=(ActOnReport(key=frame.key, act=ReportAct.APPROVE),))
        case "ask":
            return Move(frames=(AskForRight(command="duyet"),))
        case _:
            return Move(frames=(), home=True)


def _send_back(frame: Approve, text: str, report: Report, facts: Facts) -> Move:
    words = facts.words
    reading = replace(frame, stage="read")
    if not screens.acts(report, facts) or not may_approve(facts.somebody, report.unit):
        return stay(reading, words.say("approve", "Báo cáo này không còn chờ duyệt, nên lời vừa ghi chưa gửi cho ai."))
    if len(text) > limits.REASON:
        return stay(frame, too_long(len(text), limits.REASON, words))
    if not glued(text):
        return stay(frame, words.say("approve", "Xin ghi một câu để người nhập biết cần sửa gì."))
    act = ActOnReport(key=report.key, act=ReportAct.SEND_BACK, reason=text)
    return stay(reading, words.say("approve", "Đã trả lại cho người nhập để sửa."), effects=(act,))

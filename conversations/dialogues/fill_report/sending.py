"""Sending up, the leader's yes on paper, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import go_on
from conversations.engine.effects import ActOnReport
from conversations.engine.frames import AnswerOffice, FillReport
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.report import ByHand, ReportAct
from conversations.reading import limits
from conversations.reading.paper import names_a_paper
from conversations.screens.fill_report.refusals import not_a_paper, too_long
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts


def take_summary(frame: FillReport, given: Input, facts: Facts) -> Move:
    """One press sends."""
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.option:
        case "send":
            return _act(frame, ReportAct.SEND)
        case "submit":
            return _act(frame, ReportAct.SUBMIT)
        case "paper":
            return stay(replace(frame, stage="paper_approval"))
        case "go":
            return Move(frames=(go_on(replace(frame, skipped=()), facts),))
        case _:
            return stay(replace(frame, stage="overview"))


def take_part_done(frame: FillReport, given: Input, facts: Facts) -> Move:
    """The items of one's posts are answered; the report as a whole is another matter."""
    match given:
        case Chose(option="go"):
            return Move(frames=(go_on(replace(frame, skipped=()), facts),))
        case Chose(option="list"):
            return stay(replace(frame, stage="list"))
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose():
            return stay(replace(frame, stage="overview"))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def take_paper_approval(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Number and date of the signed paper."""
    match given:
        case Typed(text=text):
            if len(text) > limits.PAPER_NUMBER:
                return stay(frame, too_long(len(text), limits.PAPER_NUMBER, facts.words))
            if not names_a_paper(text):
                return stay(frame, not_a_paper(text, facts.words))
            return _act(frame, ReportAct.SEND, paper=text)
        case Chose():
            return stay(replace(frame, stage="overview"))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def take_sent(frame: FillReport, given: Input, facts: Facts) -> Move:
    """After sending."""
    match given:
        case Chose(option="withdraw"):
            return stay(replace(frame, stage="withdraw"))
        case Chose(option="list"):
            return stay(replace(frame, stage="list"))
        case Chose(option="offices"):
            return Move(frames=(frame, AnswerOffice()))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def take_withdraw(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Taking it back, asked once."""
    match given:
        case Chose(option="yes"):
            act = ActOnReport(key=frame.key, act=ReportAct.WITHDRAW)
            line = facts.words.say("sending", "Đã rút lại. Anh/chị sửa xong nhớ gửi lại.")
            return stay(replace(frame, stage="overview"), line, effects=(act,))
        case Chose():
            return stay(replace(frame, stage="sent" if not facts.report.state.with_officers else "overview"))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _act(frame: FillReport, act: ByHand, paper: str = "") -> Move:
    return stay(replace(frame, stage="sent"), effects=(ActOnReport(key=frame.key, act=act, paper=paper),))

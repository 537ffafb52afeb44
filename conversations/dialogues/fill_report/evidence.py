"""Evidence on paper and colleagues: a paper's number, a text to forward, on whose word an answer is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import put_off
from conversations.dialogues.fill_report.question import take_question
from conversations.engine.effects import KeepEvidence
from conversations.engine.frames import FillReport
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.answer import EvidenceKind
from conversations.reading import limits
from conversations.screens.fill_report.refusals import too_long

if TYPE_CHECKING:
    from conversations.engine.facts import Facts


def take_paper(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Number, date and place of a paper."""
    question = replace(frame, stage="question")
    match given:
        case Typed(text=text):
            limit = limits.PAPER_NUMBER + limits.PLACE_KEPT
            if len(text) > limit:
                return stay(frame, too_long(len(text), limit, facts.words))
            kept = KeepEvidence(key=frame.key, indicator=frame.item, kind=EvidenceKind.PAPER, paper=text)
            line = facts.words.say("evidence", "Đã ghi hồ sơ giấy cho câu {code}. Có thể gửi ảnh sau.", code=frame.item)
            return stay(question, line, effects=(kept,))
        case Chose():
            return stay(question)
        case _:
            return take_question(question, given, facts)


def take_colleague(frame: FillReport, given: Input, facts: Facts) -> Move:
    """The text to forward is on the screen."""
    match given:
        case Chose(option="source"):
            return stay(replace(frame, stage="colleague_source"))
        case Chose(option="later"):
            return put_off(frame, facts)
        case Chose():
            return stay(replace(frame, stage="question"))
        case _:
            return take_question(replace(frame, stage="question"), given, facts)


def take_source(frame: FillReport, given: Input, facts: Facts) -> Move:
    """On whose word the answer to this item is; then the question again."""
    match given:
        case Typed(text=text):
            if len(text) > limits.SOURCE:
                return stay(frame, too_long(len(text), limits.SOURCE, facts.words))
            return stay(replace(frame, stage="question", item_source=text))
        case Chose():
            return stay(replace(frame, stage="question"))
        case _:
            return take_question(replace(frame, stage="question"), given, facts)

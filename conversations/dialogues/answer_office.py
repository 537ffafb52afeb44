"""The commune answers an office: what was asked for, a wish to correct what was judged, or that it does not agree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.review_report import version_of
from conversations.engine.asks import SaidByOffices
from conversations.engine.effects import ReviewItem, ShowEvidence
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AnswerOffice, FillReport
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.report import ReportKey
from conversations.programme.review import IN_WORDS, ItemAct
from conversations.reading import limits
from conversations.reading.fold import glued
from conversations.screens import answer_office as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.review import ItemReview, QueuedItem


def place_for(item: str, facts: Facts) -> AnswerOffice:
    """Where the command leads: to the one item that it names or that there is, otherwise to the list."""
    said = facts.answer(SaidByOffices()) or ()
    meant = [one for one in said if not item or one.indicator.code == item.strip()]
    return AnswerOffice(key=meant[0].key, item=meant[0].indicator.code) if len(meant) == 1 else AnswerOffice()


def needs(frame: AnswerOffice) -> Needs:
    """What offices have said, or the report of the one item."""
    if frame.key is None:
        return Needs(asks=(SaidByOffices(),))
    return Needs(report=frame.key)


def show(frame: AnswerOffice, facts: Facts) -> Screen:
    """The list, the item, or the question for words."""
    if frame.key is None:
        return screens.choose(facts.answer(SaidByOffices()) or (), frame.page, facts)
    review = _review(frame, facts)
    if review is None:
        return out_of_sight("answer_office", facts.words)
    if frame.act is not None and frame.seen == _seen(frame, facts) and review.allows(frame.act):
        return screens.write(facts.report, review, frame.act, facts)
    return screens.item(facts.report, review, facts)


def take(frame: AnswerOffice, given: Input, facts: Facts) -> Move:
    """An item, what to say of it, the words."""
    if frame.key is None:
        return _choosing(frame, given, facts.answer(SaidByOffices()) or (), facts)
    review = _review(frame, facts)
    if review is None:
        return back()
    if isinstance(given, Typed) and frame.act is not None:
        return _written(frame, frame.act, given.text, facts)
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0):
        case "fix":
            fix = FillReport(key=frame.key, stage="question", item=frame.item, only=True, seen=_seen(frame, facts))
            return Move(frames=(fix,))
        case "act" if (act := ItemAct(given.part(1))) in IN_WORDS and review.allows(act):
            return stay(replace(frame, act=act, seen=version_of(given.part(2))))
        case "evidence":
            shown = ShowEvidence(key=frame.key, indicator=frame.item)
            return stay(replace(frame, act=None), effects=(shown,))
        case "item":
            return stay(replace(frame, act=None))
        case "list":
            return stay(AnswerOffice())
        case _:
            return Move(frames=(), home=True)


def _choosing(frame: AnswerOffice, given: Input, said: tuple[QueuedItem, ...], facts: Facts) -> Move:
    match given:
        case Chose() if given.part(0) == "i":
            return stay(AnswerOffice(key=ReportKey.read(given.part(1)), item=given.part(2)))
        case Chose() if given.part(0) == "page":
            return stay(replace(frame, page=int(given.part(1))))
        case Chose():
            return back() if said else Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _written(frame: AnswerOffice, act: ItemAct, text: str, facts: Facts) -> Move:
    if len(text) > limits.REASON:
        return stay(frame, too_long(len(text), limits.REASON, facts.words))
    if not glued(text) or frame.key is None:
        return stay(frame, screens.say_something(facts.words))
    effect = ReviewItem(key=frame.key, indicator=frame.item, act=act, seen=frame.seen, reason=text)
    return stay(replace(frame, act=None), screens.sent(facts.words), effects=(effect,))


def _review(frame: AnswerOffice, facts: Facts) -> ItemReview | None:
    report = facts.report_found
    return None if report is None else report.reviews.get(frame.item)


def _seen(frame: AnswerOffice, facts: Facts) -> int:
    answer = facts.report.answers.get(frame.item)
    return 0 if answer is None else answer.version

"""What is asked back about an answer that waits: which of two readings, is it right, met or not, as of which day, why,
and whose answer stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import go_on, item_of
from conversations.dialogues.fill_report.photos import take_photo
from conversations.dialogues.fill_report.question import KINDS, take_question
from conversations.dialogues.fill_report.saving import settle
from conversations.engine.events import SentPhoto
from conversations.engine.frames import FillReport, Pending
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.answer import Nature, State
from conversations.programme.figures import natures
from conversations.reading import limits
from conversations.reading.dates import Day, read_date
from conversations.reading.no_figure import read_no_figure
from conversations.reading.numbers import NotANumber, Refusal, read_number
from conversations.screens.fill_report.question import is_figure
from conversations.screens.fill_report.refusals import date_refusal, too_long
from conversations.screens.unexpected import choose_below, unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.programme.criteria import Indicator


def take_reading(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Which of two readings was meant."""
    pending = frame.pending or Pending()
    if isinstance(given, Chose) and given.part(0) == "reading":
        figure = pending.figure if given.part(1) == "0" else pending.other
        return settle(frame, Pending(figure=figure, counted=pending.counted), facts)
    return _again(frame, given, facts)


def take_unlikely(frame: FillReport, given: Input, facts: Facts) -> Move:
    """An unlikely figure is right after all, or typed again."""
    if isinstance(given, Chose) and given.option == "yes" and frame.pending is not None:
        return settle(frame, replace(frame.pending, checked=True), facts)
    return _again(frame, given, facts)


def take_assess(frame: FillReport, given: Input, facts: Facts) -> Move:
    """The commune's own verdict on a figure."""
    if isinstance(given, Chose) and given.part(0) == "state" and frame.pending is not None:
        return settle(frame, replace(frame.pending, state=State(given.part(1))), facts)
    return _again(frame, given, facts)


def take_nature(frame: FillReport, given: Input, facts: Facts) -> Move:
    """As of which day and of what kind; an official figure cannot stand for a day that has not come."""
    report = facts.report
    match given:
        case Chose() if given.part(0) == "nature":
            for name, day, kind in natures(report, facts.today):
                if name == given.part(1):
                    return _natured(replace(frame, as_of=day, nature=kind), facts)
        case Typed(text=text):
            reading = read_date(text, today=facts.today)
            if isinstance(reading, Day) and reading.day <= facts.today:
                return _natured(replace(frame, as_of=reading.day, nature=Nature.OFFICIAL), facts)
            return stay(frame, date_refusal(reading, facts))
        case _:
            pass
    return _again(frame, given, facts)


def _natured(frame: FillReport, facts: Facts) -> Move:
    if frame.pending is None:
        return stay(replace(frame, stage="question"))
    return settle(frame, frame.pending, facts)


def take_reason(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Why."""
    if isinstance(given, Typed) and frame.pending is not None:
        if len(given.text) > limits.REASON:
            return stay(frame, too_long(len(given.text), limits.REASON, facts.words))
        return settle(frame, replace(frame.pending, reason=given.text), facts)
    return _again(frame, given, facts)


def take_conflict(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Keep the colleague's answer, or replace it knowingly."""
    answer = facts.report.answers.get(frame.item)
    if isinstance(given, Chose) and frame.pending is not None:
        if given.option == "replace":
            return settle(replace(frame, seen=answer.version if answer else 0), frame.pending, facts)
        line = facts.words.say("question", "Giữ câu đã có.")
        if frame.only:
            return back(line)
        return Move(frames=(go_on(replace(frame, pending=None), facts, answered=frame.item),), lines=(line,))
    return _again(frame, given, facts)


def _again(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Back to the question itself; a photo or sticker in between is answered, and what was pending still waits."""
    if isinstance(given, SentPhoto):
        return take_photo(frame, given, facts)
    if isinstance(given, Chose):
        return stay(replace(frame, stage="question", pending=None))
    if isinstance(given, Typed) and is_figure(item_of(frame, facts.report)):
        if _says_nothing(given.text, item_of(frame, facts.report)):
            return stay(frame, choose_below(facts.words))
        return take_question(replace(frame, stage="question", pending=None), given, facts)
    return stay(frame, unexpected_line(given, facts.words))


def _says_nothing(text: str, indicator: Indicator) -> bool:
    """Whether a text is neither a figure nor a wish to go on: what was understood before it still waits."""
    kind = KINDS.get(indicator.measure)
    if kind is None or read_no_figure(text) is not None:
        return False
    reading = read_number(text, kind=kind)
    return isinstance(reading, NotANumber) and reading.reason is Refusal.NOT_UNDERSTOOD

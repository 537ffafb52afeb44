"""Which item is asked next, and what is seen when none is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.order import next_item, next_not_put_off
from conversations.engine.frames import FillReport
from conversations.engine.move import Move, back

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillStage
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report


def ask(frame: FillReport, report: Report, code: str, *, saved: str = "") -> FillReport:
    """The frame that asks this item, with nothing pending from another. saved: the item before it, just answered."""
    answer = report.answers.get(code)
    return replace(
        frame,
        stage="question",
        item=code,
        seen=answer.version if answer is not None else 0,
        previous=saved or frame.previous,
        pending=None,
        skipped=_without(saved, frame.skipped),
        item_source="",
    )


def _without(saved: str, skipped: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in skipped if code != saved) if saved in skipped else skipped


def item_of(frame: FillReport, report: Report) -> Indicator:
    """The indicator on the screen. A set never loses one while a report is pinned to it."""
    found = report.form.indicator(frame.item)
    if found is None:
        raise LookupError(frame.item)
    return found


def previous(frame: FillReport, facts: Facts) -> FillReport:
    """The item before; the first one stays."""
    report = facts.report
    return ask(frame, report, report.before(frame.item, facts.somebody.posts_at(report.unit.id)) or frame.item)


def put_off(frame: FillReport, facts: Facts, *lines: str, effects: tuple[Effect, ...] = ()) -> Move:
    """Leave the item open and go on; where all that is left was put off, what is missing is shown instead of asked
    round and round.
    """
    if frame.only:
        return back(*lines, effects=effects)
    later = replace(frame, skipped=(*(code for code in frame.skipped if code != frame.item), frame.item))
    code = next_not_put_off(later, facts.report, facts.somebody)
    after = ask(later, facts.report, code) if code and _goes_on(facts) else done_asking(later, facts)
    return Move(frames=(after,), effects=effects, lines=lines)


def after_saving(frame: FillReport, facts: Facts, saved: str) -> FillReport:
    """As go_on; what was saved is offered for correction, and put off no longer."""
    code = next_item(frame, facts.report, facts.somebody, answered=saved)
    if code and _goes_on(facts):
        return ask(frame, facts.report, code, saved=saved)
    return replace(done_asking(frame, facts), previous=saved, skipped=_without(saved, frame.skipped))


def go_on(frame: FillReport, facts: Facts, *, answered: str = "") -> FillReport:
    """The next open item of mine; what is to be seen at the end when there is none."""
    code = next_item(frame, facts.report, facts.somebody, answered=answered)
    return ask(frame, facts.report, code) if code and _goes_on(facts) else done_asking(frame, facts)


def done_asking(frame: FillReport, facts: Facts) -> FillReport:
    """After the last question: whoever answers for a post is done with their part, the officer in charge sends."""
    report = facts.report
    posts = facts.somebody.posts_at(report.unit.id)
    stage: FillStage = "summary"
    if not _goes_on(facts):
        stage = "sent"
    elif posts and report.posts:
        stage = "part_done"
    return replace(frame, stage=stage, item="", pending=None)


def _goes_on(facts: Facts) -> bool:
    """Whether one answer leads to the next question; what has left is only corrected here and there."""
    return facts.report.state.with_officers

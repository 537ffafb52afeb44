"""From what was understood to what is saved and echoed.

Order of what is asked before saving: is it right, whose answer stands, met or not, why, as of which day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import after_saving, item_of
from conversations.engine.effects import SaveAnswer
from conversations.engine.frames import FillReport, Pending
from conversations.engine.move import Move, back, stay
from conversations.programme.answer import Nature, State
from conversations.programme.criteria import Measure
from conversations.programme.figures import figure_doubt
from conversations.programme.judgement import judge
from conversations.screens.states import choice_words, figure_words, nature_words, state_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillStage
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report


def version_seen(frame: FillReport, facts: Facts) -> int | None:
    """The version that a new answer follows; None where somebody else has answered since the question was shown.

    One's own answer from another phone, and somebody's "no new figure yet", are followed without a question.
    """
    answer = facts.report.answers.get(frame.item)
    if answer is None:
        return 0
    if answer.version != frame.seen and answer.given and answer.by != facts.somebody.id:
        return None
    return answer.version


def settle(frame: FillReport, pending: Pending, facts: Facts) -> Move:
    """Ask what must still be asked of this answer, or save it."""
    report, indicator = facts.report, item_of(frame, facts.report)
    pending = _judged(pending, report, indicator)
    asked = pending.figure is None or pending.checked
    if not asked and (pending.counted or _doubtful(pending, report, indicator)):
        return stay(replace(frame, pending=pending, stage="unlikely"))
    seen = version_seen(frame, facts)
    if seen is None:
        return stay(replace(frame, pending=pending, stage="conflict"))
    stage = _still_to_ask(frame, pending, report, indicator)
    if stage is not None:
        return stay(replace(frame, pending=pending, seen=seen, stage=stage))
    return _save(frame, pending, seen, indicator, facts)


def _still_to_ask(frame: FillReport, pending: Pending, report: Report, indicator: Indicator) -> FillStage | None:
    """Met or not, why, as of which day; None: nothing more."""
    if pending.figure is not None and pending.state is None and indicator.judged:
        return "assess"
    lost = pending.state is State.NOT_MET and report.was_met(indicator)
    if not pending.reason and (lost or pending.state is State.NOT_APPLICABLE):
        return "reason"
    if pending.figure is not None and indicator.dated and frame.nature is None:
        return "nature"
    return None


def _doubtful(pending: Pending, report: Report, indicator: Indicator) -> bool:
    return pending.figure is not None and figure_doubt(report, indicator, pending.figure) is not None


def _judged(pending: Pending, report: Report, indicator: Indicator) -> Pending:
    if pending.figure is None or pending.state is not None or not indicator.judged:
        return pending
    state = judge(indicator, pending.figure.exact, region=report.region, year=report.period.year)
    return replace(pending, state=state)


def _save(frame: FillReport, pending: Pending, seen: int, indicator: Indicator, facts: Facts) -> Move:
    report, words = facts.report, facts.words
    dated = pending.figure is not None and indicator.dated
    known = report.last.get(indicator.code)
    save = SaveAnswer(
        key=report.key,
        indicator=indicator.code,
        seen=seen,
        state=pending.state or State.NOT_REPORTED,
        figure=pending.figure,
        choice=pending.choice,
        as_of=frame.as_of if dated else facts.today,
        nature=frame.nature if dated else Nature.OFFICIAL,
        reason=pending.reason,
        source=frame.item_source or frame.source,
        unchanged=known is not None and known.figure is not None and known.figure == pending.figure,
    )
    line = echo(save, indicator, report, facts)
    if frame.only:
        return back(line, words.say("question", "Muốn sửa nữa, gõ /baocao."), effects=(save,))
    return Move(frames=(after_saving(frame, facts, indicator.code),), effects=(save,), lines=(line,))


def echo(save: SaveAnswer, indicator: Indicator, report: Report, facts: Facts) -> str:
    """What was understood and stored: "✔ 17.1 = 95,5% · xã tự đánh giá: đạt"."""
    words = facts.words
    value = figure_words(indicator, save.figure) if save.figure is not None else choice_words(indicator, save.choice)
    if indicator.measure is Measure.STATUS and not indicator.judged:
        value = state_words(words, save.state)
    head = f"✔ {indicator.code} = {value}" if value else f"✔ {indicator.code}"
    parts = [head]
    if indicator.judged:
        state = state_words(words, save.state)
        parts.append(words.say("question", "{unit} tự đánh giá: {state}", unit=report.unit.kind.name, state=state))
    if save.figure is not None and indicator.dated and save.nature is not None and save.as_of is not None:
        parts.append(nature_words(words, save.nature, save.as_of))
    return " · ".join(parts)

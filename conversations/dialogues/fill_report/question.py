"""Answering one question. What was understood is kept in `pending` until nothing more must be asked; then it is saved
and echoed: saving.py; what is asked back in between: asked_back.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import ask, item_of, previous, put_off
from conversations.dialogues.fill_report.photos import take_photo
from conversations.dialogues.fill_report.saving import settle, version_seen
from conversations.engine.effects import KeepEvidence, SaveAnswer
from conversations.engine.events import SentContact, SentFile, SentOther, SentPhoto, SentPlace, SentVoice
from conversations.engine.frames import Difficulties, FillReport, Pending
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.criteria import Content, Measure
from conversations.programme.figures import figure_of, village_figure
from conversations.programme.periodic_report import below_figure, said_beside
from conversations.programme.rights import may_record_difficulty
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.choices import is_mark
from conversations.reading.counted import counts_the_same
from conversations.reading.fold import fold, glued
from conversations.reading.no_figure import NoFigure, read_no_figure
from conversations.reading.nothing import says_nothing
from conversations.reading.numbers import NotANumber, Number, NumberKind, TwoReadings, read_number
from conversations.screens.fill_report.question import is_figure
from conversations.screens.fill_report.refusals import figure_refusal, too_long
from conversations.screens.paging import clip
from conversations.screens.states import answer_words
from conversations.screens.unexpected import number_alone, unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report

KINDS = {
    Measure.PERCENT: NumberKind.PERCENT,
    Measure.MONEY: NumberKind.MONEY,
    Measure.AREA_PER_PERSON: NumberKind.AREA,
    Measure.COUNT: NumberKind.COUNT,
    Measure.NUMBER: NumberKind.PLAIN,
}


def take_question(frame: FillReport, given: Input, facts: Facts) -> Move:
    """An input at the question itself."""
    report, indicator = facts.report, item_of(frame, facts.report)
    match given:
        case Chose():
            return _chosen(frame, given, indicator, facts)
        case Typed(text=text):
            return _typed(frame, text, indicator, facts)
        case SentPhoto():
            return take_photo(frame, given, facts)
        case SentPlace(latitude=latitude, longitude=longitude):
            kept = KeepEvidence(
                key=report.key,
                indicator=indicator.code,
                kind=EvidenceKind.PLACE,
                reference=f"{latitude:.6f},{longitude:.6f}",
            )
            line = facts.words.say("question", "Đã ghi vị trí cho câu {code}.", code=indicator.code)
            return stay(frame, line, effects=(kept,))
        case SentVoice() | SentFile() | SentContact() | SentOther():
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: FillReport, given: Chose, indicator: Indicator, facts: Facts) -> Move:
    report = facts.report
    match given.part(0):
        case "state":
            return settle(frame, Pending(state=State(given.part(1))), facts)
        case "choice":
            return settle(frame, Pending(choice=indicator.options[int(given.part(1))]), facts)
        case "same" if (known := report.last.get(indicator.code)) is not None:
            return settle(frame, Pending(figure=known.figure, checked=True), facts)
        case "villages" if (figure := village_figure(report, indicator)) is not None:
            return settle(frame, Pending(figure=figure), facts)
        case "say":
            return settle(frame, Pending(choice=said_beside(given.part(1), report)), facts)
        case "new_difficulty":
            return Move(frames=(frame, Difficulties(stage="what", unit=report.unit.id)))
        case "below" if (figure := below_figure(report, indicator)) is not None:
            return settle(frame, Pending(figure=figure), facts)
        case "none_yet":
            return _none_yet(frame, indicator, facts)
        case "later":
            return put_off(frame, facts)
        case "previous":
            return stay(previous(frame, facts))
        case "fix":
            return stay(ask(replace(frame, previous=""), report, frame.previous))
        case "list":
            return stay(replace(frame, stage="list", only=False))
        case _:
            return stay(replace(frame, stage="more"))


def _none_yet(frame: FillReport, indicator: Indicator, facts: Facts) -> Move:
    words, report = facts.words, facts.report
    seen = version_seen(frame, facts)
    if seen is None:
        theirs = answer_words(words, indicator, report.answers[indicator.code])
        line = words.say(
            "question",
            "Câu {code} vừa có người khác trả lời: {theirs}, nên giữ câu đó.",
            code=indicator.code,
            theirs=theirs,
        )
        return put_off(frame, facts, line)
    save = SaveAnswer(
        key=report.key, indicator=indicator.code, seen=seen, state=State.NOT_REPORTED,
        reason="no_new_figure", source=frame.item_source or frame.source,
    )  # fmt: skip
    line = words.say("question", "{code}: chưa có số mới, còn để ngỏ.", code=indicator.code)
    return put_off(frame, facts, line, effects=(save,))


def _typed(frame: FillReport, text: str, indicator: Indicator, facts: Facts) -> Move:
    if indicator.measure is Measure.TEXT:
        return _in_words(frame, text, facts)
    put_aside = _no_figure(frame, text, indicator, facts)
    if put_aside is not None:
        return put_aside
    kind = KINDS.get(indicator.measure)
    if kind is None:
        named = _named(text, facts)
        if named:
            return stay(replace(ask(frame, facts.report, named), previous=""))
        line = facts.words.say(
            "engine", "Chưa hiểu “{text}”. Xin anh/chị chọn một trong các mục dưới đây.", text=clip(text, 40)
        )
        return stay(frame, line)
    match read_number(text, kind=kind):
        case Number() as number:
            understood = Pending(figure=figure_of(number), counted=_other_noun(number, indicator))
            return (
                stay(replace(frame, stage="unlikely", pending=understood))
                if number.unsure
                else settle(frame, understood, facts)
            )
        case TwoReadings(first=first, second=second):
            both = Pending(figure=figure_of(first), other=figure_of(second), counted=_other_noun(first, indicator))
            return stay(replace(frame, stage="which_reading", pending=both))
        case NotANumber(reason=why):
            return stay(frame, figure_refusal(why, indicator, facts.words))


def _named(text: str, facts: Facts) -> str:
    """The code of another item, typed where no number is asked for: "17.1", as it can be typed at the list."""
    report, code = facts.report, text.strip().replace(",", ".")
    there = "." in code and report.form.indicator(code) is not None
    return code if there and (not report.locked(facts.today) or report.takes(code, facts.today)) else ""


def _in_words(frame: FillReport, text: str, facts: Facts) -> Move:
    """An answer in one's own words, as typed."""
    if len(text) > limits.ANSWER_TEXT:
        return stay(frame, too_long(len(text), limits.ANSWER_TEXT, facts.words))
    indicator = item_of(frame, facts.report)
    if indicator.content is not None and is_mark(fold(text)):
        return stay(frame, number_alone(fold(text), facts.words))
    if indicator.content is Content.DIFFICULTIES and may_record_difficulty(facts.somebody, facts.report.unit):
        return _to_register(frame, text, facts)
    if not glued(text):
        return stay(frame, facts.words.say("question", "Xin trả lời bằng một câu ngắn, hoặc chọn “Để sau”."))
    return settle(frame, Pending(choice=text), facts)


def _to_register(frame: FillReport, text: str, facts: Facts) -> Move:
    """A new difficulty goes into the register, not into a second text; "không" is an answer."""
    if says_nothing(text):
        return settle(frame, Pending(choice=said_beside("nothing", facts.report)), facts)
    if len(text) > limits.DIFFICULTY:
        return stay(frame, too_long(len(text), limits.DIFFICULTY, facts.words))
    return Move(frames=(frame, Difficulties(stage="criterion", unit=facts.report.unit.id, text=text)))


def _no_figure(frame: FillReport, text: str, indicator: Indicator, facts: Facts) -> Move | None:
    """The option that "bỏ qua" or "không biết" means here; None for anything else."""
    wanted = read_no_figure(text)
    if wanted is None or (wanted is NoFigure.NONE_YET and not is_figure(indicator)):
        return None
    if wanted is NoFigure.LATER or not is_figure(indicator):
        line = facts.words.say("question", "{code}: để sau, còn để ngỏ.", code=indicator.code)
        return put_off(frame, facts, line)
    return _none_yet(frame, indicator, facts)


def _other_noun(number: Number, indicator: Indicator) -> str:
    """What was counted, where it is not what the question counts."""
    if indicator.measure is not Measure.COUNT or number.unit is None:
        return ""
    question = f"{indicator.title} {indicator.ask}"
    return "" if counts_the_same(number.unit, indicator.unit, question) else number.unit


def take_more(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Everything else that can be done at a question."""
    if not isinstance(given, Chose):
        return take_question(replace(frame, stage="question"), given, facts)
    match given.option:
        case "colleague":
            return stay(replace(frame, stage="colleague"))
        case "source":
            return stay(replace(frame, stage="colleague_source"))
        case "paper":
            return stay(replace(frame, stage="paper"))
        case "difficulty":
            return Move(frames=(replace(frame, stage="question"), _difficulty(frame, facts.report)))
        case "nature":
            return stay(replace(frame, stage="nature", pending=None))
        case "previous":
            return stay(previous(frame, facts))
        case "overview":
            return stay(replace(frame, stage="overview", only=False))
        case _:
            return stay(replace(frame, stage="question"))


def _difficulty(frame: FillReport, report: Report) -> Difficulties:
    """A new difficulty of this unit; of a commune's own criteria it belongs to the very item."""
    own = report.form.of_criteria and report.unit.kind.level is Level.COMMUNE
    return Difficulties(stage="what", unit=report.unit.id, criterion=frame.item if own else "", tagged=own)

"""Answering one question. What was understood is kept in `pending` until nothing more must be asked; then it is saved
and echoed.

Order of what is asked before saving: which of two readings, is it right, whose answer stands, met or not, why, as of
which day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.order import next_item, next_not_put_off
from conversations.dialogues.fill_report.photos import take_photo
from conversations.engine.effects import KeepEvidence, SaveAnswer
from conversations.engine.events import SentContact, SentFile, SentOther, SentPhoto, SentPlace, SentVoice
from conversations.engine.frames import Difficulties, FillReport, Pending
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.answer import EvidenceKind, Nature, State
from conversations.programme.criteria import Content, Measure
from conversations.programme.figures import figure_doubt, figure_of, natures, village_figure
from conversations.programme.judgement import judge
from conversations.programme.periodic_report import below_figure, said_beside
from conversations.programme.rights import may_record_difficulty
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.choices import is_mark
from conversations.reading.counted import counts_the_same
from conversations.reading.dates import Day, read_date
from conversations.reading.fold import fold, glued
from conversations.reading.no_figure import NoFigure, read_no_figure
from conversations.reading.nothing import says_nothing
from conversations.reading.numbers import NotANumber, Number, NumberKind, Refusal, TwoReadings, read_number
from conversations.screens.fill_report.question import is_figure
from conversations.screens.fill_report.refusals import date_refusal, figure_refusal, too_long
from conversations.screens.paging import clip
from conversations.screens.states import answer_words, choice_words, figure_words, nature_words, state_words
from conversations.screens.unexpected import choose_below, number_alone, unexpected_line

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillStage
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report

KINDS = {
    Measure.PERCENT: NumberKind.PERCENT,
    Measure.MONEY: NumberKind.MONEY,
    Measure.AREA_PER_PERSON: NumberKind.AREA,
    Measure.COUNT: NumberKind.COUNT,
    Measure.NUMBER: NumberKind.PLAIN,
}


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


def item_of(frame: FillReport, report: Report) -> Indicator:
    """The indicator on the screen. A set never loses one while a report is pinned to it."""
    found = report.form.indicator(frame.item)
    if found is None:
        raise LookupError(frame.item)
    return found


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
    after = ask(later, facts.report, code) if code and _going_on(facts) else done_asking(later, facts)
    return Move(frames=(after,), effects=effects, lines=lines)


def _none_yet(frame: FillReport, indicator: Indicator, facts: Facts) -> Move:
    words, report = facts.words, facts.report
    seen = _seen(frame, facts)
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


def _seen(frame: FillReport, facts: Facts) -> int | None:
    """The version that a new answer follows; None where somebody else has answered since the question was shown.

    One's own answer from another phone, and somebody's "no new figure yet", are followed without a question.
    """
    answer = facts.report.answers.get(frame.item)
    if answer is None:
        return 0
    if answer.version != frame.seen and answer.given and answer.by != facts.somebody.id:
        return None
    return answer.version


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


def settle(frame: FillReport, pending: Pending, facts: Facts) -> Move:
    """Ask what must still be asked of this answer, or save it."""
    report, indicator = facts.report, item_of(frame, facts.report)
    pending = _judged(pending, report, indicator)
    asked = pending.figure is None or pending.checked
    if not asked and (pending.counted or _doubtful(pending, report, indicator)):
        return stay(replace(frame, pending=pending, stage="unlikely"))
    seen = _seen(frame, facts)
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
    return Move(frames=(_after_saving(frame, facts, indicator.code),), effects=(save,), lines=(line,))


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


def _after_saving(frame: FillReport, facts: Facts, saved: str) -> FillReport:
    """As go_on; what was saved is offered for correction, and put off no longer."""
    code = next_item(frame, facts.report, facts.somebody, answered=saved)
    if code and _going_on(facts):
        return ask(frame, facts.report, code, saved=saved)
    return replace(done_asking(frame, facts), previous=saved, skipped=_without(saved, frame.skipped))


def go_on(frame: FillReport, facts: Facts, *, answered: str = "") -> FillReport:
    """The next open item of mine; what is to be seen at the end when there is none."""
    code = next_item(frame, facts.report, facts.somebody, answered=answered)
    return ask(frame, facts.report, code) if code and _going_on(facts) else done_asking(frame, facts)


def done_asking(frame: FillReport, facts: Facts) -> FillReport:
    """After the last question: whoever answers for a post is done with their part, the officer in charge sends."""
    report = facts.report
    posts = facts.somebody.posts_at(report.unit.id)
    stage: FillStage = "summary"
    if not _going_on(facts):
        stage = "sent"
    elif posts and report.posts:
        stage = "part_done"
    return replace(frame, stage=stage, item="", pending=None)


def _going_on(facts: Facts) -> bool:
    """Whether one answer leads to the next question; what has left is only corrected here and there."""
    return facts.report.state.with_officers


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

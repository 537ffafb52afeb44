"""Answering one question. What was understood is kept in `pending` until nothing more must be asked; then it is saved
and echoed.

Order of what is asked before saving: which of two readings, is it right, whose answer stands, met or not, why, as of
which day.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.order import next_item, previous_item
from conversations.engine.effects import KeepEvidence, SaveAnswer
from conversations.engine.events import SentContact, SentOther, SentPhoto, SentPlace
from conversations.engine.frames import FillReport, Pending
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.answer import EvidenceKind, Figure, Nature, State
from conversations.programme.criteria import Measure
from conversations.programme.judgement import judge
from conversations.reading import limits
from conversations.reading.dates import Day, read_date
from conversations.reading.numbers import NotANumber, Number, NumberKind, TwoReadings, read_number
from conversations.reading.plausible import doubt
from conversations.screens.fill_report.question import is_figure, natures
from conversations.screens.fill_report.refusals import date_refusal, figure_refusal, too_long
from conversations.screens.states import figure_words, nature_words, state_words
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report

_SHOWN = Decimal("0.01")

KINDS = {
    Measure.PERCENT: NumberKind.PERCENT,
    Measure.MONEY: NumberKind.MONEY,
    Measure.AREA_PER_PERSON: NumberKind.AREA,
    Measure.COUNT: NumberKind.COUNT,
}


def ask(frame: FillReport, report: Report, code: str) -> FillReport:
    """The frame that asks this item, with nothing pending from another."""
    answer = report.answers.get(code)
    seen = answer.version if answer is not None else 0
    return replace(frame, stage="question", item=code, seen=seen, pending=None, item_source="")


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
            line = facts.words.say("question", "Đã ghi vị trí cho chỉ tiêu {code}.", code=indicator.code)
            return stay(frame, line, effects=(kept,))
        case SentContact() | SentOther():
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
        case "villages" if (total := report.village_sums.get(indicator.code)) is not None:
            return settle(frame, Pending(figure=_ratio(indicator, total.numerator, total.denominator)), facts)
        case "none_yet":
            return _none_yet(frame, indicator, facts)
        case "later":
            put_off = replace(frame, skipped=(*(code for code in frame.skipped if code != frame.item), frame.item))
            return back() if frame.only else Move(frames=(go_on(put_off, facts),))
        case "previous":
            return stay(ask(frame, report, previous_item(frame, report)))
        case "fix":
            return stay(ask(replace(frame, previous=""), report, frame.previous))
        case "list":
            return stay(replace(frame, stage="list", only=False))
        case _:
            return stay(replace(frame, stage="more"))


def _ratio(indicator: Indicator, numerator: int, denominator: int | None) -> Figure:
    if indicator.measure is Measure.PERCENT and denominator:
        value = Decimal(numerator) * 100 / Decimal(denominator)
        return _figure(Number(value=value, numerator=numerator, denominator=denominator))
    return Figure(value=Decimal(numerator))


def _none_yet(frame: FillReport, indicator: Indicator, facts: Facts) -> Move:
    words, report = facts.words, facts.report
    save = SaveAnswer(
        key=report.key, indicator=indicator.code, seen=frame.seen, state=State.NOT_REPORTED,
        reason="no_new_figure", source=frame.item_source or frame.source,
    )  # fmt: skip
    line = words.say("question", "{code}: chưa có số mới, còn để ngỏ.", code=indicator.code)
    put_off = replace(frame, skipped=(*frame.skipped, frame.item))
    if frame.only:
        return back(line, effects=(save,))
    return Move(frames=(go_on(put_off, facts),), effects=(save,), lines=(line,))


def _typed(frame: FillReport, text: str, indicator: Indicator, facts: Facts) -> Move:
    kind = KINDS.get(indicator.measure)
    if kind is None:
        return stay(frame, facts.words.say("question", "Câu này chỉ cần chọn một trong các mục dưới đây."))
    match read_number(text, kind=kind):
        case Number() as number:
            understood = Pending(figure=_figure(number))
            return (
                stay(replace(frame, stage="unlikely", pending=understood))
                if number.unsure
                else settle(frame, understood, facts)
            )
        case TwoReadings(first=first, second=second):
            return stay(
                replace(frame, stage="which_reading", pending=Pending(figure=_figure(first), other=_figure(second)))
            )
        case NotANumber(reason=why):
            return stay(frame, figure_refusal(why, indicator, facts.words))


def _figure(number: Number) -> Figure:
    """A share is kept with both its parts, and shown to two decimals."""
    value = number.value
    if number.denominator is not None:
        value = Decimal(format(value.quantize(_SHOWN, rounding=ROUND_HALF_UP).normalize(), "f"))
    return Figure(value=value, numerator=number.numerator, denominator=number.denominator)


def settle(frame: FillReport, pending: Pending, facts: Facts) -> Move:
    """Ask what must still be asked of this answer, or save it."""
    report, indicator = facts.report, item_of(frame, facts.report)
    answer = report.answers.get(indicator.code)
    pending = _judged(pending, report, indicator)
    waiting = replace(frame, pending=pending)
    known = report.last.get(indicator.code)
    if (
        pending.figure is not None
        and not pending.checked
        and _unlikely(pending.figure, indicator, known.figure if known else None)
    ):
        return stay(replace(waiting, stage="unlikely"))
    if answer is not None and answer.given and answer.version != frame.seen:
        return stay(replace(waiting, stage="conflict"))
    if pending.figure is not None and pending.state is None and indicator.judged:
        return stay(replace(waiting, stage="assess"))
    lost = pending.state is State.NOT_MET and report.was_met(indicator)
    if not pending.reason and (lost or pending.state is State.NOT_APPLICABLE):
        return stay(replace(waiting, stage="reason"))
    if pending.figure is not None and indicator.dated and frame.nature is None:
        return stay(replace(waiting, stage="nature"))
    return _save(waiting, pending, indicator, facts)


def _judged(pending: Pending, report: Report, indicator: Indicator) -> Pending:
    if pending.figure is None or pending.state is not None or not indicator.judged:
        return pending
    state = judge(indicator, pending.figure.exact, region=report.region, year=report.period.year)
    return replace(pending, state=state)


def _unlikely(figure: Figure, indicator: Indicator, last: Figure | None) -> bool:
    percent = indicator.measure is Measure.PERCENT
    return (
        doubt(
            figure.value,
            minimum=Decimal(0),
            maximum=Decimal(100) if percent else None,
            last=last.value if last is not None else None,
            percent=percent,
        )
        is not None
    )


def _save(frame: FillReport, pending: Pending, indicator: Indicator, facts: Facts) -> Move:
    report, words = facts.report, facts.words
    dated = pending.figure is not None and indicator.dated
    known = report.last.get(indicator.code)
    save = SaveAnswer(
        key=report.key,
        indicator=indicator.code,
        seen=frame.seen,
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
    done = replace(
        frame,
        previous=indicator.code,
        pending=None,
        skipped=tuple(code for code in frame.skipped if code != indicator.code),
    )
    if frame.only:
        return back(line, words.say("question", "Muốn sửa nữa, gõ /baocao."), effects=(save,))
    return Move(frames=(go_on(done, facts, answered=indicator.code),), effects=(save,), lines=(line,))


def echo(save: SaveAnswer, indicator: Indicator, report: Report, facts: Facts) -> str:
    """What was understood and stored: "✔ 17.1 = 95,5% · xã tự đánh giá: đạt"."""
    words = facts.words
    value = figure_words(indicator, save.figure) if save.figure is not None else save.choice
    head = f"✔ {indicator.code} = {value}" if value else f"✔ {indicator.code}"
    parts = [head]
    if indicator.judged:
        state = state_words(words, save.state)
        parts.append(words.say("question", "{unit} tự đánh giá: {state}", unit=report.unit.kind.name, state=state))
    if save.figure is not None and indicator.dated and save.nature is not None and save.as_of is not None:
        parts.append(nature_words(words, save.nature, save.as_of))
    return " · ".join(parts)


def go_on(frame: FillReport, facts: Facts, *, answered: str = "") -> FillReport:
    """The next open item of mine; the summary when there is none."""
    code = next_item(frame, facts.report, facts.somebody, answered=answered)
    if not code:
        return replace(frame, stage="summary", item="", pending=None)
    return ask(frame, facts.report, code)


def take_reading(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Which of two readings was meant."""
    pending = frame.pending or Pending()
    if isinstance(given, Chose) and given.part(0) == "reading":
        figure = pending.figure if given.part(1) == "0" else pending.other
        return settle(frame, Pending(figure=figure), facts)
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
        case "nature":
            return stay(replace(frame, stage="nature", pending=None))
        case "previous":
            return stay(ask(frame, facts.report, previous_item(frame, facts.report)))
        case "overview":
            return stay(replace(frame, stage="overview", only=False))
        case _:
            return stay(replace(frame, stage="question"))


def _again(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Back to the question itself; a photo or sticker in between is answered, and what was pending still waits."""
    if isinstance(given, SentPhoto):
        return take_photo(frame, given, facts)
    if isinstance(given, Chose):
        return stay(replace(frame, stage="question", pending=None))
    if isinstance(given, Typed):
        if is_figure(item_of(frame, facts.report)):
            return take_question(replace(frame, stage="question", pending=None), given, facts)
        return stay(frame, facts.words.say("question", "Xin anh/chị chọn một trong các mục dưới đây."))
    return stay(frame, unexpected_line(given, facts.words))


def take_photo(frame: FillReport, photo: SentPhoto, facts: Facts) -> Move:
    """A photo at a question: later pieces of an album follow the first; otherwise it is asked where it could belong
    to two items.
    """
    report = facts.report
    if photo.album and photo.album == frame.photo_album and frame.photo_item:
        return stay(frame, effects=(_photo(report, frame.photo_item, photo.reference, photo.album),))
    held = replace(frame, photos=(photo.reference,), photo_album=photo.album, photo_item="")
    if frame.previous and frame.previous != frame.item and frame.stage == "question":
        return stay(replace(held, stage="photo_for"))
    return keep_photos(held, frame.item, facts)


def keep_photos(frame: FillReport, item: str, facts: Facts) -> Move:
    """Give the waiting photos to an item; of a protected item only after a warning."""
    report = facts.report
    indicator = report.form.indicator(item)
    stage = frame.stage if frame.stage not in {"photo_for", "photo_warning"} else "question"
    if indicator is None:
        return stay(replace(frame, stage=stage, photos=()))
    if indicator.confidential and frame.stage != "photo_warning":
        return stay(replace(frame, stage="photo_warning", photo_item=item))
    effects = tuple(_photo(report, item, reference, frame.photo_album) for reference in frame.photos)
    line = facts.words.say("evidence", "Đã nhận ảnh cho chỉ tiêu {code}, đang lưu.", code=item)
    return stay(replace(frame, stage=stage, photos=(), photo_item=item), line, effects=effects)


def _photo(report: Report, item: str, reference: str, album: str) -> KeepEvidence:
    return KeepEvidence(key=report.key, indicator=item, kind=EvidenceKind.PHOTO, reference=reference, album=album)

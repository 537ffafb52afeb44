"""The works of a unit and who is contracted for each; a manager says it step by step, looks at it, confirms once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.effects import StateContract
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.money import Contract
from conversations.reading import limits
from conversations.reading.dates import Day, read_date
from conversations.reading.figures import Refusal
from conversations.reading.fold import tidy
from conversations.reading.register_amounts import DONG, read_entry_amount
from conversations.screens import register_form
from conversations.screens import works as screens
from conversations.screens.fill_report.refusals import date_refusal, too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.screen import Screen
    from conversations.programme.money import Work

_NEXT = {"contractor": "paper", "paper": "day", "day": "amount", "amount": "preview", "reading": "preview"}


def needs(frame: f.Works) -> Needs:
    """The unit's money; whoever may not record there sees none."""
    return Needs(asks=(MoneyOf(frame.unit),))


def show(frame: f.Works, facts: Facts) -> Screen:
    """The list, one work, or the next question."""
    found = facts.answer(MoneyOf(frame.unit))
    if found is None:
        return out_of_sight("money", facts.words)
    work = _work(frame, found.state.works)
    if work is None or frame.stage == "list":
        return screens.works(frame, found.state, facts)
    match frame.stage:
        case "one":
            return screens.one(work, found.state, facts)
        case "reading":
            return screens.reading(frame, facts)
        case "preview":
            return screens.preview(frame, work, facts)
        case _:
            return screens.question(frame, work, facts)


def _work(frame: f.Works, works: Sequence[Work]) -> Work | None:
    return next((one for one in works if one.id == frame.work), None)


def take(frame: f.Works, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    if given == Chose("home"):
        return Move(frames=(), home=True)
    found = facts.answer(MoneyOf(frame.unit))
    if found is None:
        return Move(frames=(), home=True)
    at_list = f.Works(unit=frame.unit)
    work = _work(frame, found.state.works)
    if work is None or frame.stage in {"list", "one"}:
        return _looked(frame, given, facts)
    match frame.stage, given:
        case _, Chose(option="stop"):
            return stay(replace(at_list, stage="one", work=work.id), screens.stopped(facts.words))
        case "preview", Chose(option="keep"):
            return _kept(frame, work)
        case "preview", Chose(option="contractor" | "paper" | "day" | "amount" as stage):
            return stay(replace(frame, stage=stage))
        case "contractor", Chose(option="nobody") if work.contract is not None:
            return stay(f.Works(unit=frame.unit, work=work.id, stage="preview"))
        case "contractor" | "paper", Typed():
            return _text(frame, given, facts)
        case "day", Chose() | Typed():
            return _day(frame, given, facts)
        case "reading", Chose(option="amount"):
            return stay(replace(frame, stage="amount", amount=None, other=None))
        case "reading", Chose(option="r:0" | "r:1"):
            amount = frame.other if given == Chose("r:1") else frame.amount
            return stay(_on(replace(frame, amount=amount, other=None)))
        case "amount", Chose() | Typed():
            return _amount(frame, given, facts)
        case "paper", Chose(option="skip"):
            return stay(_on(replace(frame, number="")))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _looked(frame: f.Works, given: Input, facts: Facts) -> Move:
    here = f.Works(unit=frame.unit)
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0), given.part(1):
        case "page", number if number.isdecimal():
            return stay(replace(here, page=int(number)))
        case "w", number if number.isdecimal():
            return stay(replace(here, stage="one", work=int(number)))
        case "contract", _ if frame.work:
            return stay(replace(here, stage="contractor", work=frame.work))
        case "money", _:
            return Move(frames=(f.Money(unit=frame.unit),))
        case _:
            return stay(here)


def _on(frame: f.Works) -> f.Works:
    """The next question, or back to the look that the question was opened from."""
    following = _NEXT[frame.stage]
    return replace(frame, stage="preview" if frame.said else following, said=frame.said or following == "preview")  # type: ignore[arg-type]


def _text(frame: f.Works, given: Typed, facts: Facts) -> Move:
    text = tidy(given.text)
    of_paper = frame.stage == "paper"
    most = limits.PAPER_NUMBER if of_paper else limits.UNIT_NAME
    if not text or len(text) > most:
        return stay(frame, too_long(len(text), most, facts.words))
    return stay(_on(replace(frame, number=text) if of_paper else replace(frame, contractor=text)))


def _day(frame: f.Works, given: Chose | Typed, facts: Facts) -> Move:
    if given == Chose("skip"):
        return stay(_on(replace(frame, day=None)))
    if isinstance(given, Chose):
        if given.option not in {"d:0", "d:1"}:
            return stay(frame, unexpected_line(given, facts.words))
        day = facts.today - timedelta(days=int(given.part(1)))
    else:
        read = read_date(given.text, today=facts.today)
        if not isinstance(read, Day):
            return stay(frame, date_refusal(read, facts))
        day = read.day
    if day > facts.today:
        return stay(frame, register_form.not_yet(facts.words))
    return stay(_on(replace(frame, day=day)))


def _amount(frame: f.Works, given: Chose | Typed, facts: Facts) -> Move:
    if given == Chose("skip"):
        return stay(_on(replace(frame, amount=None, other=None)))
    if isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    read = read_entry_amount(given.text, DONG)
    if isinstance(read, Refusal) or not read.amount:
        why = read if isinstance(read, Refusal) else Refusal.NOT_UNDERSTOOD
        return stay(frame, register_form.not_read(why, DONG, facts.words))
    if read.other is not None:
        return stay(replace(frame, stage="reading", amount=read.amount, other=read.other))
    return stay(_on(replace(frame, amount=read.amount, other=None)))


def _kept(frame: f.Works, work: Work) -> Move:
    contract = Contract(contractor=frame.contractor, number=frame.number, signed_on=frame.day, amount=frame.amount)
    said = StateContract(unit=frame.unit, work=work.id, contract=contract)
    return stay(f.Works(unit=frame.unit, stage="one", work=work.id), effects=(said,))

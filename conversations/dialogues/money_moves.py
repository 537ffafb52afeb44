"""Money that cannot be spent and money that is moved: said step by step, looked at, confirmed once; a move is undone.

Nothing is written before the confirmation; until then it stands in the frame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.past_day import past_day
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.effects import MoveMoney, StateUnspendable, UndoMove
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.money_cells import MoneySums
from conversations.programme.money_moves import givers, is_number, movable, purse_coded, takers, undoable
from conversations.reading import limits
from conversations.reading.figures import Refusal
from conversations.reading.fold import fold, tidy
from conversations.reading.register_amounts import DONG, read_entry_amount
from conversations.screens import money_moves as screens
from conversations.screens import register_form
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState, Purse


def needs(frame: f.MoneyMoves) -> Needs:
    """The unit's money; whoever may not record there sees none."""
    return Needs(asks=(MoneyOf(frame.unit),))


def show(frame: f.MoneyMoves, facts: Facts) -> Screen:
    """The list, one move, or the next question."""
    found = facts.answer(MoneyOf(frame.unit))
    if found is None:
        return out_of_sight("money", facts.words)
    state = found.state
    sums = MoneySums(state)
    purse = purse_coded(frame.purse)
    held = {} if frame.giver is None else movable(sums, frame.giver)
    match frame.stage:
        case "giver":
            return screens.giver(frame, givers(sums), state, facts)
        case "money" if frame.giver is not None:
            return screens.money(frame, held, state, facts)
        case "amount" if purse is not None and purse in held:
            return screens.amount(frame, purse, held[purse], state, facts)
        case "reading":
            return screens.reading(frame, facts)
        case "reason":
            return screens.reason(frame, state, facts)
        case "taker" if frame.giver is not None and purse is not None:
            return screens.taker(frame, takers(sums, frame.giver, purse), state, facts)
        case "day":
            return screens.day(frame, state, facts)
        case "paper":
            return screens.paper(frame, state, facts)
        case "preview" if purse is not None:
            return screens.preview(frame, purse, state, facts)
        case "one" | "sure" if any(one.id == frame.number for one in state.moved):
            return screens.one(frame, state, facts)
        case _:
            return screens.recorded(frame, state, facts)


def take(frame: f.MoneyMoves, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    if given == Chose("home"):
        return Move(frames=(), home=True)
    found = facts.answer(MoneyOf(frame.unit))
    if found is None:
        return Move(frames=(), home=True)
    if frame.stage in {"list", "one", "sure"}:
        return _looked(frame, given, found.state, facts)
    match given:
        case Chose(option="stop"):
            return stay(f.MoneyMoves(unit=frame.unit), screens.stopped(facts.words))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() | Typed():
            return _answered(frame, given, found.state, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _looked(frame: f.MoneyMoves, given: Input, state: MoneyState, facts: Facts) -> Move:
    here = f.MoneyMoves(unit=frame.unit)
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0), given.part(1):
        case "page", number if number.isdecimal():
            return stay(replace(here, page=int(number)))
        case "new", "cannot" | "move" as act:
            return stay(replace(here, stage="giver", act=act))
        case "m", number if number.isdecimal():
            return stay(replace(here, stage="one", number=int(number)))
        case "undo", _ if frame.stage == "one" and undoable(state, frame.number):
            return stay(replace(here, stage="sure", number=frame.number))
        case "do", _ if frame.stage == "sure" and undoable(state, frame.number):
            return stay(here, effects=(UndoMove(unit=frame.unit, number=frame.number),))
        case "money", _:
            return Move(frames=(f.Money(unit=frame.unit),))
        case _:
            return stay(here)


def _answered(frame: f.MoneyMoves, given: Chose | Typed, state: MoneyState, facts: Facts) -> Move:
    match frame.stage, given:
        case "giver" | "taker", _:
            return _unit(frame, given, state, facts)
        case "money", Chose() if given.part(0) == "p":
            return stay(replace(frame, stage="amount", purse=given.part(1), page=0))
        case "reading", Chose(option="amount"):
            return stay(replace(frame, stage="amount", amount=None, other=None))
        case ("reading", Chose(option="r:0" | "r:1")) | ("amount", _):
            return _amount(frame, given, state, facts)
        case "reason" | "paper", Typed():
            return _text(frame, given, facts)
        case "day", _:
            return _day(frame, given, facts)
        case "preview", Chose(option="keep"):
            return _kept(frame)
        case "preview", Chose(option="amount" | "reason" | "taker" | "day" | "paper" as stage):
            return stay(replace(frame, stage=stage))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _unit(frame: f.MoneyMoves, given: Chose | Typed, state: MoneyState, facts: Facts) -> Move:
    """Pressed, or typed by its name."""
    sums = MoneySums(state)
    purse = purse_coded(frame.purse)
    if frame.stage == "giver" or frame.giver is None or purse is None:
        there = givers(sums)
    else:
        there = takers(sums, frame.giver, purse)
    if isinstance(given, Typed):
        said = fold(given.text)
        named = [one for one in there if said in {fold(state.units[one].name), fold(state.title(one))}]
    else:
        named = [one for one in there if given.option == f"u:{one}"]
    if len(named) != 1:
        return stay(frame, unexpected_line(given, facts.words))
    if frame.stage == "giver":
        return _giver(frame, named[0], state)
    return stay(_on(replace(frame, taker=named[0], page=0)))


def _giver(frame: f.MoneyMoves, giver: UnitId, state: MoneyState) -> Move:
    """Who holds money of one kind only is not asked which."""
    held = screens.coded(movable(MoneySums(state), giver))
    chosen = replace(frame, giver=giver, page=0)
    if len(held) == 1:
        return stay(replace(chosen, stage="amount", purse=next(iter(held))))
    return stay(replace(chosen, stage="money") if held else frame)


def _amount(frame: f.MoneyMoves, given: Chose | Typed, state: MoneyState, facts: Facts) -> Move:
    purse = purse_coded(frame.purse)
    held = None if frame.giver is None else movable(MoneySums(state), frame.giver).get(_known(purse))
    if held is None:
        return stay(f.MoneyMoves(unit=frame.unit))
    other = None
    if frame.stage == "reading":
        amount = frame.other if given == Chose("r:1") else frame.amount
    elif isinstance(given, Chose):
        amount = {"all": held, "none": 0}.get(given.option)
    else:
        read = read_entry_amount(given.text, DONG)
        if isinstance(read, Refusal):
            return stay(frame, register_form.not_read(read, DONG, facts.words))
        amount, other = read.amount, read.other
    if amount is None:
        return stay(frame, unexpected_line(given, facts.words))
    if other is not None and min(amount, other) <= held:
        return stay(replace(frame, stage="reading", amount=amount, other=other))
    if amount > held or (frame.act == "move" and not amount):
        return stay(replace(frame, stage="amount", amount=None, other=None), screens.too_much(held, facts.words))
    return stay(_on(replace(frame, amount=amount, other=None)))


def _known(purse: Purse | None) -> Purse:
    return screens.NO_PURSE if purse is None else purse


def _on(frame: f.MoneyMoves) -> f.MoneyMoves:
    """What must still be said, else the look before it is kept."""
    if frame.act == "cannot":
        return replace(frame, stage="preview" if frame.text or not frame.amount else "reason")
    if frame.taker is None:
        return replace(frame, stage="taker", page=0)
    if frame.day is None:
        return replace(frame, stage="day")
    return replace(frame, stage="preview" if frame.text else "paper")


def _text(frame: f.MoneyMoves, given: Typed, facts: Facts) -> Move:
    text = tidy(given.text)
    most = limits.PAPER_NUMBER if frame.stage == "paper" else limits.REASON
    if len(text) > most:
        return stay(frame, too_long(len(text), most, facts.words))
    if frame.stage == "paper" and not is_number(text):
        return stay(frame, register_form.no_number(facts.words))
    return stay(_on(replace(frame, text=text)))


def _day(frame: f.MoneyMoves, given: Chose | Typed, facts: Facts) -> Move:
    day = past_day(given, facts)
    return stay(frame, day) if isinstance(day, str) else stay(_on(replace(frame, day=day)))


def _kept(frame: f.MoneyMoves) -> Move:
    purse = purse_coded(frame.purse)
    here = f.MoneyMoves(unit=frame.unit)
    if purse is None or frame.giver is None or frame.amount is None or _on(frame).stage != "preview":
        return stay(here)
    if frame.act == "cannot":
        said = StateUnspendable(
            unit=frame.unit, holder=frame.giver, purse=purse, amount=frame.amount, reason=frame.text
        )
        return stay(here, effects=(said,))
    if frame.taker is None or frame.day is None:
        return stay(here)
    move = MoveMoney(
        unit=frame.unit,
        giver=frame.giver,
        taker=frame.taker,
        purse=purse,
        amount=frame.amount,
        on_day=frame.day,
        paper=frame.text,
    )
    return stay(here, effects=(move,))

"""Managers record what of their money cannot be spent, what was moved, and who builds a work; nobody gives more than
they hold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.money_cells import MoneySums
from conversations.programme.money_moves import is_number, movable, takers, undoable
from conversations.programme.rights import may_record_money
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import money_moves as screens
from conversations.screens import problems
from conversations.screens import works as work_screens
from storage.money import money_state
from storage.money_moves import add_move, add_unspendable, lock_money, undo_move
from storage.work_contracts import add_contract

if TYPE_CHECKING:
    from conversations.engine.effects import MoveMoney, StateContract, StateUnspendable, UndoMove
    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState
    from handlers.apply.acting import Acting

FIRST_DAY = date(2000, 1, 1)
MOST = 10**limits.DIGITS


async def state_unspendable(acting: Acting, effect: StateUnspendable) -> None:
    """Raises Refusal (not their unit) or Problem (more than the holder has left, or no reason)."""
    state = await _state(acting, effect.unit)
    held = movable(MoneySums(state), effect.holder).get(effect.purse)
    reason = tidy(effect.reason)
    if held is None or not 0 <= effect.amount <= held or len(reason) > limits.REASON or (effect.amount and not reason):
        raise problems.money_impossible(acting.words)
    await add_unspendable(
        acting.tx,
        unit=effect.holder,
        purse=effect.purse,
        amount=effect.amount,
        reason=reason,
        on_day=acting.now.date(),
        person=acting.somebody,
        channel=acting.channel,
        at=acting.now,
    )
    acting.note("unspendable_stated", f"unit:{effect.holder}", unit=effect.holder, amount=effect.amount)
    acting.said.append(screens.stated(state.title(effect.holder), effect.amount, acting.words))


async def move_money(acting: Acting, effect: MoveMoney) -> None:
    """Raises Refusal (not their unit) or Problem (more than is held, nobody to take it, no paper, a coming day)."""
    state = await _state(acting, effect.unit)
    sums = MoneySums(state)
    held = movable(sums, effect.giver).get(effect.purse)
    paper = tidy(effect.paper)
    if (
        held is None
        or not 0 < effect.amount <= held
        or effect.taker not in takers(sums, effect.giver, effect.purse)
        or not FIRST_DAY <= effect.on_day <= acting.now.date()
        or len(paper) > limits.PAPER_NUMBER
        or not is_number(paper)
    ):
        raise problems.money_impossible(acting.words)
    number = await add_move(
        acting.tx,
        unit=effect.unit,
        giver=effect.giver,
        taker=effect.taker,
        purse=effect.purse,
        amount=effect.amount,
        on_day=effect.on_day,
        paper=paper,
        person=acting.somebody,
        channel=acting.channel,
        at=acting.now,
    )
    acting.note(
        "money_moved",
        f"move:{number}",
        unit=effect.unit,
        giver=effect.giver,
        taker=effect.taker,
        amount=effect.amount,
    )
    acting.said.append(screens.moved(number, acting.words))


async def take_move_back(acting: Acting, effect: UndoMove) -> None:
    """Raises Refusal: not theirs, or no such move. Taken back twice is once."""
    state = await _state(acting, effect.unit)
    if not undoable(state, effect.number):
        raise problems.not_yours(acting.words)
    if await undo_move(acting.tx, effect.number, person=acting.somebody, channel=acting.channel, at=acting.now):
        acting.note("money_move_undone", f"move:{effect.number}", unit=effect.unit)
    acting.said.append(screens.undone(effect.number, acting.words))


async def state_contract(acting: Acting, effect: StateContract) -> None:
    """Raises Refusal (not their unit, or no such work) or Problem (a text that is too long, a coming day)."""
    state = await _state(acting, effect.unit)
    work = next((one for one in state.works if one.id == effect.work), None)
    if work is None:
        raise problems.not_yours(acting.words)
    said = effect.contract
    contract = replace(said, contractor=tidy(said.contractor), number=tidy(said.number))
    if (
        len(contract.contractor) > limits.UNIT_NAME
        or len(contract.number) > limits.PAPER_NUMBER
        or not 0 <= (contract.amount or 0) < MOST
        or (contract.signed_on is not None and not FIRST_DAY <= contract.signed_on <= acting.now.date())
    ):
        raise problems.money_impossible(acting.words)
    await add_contract(
        acting.tx,
        work.id,
        contract,
        said_on=acting.now.date(),
        at=acting.now,
        person=acting.somebody,
        channel=acting.channel,
    )
    acting.note("contract_stated", f"work:{work.id}", unit=work.unit)
    acting.said.append(work_screens.stated(work, contract, acting.words))


async def _state(acting: Acting, number: UnitId) -> MoneyState:
    unit = await acting.programme.unit(acting.tx, number)
    if unit is None or acting.person is None:
        raise problems.not_yours(acting.words)
    if not may_record_money(acting.person, unit, await acting.programme.above(acting.tx, number)):
        raise problems.not_yours(acting.words)
    await lock_money(acting.tx)
    return await money_state(acting.tx, number, acting.now.date())

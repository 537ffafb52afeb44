"""What everybody tries on money: stating what cannot be spent, moving it, taking a move back."""

from __future__ import annotations

from conversations.engine import effects as e
from conversations.programme.money import Contract
from tests.handlers.reporting_world import NOW
from tests.handlers.rights_try import NO_UNIT, Try
from tests.monthly_world import CENTRAL

MONEY: tuple[Try, ...] = (
    Try(
        name="StateUnspendable",
        make=lambda w: e.StateUnspendable(
            unit=w.world.district, holder=w.world.commune, purse=CENTRAL, amount=5, reason="chưa có mặt bằng"
        ),
        missing=lambda _w: e.StateUnspendable(unit=NO_UNIT, holder=NO_UNIT, purse=CENTRAL, amount=5, reason="x"),
    ),
    Try(
        name="MoveMoney",
        make=lambda w: e.MoveMoney(
            unit=w.world.district,
            giver=w.world.commune,
            taker=w.world.neighbour,
            purse=CENTRAL,
            amount=5,
            on_day=NOW.date(),
            paper="12/QĐ-UBND",
        ),
        missing=lambda _w: e.MoveMoney(
            unit=NO_UNIT, giver=NO_UNIT, taker=NO_UNIT, purse=CENTRAL, amount=5, on_day=NOW.date(), paper="12"
        ),
    ),
    Try(
        name="UndoMove",
        make=lambda w: e.UndoMove(unit=w.world.district, number=w.move),
        missing=lambda w: e.UndoMove(unit=w.world.district, number=10**6),
    ),
    Try(
        name="StateContract",
        make=lambda w: e.StateContract(unit=w.world.district, work=w.work, contract=Contract(contractor="Công ty A")),
        missing=lambda w: e.StateContract(unit=w.world.district, work=10**6, contract=Contract(contractor="A")),
    ),
)

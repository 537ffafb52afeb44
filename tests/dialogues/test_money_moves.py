"""What cannot be spent and what was moved: only for managers, nothing before the last press, untrusted options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.dialogues import money_moves
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.effects import StateUnspendable
from conversations.engine.frames import MoneyMoves
from conversations.engine.move import Chose, Typed
from conversations.programme.ids import UnitId
from conversations.programme.money import MoneyState, Planned, Purse, Source
from conversations.programme.money_finding import MoneyShown
from conversations.programme.money_moves import Moved, purse_code
from storage.times import ZONE
from tests.dialogues.commune import COMMUNE, DISTRICT, facts, fits, ids, stays
from tests.dialogues.test_money import MANAGER

if TYPE_CHECKING:
    from conversations.engine.facts import Facts

HERE = f.MoneyMoves(unit=DISTRICT.id)
PURSE = Purse(source=Source.CENTRAL, year=2024)
UNITS = [replace(COMMUNE, id=UnitId(500 + n), name=f"Tên xã khá dài {n}") for n in range(40)]


def known() -> Facts:
    """Forty communes with 9 million each, and forty moves of one đồng."""
    at = datetime(2024, 6, 10, 9, tzinfo=ZONE)
    state = MoneyState(
        unit=DISTRICT.id,
        day=date(2024, 6, 10),
        units={DISTRICT.id: DISTRICT, **{one.id: one for one in UNITS}},
        parents={one.id: DISTRICT.id for one in UNITS},
        lines=tuple(Planned(unit=one.id, purse=PURSE, amount=9 * 10**6) for one in UNITS),
        spent=(),
        works=(),
        moved=tuple(
            Moved(
                id=n + 1,
                unit=DISTRICT.id,
                giver=UNITS[n].id,
                taker=UNITS[n - 1].id,
                purse=PURSE,
                amount=1,
                on_day=state_day,
                paper="1" * 60,
                at=at,
            )
            for n, state_day in enumerate([date(2024, 6, 9)] * 40)
        ),
    )
    return facts(MANAGER, answers={MoneyOf(DISTRICT.id): MoneyShown(state=state, rules=None, findings=())})


def test_nothing_is_said_to_others() -> None:
    assert money_moves.show(HERE, facts(MANAGER)).name == "money.out_of_sight"
    assert money_moves.take(HERE, Chose("new:move"), facts(MANAGER)).home


def test_every_page_fits_the_weakest_channel() -> None:
    for stage in ("list", "giver", "taker"):
        frame = replace(HERE, stage=stage, act="move", giver=UNITS[0].id, purse=purse_code(PURSE))
        pages = [fits(money_moves.show(frame, known()))]
        while f"page:{len(pages)}" in ids(pages[-1]):
            pages.append(fits(money_moves.show(replace(frame, page=len(pages)), known())))
        assert len(pages) > 4


def test_an_option_that_no_screen_showed_changes_nothing() -> None:
    at = known()
    begun = replace(HERE, stage="giver", act="cannot")
    for option in ("u:1", f"u:{DISTRICT.id}", "u:x", "p:ntm.central.-.2024", "keep"):
        move = money_moves.take(begun, Chose(option), at)
        assert (move.frames, move.effects) == ((begun,), ())
    amount = replace(begun, stage="amount", giver=UNITS[0].id, purse="no.such.purse.1")
    assert money_moves.take(amount, Chose("all"), at).frames == (HERE,)
    assert money_moves.take(replace(HERE, stage="sure", number=99), Chose("do"), at).effects == ()


def test_of_two_readings_one_is_chosen_or_it_is_typed_again() -> None:
    asked = replace(HERE, stage="amount", act="cannot", giver=UNITS[0].id, purse=purse_code(PURSE))
    frame = replace(asked, stage="reading", amount=5 * 10**6, other=5 * 10**3)
    assert {"r:0", "r:1", "amount", "stop"} == set(ids(fits(money_moves.show(frame, known()))))
    assert money_moves.take(frame, Chose("r:1"), known()).frames == (replace(asked, stage="reason", amount=5 * 10**3),)
    assert money_moves.take(frame, Chose("amount"), known()).frames == (asked,)
    assert money_moves.take(frame, Chose("x"), known()).frames == (frame,)


def test_it_is_said_looked_at_and_kept_once() -> None:
    at = known()
    frame = replace(HERE, stage="giver", act="cannot")
    for given in (Typed(text="Tên xã khá dài 7"), Typed(text="5tr"), Typed(text="chưa có mặt bằng")):
        frame = stays(money_moves.take(frame, given, at), MoneyMoves)
        assert frame.half_written
    assert frame.stage == "preview"
    kept = money_moves.take(frame, Chose("keep"), at)
    assert kept.frames == (HERE,)
    assert kept.effects == (
        StateUnspendable(
            unit=DISTRICT.id, holder=UNITS[7].id, purse=PURSE, amount=5 * 10**6, reason="chưa có mặt bằng"
        ),
    )
    assert money_moves.take(frame, Chose("stop"), at).effects == ()

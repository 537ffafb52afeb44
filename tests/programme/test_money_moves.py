"""Money that cannot be spent and money that is moved: rules say done or not, and every đồng stays one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.ids import UnitId
from conversations.programme.money import MoneyState, Nature, Planned, Purse
from conversations.programme.money_finding import Standing
from conversations.programme.money_moves import Assigned, Moved, Unspendable, purse_code, purse_coded, with_moves
from storage.times import ZONE
from tests.programme.test_money_checks import AMOUNTS, CENTRAL, DISTRICT, HIEP, LONG, found, state


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def stated(number: int, unit: UnitId, amount: int, on_day: date) -> Unspendable:
    return Unspendable(
        id=number, unit=unit, purse=CENTRAL, amount=amount, reason="vướng mặt bằng", on_day=on_day, at=at_nine(on_day)
    )


def moved(number: int, amount: int, on_day: date, giver: UnitId = HIEP, taker: UnitId = LONG) -> Moved:
    return Moved(
        id=number,
        unit=DISTRICT,
        giver=giver,
        taker=taker,
        purse=CENTRAL,
        amount=amount,
        on_day=on_day,
        paper="12/QĐ-UBND",
        at=at_nine(on_day),
    )


def test_reporting_and_moving_are_done_or_not_once_anything_is_stated() -> None:
    money = {(HIEP, CENTRAL): 100, (LONG, CENTRAL): 100}, {(HIEP, CENTRAL): 40, (LONG, CENTRAL): 90}
    early, late = date(2024, 10, 2), date(2024, 10, 12)

    def at(day: date, *said: Unspendable, moves: tuple[Moved, ...] = ()) -> MoneyState:
        return replace(state(day, *money), unspendable=said, moved=moves)

    one = found("bao-cao-10-10", at(date(2024, 10, 11), stated(1, HIEP, 60, early)))
    assert (one.standing, one.done_on, [place.unit for place in one.places]) == (Standing.BROKEN, None, [LONG])
    both = (stated(1, HIEP, 60, early), stated(2, LONG, 0, early))
    done = found("bao-cao-10-10", at(date(2024, 10, 11), *both))
    assert (done.standing, done.done_on, done.unspendable, done.places) == (Standing.FINE, early, 60, ())
    after = found("bao-cao-10-10", at(late, both[0], stated(2, LONG, 0, late)))
    assert (after.standing, after.done_on) == (Standing.PASSED, late)
    # whoever manages both said it for the whole
    whole = found("bao-cao-10-10", at(date(2024, 10, 11), stated(1, DISTRICT, 60, early)))
    assert whole.standing is Standing.FINE

    waiting = found("dieu-chuyen-15-11", at(date(2024, 11, 15), *both))
    assert (waiting.standing, [(place.unit, place.missing) for place in waiting.places]) == (
        Standing.BROKEN,
        [(HIEP, 60)],
    )
    half = (moved(1, 35, date(2024, 11, 1)),)
    left = found("dieu-chuyen-15-11", at(date(2024, 11, 10), *both, moves=half))
    assert (left.standing, left.moved, left.places[0].missing) == (Standing.WARN, 35, 25)
    for day, standing in ((date(2024, 11, 14), Standing.FINE), (date(2024, 11, 20), Standing.PASSED)):
        all_of_it = found("dieu-chuyen-15-11", at(date(2024, 12, 1), *both, moves=(*half, moved(2, 25, day))))
        assert (all_of_it.standing, all_of_it.moved, all_of_it.done_on) == (standing, 60, day)
    # what was recorded as moved before it was stated is no part of it
    before = found("dieu-chuyen-15-11", at(date(2024, 11, 10), *both, moves=(moved(1, 60, date(2024, 9, 1)),)))
    assert (before.standing, before.moved) == (Standing.WARN, 0)
    assert found("dieu-chuyen-15-11", at(date(2024, 11, 15), stated(1, HIEP, 0, early))).standing is Standing.FINE


PROVINCE, OTHER, FAR = UnitId(7), UnitId(8), UnitId(9)
PARENTS = {DISTRICT: PROVINCE, OTHER: PROVINCE, HIEP: DISTRICT, LONG: DISTRICT, FAR: OTHER}
JANUARY = date(2024, 1, 1)


@given(
    st.dictionaries(st.sampled_from([DISTRICT, OTHER, HIEP, LONG, FAR]), AMOUNTS),
    st.lists(
        st.tuples(st.sampled_from([HIEP, LONG, FAR]), st.sampled_from([HIEP, LONG, FAR]), st.integers(1, 10**9)).filter(
            lambda one: one[0] != one[1]
        ),
        max_size=6,
    ),
)
def test_moves_make_no_dong_and_lose_none_at_any_level(
    held: dict[UnitId, int], moves: list[tuple[UnitId, UnitId, int]]
) -> None:
    lines = [
        Assigned(line=Planned(unit=unit, purse=CENTRAL, amount=amount), dated=JANUARY) for unit, amount in held.items()
    ]
    made = [
        moved(number, amount, date(2024, 11, 1), giver, taker)
        for number, (giver, taker, amount) in enumerate(moves, start=1)
        if giver in held
    ]
    after = with_moves(lines, made, PARENTS)
    assert [one.amount - one.moved for one in after if one.unit in held] == list(held.values())
    if {DISTRICT, OTHER} <= held.keys():
        by_unit = {one.unit: one.amount for one in after}
        assert by_unit[DISTRICT] + by_unit[OTHER] == held[DISTRICT] + held[OTHER]
        out = sum(one.amount for one in made if one.taker == FAR) - sum(one.amount for one in made if one.giver == FAR)
        assert by_unit[OTHER] - held[OTHER] == out
    communes = [one for one in after if one.unit in {HIEP, LONG, FAR}]
    assert sum(one.amount for one in communes) == sum(held.get(one, 0) for one in (HIEP, LONG, FAR))
    # an assignment of a later day has the same moves already
    later = [replace(one, dated=date(2024, 11, 1)) for one in lines]
    assert with_moves(later, made, PARENTS)[: len(later)] == tuple(one.line for one in later)


def test_a_purse_is_known_again_by_its_code_and_nothing_else_is() -> None:
    for purse in (CENTRAL, Purse(source=None, nature=Nature.RECURRENT, year=None)):
        assert purse_coded(purse_code(purse)) == purse
        assert len(purse_code(purse)) <= 40
    for code in ("", "ntm.central.-", "ntm.x.-.2024", "ntm.central.-.x", "a.b.c.d.e"):
        assert purse_coded(code) is None

"""Rules about money on amounts and days: exactly, in whole đồng, and never from what nobody has stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.ids import UnitId
from conversations.programme.money import MoneyState, Nature, Planned, Purse, Source, Spent, Work
from conversations.programme.money_cells import MoneySums, Pot
from conversations.programme.money_checks import check_money, is_ahead, least
from conversations.programme.money_finding import MoneyFinding, Standing
from conversations.programme.money_rules import MoneyRule
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Unit, kind_by_code
from conversations.reading.show import show_share
from storage.money_rules import shipped_rules
from storage.money_rules.rule_file import read_money_rules

(_, SHIPPED) = shipped_rules()[0]
RULES = {one.code: one for one in read_money_rules(SHIPPED, name="mau").rules}
DISTRICT, HIEP, LONG = UnitId(1), UnitId(2), UnitId(3)
MAY = date(2024, 5, 31)
TRIEU = 10**6
CENTRAL, PROVINCE, LOCAL = (Purse(source=one, year=2024) for one in (Source.CENTRAL, Source.PROVINCE, Source.DISTRICT))
AMOUNTS = st.integers(min_value=0, max_value=10**15)


def state(
    day: date,
    planned: dict[tuple[UnitId, Purse], int],
    spent: dict[tuple[UnitId, Purse], int],
    works: tuple[Work, ...] = (),
) -> MoneyState:
    units = {DISTRICT: ("huyen", "Quế Sơn"), HIEP: ("xa", "Quế Hiệp"), LONG: ("xa", "Quế Long")}
    return MoneyState(
        unit=DISTRICT,
        day=day,
        units={
            key: Unit(id=key, kind=kind_by_code(kind), name=name, parent=None) for key, (kind, name) in units.items()
        },
        parents={HIEP: DISTRICT, LONG: DISTRICT},
        lines=tuple(Planned(unit=unit, purse=purse, amount=amount) for (unit, purse), amount in planned.items()),
        spent=tuple(
            Spent(id=number, unit=unit, purse=purse, amount=amount, on_day=min(day, MAY))
            for number, ((unit, purse), amount) in enumerate(spent.items(), start=1)
        ),
        works=works,
    )


def found(code: str, money: MoneyState, rule: MoneyRule | None = None) -> MoneyFinding:
    (one,) = check_money([rule or RULES[code]], money, registered={Standard.ADVANCED: (HIEP, UnitId(9))})
    return one


def test_half_of_a_years_money_is_due_on_the_last_day_before_the_thirtieth() -> None:
    planned = {(HIEP, CENTRAL): 1_000 * TRIEU, (LONG, CENTRAL): 600 * TRIEU + 1}
    spent = {(HIEP, CENTRAL): 500 * TRIEU, (LONG, CENTRAL): 300 * TRIEU}
    near = found("von-2024-nua-nam", state(date(2024, 6, 10), planned, spent))
    # half of an odd number of đồng is a đồng more
    assert (near.standing, near.due, near.days) == (Standing.WARN, date(2024, 6, 29), 19)
    assert (near.planned, near.spent, near.needed, near.missing) == (
        1_600 * TRIEU + 1,
        800 * TRIEU,
        800 * TRIEU + 1,
        1,
    )
    assert [(one.unit, one.missing) for one in near.places] == [(LONG, 1)]
    assert found("von-2024-nua-nam", state(date(2024, 6, 29), planned, spent)).standing is Standing.WARN
    assert found("von-2024-nua-nam", state(date(2024, 6, 30), planned, spent)).standing is Standing.BROKEN
    assert found("von-2024-nua-nam", state(date(2024, 2, 1), planned, spent)).standing is Standing.OPEN
    spent[LONG, CENTRAL] += 1
    assert found("von-2024-nua-nam", state(date(2024, 6, 30), planned, spent)).standing is Standing.FINE


def test_what_nobody_has_stated_is_not_known_and_named() -> None:
    planned = {(HIEP, CENTRAL): 10, (LONG, CENTRAL): 10}
    none = found("von-2024-nua-nam", state(date(2024, 7, 1), planned, {}))
    assert (none.standing, none.needed, none.missing, none.silent) == (Standing.UNKNOWN, 10, None, (HIEP, LONG))
    some = found("von-2024-nua-nam", state(date(2024, 7, 1), planned, {(HIEP, CENTRAL): 10}))
    assert (some.standing, some.silent) == (Standing.FINE, (LONG,))
    assert found("von-2024-nua-nam", state(date(2024, 7, 1), {}, {})).standing is Standing.UNKNOWN


def test_who_has_stated_one_kind_of_the_money_only_is_named() -> None:
    development, recurrent = (replace(CENTRAL, nature=one) for one in Nature)
    planned = {(HIEP, development): 10, (HIEP, recurrent): 10}
    half = found("von-2024-nua-nam", state(date(2024, 6, 1), planned, {(HIEP, development): 10}))
    assert (half.standing, half.spent, half.silent) == (Standing.FINE, 10, (HIEP,))
    whole = found("von-2024-nua-nam", state(date(2024, 6, 1), planned, {(HIEP, CENTRAL): 10}))
    assert (whole.spent, whole.silent) == (10, ())


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2024, 3, 31), Standing.OPEN),
        (date(2024, 4, 1), Standing.WARN),
        (date(2024, 6, 30), Standing.WARN),
        (date(2024, 7, 1), Standing.BROKEN),
    ],
)
def test_what_nothing_is_spent_of_is_warned_of_from_april_and_may_be_moved_after_the_thirtieth_of_june(
    day: date, standing: Standing
) -> None:
    recurrent = replace(CENTRAL, nature=Nature.RECURRENT)
    planned = {(DISTRICT, CENTRAL): 900, (HIEP, CENTRAL): 500, (HIEP, recurrent): 70, (LONG, CENTRAL): 30}
    spent = {(HIEP, CENTRAL): 1, (HIEP, recurrent): 0}
    works = (
        Work(id=1, code="A", name="Nhà văn hóa", unit=LONG, purse=CENTRAL, planned=300, spent=at_work(0)),
        Work(id=2, code="B", name="Đường", unit=LONG, purse=CENTRAL, planned=300, spent=at_work(5)),
        Work(id=3, code="C", name="Chợ", unit=LONG, purse=CENTRAL, planned=300),
    )
    one = found("chua-giai-ngan-30-6", state(day, planned, spent, works))
    assert one.standing is standing
    assert [(place.unit, place.purse, place.work, place.missing) for place in one.places] == [
        (LONG, None, "Nhà văn hóa", 300),
        (HIEP, recurrent, "", 70),
    ]
    other_year = found("chua-giai-ngan-30-6", state(date(2025, 7, 1), planned, spent, works[1:]))
    assert other_year.places == ()


def at_work(amount: int) -> Spent:
    return Spent(id=9, unit=LONG, purse=CENTRAL, amount=amount, on_day=MAY, work=1)


def test_yearly_steps_are_due_on_their_own_days_with_what_is_left() -> None:
    money = {(HIEP, CENTRAL): 100}, {(HIEP, CENTRAL): 40}
    steps = [(one, found(one, state(date(2024, 10, 5), *money))) for one in ("xet-kha-nang-01-10", "bao-cao-10-10")]
    assert [(code, one.standing, one.due, one.missing) for code, one in steps] == [
        ("xet-kha-nang-01-10", Standing.PASSED, date(2024, 10, 1), 60),
        ("bao-cao-10-10", Standing.WARN, date(2024, 10, 9), 60),
    ]
    moved = found("dieu-chuyen-15-11", state(date(2024, 10, 5), *money))
    assert (moved.standing, moved.due) == (Standing.OPEN, date(2024, 11, 14))
    done = found("bao-cao-10-10", state(date(2024, 10, 5), money[0], {(HIEP, CENTRAL): 100}))
    assert (done.standing, done.missing) == (Standing.FINE, 0)


def test_a_work_is_old_the_day_after_three_years_and_settled_ones_are_not() -> None:
    def work(number: int, allocated: date) -> Work:
        return Work(id=number, code=str(number), name=f"C{number}", unit=HIEP, purse=CENTRAL, allocated_on=allocated)

    works = (
        replace(work(1, date(2021, 6, 9)), cost=900, handed_over_on=date(2022, 1, 1), spent=at_work(600)),
        replace(work(2, date(2021, 6, 10)), debt=50),
        replace(work(3, date(2020, 1, 1)), settled_on=date(2024, 6, 10)),
        work(4, date(2020, 2, 29)),
        work(5, date(2024, 1, 1)),
    )
    one = found("qua-3-nam", state(date(2024, 6, 10), {}, {}, works))
    assert one.standing is Standing.BROKEN
    assert [(place.work, place.days, place.missing) for place in one.places] == [
        ("C4", -468, 0),
        ("C1", -1, 300),
        ("C2", 0, 50),
    ]
    assert one.missing == 300
    before = found("qua-3-nam", state(date(2024, 6, 9), {}, {}, works[:2]))
    assert before.standing is Standing.WARN
    assert found("qua-3-nam", state(date(2024, 6, 9), {}, {})).standing is Standing.UNKNOWN


def test_debts_of_an_earlier_period_are_summed_against_their_day() -> None:
    old = Work(id=1, code="1", name="Cầu", unit=HIEP, purse=CENTRAL, allocated_on=date(2019, 1, 1), debt=70)
    newer = replace(old, id=2, allocated_on=date(2021, 1, 1))
    one = found("no-2016-2020", state(date(2024, 6, 1), {}, {}, (old, newer)))
    assert (one.standing, one.due, one.missing) == (Standing.BROKEN, date(2024, 5, 31), 70)


def test_money_from_above_is_held_beside_the_local_money() -> None:
    planned = {(HIEP, CENTRAL): 3, (HIEP, LOCAL): 3, (LONG, PROVINCE): 300, (LONG, LOCAL): 100}
    spent = {(HIEP, CENTRAL): 1, (HIEP, LOCAL): 1, (LONG, PROVINCE): 100, (LONG, LOCAL): 34}
    even = found("giai-ngan-theo-doi-ung", state(MAY, planned, spent))
    assert (even.standing, even.spent, even.planned) == (Standing.FINE, 101, 303)
    assert even.local is not None
    assert (even.local.spent, even.local.planned) == (35, 103)
    spent[LONG, PROVINCE] = 103
    ahead = found("giai-ngan-theo-doi-ung", state(MAY, planned, spent))
    assert (ahead.standing, [one.unit for one in ahead.places]) == (Standing.WARN, [LONG])
    assert found("giai-ngan-theo-doi-ung", state(MAY, {(HIEP, CENTRAL): 3}, {})).standing is Standing.UNKNOWN


def test_division_support_and_settlement() -> None:
    planned = {(DISTRICT, CENTRAL): 100, (HIEP, CENTRAL): 60}
    divided = found("giao-von-2024", state(date(2024, 2, 28), planned, {}))
    assert (divided.standing, divided.due, divided.missing) == (Standing.BROKEN, date(2024, 2, 27), 40)
    support = found("ho-tro-nang-cao", state(MAY, planned, {}))
    assert (support.standing, support.needed, [one.unit for one in support.places]) == (
        Standing.NOTE,
        1_500 * TRIEU,
        [HIEP],
    )
    village = found("doi-ung-thon", state(MAY, planned, {}))
    assert (village.standing, village.needed) == (Standing.NOTE, 200 * TRIEU)
    kept = found("duy-tri-thon", state(MAY, planned, {}))
    assert (kept.standing, kept.needed) == (Standing.NOTE, 100 * TRIEU)
    work = Work(id=1, code="1", name="Cầu", unit=HIEP, purse=CENTRAL)
    spent = {(DISTRICT, CENTRAL): 100}
    unsettled = found("dut-diem-9-2025", state(date(2025, 9, 1), planned, spent, (work,)))
    assert (unsettled.standing, unsettled.missing, unsettled.places[-1].work) == (Standing.BROKEN, 0, "Cầu")
    settled = replace(work, settled_on=date(2025, 8, 1))
    assert found("dut-diem-9-2025", state(date(2025, 9, 1), planned, spent, (settled,))).standing is Standing.FINE


def test_a_rule_says_nothing_outside_its_time() -> None:
    rule = RULES["von-2024-nua-nam"]
    assert check_money([rule], state(date(2023, 12, 31), {}, {}), registered={}) == ()
    assert rule.valid_to is not None
    assert check_money([rule], state(rule.valid_to, {}, {}), registered={}) == ()
    assert len(check_money([rule], state(rule.valid_to - timedelta(days=1), {}, {}), registered={})) == 1


@given(AMOUNTS, st.integers(min_value=1, max_value=10_000), AMOUNTS)
def test_the_least_that_is_enough_is_enough_and_a_dong_less_is_not(planned: int, parts: int, spent: int) -> None:
    percent = Fraction(parts, 100)
    enough = least(planned, percent)
    assert enough * 100 >= planned * percent
    assert enough == 0 or (enough - 1) * 100 < planned * percent
    assert (spent >= enough) == (spent * 100 >= planned * percent)


@given(AMOUNTS, st.integers(min_value=1, max_value=10**15))
def test_a_shown_share_never_turns_a_miss_into_a_hit(spent: int, planned: int) -> None:
    shown = Decimal(show_share(spent, planned).removesuffix("%").replace(".", "").replace(",", "."))
    assert Fraction(shown) <= Fraction(spent * 100, planned) < Fraction(shown) + Fraction(1, 10)


@given(AMOUNTS, st.integers(min_value=1, max_value=10**15), AMOUNTS, st.integers(min_value=1, max_value=10**15))
def test_shares_are_compared_exactly(spent: int, planned: int, other_spent: int, other_planned: int) -> None:
    ahead = is_ahead(spent, planned, other_spent, other_planned)
    assert ahead == (Fraction(spent, planned) > Fraction(other_spent, other_planned))


@given(st.lists(st.tuples(st.sampled_from([DISTRICT, HIEP, LONG]), AMOUNTS), max_size=6), AMOUNTS)
def test_no_dong_is_lost_or_counted_twice_on_the_way_up(said: list[tuple[UnitId, int]], own: int) -> None:
    spent = {(unit, CENTRAL): amount for unit, amount in said}
    sums = MoneySums(state(MAY, dict(spent), spent))
    pot = Pot(programme=CENTRAL.programme, source=CENTRAL.source, year=CENTRAL.year)
    below = sum(amount for (unit, _), amount in spent.items() if unit != DISTRICT)
    expected = spent.get((DISTRICT, CENTRAL), below)
    amounts = sums.amounts(DISTRICT, pot)
    assert (amounts.planned or 0, amounts.spent or 0) == (expected, expected)
    apart = {(HIEP, replace(CENTRAL, nature=one)): own for one in Nature}
    assert MoneySums(state(MAY, apart, apart)).amounts(DISTRICT, pot).spent == 2 * own


def test_a_new_work_where_others_are_owed_for_is_named_and_paid_ones_hinder_nothing() -> None:
    def work(number: int, unit: UnitId, allocated: date, debt: int | None = None) -> Work:
        return Work(
            id=number, code=str(number), name=f"C{number}", unit=unit, purse=CENTRAL, allocated_on=allocated, debt=debt
        )

    june = date(2024, 6, 10)
    works = (work(1, HIEP, date(2021, 1, 1), 70), work(2, HIEP, date(2024, 2, 1)), work(3, LONG, date(2024, 2, 1), 5))
    one = found("tra-no-truoc", state(june, {}, {}, works))
    assert (one.standing, one.missing) == (Standing.WARN, 70)
    assert [(place.work, place.unit, place.missing) for place in one.places] == [("C2", HIEP, 70)]
    paid = (replace(works[0], debt=0), *works[1:])
    assert found("tra-no-truoc", state(june, {}, {}, paid)).standing is Standing.FINE
    assert found("tra-no-truoc", state(june, {}, {})).standing is Standing.UNKNOWN


def test_local_money_is_held_against_each_village_that_is_to_be_a_model_where_it_is_known() -> None:
    villages = [UnitId(number) for number in (21, 22, 23)]
    rule = RULES["doi-ung-thon"]
    money = state(date(2024, 6, 10), {(villages[0], LOCAL): 150 * TRIEU, (villages[1], LOCAL): 200 * TRIEU}, {})
    units = {one: Unit(id=one, kind=kind_by_code("thon"), name=f"Thôn {one}", parent=HIEP) for one in villages}
    money = replace(money, units={**money.units, **units}, parents={**money.parents, **dict.fromkeys(villages, HIEP)})
    registered = {Standard.MODEL: (*villages, LONG)}
    (one,) = check_money([rule], money, registered=registered)
    assert (one.standing, [(place.unit, place.missing) for place in one.places], one.silent) == (
        Standing.WARN,
        [(villages[0], 50 * TRIEU)],
        (villages[2],),
    )
    # nothing is known of any village, or which are to be models
    (unknown,) = check_money([rule], replace(money, lines=()), registered=registered)
    assert (unknown.standing, unknown.silent) == (Standing.NOTE, tuple(villages))
    assert check_money([rule], money, registered={})[0].standing is Standing.NOTE

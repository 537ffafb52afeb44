"""A reporting rule is added in words of the place; a date that no year has is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from conversations.programme.calendar import DueOperator, Form, Span, periods_between
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from handlers.load_criteria import load_shipped_sets
from handlers.rules import ListedRule, add_rule, deadline, end_rule, level_of, list_rules
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from storage.rules import all_rules
from storage.times import ZONE

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


@dataclass(slots=True)
class Desk:
    database: Database
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    async def add(
        self,
        *,
        before: str | None = "5/6",
        until: str | None = None,
        code: str = "THON-H1",
        set_id: str | None = None,
        copies: tuple[str, ...] = (),
    ) -> tuple[ListedRule, bool]:
        return await add_rule(
            self.database,
            self.sets,
            unit="huyện Quảng Hòa",
            owes="xóm",
            title="  Báo cáo 6 tháng   của xóm ",
            code=code,
            before=before,
            until=until,
            form=Form.CRITERIA,
            set_id=set_id,
            span=Span.HALF_YEAR,
            copies=copies,
            now=NOW,
            valid_from=date(2023, 1, 1),
        )


@pytest.fixture
async def desk(database: Database) -> Desk:
    await load_shipped_sets(database, at=NOW)
    found = Desk(database)
    await add_named_unit(database, found.sets, name="Quảng Hòa", kind="huyện", parent=None, now=NOW)
    return found


async def test_villages_owe_a_report_before_a_day_of_every_year(desk: Desk) -> None:
    listed, new = await desk.add(set_id="thon-ntm-vi-du")
    rule = listed.rule
    assert new
    assert (rule.title, rule.owes, rule.set_id) == ("Báo cáo 6 tháng của xóm", Level.VILLAGE, "thon-ntm-vi-du")
    assert (rule.operator, rule.due_day, rule.due_month) == (DueOperator.BEFORE, 5, 6)
    assert (listed.unit.title, listed.next and listed.next.last_good_day) == ("huyện Quảng Hòa", date(2024, 6, 4))


async def test_a_second_addressee_is_part_of_what_the_rule_says(desk: Desk) -> None:
    copies = ("Văn phòng Huyện ủy ; Mặt trận Tổ quốc  huyện", "")
    listed, new = await desk.add(copies=copies)
    assert (listed.rule.copies, new) == (("Văn phòng Huyện ủy", "Mặt trận Tổ quốc huyện"), True)
    assert (await desk.add(copies=copies))[1] is False
    without, new = await desk.add()
    assert (without.rule.copies, new) == ((), True)


async def test_the_same_rule_again_changes_nothing_and_another_day_changes_it(desk: Desk) -> None:
    await desk.add()
    assert [(await desk.add())[1], (await desk.add(before=None, until="05/06"))[1]] == [False, True]
    (listed,) = await list_rules(desk.database, unit="Quảng Hòa", day=NOW.date())
    assert listed.next is not None
    assert (listed.rule.operator, listed.next.last_good_day) == (DueOperator.UNTIL, date(2023, 6, 5))


async def test_all_rules_or_those_of_one_unit_are_listed(desk: Desk) -> None:
    await add_named_unit(desk.database, desk.sets, name="Hòa An", kind="huyện", parent=None, now=NOW)
    await desk.add()
    everything = await list_rules(desk.database, unit=None, day=NOW.date())
    other = await list_rules(desk.database, unit="Hòa An", day=NOW.date())
    assert ([line.rule.code for line in everything], other) == (["THON-H1"], ())


@pytest.mark.parametrize("day", ["31/4", "29/2", "0/6", "10/13", "10", "mồng năm", "10/6/2023", ""])
def test_a_day_that_not_every_year_has_is_refused(day: str) -> None:
    with pytest.raises(Problem) as wrong:
        deadline(before=day, until=None)
    assert wrong.value.code == "date_wrong"


@pytest.mark.parametrize(("before", "until"), [(None, None), ("5/6", "6/6")])
def test_exactly_one_deadline_is_given(before: str | None, until: str | None) -> None:
    with pytest.raises(Problem) as wrong:
        deadline(before=before, until=until)
    assert wrong.value.code == "deadline_missing"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31/3", (DueOperator.BEFORE, 31, 3)),
        ("28.2", (DueOperator.BEFORE, 28, 2)),
        (" 5 / 6 ", (DueOperator.BEFORE, 5, 6)),
    ],
)
def test_a_deadline_is_read_as_people_write_it(text: str, found: tuple[DueOperator, int, int]) -> None:
    assert deadline(before=text, until=None) == found


def test_who_owes_is_said_by_kind_or_level() -> None:
    assert [level_of(text) for text in ("xã", "xom", "cơ quan", "village")] == [
        Level.COMMUNE,
        Level.VILLAGE,
        Level.OFFICE,
        Level.VILLAGE,
    ]
    with pytest.raises(Problem) as unknown:
        level_of("phủ")
    assert unknown.value.code == "kind_unknown"


@pytest.mark.parametrize(
    ("code", "set_id", "problem"),
    [("H 1", None, "rule_code_wrong"), ("X" * 13, None, "rule_code_wrong"), ("H1", "khong-co", "criteria_set_unknown")],
)
async def test_a_rule_that_cannot_be_is_refused(desk: Desk, code: str, set_id: str | None, problem: str) -> None:
    with pytest.raises(Problem) as wrong:
        await desk.add(code=code, set_id=set_id)
    assert wrong.value.code == problem
    assert await list_rules(desk.database, unit=None, day=NOW.date()) == ()


async def test_every_cycle_has_its_next_three_dates(desk: Desk) -> None:
    dues = {
        "W": ("thứ sáu hằng tuần", ["9/6", "16/6", "23/6"]),
        "M": ("trước ngày 5 tháng sau, hằng tháng", ["4/7", "4/8", "4/9"]),
        "E": ("cuối mỗi tháng", ["30/6", "31/7", "31/8"]),
        "Q": ("hằng quý, ngày 20 tháng cuối quý", ["20/6", "20/9", "20/12"]),
        "HY": ("trước ngày 10/6 và 10/12", ["9/6", "9/12", "9/6"]),
        "YR": ("trước ngày 15/11 hằng năm", ["14/11", "14/11", "14/11"]),
        "O": ("trước ngày 1/7/2023", ["30/6"]),
    }
    found = {}
    for code, (due, _) in dues.items():
        listed, _ = await add_rule(
            desk.database, desk.sets, unit="Quảng Hòa", owes="xã", title="Báo cáo", code=code, due=due, now=NOW
        )
        found[code] = [f"{one.last_good_day.day}/{one.last_good_day.month}" for one in listed.upcoming]
    assert found == {code: days for code, (_, days) in dues.items()}


async def test_adding_changing_and_ending_stand_in_the_audit_log_by_number(desk: Desk) -> None:
    await desk.add()
    await desk.add()
    await desk.add(before="6/6")
    ended = await end_rule(desk.database, unit="Quảng Hòa", code="THON-H1", on=date(2023, 7, 1), now=NOW)
    async with desk.database.read() as tx:
        rows = await tx.all("SELECT act, subject, detail FROM audit WHERE act LIKE 'rule%' ORDER BY chain, number")
    rule = f"rule:{ended.rule.id}"
    assert [(row["act"], row["subject"]) for row in rows] == [
        ("rule_added", rule),
        ("rule_changed", rule),
        ("rule_ended", rule),
    ]
    assert "xóm" not in "".join(row["detail"] for row in rows)


async def test_after_its_end_nothing_is_owed_and_what_was_due_before_stays(desk: Desk) -> None:
    await desk.add()
    await end_rule(desk.database, unit="Quảng Hòa", code="THON-H1", on=date(2024, 1, 1), now=NOW)
    async with desk.database.read() as tx:
        rules = await all_rules(tx)
    days = [one.last_good_day for rule in rules for one in periods_between(rule, date(2023, 1, 1), date(2026, 1, 1))]
    assert days == [date(2023, 6, 4)]
    with pytest.raises(Problem) as early:
        await end_rule(desk.database, unit="Quảng Hòa", code="THON-H1", on=date(2023, 6, 4), now=NOW)
    assert early.value.code == "rule_end_past"

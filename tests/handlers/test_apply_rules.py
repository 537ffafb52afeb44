"""Deadlines are set by admins of the unit or of one above; what cannot be leaves nothing behind; the log says who."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.asks import DeadlinesOf
from conversations.engine.effects import EndRule, PutRule
from conversations.engine.frames import RuleDraft
from conversations.engine.rule_draft import draft_of, rule_of
from conversations.programme.calendar import DueOperator, Offsets
from conversations.programme.cycle import Cycle
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.rule_making import upcoming
from conversations.programme.unit import Level
from conversations.reading.deadlines import Due
from storage.rules import all_rules
from tests.handlers.reporting_world import make_world

if TYPE_CHECKING:
    from conversations.programme.calendar import ReportingRule
    from storage.database import Database
    from tests.handlers.reporting_world import World

MONTHLY = Due(cycle=Cycle.MONTH, operator=DueOperator.BEFORE, day=25)


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


def draft(unit: UnitId, **more: Any) -> RuleDraft:
    made = RuleDraft(unit=unit, title="Báo cáo giải ngân", owes=Level.COMMUNE, due=MONTHLY, grace=2, lock=30)
    return replace(made, **more)


async def rules(world: World) -> tuple[ReportingRule, ...]:
    async with world.database.read() as tx:
        return await all_rules(tx)


async def test_what_was_previewed_is_what_is_written(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    before = await rules(world)
    wanted = draft(world.district, offsets=Offsets(before=(3,), after=(1,), then_every=0))
    await world.does(admin, PutRule(draft=wanted))
    (new,) = [rule for rule in await rules(world) if rule.id not in {old.id for old in before}]
    preview = rule_of(wanted, None, code="BC1", today=world.clock.at.date())
    assert preview is not None
    assert new == replace(preview, id=new.id)


async def test_a_change_keeps_what_was_not_spoken_of_and_the_log_says_who(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    (old,) = [rule for rule in await rules(world) if rule.id == world.rule]
    await world.does(admin, PutRule(draft=replace(draft_of(old), grace=3)))
    new = [rule for rule in await rules(world) if rule.id == world.rule][-1]
    assert replace(new, valid_from=old.valid_from, grace_after=old.grace_after) == old
    assert new.grace_after.days == 3
    async with world.database.read() as tx:
        noted = await tx.all("SELECT person, subject FROM audit WHERE act = 'rule_changed'")
    assert [(row["person"], row["subject"]) for row in noted] == [(admin, f"rule:{world.rule}")]


async def test_after_the_end_nothing_more_is_due(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    await world.does(admin, EndRule(rule=world.rule))
    today = world.clock.at.date()
    assert [one for rule in await rules(world) if rule.id == world.rule for one in upcoming(rule, today)] == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OBSERVER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER])
async def test_nobody_but_an_admin_sets_deadlines(world: World, role: Role) -> None:
    before = await rules(world)
    unit = world.commune if role in {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER} else world.district
    person = await world.person(role, unit)
    for effect in (PutRule(draft=draft(unit)), EndRule(rule=world.rule)):
        with pytest.raises(Refusal):
            await world.does(person, effect)
    assert await rules(world) == before
    assert await world.asked(person, DeadlinesOf()) is None


async def test_an_admin_of_a_commune_sets_none_for_the_district_or_the_neighbour(world: World) -> None:
    before = await rules(world)
    admin = await world.person(Role.ADMIN, world.commune)
    (districts,) = [rule for rule in before if rule.id == world.rule]
    forged = (
        PutRule(draft=draft(world.district)),
        PutRule(draft=draft(world.neighbour)),
        PutRule(draft=draft_of(districts)),
        PutRule(draft=replace(draft_of(districts), unit=world.commune)),
        PutRule(draft=draft(world.commune, owes=Level.VILLAGE, only=(world.neighbour,))),
        PutRule(draft=draft(UnitId(999))),
        EndRule(rule=world.rule),
        EndRule(rule=RuleId(999)),
    )
    for effect in forged:
        with pytest.raises(Refusal):
            await world.does(admin, effect)
    assert await rules(world) == before
    found = await world.told(admin, DeadlinesOf())
    assert [unit.id for unit in found.receivers] == [world.commune]
    assert found.rules == ()
    assert await world.asked(admin, DeadlinesOf(world.district)) is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "  "}, "not_yours"),
        ({"title": "x" * 200}, "rule_long_title"),
        ({"due": Due(cycle=Cycle.ONCE, operator=DueOperator.UNTIL, day=1, month=1, year=2020)}, "rule_past"),
        ({"lock": 0}, "rule_lock"),
        ({"grace": 30}, "rule_grace_after_lock"),
        ({"offsets": Offsets(before=(), after=(30,), then_every=0)}, "rule_offset_after_lock"),
    ],
)
async def test_a_draft_that_cannot_be_leaves_nothing_behind(world: World, wrong: dict[str, Any], code: str) -> None:
    before = await rules(world)
    admin = await world.person(Role.ADMIN, world.district)
    with pytest.raises(Problem) as caught:
        await world.does(admin, PutRule(draft=draft(world.district, **wrong)))
    assert caught.value.code == code
    assert await rules(world) == before


async def test_a_report_owed_once_can_be_due_today(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    today = world.clock.at.date()
    due = Due(cycle=Cycle.ONCE, operator=DueOperator.UNTIL, day=today.day, month=today.month, year=today.year)
    await world.does(admin, PutRule(draft=draft(world.district, due=due)))
    days = [one.last_good_day for rule in await rules(world) if rule.code == "BC1" for one in upcoming(rule, today)]
    assert days == [date(today.year, today.month, today.day)]

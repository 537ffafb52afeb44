"""A new version of a criteria set is looked at before it counts, and counts from its day on; drafts keep theirs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnReport, SaveAnswer
from conversations.programme.answer import State
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.programme.set_difference import StateChange, ThresholdChange
from conversations.programme.unit import Level
from handlers.load_criteria import load_criteria
from handlers.preview_criteria import dated, preview_criteria
from storage.criteria import CriteriaSets
from storage.criteria_sets import shipped_files
from tests.every_row import everything
from tests.handlers.reporting_world import NOW, World, make_world
from tests.handlers.test_unit_changes import share

if TYPE_CHECKING:
    from storage.database import Database

FILE = "xa-ntm-2021-2025.toml"
TEXT = dict(shipped_files())[FILE]
WATER = 'title = "Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn"\n'
STRICTER = 'threshold_source = "plan-quang-hoa"\nthresholds = [{ value = 99, region = "tdmnpb" }]\n'
NEW = """
[[criteria.indicators]]
code = "17.99"
title = "Có điểm thu gom rác"
measure = "status"
title_source = "plan-quang-hoa"

[[criteria.indicators]]
code = "17.2"
"""


def changed() -> str:
    """Clean water from 99 % on, and one item more in criterion 17."""
    assert WATER in TEXT
    old = '\n[[criteria.indicators]]\ncode = "17.2"\n'
    assert old in TEXT
    return TEXT.replace(WATER, WATER + STRICTER).replace(old, NEW)


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def sent(world: World) -> None:
    """The commune has 95 of 100 households with clean water, said to be met; the neighbour has begun a report."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    form = await world.report(officer)
    for indicator in form.form.indicators:
        if indicator.criterion == "17" and indicator.code != "17.1":
            await world.does(officer, SaveAnswer(key=world.key, indicator=indicator.code, seen=0, state=State.MET))
    await world.does(officer, share(world, 95, 100), ActOnReport(key=world.key, act=ReportAct.SEND, paper="12/BC"))
    await world.does(neighbour, share(world, 90, 100, neighbour=True))


async def test_a_preview_says_what_changes_and_which_criteria_would_stand_otherwise(world: World) -> None:
    await sent(world)
    before = await everything(world.database)
    found = await preview_criteria(
        world.database, CriteriaSets(), changed(), name=FILE, unit="Quảng Hòa", day=NOW.date()
    )
    assert await everything(world.database) == before
    change = found.difference
    assert (change.new, change.dropped, change.new_criteria) == (("17.99",), (), ())
    assert change.thresholds == (
        ThresholdChange(indicator="17.1", region="tdmnpb", year=None, before=None, after=Decimal(99)),
    )
    assert found.changes == (StateChange(unit="xã Phúc Sen", criterion="17", before=State.MET, after=State.NOT_MET),)
    assert (found.units, found.open_drafts) == (2, 1)


async def test_the_same_version_changes_nothing(world: World) -> None:
    await sent(world)
    found = await preview_criteria(world.database, CriteriaSets(), TEXT, name=FILE, unit="Quảng Hòa", day=NOW.date())
    assert (found.difference.empty, found.changes) == (True, ())


async def test_a_version_counts_from_its_day_on_and_drafts_keep_theirs(world: World) -> None:
    await sent(world)
    day = NOW.date() + timedelta(days=60)
    stored = await load_criteria(world.database, dated(changed(), day), name=FILE, at=NOW)
    assert (stored.version, stored.valid_from) == (2, day)
    sets = CriteriaSets()
    async with world.database.read() as tx:
        found = [
            await sets.in_force(tx, Level.COMMUNE, day=on) for on in (day - timedelta(days=1), day, date(2026, 3, 1))
        ]
        draft = await tx.one("SELECT set_version FROM report WHERE unit = :unit", unit=world.neighbour)
    assert [(one.id, one.version) for one in found if one] == [
        ("xa-ntm-2021-2025", 1),
        ("xa-ntm-2021-2025", 2),
        ("xa-ntm-2026-2030", 1),
    ]
    assert draft is not None
    assert draft["set_version"] == 1
    again = await load_criteria(world.database, dated(changed(), day), name=FILE, at=NOW)
    assert (again.version, again.changed) == (2, False)


async def test_a_broken_file_is_told_with_its_place(world: World) -> None:
    with pytest.raises(Problem) as refused:
        await preview_criteria(
            world.database, CriteriaSets(), "id = 3", name="x.toml", unit="Quảng Hòa", day=NOW.date()
        )
    assert "x.toml" in refused.value.where

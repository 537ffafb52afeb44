"""A dossier is opened once, its steps are kept for ever, and a new roadmap moves its dates with a step that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState, DossierStep
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.roadmap import Goal
from conversations.programme.unit import Level, kind_by_code
from storage.document_versions import NewVersion
from storage.dossier_lists import dossiers_with_steps
from storage.dossiers import dossiers_of, move_dossier, open_dossier, step_dossier, steps_of
from storage.refusals import APPEND_ONLY
from storage.roadmaps import (
    ROADMAPS,
    RoadmapText,
    StoredEntry,
    add_roadmap,
    roadmap_bare,
    roadmap_entries,
    roadmap_goals,
)
from storage.times import ZONE
from storage.units import add_unit

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from storage.database import Database, Transaction

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=ZONE)
DATES = DossierDates(year=2024, first_by=date(2024, 10, 29), second_by=date(2024, 11, 29))
LATER = DossierDates(year=2025, first_by=date(2025, 5, 29), second_by=date(2025, 6, 29))
GOAL = Goal(
    level=Level.COMMUNE,
    standard=Standard.NTM,
    by_year=2025,
    added=42,
    kept=112,
    total_low=154,
    total_high=154,
    share=Fraction(4, 5),
    of_count=193,
    to_find=3,
    review_first_by=date(2024, 2, 27),
    notice_by=date(2024, 5, 31),
    notice_again_by=date(2025, 6, 29),
    recognise_by=date(2025, 5, 31),
)


async def places(tx: Transaction) -> tuple[UnitId, UnitId]:
    province = await add_unit(tx, kind=kind_by_code("tinh"), name="Quảng Nam", parent=None, at=NOW)
    return province, await add_unit(tx, kind=kind_by_code("xa"), name="Đại Chánh", parent=province, at=NOW)


async def kept_roadmap(tx: Transaction, province: UnitId, commune: UnitId, version: int, dated: date) -> int:
    entry = StoredEntry(unit=commune, standard=Standard.NTM, kind=DossierKind.RECOGNITION, backlog=False, dates=DATES)
    text = RoadmapText(floor=15, covers_all=True, bare=(commune,))
    return await add_roadmap(
        tx,
        NewVersion(
            unit=province,
            version=version,
            digest=f"d{version}",
            title="KẾ HOẠCH",
            number="/KH-UBND",
            file_name="lo-trinh.txt",
            dated_on=dated,
            at=NOW,
        ),
        text=text,
        entries=[entry, replace(entry, backlog=True, together=(province,))],
        goals=[GOAL],
    )


async def test_a_roadmap_is_read_as_it_was_kept_and_the_latest_one_of_its_day_counts(database: Database) -> None:
    async with database.write() as tx:
        province, commune = await places(tx)
        first = await kept_roadmap(tx, province, commune, 1, date(2024, 1, 1))
        second = await kept_roadmap(tx, province, commune, 2, date(2024, 6, 1))
    async with database.read() as tx:
        entries = await roadmap_entries(tx, first)
        assert [(one.unit, one.dates, one.backlog, one.together) for one in entries] == [
            (commune, DATES, False, ()),
            (commune, DATES, True, (province,)),
        ]
        assert await roadmap_goals(tx, first) == (GOAL,)
        assert await roadmap_bare(tx, first) == (commune,)
        newest = await ROADMAPS.newest(tx, province)
        assert newest is not None
        assert (newest.id, newest.floor, newest.covers_all) == (second, 15, True)
        counts = {
            day: await ROADMAPS.in_force(tx, province, day=day) for day in (date(2023, 12, 31), date(2024, 5, 31))
        }
        assert [one and one.id for one in counts.values()] == [None, first]


async def test_of_two_steps_at_once_one_wins_and_a_move_is_a_step(database: Database) -> None:
    async with database.write() as tx:
        province, commune = await places(tx)
        roadmap = await kept_roadmap(tx, province, commune, 1, date(2024, 1, 1))
        number = await open_dossier(
            tx,
            unit=commune,
            standard=Standard.NTM,
            kind=DossierKind.RECOGNITION,
            dates=DATES,
            roadmap=roadmap,
            now=NOW,
        )
    submit = DossierStep(number=2, act=DossierAct.SUBMIT, state=DossierState.SUBMITTED, at=NOW, paper_number="12/TTr")
    async with database.write() as tx:
        assert await step_dossier(tx, number, submit)
        assert not await step_dossier(tx, number, submit)
        (stored,) = await dossiers_of(tx, [commune, province])
        assert (stored.state, stored.dates, stored.steps) == (DossierState.SUBMITTED, DATES, 2)
        assert await move_dossier(tx, stored, LATER, roadmap=roadmap, text="năm 2024 → 2025", now=NOW)
        assert not await move_dossier(tx, stored, DATES, roadmap=roadmap, text="cũ", now=NOW)
    async with database.read() as tx:
        (stored,) = await dossiers_of(tx, [commune])
        assert (stored.dates, stored.state) == (LATER, DossierState.SUBMITTED)
        steps = (await steps_of(tx, [number]))[number]
        assert [(one.act, one.paper_number, one.text) for one in steps] == [
            (DossierAct.OPEN, "", ""),
            (DossierAct.SUBMIT, "12/TTr", ""),
            (DossierAct.MOVED, "", "năm 2024 → 2025"),
        ]
        assert (await steps_of(tx, [number], known=NOW - timedelta(days=1)))[number] == ()


@pytest.mark.parametrize("sql", ["UPDATE dossier_step SET text = 'khác'", "DELETE FROM dossier_step"])
async def test_steps_are_never_changed(database: Database, sql: str) -> None:
    async with database.write() as tx:
        _, commune = await places(tx)
        await open_dossier(
            tx, unit=commune, standard=Standard.NTM, kind=DossierKind.KEEPING, dates=DATES, roadmap=None, now=NOW
        )
    with pytest.raises(Problem) as refused:
        async with database.write() as tx:
            await tx.run(sql)
    assert refused.value.code == APPEND_ONLY


async def test_what_was_known_before_a_move_has_the_days_of_its_time(database: Database) -> None:
    later = NOW + timedelta(days=30)
    async with database.write() as tx:
        province, commune = await places(tx)
        first = await kept_roadmap(tx, province, commune, 1, date(2024, 1, 1))
        number = await open_dossier(
            tx,
            unit=commune,
            standard=Standard.NTM,
            kind=DossierKind.RECOGNITION,
            dates=DATES,
            roadmap=first,
            now=NOW,
        )
        second = await kept_roadmap(tx, province, commune, 2, date(2024, 6, 1))
        (stored,) = await dossiers_of(tx, [commune])
        assert await move_dossier(tx, stored, LATER, roadmap=second, text="2024 → 2025", now=later)
    async with database.read() as tx:
        (before,) = await dossiers_with_steps(tx, [commune], known=later - timedelta(days=1))
        (now,) = await dossiers_with_steps(tx, [commune])
        assert (before.stored.id, before.stored.dates, now.stored.dates) == (number, DATES, LATER)
        assert (len(before.steps), len(now.steps)) == (1, 2)

"""A table of villages opens their dossiers: once, with questions about names, with another round in a later table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.importers.villages_text import as_document, in_words
from conversations.programme.dossier import DossierAct, DossierKind, DossierState, DossierStep
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.programme.unit import kind_by_code
from handlers.dossiers import dossiers_below
from handlers.import_villages import import_villages, names_villages
from handlers.trial import Outcome
from storage.dossiers import step_dossier
from storage.units import add_unit
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import NOW, World, make_world

if TYPE_CHECKING:
    from conversations.programme.dossier import Dossier
    from handlers.import_villages import VillagesImport
    from storage.database import Database

HEAD = "TT,Xóm,Xã,Mức,Năm,Xã nộp trước ngày,Huyện công nhận trước ngày,Ghi chú"
ROWS = (
    "1,Pác Rằng,Phúc Sen,NTM kiểu mẫu,2024,30/5/2024,30/6/2024,",
    "2,xóm Lũng Sâu,xã Phúc Sen,NTM,2023,,30/11/2023,Duy trì",
    "3,Đoỏng Pán,Độc Lập,NTM,2024,,,",
    "4,xóm 3,Độc Lập,NTM,2025,,,",
)
UNIT = "huyện Quảng Hòa"


def table(*rows: str, head: str = HEAD) -> Document:
    return as_csv("\n".join((head, *(rows or ROWS))))


async def taken(database: Database, *rows: str, answers: tuple[str, ...] = (), dry_run: bool = False) -> VillagesImport:
    return await import_villages(database, table(*rows), unit=UNIT, now=NOW, answers=answers, dry_run=dry_run)


async def dossiers(world: World) -> dict[str, Dossier]:
    async with world.database.read() as tx:
        found = await dossiers_below(tx, world.district, day=NOW.date())
    return {one.unit.title: one for one in found}


async def test_each_row_opens_a_dossier_and_a_commune_without_villages_gets_those_of_the_list(
    database: Database,
) -> None:
    world = await make_world(database)
    tried = await taken(database, dry_run=True)
    assert (tried.outcome, await dossiers(world)) == (Outcome.FIRST, {})
    done = await taken(database)
    assert dict(done.totals) == {"rows": 4, "villages": 4, "communes": 2, "opens": 4}
    assert [one.title for one in done.created] == ["xóm Đoỏng Pán", "xóm 3"]
    found = await dossiers(world)
    model, kept = found["xóm Pác Rằng"], found["xóm Lũng Sâu"]
    assert (model.standard, model.kind, model.dates.year) == (Standard.MODEL, DossierKind.RECOGNITION, 2024)
    assert (model.dates.first_by, model.dates.second_by) == (date(2024, 5, 29), date(2024, 6, 29))
    assert (kept.kind, kept.dates.second_by) == (DossierKind.KEEPING, date(2023, 11, 29))
    assert set(found) == {"xóm Pác Rằng", "xóm Lũng Sâu", "xóm Đoỏng Pán", "xóm 3"}
    again = await taken(database)
    assert (again.outcome, again.created) == (Outcome.UNCHANGED, ())
    assert "đã có đúng như vậy" in in_words(again, dry_run=False)
    assert [row["outcome"] for row in as_document(again)["rows"]] == ["same"] * 4


async def test_a_later_list_moves_and_begins_another_round_and_the_old_one_takes_nothing_back(
    database: Database,
) -> None:
    world = await make_world(database)
    await taken(database)
    kept = (await dossiers(world))["xóm Lũng Sâu"]
    async with database.write() as tx:
        step = DossierStep(
            number=2, act=DossierAct.REFUSE, state=DossierState.REFUSED, at=NOW, paper_day=NOW.date(), paper_number="1"
        )
        assert await step_dossier(tx, kept.id, step)
    later = (ROWS[0].replace("2024", "2025"), ROWS[1].replace("2023", "2024"))
    done = await taken(database, *later)
    assert [one.outcome.value for one in done.named] == ["moves", "again"]
    assert "(đợt mới): năm 2023 → 2024" in in_words(done, dry_run=False)
    assert (await taken(database)).outcome is Outcome.UNCHANGED
    found = await dossiers(world)
    assert (found["xóm Pác Rằng"].dates.year, found["xóm Lũng Sâu"].dates.year) == (2025, 2024)
    assert found["xóm Lũng Sâu"].state is DossierState.PREPARING


async def test_a_name_that_is_not_certain_is_asked_once_and_kept(database: Database) -> None:
    world = await make_world(database)
    wrong = "1,Pac Răng,Phúc Sen,NTM,2024,,,"
    asked = await taken(database, wrong)
    assert ([one.writing for one in asked.questions], await dossiers(world)) == (["Pac Răng"], {})
    assert [one.title for one in asked.questions[0].candidates][:1] == ["xóm Pác Rằng, xã Phúc Sen"]
    done = await taken(database, wrong, answers=("Pac Răng=xóm Pác Rằng",))
    assert [one.unit.title for one in done.named] == ["xóm Pác Rằng"]
    assert (await taken(database, wrong)).questions == ()
    new = await taken(database, "1,Nà Bó,Phúc Sen,NTM,2024,,,", answers=("Nà Bó=0",))
    assert [one.title for one in new.created] == ["xóm Nà Bó"]
    commune = await taken(database, "1,Pác Rằng,Phúc Xen,NTM,2024,,,")
    assert [one.level.value for one in commune.questions] == ["commune"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,Pác Rằng,Phúc Sen,NTM,,,,", "roadmap_cell_wrong"),
        ("1,Pác Rằng,,NTM,2024,,,", "roadmap_cell_wrong"),
        ("1,Pác Rằng,Phúc Sen,giỏi,2024,,,", "roadmap_cell_wrong"),
        ("1,Pác Rằng,Phúc Sen,NTM,2024,31/2/2024,,", "roadmap_cell_wrong"),
        ("1,Pác Rằng,Phúc Sen,NTM,2024,30/6/2024,30/5/2024,", "dossier_dates_wrong"),
    ],
)
async def test_a_wrong_cell_is_named_and_nothing_is_kept(database: Database, row: str, code: str) -> None:
    world = await make_world(database)
    with pytest.raises(Problem) as refused:
        await taken(database, ROWS[2], row)
    assert (refused.value.code, await dossiers(world)) == (code, {})
    assert "Pác Rằng" in refused.value.where


async def test_villages_twice_or_recognised_are_warned_of_and_a_table_of_communes_is_none_of_these(
    database: Database,
) -> None:
    world = await make_world(database)
    async with database.write() as tx:
        await add_unit(tx, kind=kind_by_code("xom"), name="Đoỏng Pán", parent=world.neighbour, at=NOW)
    done = await taken(database, ROWS[2], ROWS[2].replace("2024", "2025"))
    assert [(one.code, len(done.named)) for one in done.warnings] == [("village_twice", 1)]
    number = (await dossiers(world))["xóm Đoỏng Pán"].id
    async with database.write() as tx:
        step = DossierStep(
            number=2, act=DossierAct.RECOGNISE, state=DossierState.RECOGNISED, at=NOW, paper_day=NOW.date()
        )
        assert await step_dossier(tx, number, step)
    held = await taken(database, ROWS[2].replace("2024", "2025"))
    assert ([one.code for one in held.warnings], held.outcome) == (["village_held"], Outcome.UNCHANGED)
    assert names_villages(table())
    assert not names_villages(table("1,Phúc Sen,NTM,2024", head="TT,Xã,Mức,Năm"))


async def test_many_dossiers_stand_where_each_does_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers import dossiers as placed

    world = await make_world(database)
    await taken(database)
    one_by_one = await dossiers(world)
    monkeypatch.setattr(placed, "FEW", 0)
    assert await dossiers(world) == one_by_one
    assert len(one_by_one) == 4

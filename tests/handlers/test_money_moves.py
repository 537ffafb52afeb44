"""A manager states what cannot be spent and moves money: each đồng counts once, rules say done, undoing is exact."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.documents.money_file import money_file
from bot.documents.read_document import read_document
from conversations.engine.effects import MoveMoney, StateContract, StateUnspendable, UndoMove
from conversations.programme.money import Contract
from conversations.programme.money_cells import MoneySums
from conversations.programme.money_finding import Standing
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from handlers.import_money import import_money
from handlers.load_money_rules import load_money_rules
from handlers.show_money import money_of
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import NOW, make_world
from tests.monthly_world import CENTRAL, DISTRICT, MILLION, RECURRENT, assign_money

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyShown
    from storage.database import Database
    from tests.handlers.reporting_world import World

TODAY = NOW.date()
RULES = Path(__file__).parent.parent / "transcripts" / "money" / "dieu-chuyen.toml"


@pytest.fixture
async def world(database: Database) -> World:
    """Two communes with money of the year: 900 and 500 million, 200 more of another kind."""
    made = await make_world(database)
    async with database.write() as tx:
        lines = {made.commune: {CENTRAL: 900, RECURRENT: 200}, made.neighbour: {CENTRAL: 500}}
        await assign_money(tx, made.district, lines, dated=date(2023, 1, 1), at=NOW - timedelta(days=9))
    await load_money_rules(database, RULES.read_text(encoding="utf-8"), name="a.toml", unit=DISTRICT, now=NOW)
    return made


async def shown(world: World, unit: UnitId, day: date = TODAY) -> MoneyShown:
    async with world.database.read() as tx:
        return await money_of(tx, unit, day=day)


async def planned(world: World, unit: UnitId, day: date = TODAY) -> int | None:
    """Million đồng."""
    whole = MoneySums((await shown(world, unit, day)).state).all_planned(unit)
    return None if whole is None else whole // MILLION


def move(world: World, amount: int) -> MoveMoney:
    return MoveMoney(
        unit=world.district,
        giver=world.commune,
        taker=world.neighbour,
        purse=CENTRAL,
        amount=amount * MILLION,
        on_day=TODAY,
        paper="12/QĐ-UBND",
    )


async def test_a_move_changes_two_units_and_no_sum_and_undone_it_never_was(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    before = await shown(world, world.district)
    await world.does(manager, move(world, 300))
    assert [await planned(world, one) for one in (world.commune, world.neighbour, world.district)] == [800, 800, 1_600]
    yesterday = TODAY - timedelta(days=1)
    assert [await planned(world, one, yesterday) for one in (world.commune, world.neighbour)] == [1_100, 500]
    (moved,) = (await shown(world, world.commune)).state.moved
    assert (await shown(world, world.commune)).state.title(moved.taker) == "xã Độc Lập"
    await world.does(manager, UndoMove(unit=world.district, number=moved.id))
    assert await shown(world, world.district) == before


async def test_nobody_gives_more_than_they_hold_and_only_managers_move(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    right = move(world, 900)
    for wrong in (
        move(world, 901),
        replace(right, amount=0),
        replace(right, taker=world.commune),
        replace(right, on_day=TODAY + timedelta(days=1)),
        replace(right, paper="theo văn bản"),
        replace(right, giver=world.district),
        replace(right, purse=replace(CENTRAL, year=2024)),
    ):
        with pytest.raises(Problem, match="không hợp lệ"):
            await world.does(manager, wrong)
    for effect in (right, UndoMove(unit=world.district, number=1)):
        with pytest.raises(Refusal):
            await world.does(officer, effect)
    assert await world.count_rows("money_move") == 0
    await world.does(manager, right)
    again = replace(right, giver=world.neighbour, taker=world.commune, amount=1_400 * MILLION)
    await world.does(manager, again)
    with pytest.raises(Refusal):
        await world.does(manager, UndoMove(unit=world.district, number=1))
    await world.does(manager, UndoMove(unit=world.district, number=2))
    await world.does(manager, UndoMove(unit=world.district, number=1))
    assert [await planned(world, one) for one in (world.commune, world.neighbour)] == [1_100, 500]


async def test_two_who_move_the_same_money_at_once_move_it_once(world: World) -> None:
    managers = [await world.person(Role.MANAGER, world.district) for _ in range(3)]
    done = await asyncio.gather(*(world.does(one, move(world, 900)) for one in managers), return_exceptions=True)
    assert sorted(getattr(one, "code", "done") for one in done) == ["done", "money_impossible", "money_impossible"]
    assert [await planned(world, one) for one in (world.commune, world.neighbour)] == [200, 1_400]


async def test_rules_say_done_once_all_is_stated_and_moved_and_files_tell_it(world: World, tmp_path: Path) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    async with world.database.write() as tx:
        await tx.run(
            "INSERT INTO money_spent (unit, programme, source, nature, year, amount, on_day, estimate, recorded_at)"
            " SELECT unit, programme, source, nature, year, 0, '2023-06-01', 0, 1 FROM money_line"
        )
    said = StateUnspendable(
        unit=world.district, holder=world.commune, purse=CENTRAL, amount=300 * MILLION, reason="=SUM(A1) mặt bằng"
    )
    await world.does(manager, said)
    with pytest.raises(Problem, match="không hợp lệ"):
        await world.does(manager, replace(said, reason=" "))
    october = date(2023, 10, 20)
    first, second = (await shown(world, world.district, october)).findings
    assert (first.standing, [one.unit for one in first.places]) == (Standing.BROKEN, [world.neighbour])
    assert (second.standing, second.unspendable, second.moved) == (Standing.WARN, 300 * MILLION, 0)
    await world.does(manager, replace(said, holder=world.neighbour, amount=0, reason=""))
    await world.does(manager, move(world, 300))
    found = await shown(world, world.district, date(2023, 12, 1))
    assert [(one.standing, one.done_on) for one in found.findings] == [(Standing.FINE, TODAY), (Standing.FINE, TODAY)]

    book = tmp_path / "von.xlsx"
    book.write_bytes(money_file(found.state, "xlsx"))
    sheet = openpyxl.load_workbook(book)["Điều chuyển vốn"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=7)]
    assert [(row[1], row[3], row[4], row[9], row[10]) for row in rows] == [
        ("Không giải ngân được", "xã Phúc Sen", "", 300 * MILLION, "=SUM(A1) mặt bằng"),
        ("Không giải ngân được", "xã Độc Lập", "", 0, ""),
        ("Điều chuyển số 1", "xã Phúc Sen", "xã Độc Lập", 300 * MILLION, "12/QĐ-UBND"),
    ]
    assert sheet["K5"].data_type == "s"
    detail = openpyxl.load_workbook(book)["Chi tiết vốn"]
    lines = [[cell.value for cell in row] for row in detail.iter_rows(min_row=5, max_row=7)]
    assert [(row[1], row[6], row[10], row[11]) for row in lines] == [
        ("xã Phúc Sen", 900 * MILLION, -300 * MILLION, 600 * MILLION),
        ("xã Phúc Sen", 200 * MILLION, None, 200 * MILLION),
        ("xã Độc Lập", 500 * MILLION, 300 * MILLION, 800 * MILLION),
    ]
    # read in again, the sheet is the document's plan, and the move is counted once
    await import_money(world.database, read_document(book), unit=DISTRICT, now=NOW)
    assert [await planned(world, one) for one in (world.commune, world.neighbour)] == [800, 800]


async def test_who_is_contracted_counts_from_its_day_and_only_managers_say_it(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    head = "Tên công trình;Xã;Tổng mức;Ngày phân bổ vốn;Nhà thầu"
    works = f"ĐVT: triệu đồng\n{head}\nCầu;Phúc Sen;900;1/1/2020;Công ty A\n"
    await import_money(world.database, as_csv(works), unit=DISTRICT, now=NOW - timedelta(days=2))
    (work,) = (await shown(world, world.commune)).state.works
    said = StateContract(
        unit=world.district, work=work.id, contract=Contract(contractor=" =1+1  Công ty B ", signed_on=TODAY, amount=7)
    )
    with pytest.raises(Refusal):
        await world.does(officer, said)
    for wrong in (
        Contract(contractor="x" * 121),
        Contract(contractor="A", signed_on=TODAY + timedelta(days=1)),
        Contract(contractor="A", amount=-1),
    ):
        with pytest.raises(Problem, match="không hợp lệ"):
            await world.does(manager, replace(said, contract=wrong))
    await world.does(manager, said)
    days = (TODAY - timedelta(days=1), TODAY)
    found = [(await shown(world, world.district, day)).state.works[0].contract for day in days]
    assert found == [Contract(contractor="Công ty A"), replace(said.contract, contractor="=1+1 Công ty B")]
    await world.does(manager, replace(said, contract=Contract(contractor="")))
    assert (await shown(world, world.district)).state.works[0].contract is None

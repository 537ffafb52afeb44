"""The demo's district across 01/07/2025: all stays readable under unit, office and set of its time, the new communes
begin with what the old ones prove, and taking every change back gives the old world to the very row.

Which communes became one is in no source: the table beside this file is invented and says so.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from bot.documents.raw_file import raw_file
from bot.documents.read_document import read_document
from bot.documents.status_document import status_document
from bot.documents.table_file import table_file
from bot.documents.write_word import word
from conversations.engine.asks import HistoryOf
from conversations.engine.effects import ActOnReport, KeepEvidence, ReviewItem, SaveAnswer
from conversations.engine.facts import Needs
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind, Figure, Nature, State
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct
from conversations.programme.unit import Level, kind_by_code
from handlers.evidence_bundle import BundleWish, evidence_bundle
from handlers.import_units import import_units
from handlers.official_report import official_report
from handlers.raw_export import raw_export
from handlers.show_status import show_status
from handlers.unit_changes.ending import plan_end, plan_leave
from handlers.unit_changes.making import make
from handlers.unit_changes.merge import plan_merge
from handlers.unit_changes.rename import plan_move, plan_rename
from handlers.unit_changes.split import Part, plan_split
from handlers.unit_changes.undo import undo
from storage.criteria import CriteriaSets
from storage.rules import rules_of_unit
from storage.unit_names import unit_named
from storage.units import add_unit, put_parent, units_below
from tests.every_row import everything
from tests.handlers.reporting_world import StoppedClock, World
from tests.handlers.scheduled import at, make_schedule
from tests.made_once import quang_hoa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.ids import PersonId, RuleId, UnitId
    from conversations.programme.raw_answer import RawAnswer
    from conversations.programme.unit import Unit
    from conversations.programme.unit_change import Change
    from storage.database import Database, Transaction

EXAMPLE = Path(__file__).parent / "reform" / "vi_du_cai_cach_quang_hoa.csv"
DISTRICT, PROVINCE = "huyện Quảng Hòa", "tỉnh Cao Bằng"
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
JUNE = at("2025-06-05T08:00")
MORNING = at("2025-07-01T08:00")
SETS = CriteriaSets()


class Quang:
    """The district as the demo loads it, with a province above, and two communes and an office at work."""

    world: World
    province: UnitId
    people: dict[str, PersonId]
    rules: dict[str, RuleId]

    async def unit(self, name: str, day: date = EVE) -> UnitId:
        async with self.world.database.read() as tx:
            return (await unit_named(tx, name, day=day)).id

    async def key(self, commune: str, period: str = "2025-H1") -> ReportKey:
        return ReportKey(unit=await self.unit(commune), rule=self.rules[period[5:]], period=period)

    async def reports(self, commune: str, above: int, below: int) -> None:
        """Clean water of so many households, a criterion met with a paper, and off it goes."""
        person, key = self.people[commune], await self.key(commune)
        share = Figure(value=Decimal(above * 100) / below, numerator=above, denominator=below)
        await self.world.does(
            person,
            SaveAnswer(
                key=key, indicator="17.1", seen=0, state=State.MET, figure=share, as_of=JUNE.date(),
                nature=Nature.OFFICIAL,
            ),
            SaveAnswer(key=key, indicator="8.1", seen=0, state=State.MET, as_of=JUNE.date()),
            KeepEvidence(key=key, indicator="8.1", kind=EvidenceKind.PAPER, paper=f"QĐ {above}"),
            ActOnReport(key=key, act=ReportAct.SEND, paper="12/BC ngày 5/6/2025"),
        )  # fmt: skip

    async def imports(self) -> tuple[str, ...]:
        done = await import_units(
            self.world.database, SETS, read_document(EXAMPLE), unit=PROVINCE, now=self.world.clock.at, source="ví dụ"
        )
        assert done.warnings == ()
        return done.said

    async def takes_back(self) -> None:
        """Every change, the last first."""
        async with self.world.database.write() as tx:
            rows = await tx.all("SELECT id FROM unit_change WHERE undone_at IS NULL ORDER BY id DESC")
            for row in rows:
                await undo(tx, row["id"], person=None, at=self.world.clock.at, words=SOURCE)

    async def seen(self, folder: Path, day: date = EVE) -> dict[str, Any]:
        """All that is handed on of the district as of a day, as it is handed on."""
        database = self.world.database
        found: dict[str, Any] = {}
        for unit in (DISTRICT, "xã Phúc Sen", "xã Đại Sơn"):
            status = await show_status(database, SETS, unit=unit, as_of=day)
            found[f"status {unit}"] = orjson.dumps(status_document(status))
            found[f"table {unit}"] = table_file(status, "csv")
        for unit in (DISTRICT, "xã Phúc Sen"):
            paper, _ = await official_report(database, SETS, unit=unit, as_of=day, period="2025-H1")
            found[f"report {unit}"] = word(paper)
        wish = BundleWish(unit=DISTRICT, as_of=day, period="2025-H1")
        bundle = await evidence_bundle(database, SETS, wish, now=self.world.clock.at)
        found["evidence"] = [(one.key.unit, one.indicator.code, one.piece.words, one.met) for one in bundle.pieces]
        path = folder / "goc.csv"
        with raw_file(path, "csv", as_of=day) as add:

            async def take(rows: Sequence[RawAnswer]) -> None:
                add(rows)

            await raw_export(
                database, SETS, unit=DISTRICT, periods=(), as_of=day, known_at=None, now=self.world.clock.at, take=take
            )
        found["raw"] = path.read_bytes()
        return found


@pytest.fixture
async def quang(database: Database) -> Quang:
    await quang_hoa(database)
    quang = Quang()
    async with database.write() as tx:
        district = (await unit_named(tx, DISTRICT, day=EVE)).id
        quang.province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=JUNE)
        await put_parent(tx, district, quang.province, valid_from=None, at=JUNE)
        quang.rules = {rule.code: rule.id for rule in await rules_of_unit(tx, district)}
        communes = [(await unit_named(tx, f"xã {name}", day=EVE)).id for name in ("Phúc Sen", "Tự Do")]
        villages = [(await unit_named(tx, f"xóm {name}", day=EVE)).id for name in ("Lũng Vài", "Phja Chang")]
    quang.world = world = World(
        database=database, clock=StoppedClock(JUNE), district=district, commune=communes[0], neighbour=communes[1],
        villages=(villages[0], villages[1]), rule=quang.rules["H1"], village_rule=quang.rules["X1"],
    )  # fmt: skip
    quang.people = {
        name: await world.person(Role.COMMUNE_OFFICER, await quang.unit(f"xã {name}"), name=f"Cán bộ {name}")
        for name in ("Phúc Sen", "Tự Do", "Đại Sơn", "Mỹ Hưng")
    }
    office = await quang.unit("Phòng Văn hóa và Thông tin")
    quang.people["office"] = await world.person(Role.OFFICE_REVIEWER, office, name="Phòng VHTT")
    quang.people["manager"] = await world.person(Role.MANAGER, district, name="Phòng NN")
    await quang.reports("Phúc Sen", 95, 100)
    await quang.reports("Tự Do", 270, 300)
    judged = ReviewItem(key=await quang.key("Phúc Sen"), indicator="8.1", act=ItemAct.MEET, seen=1)
    await world.does(quang.people["office"], judged)
    world.clock.at = MORNING
    return quang


async def test_everything_before_the_day_is_byte_for_byte_what_it_was(quang: Quang, tmp_path: Path) -> None:
    before = await quang.seen(tmp_path)
    assert b"95" in before["raw"]
    assert len(before["evidence"]) == 2
    said = await quang.imports()
    assert len(said) == 8
    assert await quang.seen(tmp_path) == before


async def test_the_new_communes_begin_with_what_the_old_ones_prove(quang: Quang) -> None:
    await quang.imports()
    status = await show_status(quang.world.database, SETS, unit=PROVINCE, as_of=DAY)
    assert {one.unit.title for one in status.communes} == {
        "xã Ví Dụ Một", "xã Ví Dụ Hai", "xã Ví Dụ Ba", "xã Ví Dụ Bốn", "xã Mỹ Hưng", "xã Phi Hải", "xã Tiên Thành",
    }  # fmt: skip
    then = await show_status(quang.world.database, SETS, unit=DISTRICT, as_of=EVE)
    old = {one.unit.title: one.criteria for one in then.communes}
    (new,) = [one.criteria for one in status.communes if one.unit.title == "xã Ví Dụ Hai"]
    parts = [old[f"xã {name}"] for name in ("Hạnh Phúc", "Ngọc Động", "Chí Thảo")]
    for code, criterion in new.items():
        everywhere = all(part[code].state.counts_as_met for part in parts)
        assert criterion.state.counts_as_met == everywhere, code
    facts = await quang.world.report(quang.people["Phúc Sen"], await new_key(quang, "xã Ví Dụ Một"))
    # one of the three has reported nothing, so the share of the new commune is not known
    assert "17.1" not in facts.last
    async with quang.world.database.read() as tx:
        rows = await tx.all(
            "SELECT rule, state FROM starting_value WHERE unit = :unit AND indicator = '17.1'", unit=facts.unit.id
        )
    assert [(row["rule"], row["state"]) for row in rows] == [("share", "not_reported")]


async def new_key(quang: Quang, commune: str) -> ReportKey:
    async with quang.world.database.read() as tx:
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, quang.province)}
    return ReportKey(unit=await quang.unit(commune, DAY), rule=rules["Y"], period="2025-Y")


async def test_reports_are_owed_to_the_province_and_the_right_people_are_reminded(quang: Quang) -> None:
    world, schedule = quang.world, make_schedule(quang.world)
    await quang.imports()
    new, overdue = await new_key(quang, "xã Ví Dụ Một"), await quang.key("xã Mỹ Hưng")
    for name, key in (("Phúc Sen", new), ("Tự Do", new), ("Mỹ Hưng", overdue)):
        facts = await world.facts(quang.people[name], Needs(due=True))
        assert [one.key for one in facts.due] == [key]
        report = await world.report(quang.people[name], key)
        assert report.superior is not None
        assert report.superior.title == PROVINCE
    await schedule.tick("2025-11-02T08:00")
    await schedule.tick("2025-11-07T08:00")
    told = dict(await schedule.deliver())
    reminded = {name for name, person in quang.people.items() if f"chat-{person}" in told}
    assert reminded == {"Phúc Sen", "Tự Do", "Mỹ Hưng"}
    assert "xã Ví Dụ Một" in told[f"chat-{quang.people['Phúc Sen']}"]


async def test_the_history_of_a_figure_is_told_under_the_names_of_its_time(quang: Quang) -> None:
    await quang.imports()
    ask = HistoryOf(unit=await quang.unit("xã Ví Dụ Một", DAY), item="17.1")
    page = (await quang.world.facts(quang.people["Phúc Sen"], Needs(asks=(ask,)))).answer(ask)
    assert page is not None
    assert {(one.unit, str(one.answer.figure and one.answer.figure.exact)) for one in page.entries} == {
        ("xã Phúc Sen", "95"), ("xã Tự Do", "90"),
    }  # fmt: skip


async def test_taking_it_back_gives_the_old_world(quang: Quang) -> None:
    before = await everything(quang.world.database)
    await quang.imports()
    assert await everything(quang.world.database) != before
    await quang.takes_back()
    assert await everything(quang.world.database) == before


@pytest.mark.parametrize("seed", range(12))
async def test_any_changes_taken_back_in_reverse_leave_the_very_rows(quang: Quang, seed: int) -> None:
    dice, database, day = random.Random(seed), quang.world.database, DAY
    before = await everything(database)
    made, tried = 0, 0
    while made < 6 and tried < 60:
        tried += 1
        day += timedelta(days=dice.randint(1, 30))
        try:
            async with database.write() as tx:
                change = await any_change(tx, quang, dice, day, number=tried)
                await make(tx, change, person=None, at=quang.world.clock.at, words=SOURCE)
        except Problem:
            continue
        made += 1
    assert made == 6
    assert await everything(database) != before
    await quang.takes_back()
    assert await everything(database) == before


async def any_change(tx: Transaction, quang: Quang, dice: random.Random, day: date, *, number: int) -> Change:
    """One of all kinds, of units that are there on that day. Raises Problem: it cannot be."""
    there = [unit for unit in await units_below(tx, quang.province, day=day) if unit.kind.level is not Level.OFFICE]
    one: Unit = dice.choice(there)
    words, name = SOURCE, f"Mới {number}"
    match dice.choice(("rename", "move", "merge", "merge", "split", "end", "leave")):
        case "rename":
            return await plan_rename(tx, one, to=name, kind=None, on=day, source="", words=words)
        case "move":
            return await plan_move(tx, one, to=dice.choice(there), on=day, source="", words=words)
        case "merge":
            alike = [unit for unit in there if unit.kind.level is one.kind.level]
            some = dice.sample(alike, min(len(alike), dice.randint(2, 3)))
            return await plan_merge(tx, SETS, some, into=name, kind=None, parent=None, on=day, source="", words=words)
        case "split":
            parts = [Part(name=f"{name} A"), Part(name=f"{name} B")]
            return await plan_split(tx, SETS, one, parts=parts, on=day, source="", words=words)
        case "end":
            return await plan_end(tx, [one], on=day, source="", today=MORNING.date(), words=words)
        case _:
            return await plan_leave(tx, one, on=day, source="", words=words)

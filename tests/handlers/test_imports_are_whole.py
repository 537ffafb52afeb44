"""An import that fails late leaves every table as it was, on both databases."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.documents.read_text import read_csv
from conversations.programme.table import Document
from handlers.import_goals import import_goals
from handlers.import_money import import_money
from handlers.import_offices import import_offices
from handlers.import_plan import import_plan
from handlers.import_roadmap import import_roadmap
from handlers.import_targets import import_targets
from handlers.import_units import import_units
from handlers.load_criteria import load_shipped_sets
from storage.criteria import CriteriaSets
from tests.every_row import everything
from tests.handlers.money_world import DISTRICT, JUNE, MONEY, WORKS, as_csv, que_son
from tests.programme import goals, ha_giang, quang_hoa, quang_nam

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from storage.database import Database, Row, Transaction

    Import = Callable[[Database, CriteriaSets, bool], Awaitable[object]]


class Failed(Exception):
    """What comes between."""


class Failing:
    """A transaction whose write of that number fails; none: it only counts."""

    def __init__(self, tx: Transaction, count: list[int], last: int | None) -> None:
        self._tx = tx
        self._count = count
        self._last = last
        self.dialect = tx.dialect

    def _met(self, sql: str) -> None:
        if sql.split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self._count.append(1)
            if len(self._count) == self._last:
                raise Failed

    async def all(self, sql: str, /, **values: Any) -> Any:
        self._met(sql)
        return await self._tx.all(sql, **values)

    async def one(self, sql: str, /, **values: Any) -> Row | None:
        self._met(sql)
        return await self._tx.one(sql, **values)

    async def together(self, *reads: tuple[str, dict[str, Any]]) -> Any:
        return await self._tx.together(*reads)

    async def run(self, sql: str, /, **values: Any) -> int:
        self._met(sql)
        return await self._tx.run(sql, **values)

    def later(self, sql: str, /, **values: Any) -> None:
        self._met(sql)
        self._tx.later(sql, **values)


class FailingDatabase:
    """A database in which the write of that number fails. count: of all writes of all transactions."""

    def __init__(self, database: Database, last: int | None = None) -> None:
        self._database = database
        self._last = last
        self.count: list[int] = []

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Failing]:
        async with self._database.write() as tx:
            yield Failing(tx, self.count, self._last)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


UNITS = """Loại;Tên;Thuộc;Từ ngày;Trước đây là
huyện;Hòa An;tỉnh Cao Bằng;;
xã;Đại Sơn;Hòa An;;
xóm;Nà Sơn;xã Đại Sơn;;
"""
OFFICES = """Chỉ tiêu, tiêu chí;Cơ quan;Từ ngày;Thuộc
2;Phòng Kinh tế và Hạ tầng;;
15;Phòng Y tế;;
"""


def csv(text: str) -> Document:
    return Document(name="bang.csv", blocks=read_csv(text, name="bang.csv"))


IMPORTS: dict[str, Import] = {
    "money": lambda db, _, dry: import_money(db, as_csv(MONEY), unit=DISTRICT, now=JUNE, dry_run=dry),
    "works": lambda db, _, dry: import_money(db, as_csv(WORKS), unit=DISTRICT, now=JUNE, dry_run=dry),
    "units": lambda db, sets, dry: import_units(
        db, sets, csv(UNITS), unit="tỉnh Cao Bằng", source="NQ 1", now=JUNE, dry_run=dry
    ),
    "offices": lambda db, sets, dry: import_offices(db, sets, csv(OFFICES), unit=DISTRICT, now=JUNE, dry_run=dry),
    "goals": lambda db, _, dry: import_goals(
        db, goals.source(goals.HA_TINH), unit="tỉnh Hà Tĩnh", now=JUNE, dated=date(2021, 7, 15), number="4", dry_run=dry
    ),
    "plan": lambda db, sets, dry: import_plan(
        db, sets, ha_giang.changed(quang_hoa.SEED), unit="huyện Quảng Hòa", now=JUNE, dry_run=dry
    ),
    "targets": lambda db, _, dry: import_targets(db, ha_giang.seed(), unit="tỉnh Hà Giang", now=JUNE, dry_run=dry),
    "roadmap": lambda db, sets, dry: import_roadmap(
        db, sets, quang_nam.seed(), unit="tỉnh Quảng Nam", now=JUNE, sure=True, dry_run=dry
    ),
}


@pytest.mark.parametrize("kind", IMPORTS)
async def test_an_import_that_fails_late_keeps_nothing(database: Database, kind: str) -> None:
    sets = CriteriaSets() if kind == "roadmap" else await que_son(database)
    await load_shipped_sets(database, at=JUNE)
    before = await everything(database)
    counting = FailingDatabase(database)
    await IMPORTS[kind](counting, sets, True)
    writes = len(counting.count)
    assert writes > 2
    assert await everything(database) == before
    for last in (writes // 2, writes):
        with pytest.raises(Failed):
            await IMPORTS[kind](FailingDatabase(database, last), sets, False)
        assert await everything(database) == before
    await IMPORTS[kind](database, sets, False)
    assert await everything(database) != before

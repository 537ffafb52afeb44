"""A district under a province, monthly reports of its communes to it and of itself to the province, and money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.programme.money import Nature, Programme, Purse, Source
from conversations.programme.unit import kind_by_code
from handlers.rules import add_rule
from storage.criteria import CriteriaSets
from storage.purses import stored_purse
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import add_unit, put_parent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.ids import RuleId, UnitId
    from storage.database import Database, Transaction

DISTRICT: Final = "huyện Quảng Hòa"
PROVINCE: Final = "tỉnh Cao Bằng"
MILLION: Final = 1_000_000


def purse(source: Source | None, nature: Nature | None = None, *, year: int = 2023) -> Purse:
    """Money of the programme of that year."""
    return Purse(programme=Programme.NTM, source=source, nature=nature, year=year)


CENTRAL = purse(Source.CENTRAL, Nature.DEVELOPMENT)
RECURRENT = purse(Source.CENTRAL, Nature.RECURRENT)


async def assign_money(
    tx: Transaction, owner: UnitId, lines: Mapping[UnitId, Mapping[Purse, int]], *, dated: date, at: datetime
) -> None:
    """A document of the owner assigns so many triệu đồng."""
    count = await tx.one("SELECT count(*) AS n FROM money_document")
    assert count is not None
    row = await tx.one(
        "INSERT INTO money_document (unit, holds, version, digest, title, number, file_name, dated_on, recorded_at)"
        " VALUES (:unit, 'lines', :version, :digest, 'KH', '1/KH', 'x.xlsx', :dated, :at) RETURNING id",
        unit=owner, version=count["n"] + 1, digest=f"d{count['n']}", dated=dated.isoformat(), at=millis(at),
    )  # fmt: skip
    assert row is not None
    told = [(unit, purse, amount) for unit, listed in lines.items() for purse, amount in listed.items()]
    for position, (unit, one, amount) in enumerate(told):
        await tx.run(
            "INSERT INTO money_line (document, position, unit, programme, source, nature, year, amount, part)"
            " VALUES (:document, :position, :unit, :programme, :source, :nature, :year, :amount, 0)",
            document=row["id"], position=position, unit=unit, amount=amount * MILLION, **stored_purse(one),
        )  # fmt: skip


async def under_a_province(database: Database, *, now: datetime) -> UnitId:
    """The district's province, where it is not there yet."""
    async with database.write() as tx:
        district = await unit_named(tx, DISTRICT, day=now.date())
        if district.parent is not None:
            return district.parent
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=now)
        await put_parent(tx, district.id, province, valid_from=None, at=now)
        return province


async def monthly_rules(
    database: Database,
    *,
    now: datetime,
    due: str = "trước ngày 25 hằng tháng",
    codes: tuple[str, str] = ("TX", "TH"),
) -> list[RuleId]:
    """Of the communes to their district, and of districts to their province."""
    made = []
    for unit, owes, set_id, code in (
        (DISTRICT, "xã", "bao-cao-thang-xa", codes[0]),
        (PROVINCE, "huyện", "bao-cao-thang-huyen", codes[1]),
    ):
        listed, _ = await add_rule(
            database,
            CriteriaSets(),
            unit=unit,
            owes=owes,
            title="Báo cáo",
            code=code,
            due=due,
            set_id=set_id,
            now=now,
        )
        made.append(listed.rule.id)
    return made


async def monthly_stage(database: Database, *, now: datetime, due: str) -> None:
    """Quảng Hòa of a transcript: two communes have money of the year, one from two sources."""
    await under_a_province(database, now=now)
    await monthly_rules(database, now=now, due=due)
    async with database.write() as tx:
        district = await unit_named(tx, DISTRICT, day=now.date())
        first, second = [await unit_named(tx, name, day=now.date()) for name in ("xã Phúc Sen", "xã Tự Do")]
        lines = {first.id: {CENTRAL: 1200, RECURRENT: 300}, second.id: {CENTRAL: 800}}
        await assign_money(tx, district.id, lines, dated=now.date().replace(month=1, day=15), at=now)

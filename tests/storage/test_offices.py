"""Who judges an indicator is dated: it changes from a day on, and can be read as it was known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.unit import kind_by_code
from storage.offices import Ownership, judged_by, owners, put_owners
from storage.times import ZONE
from storage.units import add_unit

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from storage.database import Database, Transaction

AT = datetime(2022, 10, 20, 8, 0, tzinfo=ZONE)
FIRST = date(2022, 10, 1)
SECOND = date(2024, 1, 1)
SET = "xa-ntm-2021-2025"


async def place(tx: Transaction) -> tuple[UnitId, UnitId, UnitId]:
    district = await add_unit(tx, kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None, at=AT)
    office, other = [
        await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=district, at=AT)
        for name in ("Phòng Y tế", "Phòng Nội vụ")
    ]
    return district, office, other


def part(office: UnitId, *indicators: str) -> Ownership:
    return Ownership(office=office, indicators=indicators, source="Kế hoạch, mục 2.8")


async def test_owners_are_read_back_by_indicator_and_by_office(database: Database) -> None:
    async with database.write() as tx:
        district, office, other = await place(tx)
        wanted = [part(office, "15.1", "15.2"), part(other, "18.1")]
        new = await put_owners(tx, district, SET, wanted, valid_from=FIRST, plan=None, at=AT)
        again = await put_owners(tx, district, SET, wanted, valid_from=FIRST, plan=None, at=AT)
        found = await owners(tx, district, SET, day=FIRST)
        before = await owners(tx, district, SET, day=FIRST - timedelta(days=1))
        mine = await judged_by(tx, office, day=FIRST)
    assert (new, again) == (True, False)
    assert found == {"15.1": (office,), "15.2": (office,), "18.1": (other,)}
    assert before == {}
    assert mine == {SET: ("15.1", "15.2")}


async def test_another_owner_from_a_later_day_leaves_the_past_as_it_was(database: Database) -> None:
    later = AT + timedelta(days=500)
    async with database.write() as tx:
        district, office, other = await place(tx)
        await put_owners(tx, district, SET, [part(office, "15.1", "15.2")], valid_from=FIRST, plan=None, at=AT)
        await put_owners(
            tx, district, SET, [part(office, "15.1"), part(other, "15.2")], valid_from=SECOND, plan=None, at=later
        )
        days = [await owners(tx, district, SET, day=day) for day in (FIRST, SECOND - timedelta(days=1), SECOND)]
        known_then = await owners(tx, district, SET, day=SECOND, known=AT)
    assert days == [
        {"15.1": (office,), "15.2": (office,)},
        {"15.1": (office,), "15.2": (office,)},
        {"15.1": (office,), "15.2": (other,)},
    ]
    assert known_then == {"15.1": (office,), "15.2": (office,)}


async def test_a_correction_of_the_same_day_replaces_the_owner(database: Database) -> None:
    async with database.write() as tx:
        district, office, other = await place(tx)
        await put_owners(tx, district, SET, [part(office, "18.1")], valid_from=FIRST, plan=None, at=AT)
        await put_owners(
            tx, district, SET, [part(other, "18.1")], valid_from=FIRST, plan=None, at=AT + timedelta(hours=1)
        )
        now = await owners(tx, district, SET, day=FIRST)
        then = await owners(tx, district, SET, day=FIRST, known=AT)
    assert (now, then) == ({"18.1": (other,)}, {"18.1": (office,)})

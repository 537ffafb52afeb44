"""What is stated to be spent is kept for good; what counts on a day is the latest statement by then, as known then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.money import Nature, Purse, Source
from conversations.programme.unit import kind_by_code
from storage.money import add_spent, debts_of, money_state
from storage.times import ZONE
from storage.units import add_succession, add_unit

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2024, 6, 1, 9, 0, tzinfo=ZONE)
MAY, JUNE = date(2024, 5, 31), date(2024, 6, 30)
PURSE = Purse(source=Source.CENTRAL, nature=Nature.DEVELOPMENT, year=2024)


async def test_the_latest_day_counts_and_of_one_day_the_last_word(database: Database) -> None:
    async with database.write() as tx:
        district = await add_unit(tx, kind=kind_by_code("huyen"), name="Quế Sơn", parent=None, at=NOW)
        commune = await add_unit(tx, kind=kind_by_code("xa"), name="Quế Long", parent=district, at=NOW)
        old = await add_unit(tx, kind=kind_by_code("xa"), name="Quế Phong", parent=district, at=NOW)
        await add_spent(tx, unit=commune, purse=PURSE, amount=5, on_day=JUNE, at=NOW)
        await add_spent(tx, unit=commune, purse=PURSE, amount=3, on_day=MAY, at=NOW + timedelta(days=1))
        await add_spent(tx, unit=commune, purse=PURSE, amount=4, on_day=MAY, at=NOW + timedelta(days=2), estimate=True)
        await add_spent(
            tx, unit=old, purse=Purse(source=None, year=None), amount=2**52, on_day=MAY, at=NOW + timedelta(days=1)
        )
        await add_succession(tx, predecessor=old, successor=commune, kind="merged", on=JUNE, at=NOW)
    async with database.read() as tx:
        then = await money_state(tx, district, MAY)
        assert [(one.unit, one.purse, one.amount, one.estimate) for one in then.spent] == [
            (commune, PURSE, 4, True),
            (old, Purse(source=None, year=None), 2**52, False),
        ]
        assert [one.amount for one in (await money_state(tx, district, MAY, NOW + timedelta(days=1))).spent] == [
            3,
            2**52,
        ]
        assert (await money_state(tx, district, MAY, NOW)).spent == ()
        after = await money_state(tx, district, JUNE)
        assert [(one.unit, one.amount) for one in after.spent] == [(commune, 5), (old, 2**52)]
        assert (after.parents[old], after.units[old].title) == (commune, "xã Quế Phong")
        assert await debts_of(tx, [district, commune], JUNE) == {}

"""Quảng Nam's roadmap with two decisions, as if the plan were of January 2023, when transcripts are played."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierAct, DossierState, DossierStep
from conversations.programme.plan_targets import Standard
from handlers.import_roadmap import import_roadmap
from handlers.units import change_unit
from storage.criteria import CriteriaSets
from storage.dossiers import dossiers_of, step_dossier
from storage.unit_names import unit_named
from tests.programme.quang_nam import seed

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database

PROVINCE = "tỉnh Quảng Nam"
DECIDED = (("xã Đại Tân", "huyện Đại Lộc", date(2023, 5, 12)), ("xã Đại Sơn", "huyện Đại Lộc", date(2023, 5, 30)))


async def set_roadmap(database: Database, *, now: datetime) -> None:
    """The plan a year earlier, three communes in their districts, two recognised."""
    sets = CriteriaSets()
    early = seed(("ngày tháng 01 năm 2024", "ngày tháng 01 năm 2023"))
    await import_roadmap(database, sets, early, unit=PROVINCE, now=now, sure=True)
    await change_unit(database, sets, name="xã Tà Bhing", parent="huyện Nam Giang", now=now)
    for name, district, on in DECIDED:
        await change_unit(database, sets, name=f"{name}, {PROVINCE}", parent=district, now=now)
        async with database.write() as tx:
            unit = await unit_named(tx, f"{name}, {district}", day=now.date())
            one = next(each for each in await dossiers_of(tx, [unit.id]) if each.standard is Standard.NTM)
            step = DossierStep(
                number=2,
                act=DossierAct.RECOGNISE,
                state=DossierState.RECOGNISED,
                at=now,
                paper_number="1/QĐ-UBND",
                paper_day=on,
            )
            assert await step_dossier(tx, one.id, step)

"""The demo's district: the Monday before a deadline, the communes report before 10 June."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.clock import ZONE
from bot.simulator.quang_hoa.cast import CAST, GROUP, OPERATOR
from bot.simulator.quang_hoa.district import DISTRICT, load_district
from bot.simulator.worlds import DemoWorld

if TYPE_CHECKING:
    from bot.simulator.worlds import Step
    from storage.database import Database


async def _load(database: Database) -> tuple[Step, ...]:
    return (await load_district(database),)


WORLD: Final = DemoWorld(
    title=DISTRICT,
    starts=datetime(2023, 6, 5, 8, 0, tzinfo=ZONE),
    operator=OPERATOR,
    cast=CAST,
    group=GROUP,
    load=_load,
)

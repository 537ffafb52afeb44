"""Hà Tĩnh's goals with figures over two years, stored by the product's own functions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.goal_value_table import GivenValue
from handlers.goal_form import ask_goals
from handlers.goal_values import keep_values
from handlers.import_goals import import_goals
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from tests.programme.goals import HA_TINH, LETTER, source

if TYPE_CHECKING:
    from storage.database import Database

PROVINCE = "tỉnh Hà Tĩnh"
OFFICE = "Văn phòng Điều phối tỉnh"
FIGURES = (
    (2, "10/13", "2023-03-31", "Văn phòng Điều phối", False),
    (5, "173/182", "2022-03-31", "", False),
    (5, "179/182", "2023-03-31", "", False),
    (6, "41/182", "2022-03-31", "", False),
    (6, "52/182", "2023-03-31", "", False),
    (8, "42,5", "2022-12-31", "Cục Thống kê", True),
    (9, "2,1", "2021-12-31", "Cục Thống kê", False),
    (9, "3,6", "2022-12-31", "Cục Thống kê", False),
    (10, "168", "2022-03-31", "", False),
    (10, "236", "2023-03-31", "", False),
    (16, "91,2", "2022-03-31", "BHXH tỉnh", False),
    (16, "91,5", "2022-12-31", "BHXH tỉnh", False),
    (16, "92", "2023-03-31", "BHXH tỉnh", False),
    (17, "4,8", "2020-12-31", "", False),
    (17, "3,3", "2021-12-31", "", False),
    (17, "2,1", "2022-12-31", "", False),
    (26, "khá", "2022-12-31", "VCCI", False),
)
"""Code, figure, day, source, whether an estimate."""


async def set_goals(database: Database, *, now: datetime) -> None:
    """The resolution, the letter, and the figures."""
    await import_goals(database, source(HA_TINH), unit=PROVINCE, now=now, dated=date(2021, 7, 15), number="04-NQ/TU")
    await import_goals(database, source(LETTER), unit=PROVINCE, now=now)
    given = [
        GivenValue(code=code, name="", text=text, day=date.fromisoformat(day), source=said, estimate=estimate)
        for code, text, day, said, estimate in FIGURES
    ]
    await keep_values(database, CriteriaSets(), given, unit=PROVINCE, now=now)


async def ask_office(database: Database, *, now: datetime, due: str = "trước ngày 10 tháng đầu quý sau") -> None:
    """The office that coordinates reports the figures every quarter."""
    sets = CriteriaSets()
    await add_named_unit(database, sets, name=OFFICE, kind="cơ quan", parent=PROVINCE, now=now)
    await ask_goals(database, sets, unit=PROVINCE, office=OFFICE, due=due, now=now)

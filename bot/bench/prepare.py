"""A database as it is on the day an interview begins: villages in communes, one officer each who has joined before.

Written through storage's own functions; the interview's set is due by a rule of the district.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bot.bench.interview import FIRST_CHAT, SET, set_file
from conversations.engine.frames import Menu
from conversations.engine.session import Session
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.unit import Level, kind_by_code
from handlers.load_criteria import load_criteria, load_shipped_sets
from storage import sessions
from storage.open import open_database
from storage.people import add_person, give_consent, open_account
from storage.roles import grant_role
from storage.rules import RuleText, put_rule
from storage.times import ZONE, millis
from storage.units import add_unit

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import UnitId
    from storage.database import Database, Transaction

NOW: Final = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
"""The bot's clock at its start: the week before the deadline."""
CHANNEL: Final = "telegram"
VILLAGES_IN_A_COMMUNE: Final = 20
AT_ONCE: Final = 500


def database_url(file: Path) -> str:
    """The setting that names this SQLite file."""
    return f"sqlite:///{file}"


async def prepare(file: Path, *, officers: int) -> None:
    """Make the file: so many villages, each with an officer who has an open chat and stands at the menu."""
    database = await open_database(database_url(file))
    try:
        await database.migrate()
        await load_shipped_sets(database, at=NOW)
        await load_criteria(database, set_file(), name="interview.toml", at=NOW)
        district = await database.turn(_district)
        for first in range(0, officers, AT_ONCE):
            await _join(database, district, range(first, min(first + AT_ONCE, officers)))
    finally:
        await database.close()


async def _district(tx: Transaction) -> UnitId:
    district = await add_unit(tx, kind=kind_by_code("huyen"), name="Đo Tốc Độ", parent=None, at=NOW, region="tdmnpb")
    rule = RuleText(
        unit=district,
        code="X1",
        title="Báo cáo 6 tháng đầu năm",
        owes=Level.VILLAGE,
        form=Form.CRITERIA,
        span=Span.HALF_YEAR,
        operator=DueOperator.BEFORE,
        due_month=6,
        due_day=10,
        valid_from=date(2022, 1, 1),
        set_id=SetId(SET),
        lock_after=LOCK_AFTER,
    )
    await put_rule(tx, rule, at=NOW)
    return district


async def _join(database: Database, district: UnitId, numbers: range) -> None:
    async def work(tx: Transaction) -> None:
        commune = district
        for number in numbers:
            if number % VILLAGES_IN_A_COMMUNE == 0:
                name = f"Số {number // VILLAGES_IN_A_COMMUNE + 1}"
                commune = await add_unit(tx, kind=kind_by_code("xa"), name=name, parent=district, at=NOW)
            village = await add_unit(tx, kind=kind_by_code("xom"), name=f"Xóm {number + 1}", parent=commune, at=NOW)
            await _officer(tx, village, address=str(FIRST_CHAT + number))

    await database.turn(work)


async def _officer(tx: Transaction, village: UnitId, *, address: str) -> None:
    person = await add_person(tx, name="Trưởng xóm", language="vi", now=NOW)
    open_account(tx, person, channel=CHANNEL, address=address, now=NOW)
    give_consent(tx, person, text_version="1", channel=CHANNEL, now=NOW)
    await grant_role(tx, person, unit=village, role=Role.VILLAGE_OFFICER, by=None, now=NOW)
    joined = Session(person=person, stack=(Menu(),))
    sessions.save_later(tx, channel=CHANNEL, address=address, session=joined, at=millis(NOW))

"""What a tick of the clock costs over a province or a nation: everybody owes, everybody is due at the same moment.

Three figures: a tick when nothing is due, the tick that reminds everybody, and one that finds all of it sent already.
"""

from __future__ import annotations

import resource
import time
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.bench.prepare import CHANNEL, database_url
from bot.clock import Clock
from bot.wiring import make_services
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.person import Role
from conversations.programme.unit import Level, kind_by_code
from conversations.programme.workdays import Workdays
from handlers.load_criteria import load_shipped_sets
from handlers.schedule.tick import tick
from storage.open import open_database
from storage.people import add_person, open_account
from storage.roles import grant_role
from storage.rules import RuleText, put_rule
from storage.times import ZONE
from storage.units import add_unit

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import UnitId
    from storage.database import Database, Transaction

BEFORE: Final = datetime(2023, 6, 5, 18, 0, tzinfo=ZONE)
DUE: Final = datetime(2023, 6, 6, 8, 0, tzinfo=ZONE)
"""Three days before the last good day of the half-year's report."""
AT_ONCE: Final = 200
MEGABYTE: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """So many communes, each with so many villages."""

    name: str
    communes: int
    villages: int


PROVINCE: Final = Size(name="tỉnh", communes=193, villages=10)
NATION: Final = Size(name="cả nước", communes=10_000, villages=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticking:
    """Milliseconds, and the most memory this process has had."""

    name: str
    units: int
    queued: int
    idle_ms: float
    due_ms: float
    due_cpu_ms: float
    again_ms: float
    peak_mb: float

    def document(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        """The same in words."""
        return (
            f"Một nhịp lịch, {self.name} ({self.units:,} đơn vị): không có gì đến hạn {self.idle_ms:.1f} ms; nhắc"
            f" {self.queued:,} người {self.due_ms:,.0f} ms (CPU {self.due_cpu_ms:,.0f} ms); xem lại"
            f" {self.again_ms:.1f} ms; bộ nhớ {self.peak_mb:.0f} MB"
        )


async def ticking(folder: Path, size: Size) -> Ticking:
    """Make the units in this folder and tick over them."""
    database = await open_database(database_url(folder / f"{size.communes}.db"))
    try:
        await database.migrate()
        await load_shipped_sets(database, at=BEFORE)
        await _units(database, size)
        clock = Clock(BEFORE)
        services = make_services(clock, worker="bench")
        workdays = Workdays()

        async def timed(at: datetime) -> tuple[float, int]:
            clock.set(at)
            begun = time.perf_counter()
            done = await tick(database, services, workdays)
            return 1000 * (time.perf_counter() - begun), done.queued

        await timed(BEFORE)
        idle, _ = await timed(BEFORE + timedelta(hours=1))
        before = time.process_time()
        due, queued = await timed(DUE)
        cpu = 1000 * (time.process_time() - before)
        again, _ = await timed(DUE + timedelta(minutes=1))
    finally:
        await database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return Ticking(
        name=size.name,
        units=size.communes * (1 + size.villages),
        queued=queued,
        idle_ms=idle,
        due_ms=due,
        due_cpu_ms=cpu,
        again_ms=again,
        peak_mb=peak,
    )


async def _units(database: Database, size: Size) -> None:
    async def root(tx: Transaction) -> UnitId:
        made = await add_unit(tx, kind=kind_by_code("tinh"), name="Đo Tốc Độ", parent=None, at=BEFORE, region="tdmnpb")
        for owes, code in ((Level.COMMUNE, "H1"), (Level.VILLAGE, "X1")):
            await put_rule(tx, _rule(made, owes, code), at=BEFORE)
        return made

    above = await database.turn(root)
    for first in range(0, size.communes, AT_ONCE):
        await _communes(database, above, range(first, min(first + AT_ONCE, size.communes)), villages=size.villages)


async def _communes(database: Database, above: UnitId, numbers: range, *, villages: int) -> None:
    async def work(tx: Transaction) -> None:
        for number in numbers:
            commune = await add_unit(tx, kind=kind_by_code("xa"), name=f"Số {number}", parent=above, at=BEFORE)
            await _officer(tx, commune, Role.COMMUNE_OFFICER)
            for village in range(villages):
                name = f"Xóm {number}.{village}"
                unit = await add_unit(tx, kind=kind_by_code("xom"), name=name, parent=commune, at=BEFORE)
                await _officer(tx, unit, Role.VILLAGE_OFFICER)

    await database.turn(work)


async def _officer(tx: Transaction, unit: UnitId, role: Role) -> None:
    person = await add_person(tx, name="Cán bộ", language="vi", now=BEFORE)
    open_account(tx, person, channel=CHANNEL, address=str(1_000_000 + person), now=BEFORE)
    await grant_role(tx, person, unit=unit, role=role, by=None, now=BEFORE)


def _rule(unit: UnitId, owes: Level, code: str) -> RuleText:
    return RuleText(
        unit=unit,
        code=code,
        title="Báo cáo 6 tháng đầu năm",
        owes=owes,
        form=Form.CRITERIA,
        span=Span.HALF_YEAR,
        operator=DueOperator.BEFORE,
        due_month=6,
        due_day=10,
        valid_from=date(2022, 1, 1),
        lock_after=LOCK_AFTER,
    )

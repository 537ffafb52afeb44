"""How fast raw answers leave as a file, and what memory that takes: the very verb, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.bench.prepare import CHANNEL, NOW, database_url
from bot.bench.review_queue import FORM, rule_of
from conversations.programme.answer import Answer, State
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.unit import kind_by_code
from storage.answers import save_answer
from storage.criteria import CriteriaSets, ensure_shipped_sets
from storage.open import open_database
from storage.people import add_person
from storage.reports import locked, move, open_report
from storage.rules import put_rule, rules_of_unit
from storage.units import add_unit

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database, Transaction

UNIT: Final = "huyện Đo Tốc Độ"
PERIODS: Final = ("2022-H1", "2023-H1")
NATION: Final = 10_000 * 57 * 4
"""Answers of all communes of a nation in two years, half-yearly."""
NATIONS_PERIODS: Final = ("2021-H1", "2022-H1", "2023-H1", "2024-H1")
AT_ONCE: Final = 50
KINDS: Final = ("csv", "json", "xlsx")
KILO: Final = 1024 if sys.platform != "darwin" else 1
"""What the system counts a process' memory in: kilobytes, on macOS bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """seconds: from the call to the end of the process. peak: the most memory that it held, in megabytes."""

    kind: str
    rows: int
    seconds: float
    peak: float
    size: int

    def document(self) -> dict[str, Any]:
        return {
            "format": self.kind,
            "rows": self.rows,
            "seconds": round(self.seconds, 2),
            "rows_per_second": round(self.rows / self.seconds),
            "peak_mb": round(self.peak, 1),
            "bytes": self.size,
        }

    def line(self) -> str:
        pace = self.rows / self.seconds
        return (
            f"Số liệu gốc, {self.rows} dòng {self.kind}: {self.seconds:.1f} giây ({pace:.0f} dòng/giây), "
            f"bộ nhớ nhiều nhất {self.peak:.0f} MB, tệp {self.size / 1e6:.1f} MB"
        )


def exported(folder: Path, rows: int) -> tuple[Exported, ...]:
    """Each form once, of the database `fill` has made in this folder; of a nation's only CSV."""
    return tuple(_once(folder, kind, rows) for kind in (KINDS[:1] if rows >= NATION else KINDS))


def _once(folder: Path, kind: str, rows: int) -> Exported:
    file = folder / f"raw.{kind}"
    call = (sys.executable, "-m", "bot", "export", "raw", "--unit", UNIT, "--format", kind, "--out", str(file))
    settings = {"NTM_DATA_DIR": str(folder), "NTM_DATABASE_URL": database_url(folder / "ntm.db")}
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        call, env={**os.environ, **settings, "NTM_CLOCK": NOW.isoformat()}, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call)
    return Exported(kind=kind, rows=rows, seconds=took, peak=used.ru_maxrss * KILO / 1e6, size=file.stat().st_size)


async def fill(folder: Path, *, rows: int) -> int:
    """A district whose communes have sent at least so many answers; how many they are."""
    database = await open_database(database_url(folder / "ntm.db"))
    try:
        await database.migrate()
        return await _filled(database, rows)
    finally:
        await database.close()


async def _filled(database: Database, rows: int) -> int:
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=NOW)
        district = await add_unit(tx, kind=kind_by_code("huyen"), name="Đo Tốc Độ", parent=None, at=NOW)
        await put_rule(tx, rule_of(district), at=NOW)
        rule = (await rules_of_unit(tx, district))[0].id
        person = await add_person(tx, name="Cán bộ", language="vi", now=NOW)
        form = await CriteriaSets().get(tx, FORM, 1)
    periods = NATIONS_PERIODS if rows >= NATION else PERIODS
    each = len(form.indicators) * len(periods)
    communes = -(-rows // each)

    async def report(tx: Transaction, key: ReportKey) -> None:
        await open_report(tx, key, set_id=form.id, set_version=form.version, by=person, now=NOW)
        stored = await locked(tx, key)
        if stored is None:
            raise LookupError("a report")
        for one in form.indicators:
            answer = Answer(indicator=one.code, version=1, state=State.MET, by=person, channel=CHANNEL, at=NOW)
            save_answer(tx, stored.id, answer)
        move(tx, stored.id, act=ReportAct.SEND, to=ReportState.SENT, by=person, reason="", paper="1", now=NOW)

    for first in range(0, communes, AT_ONCE):
        async with database.write() as tx:
            for number in range(first, min(first + AT_ONCE, communes)):
                unit = await add_unit(tx, kind=kind_by_code("xa"), name=f"Số {number}", parent=district, at=NOW)
                for period in periods:
                    await report(tx, ReportKey(unit=unit, rule=rule, period=period))
    return communes * each

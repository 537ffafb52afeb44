"""Whether what people are in the middle of can be read from a database: every conversation, every report not sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.ids import RuleId, UnitId
from conversations.programme.problem import Problem
from conversations.programme.report import ReportKey
from handlers.caches import Caches
from handlers.facts.report import load_report
from storage import session_codec
from storage.reports import found, found_read

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database, Transaction

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsRead:
    """How many there are, and how many of them could not be read."""

    conversations: int
    reports: int
    unreadable: int


async def read_drafts(database: Database, *, now: datetime) -> DraftsRead:
    """Read them all, changing nothing."""
    async with database.read() as tx:
        conversations, broken = await _conversations(tx)
        reports, lost = await _reports(tx, now=now)
    return DraftsRead(conversations=conversations, reports=reports, unreadable=broken + lost)


async def _conversations(tx: Transaction) -> tuple[int, int]:
    number = broken = 0
    channel = address = ""
    while rows := await tx.all(
        """
        SELECT channel, address, state FROM session WHERE channel > :channel OR (channel = :channel AND
            address > :address) ORDER BY channel, address LIMIT :limit
        """,
        channel=channel,
        address=address,
        limit=AT_ONCE,
    ):
        for row in rows:
            try:
                session_codec.load(row["state"])
            except Problem:
                broken += 1
        number += len(rows)
        channel, address = rows[-1]["channel"], rows[-1]["address"]
    return number, broken


async def _reports(tx: Transaction, *, now: datetime) -> tuple[int, int]:
    caches = Caches(reports_kept=1)
    programme = await caches.programme_now(tx, today=now.date())
    number = broken = last = 0
    while rows := await tx.all(
        "SELECT id, unit, rule, period FROM report WHERE state <> 'sent' AND id > :last ORDER BY id LIMIT :limit",
        last=last,
        limit=AT_ONCE,
    ):
        for row in rows:
            key = ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"])
            try:
                (there,) = await tx.together(found_read(key, programme.today))
                await load_report(tx, key, found(there), programme=programme, caches=caches)
            except Exception:  # noqa: BLE001 - whatever it is, this report cannot be read
                broken += 1
        number += len(rows)
        last = rows[-1]["id"]
    return number, broken

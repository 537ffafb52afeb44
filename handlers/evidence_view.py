"""Whoever opens evidence leaves an entry in the audit log: which piece, of which answer, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_see_evidence
from storage.audit import note_later
from storage.offices import owners_of, owners_read
from storage.reports import found, found_read
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import DifficultyId, EntryId, EvidenceId, PersonId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.reports import StoredReport


async def may_view(tx: Transaction, programme: Programme, person: Person, key: ReportKey, indicator: str) -> bool:
    """Whether the person may open the evidence for this item of the report now."""
    line = await programme.line(tx, key.unit)
    sql, values = found_read(key, programme.today)
    stored = found(await tx.all(sql, **values)).report
    if not line or stored is None:
        return False
    above = frozenset(unit.id for unit in line[1:])
    # a draft is nobody's word yet: offices look at what has left
    owners = await _owners(tx, programme, line, stored, indicator) if stored.state.handed_up else frozenset()
    return may_see_evidence(person, line[0], above, owners)


async def _owners(
    tx: Transaction, programme: Programme, line: Sequence[Unit], stored: StoredReport, indicator: str
) -> frozenset[UnitId]:
    """The offices that judge the item in the units below one of those above."""
    reads = [owners_read(unit.id, stored.set_id, programme.today) for unit in line[1:]]
    rows = await tx.together(*reads) if reads else ()
    return frozenset(office for listed in rows for office in owners_of(listed).get(indicator, ()))


def note_evidence_viewed(
    tx: Transaction,
    pieces: Iterable[EvidenceId],
    *,
    by: PersonId | None,
    report: ReportKey,
    indicator: str,
    at: datetime,
    way: str = "chat",
) -> None:
    """One entry a piece, in the transaction that shows it. way: "chat", "link", "file". by None: from a
    command line.
    """
    _note(tx, pieces, {"report": str(report), "indicator": indicator, "way": way}, by=by, at=at)


def note_difficulty_viewed(
    tx: Transaction,
    pieces: Iterable[EvidenceId],
    *,
    by: PersonId,
    difficulty: DifficultyId,
    at: datetime,
    way: str = "chat",
) -> None:
    """The same of the photos and voice notes of a difficulty."""
    _note(tx, pieces, {"difficulty": str(difficulty), "way": way}, by=by, at=at)


def note_entry_viewed(
    tx: Transaction,
    pieces: Iterable[EvidenceId],
    *,
    by: PersonId,
    entry: EntryId,
    at: datetime,
    way: str = "chat",
) -> None:
    """The same of the photos of a register's entry."""
    _note(tx, pieces, {"entry": str(entry), "way": way}, by=by, at=at)


def _note(
    tx: Transaction, pieces: Iterable[EvidenceId], detail: Mapping[str, str], *, by: PersonId | None, at: datetime
) -> None:
    for piece in pieces:
        note_later(
            tx, at=millis(at), person=by, act="evidence_viewed", subject=f"evidence:{piece}", detail=dict(detail)
        )

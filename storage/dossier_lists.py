"""Dossiers with their steps: of a unit and all that is or was below it, of some units, under a reporting rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierDates, DossierState
from conversations.programme.ids import DossierId, ReportId, RuleId, SetId, UnitId
from storage.dossiers import AT_ONCE, dossier_numbered, dossiers_of, steps_of
from storage.statements import listed
from storage.times import day_or_none, millis
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.dossier import DossierStep
    from storage.database import Transaction
    from storage.dossiers import StoredDossier

_UNITS_AROUND = """
WITH RECURSIVE below (unit, depth) AS (
    SELECT u.id, 0 FROM unit u WHERE u.id = :unit
    UNION
    SELECT p.unit, below.depth + 1 FROM below JOIN unit_parent p ON p.parent = below.unit
    WHERE p.superseded_at IS NULL AND below.depth < 20
)
SELECT DISTINCT d.unit FROM dossier d
WHERE d.unit IN (SELECT b.unit FROM below b)
OR d.unit IN (SELECT s.predecessor FROM unit_succession s JOIN below b ON b.unit = s.successor)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRow:
    """A dossier with its steps and with the rule by which it is filled in."""

    stored: StoredDossier
    steps: tuple[DossierStep, ...]
    rule: RuleId | None


async def dossiers_around(tx: Transaction, unit: UnitId, *, known: datetime | None = None) -> tuple[DossierRow, ...]:
    """Of the unit, of all that ever stood below it, and of those in whose place these stand; as known at a moment."""
    rows = await tx.all(_UNITS_AROUND, unit=unit)
    return await dossiers_with_steps(tx, [UnitId(row["unit"]) for row in rows], known=known)


async def dossiers_with_steps(
    tx: Transaction, units: Sequence[UnitId], *, known: datetime | None = None
) -> tuple[DossierRow, ...]:
    """Of these very units; those not opened at that moment are left out."""
    return await _with_steps(tx, await dossiers_of(tx, units) if units else (), known=known)


async def dossier_with_steps(tx: Transaction, number: DossierId) -> DossierRow | None:
    """The one of that number; None: there is none."""
    stored = await dossier_numbered(tx, number)
    found = await _with_steps(tx, () if stored is None else (stored,))
    return found[0] if found else None


async def dossiers_of_rule(tx: Transaction, rule: RuleId) -> tuple[DossierRow, ...]:
    """Those that are filled in by reports of this rule."""
    rows = await tx.all(
        "SELECT DISTINCT d.unit FROM dossier_rule r JOIN dossier d ON d.id = r.dossier WHERE r.rule = :rule", rule=rule
    )
    found = await dossiers_with_steps(tx, [UnitId(row["unit"]) for row in rows])
    return tuple(one for one in found if one.rule == rule)


async def dossiers_waiting(tx: Transaction, *, first: date, last: date) -> tuple[DossierRow, ...]:
    """Those that no decision is asked for yet, with a day between these, both included: for the level above, or for the
    unit itself where no reporting rule reminds of it.
    """
    rows = await tx.all(
        """
        SELECT DISTINCT d.unit FROM dossier d
        WHERE (d.state IN ('preparing', 'submitted') AND d.second_by >= :first AND d.second_by <= :last)
        OR (
            d.state = 'preparing' AND d.first_by >= :first AND d.first_by <= :last
            AND NOT EXISTS (SELECT 1 FROM dossier_rule r WHERE r.dossier = d.id)
        )
        """,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    waits = {DossierState.PREPARING, DossierState.SUBMITTED}
    found = await dossiers_with_steps(tx, [UnitId(row["unit"]) for row in rows])
    return tuple(one for one in found if one.stored.state in waits)


async def steps_now(tx: Transaction, dossiers: Sequence[DossierId]) -> dict[DossierId, int]:
    """How many steps each has."""
    found: dict[DossierId, int] = {}
    for first in range(0, len(dossiers), AT_ONCE):
        marks, named = listed(dossiers[first : first + AT_ONCE])
        rows = await tx.all(f"SELECT id, steps FROM dossier WHERE id IN ({marks})", **named)  # noqa: S608 - names of values
        found |= {DossierId(row["id"]): row["steps"] for row in rows}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistReport:
    """The report that fills a checklist, begun. pieces: evidence in it; photos count when they are stored."""

    id: ReportId
    set_id: SetId
    set_version: int
    pieces: int


async def checklist_report(
    tx: Transaction, rule: RuleId, period: str, units: Sequence[UnitId], *, known: datetime | None = None
) -> ChecklistReport | None:
    """The report of the first of these units that has begun one; None: none has, as known at that moment."""
    marks, named = listed(units)
    rows = await tx.all(
        f"""
        SELECT r.id, r.unit, r.set_id, r.set_version, (
            SELECT count(*) FROM evidence e WHERE e.report = r.id AND e.at <= :known AND (
                e.kind <> 'photo' OR EXISTS (
                    SELECT 1 FROM evidence_file f WHERE f.evidence = e.id AND f.state = 'stored'
                )
            )
        ) AS pieces
        FROM report r
        WHERE r.rule = :rule AND r.period = :period AND r.unit IN ({marks}) AND r.opened_at <= :known
        """,  # noqa: S608 - names of values
        rule=rule,
        period=period,
        known=known_by(known),
        **named,
    )
    by_unit = {UnitId(row["unit"]): row for row in rows}
    row = next((by_unit[unit] for unit in units if unit in by_unit), None)
    if row is None:
        return None
    return ChecklistReport(
        id=ReportId(row["id"]), set_id=SetId(row["set_id"]), set_version=row["set_version"], pieces=int(row["pieces"])
    )


async def tied(tx: Transaction, dossiers: Sequence[DossierId]) -> frozenset[DossierId]:
    """Those of them that a report fills."""
    return frozenset(await _rules(tx, dossiers))


def tie_to_rule(tx: Transaction, dossier: DossierId, rule: RuleId, *, now: datetime) -> None:
    """From now on the dossier is filled in by reports of this rule."""
    tx.later(
        """
        INSERT INTO dossier_rule (dossier, rule, recorded_at) VALUES (:dossier, :rule, :at)
        ON CONFLICT (dossier) DO UPDATE SET rule = excluded.rule, recorded_at = excluded.recorded_at
        """,
        dossier=dossier,
        rule=rule,
        at=millis(now),
    )


async def _with_steps(
    tx: Transaction, stored: Sequence[StoredDossier], *, known: datetime | None = None
) -> tuple[DossierRow, ...]:
    if not stored:
        return ()
    steps = await steps_of(tx, [one.id for one in stored], known=known)
    rules = await _rules(tx, [one.id for one in stored])
    there = [one for one in stored if steps[one.id]]
    if known is not None:
        there = [await _as_known(tx, one, steps[one.id]) for one in there]
    return tuple(DossierRow(stored=one, steps=steps[one.id], rule=rules.get(one.id)) for one in there)


async def _as_known(tx: Transaction, stored: StoredDossier, steps: Sequence[DossierStep]) -> StoredDossier:
    """With the year and days that counted then: a later roadmap, list or person may have moved them since."""
    row = await tx.one(
        """
        SELECT step, year, first_by, second_by FROM dossier_days
        WHERE dossier = :dossier AND step <= :last ORDER BY step DESC LIMIT 1
        """,
        dossier=stored.id,
        last=steps[-1].number,
    )
    by_hand = 0 if row is None else row["step"]
    roadmap = next((one.roadmap for one in reversed(steps) if one.roadmap is not None and one.number > by_hand), None)
    if roadmap is not None and roadmap != stored.roadmap:
        row = await tx.one(
            """
            SELECT year, first_by, second_by FROM roadmap_entry
            WHERE roadmap = :roadmap AND unit = :unit AND standard = :standard AND kind = :kind
            ORDER BY position LIMIT 1
            """,
            roadmap=roadmap,
            unit=stored.unit,
            standard=stored.standard.value,
            kind=stored.kind.value,
        )
    elif roadmap is not None:
        return stored
    if row is None:
        return stored
    dates = DossierDates(
        year=row["year"], first_by=day_or_none(row["first_by"]), second_by=day_or_none(row["second_by"])
    )
    return replace(stored, roadmap=roadmap, dates=dates)


async def _rules(tx: Transaction, dossiers: Sequence[DossierId]) -> dict[DossierId, RuleId]:
    found: dict[DossierId, RuleId] = {}
    for first in range(0, len(dossiers), AT_ONCE):
        marks, named = listed(dossiers[first : first + AT_ONCE])
        rows = await tx.all(f"SELECT dossier, rule FROM dossier_rule WHERE dossier IN ({marks})", **named)  # noqa: S608 - names of values
        found |= {DossierId(row["dossier"]): RuleId(row["rule"]) for row in rows}
    return found

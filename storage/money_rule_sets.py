"""Rules about money as they were loaded for units; every version is kept, each rule says itself when it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.money_rules.rule_file import read_money_rules
from storage.times import millis
from storage.units import lineage
from storage.validity import known_by

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.money_rules import MoneyRules
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRules:
    """A version of a unit's rules. new: it was not there before."""

    version: int
    new: bool


async def keep_rules(tx: Transaction, unit: UnitId, body: str, title: str, *, at: datetime) -> KeptRules:
    """Keep a file as the unit's newest version; the same file again changes nothing."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    last = await tx.one(
        "SELECT version, digest FROM money_rules WHERE unit = :unit ORDER BY version DESC LIMIT 1", unit=unit
    )
    if last is not None and last["digest"] == digest:
        return KeptRules(version=last["version"], new=False)
    version = 1 if last is None else last["version"] + 1
    await tx.run(
        """
        INSERT INTO money_rules (unit, version, digest, title, body, recorded_at)
        VALUES (:unit, :version, :digest, :title, :body, :at)
        """,
        unit=unit,
        version=version,
        digest=digest,
        title=title,
        body=body,
        at=millis(at),
    )
    return KeptRules(version=version, new=True)


async def has_rules(tx: Transaction, unit: UnitId) -> bool:
    """Whether any were ever loaded for exactly this unit."""
    return await tx.one("SELECT 1 AS there FROM money_rules WHERE unit = :unit LIMIT 1", unit=unit) is not None


async def rules_of(
    tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None
) -> tuple[UnitId, MoneyRules] | None:
    """The rules that bind the unit, its own or those of the nearest unit above it, and whose they are."""
    for one in await lineage(tx, unit, day=day, known=known):
        row = await tx.one(
            """
            SELECT title, body FROM money_rules WHERE unit = :unit AND recorded_at <= :known
            ORDER BY version DESC LIMIT 1
            """,
            unit=one.id,
            known=known_by(known),
        )
        if row is not None:
            return one.id, read_money_rules(row["body"], name=row["title"])
    return None

"""Offices' own forms, every version; of a unit and kind of report the last one counts until it is taken back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from storage.statements import listed
from storage.times import millis, moment, moment_or_none
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import RuleId
    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeForm:
    """kind: the code of a rule; "": of every report. content: the Word file."""

    unit: UnitId
    kind: str
    version: int
    file_name: str
    content: bytes
    at: datetime
    ended_at: datetime | None


_NEWEST = "SELECT * FROM office_form WHERE unit = :unit AND kind = :kind ORDER BY version DESC LIMIT 1"


async def add_form(
    tx: Transaction, unit: UnitId, *, kind: str, file_name: str, content: bytes, now: datetime
) -> tuple[int, bool]:
    """The version that counts from now on; False: it is the very one that counts already."""
    digest = hashlib.sha256(content).hexdigest()
    last = await tx.one(_NEWEST, unit=unit, kind=kind)
    if last is not None and last["digest"] == digest and last["ended_at"] is None:
        return last["version"], False
    version = 1 if last is None else last["version"] + 1
    await end_form(tx, unit, kind=kind, now=now)
    await tx.run(
        """
        INSERT INTO office_form (unit, kind, version, file_name, digest, content, recorded_at)
        VALUES (:unit, :kind, :version, :file_name, :digest, :content, :at)
        """,
        unit=unit,
        kind=kind,
        version=version,
        file_name=file_name,
        digest=digest,
        content=content,
        at=millis(now),
    )
    return version, True


async def end_form(tx: Transaction, unit: UnitId, *, kind: str, now: datetime) -> bool:
    """None counts from now on; False: none did."""
    row = await tx.one(
        """
        UPDATE office_form SET ended_at = :at WHERE unit = :unit AND kind = :kind AND ended_at IS NULL RETURNING id
        """,
        unit=unit,
        kind=kind,
        at=millis(now),
    )
    return row is not None


async def forms_of(
    tx: Transaction, units: Sequence[UnitId], *, known: datetime | None = None
) -> tuple[OfficeForm, ...]:
    """Those of these units that counted at that moment."""
    if not units:
        return ()
    marks, named = listed(units)
    rows = await tx.all(
        f"""
        SELECT * FROM office_form WHERE unit IN ({marks}) AND recorded_at <= :known
        AND (ended_at IS NULL OR ended_at > :known) ORDER BY unit, kind
        """,  # noqa: S608 - names of values
        known=known_by(known),
        **named,
    )
    return tuple(_form(row) for row in rows)


async def code_of(tx: Transaction, rule: RuleId) -> str:
    """The code of a rule; "" where there is none."""
    row = await tx.one("SELECT code FROM reporting_rule WHERE id = :rule", rule=rule)
    return "" if row is None else str(row["code"])


def _form(row: Row) -> OfficeForm:
    return OfficeForm(
        unit=UnitId(row["unit"]),
        kind=row["kind"],
        version=row["version"],
        file_name=row["file_name"],
        content=bytes(row["content"]),
        at=moment(row["recorded_at"]),
        ended_at=moment_or_none(row["ended_at"]),
    )

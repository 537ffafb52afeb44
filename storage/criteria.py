"""Criteria sets as they are stored: the file itself, under a version that never changes, read once and kept in memory.

The sets that come with the program are loaded wherever a database is brought up; an operator's own version of the same
set is never replaced by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from conversations.programme.criteria import CriteriaSet, Purpose, worded
from conversations.programme.ids import SetId
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from storage.criteria_sets import shipped_files
from storage.criteria_sets.read_set import digest_of, read_set
from storage.times import millis
from storage.validity import known_by, stored_to, valid_to

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.unit import Kind
    from storage.database import Row, Transaction

Origin = Literal["shipped", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSet:
    """One version of a set as a list shows it."""

    id: SetId
    version: int
    title: str
    level: Level
    valid_from: date
    valid_to: date | None
    origin: Origin
    purpose: Purpose = Purpose.CRITERIA
    changed: bool = False
    """It was stored just now."""


_COLUMNS = "id, version, digest, origin, level, title, purpose, valid_from, valid_to"

_IN_FORCE = f"""
SELECT {_COLUMNS} FROM criteria_set s
WHERE s.level = :level AND s.purpose = :purpose AND s.valid_from <= :day AND :day < s.valid_to
AND s.version = (
    SELECT max(t.version) FROM criteria_set t
    WHERE t.id = s.id AND t.valid_from <= :day AND (t.version = 1 OR t.recorded_at <= :known)
)
ORDER BY s.valid_from DESC, s.recorded_at DESC, s.id
"""  # noqa: S608 - a constant of column names


class CriteriaSets:
    """The sets read so far. (id, version) never changes, so nothing kept here can be old; one for the whole process."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int], CriteriaSet] = {}
        self._worded: dict[tuple[str, int, str], CriteriaSet] = {}

    async def get(self, tx: Transaction, set_id: str, version: int, *, kind: Kind | None = None) -> CriteriaSet:
        """One version; with a kind, in the words of units of this kind. Raises LookupError: it was never stored."""
        found = self._read.get((set_id, version))
        if found is None:
            row = await tx.one(
                "SELECT body FROM criteria_set WHERE id = :id AND version = :version", id=set_id, version=version
            )
            if row is None:
                raise LookupError(f"criteria set {set_id} version {version}")
            found = replace(read_set(row["body"], name=f"{set_id}.toml"), version=version)
            self._read[set_id, version] = found
        if kind is None:
            return found
        said = self._worded.get((set_id, version, kind.code))
        if said is None:
            said = self._worded[set_id, version, kind.code] = worded(found, kind)
        return said

    async def in_force(
        self,
        tx: Transaction,
        level: Level,
        *,
        day: date,
        known: datetime | None = None,
        kind: Kind | None = None,
        purpose: Purpose = Purpose.CRITERIA,
    ) -> CriteriaSet | None:
        """The set of that level valid on the day, in its newest version known then; a real one before an example.

        Without a purpose the criteria set: a form never stands in for it.
        """
        values = {"level": level.value, "purpose": purpose.value, "day": day.isoformat(), "known": known_by(known)}
        rows = await tx.all(_IN_FORCE, **values)
        sets = [await self.get(tx, row["id"], row["version"], kind=kind) for row in rows]
        return next((found for found in sets if not found.example), sets[0] if sets else None)

    async def newest(
        self, tx: Transaction, set_id: str, *, known: datetime | None = None, kind: Kind | None = None
    ) -> CriteriaSet | None:
        """The newest version of the set of that id known then."""
        row = await tx.one(
            """
            SELECT max(version) AS version FROM criteria_set
            WHERE id = :id AND (version = 1 OR recorded_at <= :known)
            """,
            id=set_id,
            known=known_by(known),
        )
        if row is None or row["version"] is None:
            return None
        return await self.get(tx, set_id, row["version"], kind=kind)


async def ensure_shipped_sets(tx: Transaction, *, at: datetime) -> tuple[StoredSet, ...]:
    """Load the sets of this version of the program that are not there yet; the ones it stored."""
    known = {(row["id"], row["digest"]) for row in await tx.all("SELECT id, digest FROM criteria_set")}
    stored: list[StoredSet] = []
    for name, text in shipped_files():
        set_id = name.removesuffix(".toml")
        if (set_id, digest_of(text)) in known:
            continue
        newest = await _newest(tx, set_id)
        if newest is None or newest["origin"] == "shipped":
            stored.append(await store_set(tx, text, name=name, origin="shipped", at=at))
    return tuple(stored)


async def store_set(tx: Transaction, text: str, *, name: str, origin: Origin, at: datetime) -> StoredSet:
    """Keep the file as the set's next version; the same file again changes nothing. Raises Problem: it is not right."""
    found = read_set(text, name=name)
    newest = await _newest(tx, found.id)
    digest = digest_of(text)
    if newest is not None and newest["digest"] == digest:
        return _stored(newest)
    if newest is not None and newest["purpose"] != found.purpose.value:
        raise Problem(
            code="criteria_purpose_changed",
            where=f"{name}, khóa “purpose”",
            message=f'Bộ “{found.id}” đã được nạp với purpose = "{newest["purpose"]}", không đổi mục đích được.',
            remedy="Hãy đặt mã (id) khác cho bộ mới; chưa có gì được ghi.",
        )
    version = 1 if newest is None else newest["version"] + 1
    await tx.run(
        """
        INSERT INTO criteria_set (id, version, digest, origin, level, title, purpose, valid_from, valid_to, body,
            recorded_at)
        VALUES (:id, :version, :digest, :origin, :level, :title, :purpose, :valid_from, :valid_to, :body, :at)
        """,
        id=found.id,
        version=version,
        digest=digest,
        origin=origin,
        level=found.level.value,
        title=found.title,
        purpose=found.purpose.value,
        valid_from=found.valid_from.isoformat(),
        valid_to=stored_to(found.valid_to),
        body=text,
        at=millis(at),
    )
    return StoredSet(
        id=found.id,
        version=version,
        title=found.title,
        level=found.level,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        origin=origin,
        purpose=found.purpose,
        changed=True,
    )


async def stored_sets(tx: Transaction, *, questions: bool = False) -> tuple[StoredSet, ...]:
    """Every set in its newest version, by level and id; not the questions of single requests. questions: also those
    that come with the program.
    """
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM criteria_set s
        WHERE s.version = (SELECT max(t.version) FROM criteria_set t WHERE t.id = s.id)
        AND (s.purpose <> 'questions' OR EXISTS (
            SELECT 1 FROM criteria_set f WHERE f.id = s.id AND f.origin = 'shipped' AND :questions = 1
        ))
        ORDER BY s.level, s.id
        """,  # noqa: S608 - a constant of column names
        questions=int(questions),
    )
    return tuple(_stored(row) for row in rows)


async def _newest(tx: Transaction, set_id: str) -> Row | None:
    return await tx.one(
        f"SELECT {_COLUMNS} FROM criteria_set WHERE id = :id ORDER BY version DESC LIMIT 1",  # noqa: S608 - as above
        id=set_id,
    )


def _stored(row: Row) -> StoredSet:
    return StoredSet(
        id=SetId(row["id"]),
        version=row["version"],
        title=row["title"],
        level=Level(row["level"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=valid_to(row["valid_to"]),
        origin="shipped" if row["origin"] == "shipped" else "file",
        purpose=Purpose(row["purpose"]),
    )

"""Roles: who may act for which unit, since when, granted by whom. Ending a role keeps it as history.

A role is held from the moment it is granted until the moment it is ended; its days say on which dates it was valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import REMINDED, Role
from storage.absences import take_charge
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.database import Row, Transaction, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """One role of one person; the unit is its id only."""

    id: int
    person: PersonId
    name: str
    """Empty after erasure."""
    phone: str
    role: Role
    unit: UnitId
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person by name with what they hold now."""

    id: PersonId
    name: str
    held: tuple[HeldRole, ...]
    suspended: bool = False
    """Then nothing is held: the roles are kept, but give no right."""


_HELD = """
SELECT g.id, g.person, g.role, g.unit, g.post, i.name, i.phone
FROM role_grant g LEFT JOIN identity i ON i.person = g.person
"""
_HELD_NOW = "WHERE g.ended_at IS NULL AND g.valid_from <= :today AND g.valid_to > :today"
_NOW = f"""{_HELD_NOW} AND NOT EXISTS (
    SELECT 1 FROM suspension u WHERE u.person = g.person AND u.ended_at IS NULL
)"""  # noqa: S608 - put together from the constant above

_OF_PERSON = """
SELECT i.name, i.phone, g.id, g.person, g.role, g.unit, g.post,
    EXISTS (SELECT 1 FROM suspension u WHERE u.person = p.id AND u.ended_at IS NULL) AS suspended
FROM person p
LEFT JOIN identity i ON i.person = p.id
LEFT JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL AND g.valid_from <= :today AND g.valid_to > :today
WHERE p.id = :person AND EXISTS (SELECT 1 FROM channel_account a WHERE a.person = p.id AND a.closed_at IS NULL)
ORDER BY g.id
"""


def person_read(person: PersonId, today: date) -> tuple[str, Values]:
    """The read for `known_person`, to be made together with others."""
    return _OF_PERSON, {"person": person, "today": today.isoformat()}


def known_person(person: PersonId, rows: Sequence[Row]) -> KnownPerson | None:
    """The person out of the rows of `person_read`; None: there never was one, or they left."""
    if not rows:
        return None
    suspended = bool(rows[0]["suspended"])
    held = () if suspended else tuple(_held(row) for row in rows if row["id"] is not None)
    return KnownPerson(id=person, name=rows[0]["name"] or "", held=held, suspended=suspended)


async def roles_at(tx: Transaction, unit: UnitId, *, today: date) -> tuple[HeldRole, ...]:
    """Who holds what at exactly this unit and is not suspended, in the order in which it was granted."""
    sql, values = roles_read(unit, today)
    return held_roles(await tx.all(sql, **values))


def roles_read(unit: UnitId, today: date) -> tuple[str, Values]:
    """The read for `held_roles`, to be made together with others."""
    return f"{_HELD} {_NOW} AND g.unit = :unit ORDER BY g.id", {"unit": unit, "today": today.isoformat()}


_FILLING_BELOW = f"""
WITH RECURSIVE below (unit, depth) AS (
    SELECT p.unit, 1 FROM unit_parent p
    WHERE p.parent = :unit AND p.superseded_at IS NULL AND p.valid_from <= :today AND :today < p.valid_to
    UNION ALL
    SELECT p.unit, below.depth + 1 FROM below JOIN unit_parent p ON p.parent = below.unit
    WHERE p.superseded_at IS NULL AND p.valid_from <= :today AND :today < p.valid_to AND below.depth < 20
)
{_HELD} JOIN below ON below.unit = g.unit
{_NOW} AND g.role IN ('village_officer', 'commune_officer', 'office_reviewer', 'manager') ORDER BY g.id
"""  # noqa: S608 - put together from the constants above


async def filling_below(tx: Transaction, unit: UnitId, *, today: date) -> tuple[HeldRole, ...]:
    """Whoever fills in reports at any unit below this one, managers among them, in the order of granting."""
    return held_roles(await tx.all(_FILLING_BELOW, unit=unit, today=today.isoformat()))


async def admins(tx: Transaction, *, today: date) -> tuple[HeldRole, ...]:
    """Whoever runs the system, in the order in which they were appointed."""
    rows = await tx.all(f"{_HELD} {_NOW} AND g.role = 'admin' ORDER BY g.id", today=today.isoformat())
    return held_roles(rows)


async def everybody(tx: Transaction, *, today: date, after: int = 0, limit: int = 1000) -> tuple[HeldRole, ...]:
    """All roles held now, also of suspended people, in the order of their granting, from after that one on."""
    rows = await tx.all(
        f"{_HELD} {_HELD_NOW} AND g.id > :after ORDER BY g.id LIMIT :limit",
        today=today.isoformat(),
        after=after,
        limit=limit,
    )
    return held_roles(rows)


def held_roles(rows: Sequence[Row]) -> tuple[HeldRole, ...]:
    return tuple(_held(row) for row in rows)


def _held(row: Row) -> HeldRole:
    return HeldRole(
        id=row["id"],
        person=PersonId(row["person"]),
        name=row["name"] or "",
        phone=row["phone"] or "",
        role=Role(row["role"]),
        unit=UnitId(row["unit"]),
        post=row["post"],
    )


async def held_by(tx: Transaction, person: PersonId, *, today: date) -> tuple[HeldRole, ...]:
    """What this person holds now, also while suspended, in the order in which it was granted."""
    rows = await tx.all(
        f"{_HELD} {_HELD_NOW} AND g.person = :person ORDER BY g.id", person=person, today=today.isoformat()
    )
    return held_roles(rows)


async def grant_role(
    tx: Transaction,
    person: PersonId,
    *,
    unit: UnitId,
    role: Role,
    post: str = "",
    by: PersonId | None,
    now: datetime,
) -> bool:
    """Grant from today on; False where it is held already."""
    changed = await tx.run(
        """
        INSERT INTO role_grant (person, unit, role, post, valid_from, granted_by, recorded_at)
        VALUES (:person, :unit, :role, :post, :today, :by, :at)
        ON CONFLICT (person, unit, role, post) WHERE ended_at IS NULL DO NOTHING
        """,
        person=person,
        unit=unit,
        role=role.value,
        post=post,
        today=now.date().isoformat(),
        by=by,
        at=millis(now),
    )
    if changed and role in REMINDED:
        # whoever had said to be no longer in charge there is again
        await take_charge(tx, person, unit, now=now)
    return changed > 0


async def end_role(
    tx: Transaction, person: PersonId, *, unit: UnitId, role: Role, by: PersonId | None, now: datetime
) -> int:
    """End this role at this unit, whatever the post; how many were ended."""
    return await tx.run(
        """
        UPDATE role_grant SET valid_to = CASE WHEN valid_from > :today THEN valid_from ELSE :today END,
            ended_by = :by, ended_at = :at
        WHERE person = :person AND unit = :unit AND role = :role AND ended_at IS NULL
        """,
        person=person,
        unit=unit,
        role=role.value,
        today=now.date().isoformat(),
        by=by,
        at=millis(now),
    )


async def end_held_role(
    tx: Transaction, person: PersonId, *, unit: UnitId, role: Role, post: str, by: PersonId | None, now: datetime
) -> bool:
    """End this very role with this post; False where it is not held."""
    changed = await tx.run(
        """
        UPDATE role_grant SET valid_to = CASE WHEN valid_from > :today THEN valid_from ELSE :today END,
            ended_by = :by, ended_at = :at
        WHERE person = :person AND unit = :unit AND role = :role AND post = :post AND ended_at IS NULL
        """,
        person=person,
        unit=unit,
        role=role.value,
        post=post,
        today=now.date().isoformat(),
        by=by,
        at=millis(now),
    )
    return changed > 0


def end_all_roles(tx: Transaction, person: PersonId, *, by: PersonId | None, now: datetime) -> None:
    """This person acts for no unit any more."""
    tx.later(
        """
        UPDATE role_grant SET valid_to = CASE WHEN valid_from > :today THEN valid_from ELSE :today END,
            ended_by = :by, ended_at = :at
        WHERE person = :person AND ended_at IS NULL
        """,
        person=person,
        today=now.date().isoformat(),
        by=by,
        at=millis(now),
    )


ASKED_AGAIN_AFTER = timedelta(hours=24)
"""The same wish of the same person is told once in this time."""


async def add_right_request(tx: Transaction, person: PersonId, *, what: str, now: datetime) -> bool:
    """Keep that a person asked for a right; False where they asked for the same a short time ago."""
    recent = await tx.one(
        "SELECT 1 AS found FROM right_request WHERE person = :person AND what = :what AND at > :since LIMIT 1",
        person=person,
        what=what,
        since=millis(now - ASKED_AGAIN_AFTER),
    )
    if recent is not None:
        return False
    tx.later(
        "INSERT INTO right_request (person, what, at) VALUES (:person, :what, :at)",
        person=person,
        what=what,
        at=millis(now),
    )
    return True

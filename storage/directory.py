"""People with their roles and chats, for whoever runs the system. Nothing of what anybody wrote is read here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.directory import Channel, Entry, HeldSince, PersonCard
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Role
from conversations.reading.fold import fold
from storage.absences import missing_by
from storage.people import pseudonym
from storage.times import moment, moment_or_none
from storage.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.database import Row, Transaction

_PARENT_HOLDS = "p.superseded_at IS NULL AND p.valid_from <= :today AND :today < p.valid_to"
_GRANTS = f"""
SELECT g.person, g.role, g.post, g.valid_from AS held_from, g.valid_to AS held_to, g.ended_at,
    u.id, u.kind, u.name, u.region, u.valid_from, u.valid_to, i.name AS person_name, i.phone,
    (SELECT l.valid_from FROM programme_leave l WHERE l.unit = u.id) AS left_on,
    (SELECT p.parent FROM unit_parent p WHERE p.unit = u.id AND {_PARENT_HOLDS}
        ORDER BY p.valid_from DESC, p.recorded_at DESC LIMIT 1) AS parent,
    EXISTS (SELECT 1 FROM suspension s WHERE s.person = g.person AND s.ended_at IS NULL) AS suspended
FROM role_grant g JOIN unit u ON u.id = g.unit JOIN identity i ON i.person = g.person
"""  # noqa: S608 - put together from the constant above
_BELOW = f"""
WITH RECURSIVE below (unit, depth) AS (
    SELECT u.id, 0 FROM unit u WHERE u.id = :unit
    UNION ALL
    SELECT p.unit, below.depth + 1 FROM below JOIN unit_parent p ON p.parent = below.unit
    WHERE {_PARENT_HOLDS} AND below.depth < 20
)
{_GRANTS} WHERE g.unit IN (SELECT unit FROM below) ORDER BY g.id
"""  # noqa: S608 - put together from the constants above


async def people_of(tx: Transaction, units: Iterable[UnitId] | None, *, today: date) -> tuple[Entry, ...]:
    """Whoever holds or held a role at one of these units or below them, by name; None: everybody.

    Of somebody with roles elsewhere too only those in these units are named.
    """
    if units is None:
        found: Sequence[Row] = await tx.all(f"{_GRANTS} ORDER BY g.id", today=today.isoformat())
    else:
        reads = [(_BELOW, {"unit": unit, "today": today.isoformat()}) for unit in dict.fromkeys(units)]
        found = [row for rows in (await tx.together(*reads) if reads else ()) for row in rows]
    people: dict[PersonId, list[Row]] = {}
    for row in found:
        people.setdefault(PersonId(row["person"]), []).append(row)
    entries = [_entry(person, rows, today) for person, rows in people.items()]
    return tuple(sorted(entries, key=lambda one: (fold(one.name), one.id)))


def _entry(person: PersonId, rows: Sequence[Row], today: date) -> Entry:
    held = dict.fromkeys(_held(row) for row in rows if _is_held(row, today))
    return Entry(
        id=person,
        name=rows[0]["person_name"] or pseudonym(person),
        phone=rows[0]["phone"] or "",
        roles=tuple(held),
        suspended=bool(rows[0]["suspended"]),
    )


def _is_held(row: Row, today: date) -> bool:
    return row["ended_at"] is None and row["held_from"] <= today.isoformat() < row["held_to"]


def _held(row: Row) -> HeldSince:
    ended = moment_or_none(row["ended_at"])
    return HeldSince(
        role=Role(row["role"]),
        unit=unit_of(row),
        post=row["post"],
        since=date.fromisoformat(row["held_from"]),
        until=None if ended is None else ended.date(),
    )


async def card_of(tx: Transaction, person: PersonId, *, today: date) -> PersonCard | None:
    """None: there is no such person, or none any more."""
    known, grants, chats, suspended = await tx.together(
        (
            """
            SELECT p.created_at, i.name, i.phone FROM person p JOIN identity i ON i.person = p.id
            WHERE p.id = :person AND p.erased_at IS NULL
            """,
            {"person": person},
        ),
        (f"{_GRANTS} WHERE g.person = :person ORDER BY g.id", {"person": person, "today": today.isoformat()}),
        (
            """
            SELECT a.channel, a.opened_at, coalesce(s.blocked, 0) AS blocked, s.updated_at FROM channel_account a
            LEFT JOIN session s ON s.channel = a.channel AND s.address = a.address
            WHERE a.person = :person AND a.closed_at IS NULL ORDER BY a.id
            """,
            {"person": person},
        ),
        ("SELECT recorded_at FROM suspension WHERE person = :person AND ended_at IS NULL", {"person": person}),
    )
    if not known:
        return None
    missing = await missing_by(tx, person)
    active = [moment(chat["updated_at"]) for chat in chats if chat["updated_at"] is not None]
    return PersonCard(
        id=person,
        name=known[0]["name"] or pseudonym(person),
        phone=known[0]["phone"] or "",
        joined_on=moment(known[0]["created_at"]).date(),
        suspended_since=moment(suspended[0]["recorded_at"]).date() if suspended else None,
        roles=tuple(_held(row) for row in grants if _is_held(row, today)),
        past=tuple(_held(row) for row in reversed(grants) if not _is_held(row, today)),
        channels=tuple(
            Channel(name=chat["channel"], since=moment(chat["opened_at"]).date(), reachable=chat["blocked"] == 0)
            for chat in chats
        ),
        left=tuple(unit for unit, _ in missing.left),
        away=tuple((one.unit, one.first, one.last) for one in missing.away.values() if one.last >= today),
        last_active=max(active, default=None),
    )

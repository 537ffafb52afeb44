"""Who holds which role, granted and ended from outside the chats: for the first admin and for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from handlers.invite import check_role
from storage.audit import note_later
from storage.people import stored_about
from storage.roles import end_role, everybody, grant_role
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit
    from storage.database import Database
    from storage.roles import HeldRole

PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRole:
    """One role of one person."""

    held: HeldRole
    unit: Unit | None
    """None: the unit is gone."""


async def list_roles(database: Database, *, now: datetime, under: str | None = None) -> tuple[UserRole, ...]:
    """All roles held now, in the order of their granting; with a unit, those at it and below."""
    found: list[UserRole] = []
    async with database.read() as tx:
        top = None if under is None else await unit_named(tx, under, day=now.date())
        after = 0
        while page := await everybody(tx, today=now.date(), after=after, limit=PAGE):
            after = page[-1].id
            for held in page:
                line = await lineage(tx, held.unit, day=now.date())
                if top is None or top.id in {unit.id for unit in line}:
                    found.append(UserRole(held=held, unit=line[0] if line else None))
    return tuple(found)


async def grant(
    database: Database, *, person: PersonId, unit: str, role: Role, post: str, words: Words, now: datetime
) -> tuple[Unit, bool]:
    """The unit, and False where the role was held already. Raises Problem: no such person, or the role does not fit."""
    async with database.write() as tx:
        known = await stored_about(tx, person)
        if known is None or known.erased_at is not None:
            raise _nobody(person)
        found = await unit_named(tx, unit, day=now.date())
        check_role(found, role, words)
        granted = await grant_role(tx, person, unit=found.id, role=role, post=post, by=None, now=now)
        if granted:
            note_later(
                tx,
                at=millis(now),
                person=None,
                act="role_granted",
                subject=f"person:{person}",
                detail={"unit": found.id, "role": role.value},
            )
    return found, granted


async def end(database: Database, *, person: PersonId, unit: str, role: Role, now: datetime) -> Unit:
    """The unit. Raises Problem: the person does not hold the role there."""
    async with database.write() as tx:
        if await stored_about(tx, person) is None:
            raise _nobody(person)
        found = await unit_named(tx, unit, day=now.date())
        if not await end_role(tx, person, unit=found.id, role=role, by=None, now=now):
            raise Problem(
                code="role_not_held",
                where=found.title,
                message="Người này không có vai trò đó ở đơn vị này.",
                remedy="Xem danh sách: ntm user list.",
            )
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="role_ended",
            subject=f"person:{person}",
            detail={"unit": found.id, "role": role.value},
        )
    return found


def _nobody(person: PersonId) -> Problem:
    return Problem(
        code="person_unknown",
        where=f"số {person}",
        message="Không có người dùng nào mang số này.",
        remedy="Xem danh sách: ntm user list.",
    )

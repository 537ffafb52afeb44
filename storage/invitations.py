"""Invitations: random codes bound to a unit and a role, counted and expiring; the last use is taken once.

The code itself is stored, because whoever invited prints it again; used up, expired or withdrawn it opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.ids import InvitationId, PersonId, UnitId
from conversations.programme.person import Role
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.database import Row, Transaction, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInvitation:
    """One invitation as it stands."""

    id: InvitationId
    code: str
    unit: UnitId
    role: Role
    post: str
    uses: int
    used: int
    asks_phone: bool
    expires_at: datetime
    withdrawn: bool
    created_by: PersonId | None

    def problem(self, now: datetime) -> str:
        """Why it cannot be used now; empty: it can."""
        if self.withdrawn:
            return "withdrawn"
        if now >= self.expires_at:
            return "expired"
        return "used_up" if self.used >= self.uses else ""


_COLUMNS = "id, code, unit, role, post, uses, used, asks_phone, expires_at, withdrawn_at, created_by"

_BY_CODE = f"""
SELECT {_COLUMNS} FROM invitation WHERE code IN (:code, :lower, :upper) ORDER BY code <> :code LIMIT 1
"""  # noqa: S608 - put together from the constant above

_OPEN = f"""
SELECT {_COLUMNS} FROM invitation WHERE withdrawn_at IS NULL AND expires_at > :at AND used < uses ORDER BY id DESC
"""  # noqa: S608 - as above


def invitation_read(code: str) -> tuple[str, Values]:
    """The read for `stored_invitation`. Phones write capitals by themselves, so case is forgiven."""
    bare = "".join(code.split())
    return _BY_CODE, {"code": bare, "lower": bare.lower(), "upper": bare.upper()}


def stored_invitation(rows: Sequence[Row]) -> StoredInvitation | None:
    """The invitation out of the rows of `invitation_read`; None: there is none of that code."""
    return _invitation(rows[0]) if rows else None


async def invitation_by_code(tx: Transaction, code: str) -> StoredInvitation | None:
    """The invitation of a code as a person typed it."""
    sql, values = invitation_read(code)
    return stored_invitation(await tx.all(sql, **values))


def _invitation(row: Row) -> StoredInvitation:
    return StoredInvitation(
        id=InvitationId(row["id"]),
        code=row["code"],
        unit=UnitId(row["unit"]),
        role=Role(row["role"]),
        post=row["post"],
        uses=row["uses"],
        used=row["used"],
        asks_phone=bool(row["asks_phone"]),
        expires_at=moment(row["expires_at"]),
        withdrawn=row["withdrawn_at"] is not None,
        created_by=None if row["created_by"] is None else PersonId(row["created_by"]),
    )


async def add_invitation(
    tx: Transaction,
    *,
    code: str,
    unit: UnitId,
    role: Role,
    post: str,
    uses: int,
    asks_phone: bool,
    expires_at: datetime,
    by: PersonId | None,
    now: datetime,
) -> InvitationId:
    """Keep a new invitation. Raises the database's refusal where the code is taken."""
    row = await tx.one(
        """
        INSERT INTO invitation (code, unit, role, post, uses, asks_phone, created_by, at, expires_at)
        VALUES (:code, :unit, :role, :post, :uses, :asks_phone, :by, :at, :expires_at)
        RETURNING id
        """,
        code=code,
        unit=unit,
        role=role.value,
        post=post,
        uses=uses,
        asks_phone=int(asks_phone),
        by=by,
        at=millis(now),
        expires_at=millis(expires_at),
    )
    if row is None:
        raise LookupError("invitation")
    return InvitationId(row["id"])


async def take_use(tx: Transaction, invitation: InvitationId, *, now: datetime) -> bool:
    """Take one use; False where none is left. Of people who come at once for the last one, one gets it."""
    taken = await tx.run(
        """
        UPDATE invitation SET used = used + 1
        WHERE id = :id AND used < uses AND withdrawn_at IS NULL AND expires_at > :at
        """,
        id=invitation,
        at=millis(now),
    )
    return taken == 1


async def withdraw_invitation(tx: Transaction, invitation: InvitationId, *, now: datetime) -> bool:
    """It opens nothing from now on; False where it was withdrawn before."""
    changed = await tx.run(
        "UPDATE invitation SET withdrawn_at = :at WHERE id = :id AND withdrawn_at IS NULL",
        id=invitation,
        at=millis(now),
    )
    return changed == 1


async def open_invitations(tx: Transaction, *, now: datetime) -> tuple[StoredInvitation, ...]:
    """All that can still be used, newest first: what an admin prints again."""
    rows = await tx.all(_OPEN, at=millis(now))
    return tuple(_invitation(row) for row in rows)

"""Invites people to a role at a unit: a random code, counted and expiring; a link, a printed QR code or typed text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.invitation import GOOD_FOR, LONGEST, MOST_USES
from conversations.programme.problem import Problem
from conversations.programme.rights import role_fits
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens.roles import role_words
from storage.audit import note_later
from storage.invitations import add_invitation
from storage.times import millis
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit
    from handlers.ports import Secrets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A new invitation."""

    code: str
    unit: Unit
    role: Role
    post: str
    uses: int
    expires_at: datetime
    asks_phone: bool


async def invite(
    database: Database,
    *,
    unit: str,
    role: Role,
    words: Words,
    secrets: Secrets,
    now: datetime,
    post: str = "",
    uses: int = 1,
    expires_at: datetime | None = None,
    asks_phone: bool = False,
    by: PersonId | None = None,
) -> Invited:
    """Raises Problem: an unknown or ambiguous unit, a role such a unit does not have, wrong uses or a wrong date."""
    until = now + GOOD_FOR if expires_at is None else expires_at
    said = tidy(post)
    if not 1 <= uses <= MOST_USES:
        raise Problem(
            code="uses_wrong",
            where="--uses",
            message=f"Số lượt dùng phải từ 1 đến {MOST_USES}.",
            remedy="Hãy ghi lại số.",
        )
    if not now < until <= now + LONGEST:
        raise Problem(
            code="expiry_wrong",
            where="--expires",
            message="Hạn của mã mời phải ở sau hôm nay và trong vòng một năm.",
            remedy="Hãy ghi ngày khác, hoặc số ngày.",
        )
    if len(said) > limits.PERSON_NAME:
        raise Problem(
            code="post_too_long",
            where="--post",
            message=f"Tên vị trí công tác dài quá {limits.PERSON_NAME} chữ.",
            remedy="Hãy ghi ngắn lại.",
        )
    async with database.write() as tx:
        found = await unit_named(tx, unit, day=now.date())
        check_role(found, role, words)
        code = await keep_invitation(
            tx,
            secrets=secrets,
            unit=found.id,
            role=role,
            post=said,
            uses=uses,
            asks_phone=asks_phone,
            until=until,
            by=by,
            now=now,
        )
    return Invited(code=code, unit=found, role=role, post=said, uses=uses, expires_at=until, asks_phone=asks_phone)


async def keep_invitation(
    tx: Transaction,
    *,
    secrets: Secrets,
    unit: UnitId,
    role: Role,
    post: str,
    uses: int,
    asks_phone: bool,
    until: datetime,
    by: PersonId | None,
    now: datetime,
) -> str:
    """The code of a new invitation whose parts have been checked."""
    code = secrets.code()
    number = await add_invitation(
        tx,
        code=code,
        unit=unit,
        role=role,
        post=post,
        uses=uses,
        asks_phone=asks_phone,
        expires_at=until,
        by=by,
        now=now,
    )
    note_later(
        tx,
        at=millis(now),
        person=by,
        act="invitation_made",
        subject=f"invitation:{number}",
        detail={"unit": unit, "role": role.value, "uses": uses},
    )
    return code


def check_role(unit: Unit, role: Role, words: Words) -> None:
    """Raises Problem where such a unit has no such role."""
    if not role_fits(role, unit):
        raise Problem(
            code="role_unfit",
            where=unit.title,
            message=f"Vai trò {role_words(words, role)} không thuộc cấp đơn vị này.",
            remedy="Hãy chọn đúng đơn vị hoặc vai trò khác.",
        )


def link_of(link_base: str, code: str) -> str:
    """Where the invitation's link leads; empty where the channel has no links."""
    return f"{link_base}?start={code}" if link_base else ""

"""What an invitation offers to whoever holds its code. A code that opens nothing says only why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.engine.facts import Invitation

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.person import Person
    from storage.database import Transaction
    from storage.invitations import StoredInvitation
    from storage.programme import Programme


async def offered(
    tx: Transaction,
    code: str,
    stored: StoredInvitation | None,
    *,
    person: Person | None,
    programme: Programme,
    operator: str,
    kept_years: int,
    now: datetime,
) -> Invitation:
    """The invitation as the person sees it. kept_years: how long their data is kept, as the consent text promises."""
    unit = None if stored is None else await programme.joinable(tx, stored.unit)
    if stored is None or unit is None:
        return Invitation(code=code, problem="unknown", operator=operator)
    held = person is not None and any(
        grant.role is stored.role and grant.unit.id == unit.id and grant.post == stored.post for grant in person.grants
    )
    problem = stored.problem(now)
    if problem and not held:
        return Invitation(code=code, problem=problem, operator=operator)
    return Invitation(
        code=code,
        role=stored.role,
        unit=unit,
        superior=None if unit.parent is None else await programme.unit(tx, unit.parent),
        post=stored.post,
        asks_phone=stored.asks_phone,
        operator=operator,
        kept_until=date(programme.today.year + kept_years, 12, 31),
        already_held=held,
    )

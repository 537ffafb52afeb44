"""Who wants a unit's digests by themselves: a manager unless they said no, an observer only who said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Role
from storage.digests import subscriptions

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from storage.database import Transaction


async def digest_wanted(tx: Transaction, unit: UnitId, person: Person) -> bool | None:
    """None: the person holds no role at the very unit that gets digests."""
    manages, observes = person.has(Role.MANAGER, unit), person.has(Role.OBSERVER, unit)
    if not manages and not observes:
        return None
    return (await subscriptions(tx, unit)).get(person.id, wanted_by(Role.MANAGER if manages else Role.OBSERVER))


def wanted_by(role: Role) -> bool:
    """What holds for somebody of that role who has said nothing."""
    return role is Role.MANAGER

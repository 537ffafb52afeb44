"""Whether groups can be reached: what a channel told is kept as state, and whoever bound the group is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.group import Barrier, GroupChat
from conversations.screens.group_notices import out_of_reach
from storage.groups import lift_barriers, no_pictures, put_barrier
from storage.outbox import Outgoing
from storage.people import accounts_of
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit
    from handlers.ports import Services
    from storage.database import Transaction


async def lost(
    tx: Transaction, services: Services, *, channel: str, address: str, barrier: Barrier, now: datetime
) -> tuple[Outgoing, ...]:
    """This barrier stands; what must leave to those who bound the groups for which it is new."""
    if barrier is Barrier.NO_PICTURES:
        fresh = await no_pictures(tx, channel=channel, address=address, now=now)
    else:
        fresh = await put_barrier(tx, channel=channel, address=address, barrier=barrier, now=now)
    told: list[Outgoing] = []
    for group in fresh:
        unit = await unit_of(tx, group, now=now)
        told += await to_person(tx, services, group.bound_by, _notice(group, unit, barrier))
    return tuple(told)


async def arrived(tx: Transaction, *, channel: str, address: str) -> None:
    """Something was sent there: the group is within reach."""
    await lift_barriers(tx, channel=channel, address=address)


async def to_person(
    tx: Transaction, services: Services, person: PersonId, message: Callable[[Words], Message]
) -> tuple[Outgoing, ...]:
    """A notice to every open chat of a person, in their language; none where they cannot be reached."""
    return await to_people(tx, services, (person,), message)


async def to_people(
    tx: Transaction, services: Services, people: Sequence[PersonId], message: Callable[[Words], Message]
) -> tuple[Outgoing, ...]:
    """The same for several people, each once."""
    outgoing = []
    for account in await accounts_of(tx, tuple(people)):
        renderer = services.renderers.get(account.channel)
        if renderer is not None:
            words = services.words_in(account.language)
            body = renderer.message(message(words), address=account.address)
            outgoing.append(Outgoing(channel=account.channel, address=account.address, kind="notice", body=body))
    return tuple(outgoing)


async def unit_of(tx: Transaction, group: GroupChat, *, now: datetime) -> Unit:
    """The unit that a group follows, also one that has ended."""
    line = await lineage(tx, group.unit, day=now.date())
    if not line:
        raise LookupError(f"unit {group.unit}")
    return line[0]


def _notice(group: GroupChat, unit: Unit, barrier: Barrier) -> Callable[[Words], Message]:
    return lambda words: out_of_reach(group, unit, barrier, words)

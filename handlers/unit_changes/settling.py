"""On the day of a change of units: what was begun or waits then goes on where it belongs, and the groups of units that
became one are asked whether they follow the new one.

A change recorded on its day or later has moved the rows itself. What is moved here stands in the same journal, so
taking the change back puts it back too. No group follows another unit unasked: its members may be others.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from conversations.programme.due import awake
from conversations.programme.unit import Level
from conversations.programme.wanted_change import ChangeKind
from conversations.screens.group import follow_on
from handlers.ports import Place
from handlers.unit_changes.going_over import reviews_go
from handlers.unit_changes.going_up import drafts_go, reviews_go_up
from storage import group_questions
from storage.groups import groups_bound
from storage.outbox import Outgoing, put_later
from storage.times import ZONE, millis
from storage.unit_changes import change_of, reopened, settled, to_settle
from storage.units import lineage, succeeded_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.ids import UnitId
    from conversations.programme.unit_change import Made
    from handlers.ports import Services
    from storage.database import Database, Transaction


async def settle_changes(database: Database, services: Services) -> int:
    """Whatever has come to its day, each change in a transaction of its own; so many."""
    now = services.clock.now()
    async with database.read() as tx:
        waiting = await to_settle(tx, day=now.date())
    for number in waiting:

        async def work(tx: Transaction, number: int = number) -> None:
            made = await change_of(tx, number)
            if made is not None and made.undone_at is None and await settled(tx, number, now=now):
                await _settle(tx, made, services, now=now)

        await database.turn(work)
    return len(waiting)


async def _settle(tx: Transaction, made: Made, services: Services, *, now: datetime) -> None:
    early = made.at < datetime.combine(made.on, time(), ZONE)
    match made.kind:
        case ChangeKind.END if early:
            await _hand_up(tx, made)
        case ChangeKind.MERGE:
            for unit, olds in (await succeeded_by(tx, made.before)).items():
                if early:
                    await reviews_go(tx, await reopened(tx, made.id), olds, unit)
                await _ask_groups(tx, olds, unit, services, now=now)
        case _:
            pass


async def _hand_up(tx: Transaction, made: Made) -> None:
    """As `_end` does of a change that is recorded on its day."""
    for above, olds in (await succeeded_by(tx, made.before)).items():
        units = [line[0] for old in olds if (line := await lineage(tx, old, day=made.on))]
        places = [one.id for one in units if one.kind.level is not Level.OFFICE]
        journal = await reopened(tx, made.id)
        await drafts_go(tx, journal, places, above, on=made.on)
        await reviews_go_up(tx, journal, olds, above, on=made.on)


async def _ask_groups(
    tx: Transaction, olds: Sequence[UnitId], unit: UnitId, services: Services, *, now: datetime
) -> None:
    """One question in each group that followed one of these; any manager of the new unit answers it with one tap."""
    line = await lineage(tx, unit, day=now.date())
    if not line or line[0].ended_by(now.date()):
        return
    words = services.words_in("vi")
    for old in olds:
        before = await lineage(tx, old, day=now.date())
        for group in await groups_bound(tx, old):
            renderer = services.renderers.get(group.channel)
            if renderer is None or not before:
                continue
            number = await group_questions.ask(
                tx,
                channel=group.channel,
                address=group.address,
                kind="bind",
                person=group.bound_by,
                units=(unit,),
                was=old,
                now=now,
                open_to_managers=True,
            )
            screen = follow_on(before[0], line[0], words)
            body = renderer.screen(screen, token=format(number, "x"), place=Place(address=group.address))
            asked = Outgoing(
                channel=group.channel,
                address=group.address,
                kind="notice",
                body=body,
                not_before=millis(awake(now)),
            )
            put_later(tx, asked, at=millis(now))

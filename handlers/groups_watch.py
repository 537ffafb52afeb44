"""Groups that nothing has reached for a day are told to whoever runs the system, once for each time out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.group import long_out_of_reach
from conversations.screens import group_notices
from handlers.groups_reach import to_people, unit_of
from storage.groups import note_admin_told, out_of_reach
from storage.outbox import put_later
from storage.roles import admins
from storage.times import millis

if TYPE_CHECKING:
    from handlers.ports import Services
    from storage.database import Database, Transaction


async def watch_groups(database: Database, services: Services) -> int:
    """One round, in one transaction: one notice to each admin about all groups of which none was told; so many groups.

    Where no admin can be told, it is tried again the next round.
    """
    now = services.clock.now()

    async def work(tx: Transaction) -> int:
        groups = long_out_of_reach(await out_of_reach(tx), now=now)
        if not groups:
            return 0
        listed = [(group, await unit_of(tx, group, now=now)) for group in groups]
        people = tuple(dict.fromkeys(held.person for held in await admins(tx, today=now.date())))
        notices = await to_people(tx, services, people, lambda words: group_notices.long_out_of_reach(listed, words))
        if not notices:
            return 0
        for notice in notices:
            put_later(tx, notice, at=millis(now))
        note_admin_told(tx, (group.id for group in groups), now=now)
        return len(groups)

    return await database.turn(work)

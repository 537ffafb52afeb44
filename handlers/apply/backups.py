"""A backup asked for in the chat: a row, made by the running bot outside the turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.backup import BackupReason
from conversations.programme.rights import may_back_up
from conversations.screens import problems
from conversations.screens.backups import already_making, taken
from handlers.backups import want
from storage.backups import backups

if TYPE_CHECKING:
    from handlers.apply.acting import Acting


async def make_backup(acting: Acting) -> None:
    """One at a time. Raises Refusal for whoever does not run the system."""
    if acting.person is None or not may_back_up(acting.person):
        raise problems.not_yours(acting.words)
    if (await backups(acting.tx)).wanted:
        acting.said.append(already_making(acting.words))
        return
    await want(acting.tx, reason=BackupReason.PERSON, by=acting.person.id, now=acting.now, channel=acting.channel)
    acting.said.append(taken(acting.words))

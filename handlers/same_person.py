"""While the bot is tried out: one phone of two channels is one person. Nobody proves anything here, so it is for trials
only; a person who adds a channel to the real bot proves that both are theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.frames import Menu
from conversations.engine.session import Session
from storage import sessions
from storage.audit import note_later
from storage.people import open_account, person_at
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Database


async def same_person(database: Database, *, channels: Sequence[str], address: str, now: datetime) -> bool:
    """Give the phone's other channels to whoever has joined on one of them; each begins at the menu.

    False: nothing was changed, because nobody has joined yet, or every channel has its person.
    """
    async with database.write() as tx:
        owners = {channel: await person_at(tx, channel=channel, address=address) for channel in channels}
        joined = next(((channel, person) for channel, person in owners.items() if person is not None), None)
        if joined is None or None not in owners.values():
            return False
        known, person = joined
        stored = await sessions.load(tx, channel=known, address=address)
        language = "vi" if stored is None else stored.session.language
        for channel in (channel for channel, owner in owners.items() if owner is None):
            open_account(tx, person, channel=channel, address=address, now=now)
            revision = await sessions.revision_of(tx, channel=channel, address=address)
            session = Session(person=person, language=language, stack=(Menu(),), revision=revision)
            sessions.save_later(tx, channel=channel, address=address, session=session, at=millis(now))
            note_later(tx, at=millis(now), person=person, act="account_opened", subject=f"channel:{channel}")
    return True

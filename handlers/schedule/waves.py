"""The two reminders of a day: which of them somebody has had, or is to have, already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from storage.outbox import keys_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from conversations.programme.ids import PersonId
    from storage.database import Transaction

FIRST: Final = 1
"""In the morning."""
SECOND: Final = 2
"""In the afternoon, or when a manager asks for it."""


def reminder_key(person: PersonId, day: date, wave: int) -> str:
    """One for each person, day and wave: what was reminded of, in which words, by how many workers, makes no other."""
    return f"reminder:{person}:{day.isoformat()}:{wave}"


async def waves_taken(tx: Transaction, people: Iterable[PersonId], *, day: date) -> Mapping[PersonId, frozenset[int]]:
    """Which reminders of that day these people have had or wait for; whoever has none is not in it."""
    keys = {reminder_key(person, day, wave): (person, wave) for person in people for wave in (FIRST, SECOND)}
    found: dict[PersonId, frozenset[int]] = {}
    for key in await keys_known(tx, keys):
        person, wave = keys[key]
        found[person] = found.get(person, frozenset()) | {wave}
    return found

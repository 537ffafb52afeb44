"""What a group is shown on demand of the unit it follows: the summary, and the criteria table as a picture.

Anybody in the group may ask: it gets no more than what is sent there by itself, and no name of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.dialogues.group import Shows, part_named
from conversations.engine.screen import Message, Picture
from conversations.programme.digest import Audience, DigestKind
from conversations.screens import group as screens
from conversations.screens.criteria_table import part_name
from handlers.digest import compose_digest, load_tables, picture_of

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.group import GroupFacts
    from conversations.programme.group import GroupChat
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


async def shown_in_group(
    tx: Transaction, sets: CriteriaSets, *, group: GroupChat, unit: Unit, shows: Shows, name: str, facts: GroupFacts
) -> tuple[Message | Picture, ...]:
    """What is told, in order; never empty. name: of a part of a long table, may be empty."""
    if not unit.exists_on(facts.now.date()):
        return (screens.unit_gone(unit, facts),)
    match shows:
        case "tonghop":
            told = await compose_digest(
                tx,
                sets,
                unit=unit.id,
                at=facts.now,
                audience=Audience.GROUP,
                kind=DigestKind.WEEKLY,
                words=facts.words,
            )
        case "bangtieuchi":
            told = await _table(tx, sets, unit=unit, name=name, facts=facts)
        case _:
            assert_never(shows)
    if not told:
        return (screens.nothing_to_show(unit, facts),)
    return tuple(_as_it_arrives(one, group, facts.now) for one in told)


async def _table(
    tx: Transaction, sets: CriteriaSets, *, unit: Unit, name: str, facts: GroupFacts
) -> tuple[Message | Picture, ...]:
    tables = await load_tables(tx, sets, unit=unit.id, as_of=facts.now.date(), known_at=facts.now)
    if tables is None:
        return ()
    names = [part_name(part) for part in tables.parts] if tables.several else []
    part = part_named(name, names) if name else 0
    if part is None:
        return (screens.which_part(names, facts),)
    pictures = picture_of(tables, at=facts.now, words=facts.words, part=part)
    return (*pictures, screens.which_part(names, facts)) if names and not part else pictures


def _as_it_arrives(one: Message | Picture, group: GroupChat, now: datetime) -> Message | Picture:
    """Where pictures are not taken, the same in words."""
    if isinstance(one, Picture) and not group.takes_pictures(now):
        return Message(name=one.name, text=one.text)
    return one

"""A criteria table that somebody asked for: a picture for the very chat, made from its recipe when it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import digest_role
from conversations.screens import problems
from handlers.digest import load_tables, picture_of

if TYPE_CHECKING:
    from conversations.engine.effects import ShowTable
    from conversations.engine.screen import Picture
    from handlers.apply.acting import Acting


async def show_table(acting: Acting, effect: ShowTable) -> tuple[Picture, ...]:
    """The picture; none where there is nothing to show. Raises Refusal: the person may not read the unit's table."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(unit.id for unit in line[1:])
    if acting.person is None or not line or digest_role(acting.person, line[0], above) is None:
        raise problems.not_yours(acting.words)
    tables = await load_tables(
        acting.tx, acting.programme.sets, unit=effect.unit, as_of=acting.now.date(), known_at=acting.now
    )
    return picture_of(tables, at=acting.now, words=acting.words, part=effect.part)

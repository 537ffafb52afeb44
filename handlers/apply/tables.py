"""Digests and tables as a person asks for them: a picture for the very chat, and whether digests come by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import digest_role
from conversations.screens import problems
from handlers.digest import load_tables, picture_of
from handlers.digest_wishes import digest_wanted
from storage.digests import subscribe

if TYPE_CHECKING:
    from conversations.engine.effects import ShowTable, SubscribeDigest
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


async def subscribe_digest(acting: Acting, effect: SubscribeDigest) -> None:
    """Whether the unit's digests come by themselves. Raises Refusal: only to whoever holds a role at the very unit."""
    if acting.person is None or await digest_wanted(acting.tx, effect.unit, acting.person) is None:
        raise problems.not_yours(acting.words)
    subscribe(acting.tx, acting.somebody, effect.unit, wanted=effect.wanted, now=acting.now)
    acting.note("digest_wish", f"unit:{effect.unit}", wanted=int(effect.wanted))

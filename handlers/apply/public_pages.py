"""A manager lets everybody read of the unit, or nobody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_publish
from conversations.screens import problems
from conversations.screens import public_page as screens
from handlers.public_pages import LEVELS, switch_page

if TYPE_CHECKING:
    from conversations.engine.effects import SwitchPublicPage
    from handlers.apply.acting import Acting


async def switch_public_page(acting: Acting, effect: SwitchPublicPage) -> None:
    """Raises Refusal: not theirs to switch, or no such unit."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line or acting.person is None or line[0].kind.level not in LEVELS:
        raise problems.not_yours(acting.words)
    if not may_publish(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    await switch_page(acting.tx, line[0], wanted=effect.wanted, by=acting.somebody, now=acting.now)
    acting.said.append(screens.switched(line[0], wanted=effect.wanted, words=acting.words))

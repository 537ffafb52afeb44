"""An official file for the very chat; that it was taken is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_take_papers
from conversations.screens import problems
from conversations.screens.take_papers import document

if TYPE_CHECKING:
    from conversations.engine.effects import SendPaper
    from conversations.engine.screen import Document
    from handlers.apply.acting import Acting


async def send_paper(acting: Acting, effect: SendPaper) -> tuple[Document, ...]:
    """The file, by its recipe. Raises Refusal where it is not theirs to take."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line or acting.person is None or not may_take_papers(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    acting.note("paper_sent", f"unit:{effect.unit}", kind=effect.kind.value)
    return (document(line[0], effect.kind, acting.now, acting.words),)

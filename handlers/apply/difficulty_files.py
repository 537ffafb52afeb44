"""Photos and voice notes of a difficulty, opened in the chat by whoever may see it; each piece is noted as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.screens import difficulty_files as screens
from conversations.screens import problems
from handlers.apply.difficulties import visible_difficulty
from handlers.apply.shown_files import shown_files
from handlers.evidence_view import note_difficulty_viewed
from storage.evidence_pieces import pieces_of_difficulty

if TYPE_CHECKING:
    from conversations.engine.effects import ShowDifficultyFiles
    from conversations.engine.screen import Picture
    from handlers.apply.acting import Acting


async def show_difficulty_files(acting: Acting, effect: ShowDifficultyFiles) -> tuple[Picture, ...]:
    """The files, for the very chat. Raises Refusal: not theirs to see, or no such difficulty."""
    difficulty = await visible_difficulty(acting, effect.number)
    if difficulty is None:
        raise problems.not_yours(acting.words)
    return shown_files(
        acting,
        await pieces_of_difficulty(acting.tx, difficulty.id),
        name="difficulties.file",
        said=screens,
        caption=lambda place, of, at: screens.caption(difficulty, place, of, at, acting.words),
        note=lambda seen: note_difficulty_viewed(
            acting.tx, seen, by=acting.somebody, difficulty=difficulty.id, at=acting.now
        ),
    )

"""Photos and voice notes of a difficulty, opened in the chat by whoever may see it; each piece is noted as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Picture
from conversations.programme.answer import EvidenceKind
from conversations.screens import difficulty_files as screens
from conversations.screens import problems
from conversations.screens.evidence_recipe import EvidenceRecipe
from handlers.apply.difficulties import visible_difficulty
from handlers.apply.file_links import carries_files
from handlers.evidence_view import note_difficulty_viewed
from storage.evidence_pieces import pieces_of_difficulty

if TYPE_CHECKING:
    from conversations.engine.effects import ShowDifficultyFiles
    from handlers.apply.acting import Acting


async def show_difficulty_files(acting: Acting, effect: ShowDifficultyFiles) -> tuple[Picture, ...]:
    """The files, for the very chat. Raises Refusal: not theirs to see, or no such difficulty."""
    difficulty = await visible_difficulty(acting, effect.number)
    if difficulty is None:
        raise problems.not_yours(acting.words)
    pieces = await pieces_of_difficulty(acting.tx, difficulty.id)
    files = [(piece, number) for piece in pieces for number in piece.photos]
    if pending := sum(piece.pending for piece in pieces):
        acting.said.append(screens.waiting(pending, acting.words))
    if files and not carries_files(acting):
        acting.said.append(screens.not_here(len(files), acting.words))
        return ()
    # by a link it is seen when that is opened
    seen = dict.fromkeys(piece.id for piece, _ in files) if acting.services.renderers[acting.channel].files else ()
    note_difficulty_viewed(acting.tx, seen, by=acting.somebody, difficulty=difficulty.id, at=acting.now)
    return tuple(
        Picture(
            name="difficulties.file",
            recipe=str(EvidenceRecipe(evidence=piece.id, number=number)),
            caption=(caption := screens.caption(difficulty, place, len(files), piece.at, acting.words)),
            text=caption,
            voice=piece.kind is EvidenceKind.VOICE,
        )
        for place, (piece, number) in enumerate(files, start=1)
    )

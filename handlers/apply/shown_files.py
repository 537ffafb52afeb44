"""Photos and voice notes of one thing, a difficulty or an entry of a register, opened in the chat by whoever may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from conversations.engine.screen import Picture
from conversations.programme.answer import EvidenceKind
from conversations.screens.evidence_recipe import EvidenceRecipe
from handlers.apply.file_links import carries_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import EvidenceId
    from handlers.apply.acting import Acting
    from storage.evidence_pieces import Piece


class Said(Protocol):
    """What the screens of the thing say: of files still on their way, and where none can be shown."""

    def waiting(self, count: int, words: Words) -> str: ...

    def not_here(self, count: int, words: Words) -> str: ...


def shown_files(
    acting: Acting,
    pieces: Sequence[Piece],
    *,
    name: str,
    said: Said,
    caption: Callable[[int, int, datetime], str],
    note: Callable[[Iterable[EvidenceId]], None],
) -> tuple[Picture, ...]:
    """The files, for the very chat. caption: of the so-manieth, of so many, sent then. note: that they are seen."""
    files = [(piece, number) for piece in pieces for number in piece.photos]
    if pending := sum(piece.pending for piece in pieces):
        acting.said.append(said.waiting(pending, acting.words))
    if files and not carries_files(acting):
        acting.said.append(said.not_here(len(files), acting.words))
        return ()
    # by a link it is seen when that is opened
    note(dict.fromkeys(piece.id for piece, _ in files) if acting.services.renderers[acting.channel].files else ())
    return tuple(
        Picture(
            name=name,
            recipe=str(EvidenceRecipe(evidence=piece.id, number=number)),
            caption=(text := caption(place, len(files), piece.at)),
            text=text,
            voice=piece.kind is EvidenceKind.VOICE,
        )
        for place, (piece, number) in enumerate(files, start=1)
    )

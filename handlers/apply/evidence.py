"""Evidence opened in the chat: whoever may see it gets its photos and reads of its papers and places; each is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Picture
from conversations.programme.answer import EvidenceKind
from conversations.screens import evidence_view as screens
from conversations.screens import problems
from conversations.screens.evidence_recipe import EvidenceRecipe
from handlers.apply.file_links import carries_files
from handlers.evidence_view import may_view, note_evidence_viewed
from storage.evidence_pieces import pieces_of
from storage.reports import found, found_read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.effects import ShowEvidence
    from handlers.apply.acting import Acting
    from storage.evidence_pieces import Piece

AT_ONCE = 10
"""Photos of one opening: the newest."""


async def show_evidence(acting: Acting, effect: ShowEvidence) -> tuple[Picture, ...]:
    """The photos, for the very chat; the rest is said above the next screen. Raises Refusal: not theirs to see."""
    line = await acting.programme.line(acting.tx, effect.key.unit)
    sql, values = found_read(effect.key, acting.now.date())
    stored = found(await acting.tx.all(sql, **values)).report
    person = acting.person
    if not line or stored is None or person is None:
        raise problems.not_yours(acting.words)
    if not await may_view(acting.tx, acting.programme, person, effect.key, effect.indicator):
        raise problems.not_yours(acting.words)
    pieces = await pieces_of(acting.tx, stored.id, effect.indicator)
    unit = line[0].title
    if not pieces:
        acting.said.append(screens.nothing(acting.words, unit=unit, code=effect.indicator))
        return ()
    carried = carries_files(acting)
    acting.said.extend(_lines(acting, pieces, effect.indicator, carried=carried))
    photos = [(piece, number) for piece in pieces for number in piece.photos]
    shown = photos[-AT_ONCE:] if carried else []
    sent = shown if acting.services.renderers[acting.channel].files else []  # by a link it is seen when that is opened
    note_evidence_viewed(
        acting.tx,
        dict.fromkeys(
            [
                *(piece.id for piece in pieces if piece.kind is not EvidenceKind.PHOTO),
                *(piece.id for piece, _ in sent),
            ]
        ),
        by=acting.somebody,
        report=effect.key,
        indicator=effect.indicator,
        at=acting.now,
    )
    before = len(photos) - len(shown)
    return tuple(
        _picture(acting, piece, number, unit=unit, code=effect.indicator, place=place, of=len(photos))
        for place, (piece, number) in enumerate(shown, start=before + 1)
    )


def _lines(acting: Acting, pieces: Sequence[Piece], code: str, *, carried: bool) -> list[str]:
    words = acting.words
    lines = []
    for piece in pieces:
        match piece.kind:
            case EvidenceKind.PAPER:
                lines.append(screens.paper_line(words, code=code, paper=piece.paper, at=piece.at))
            case EvidenceKind.PLACE:
                lines.append(screens.place_line(words, code=code, place=piece.place, at=piece.at))
            case EvidenceKind.PHOTO | EvidenceKind.VOICE:
                continue
    there = sum(len(piece.photos) for piece in pieces)
    if there and not carried:
        lines.append(screens.photos_line(words, code=code, count=there))
    elif there > AT_ONCE:
        lines.append(screens.more_line(words, code=code, shown=AT_ONCE, of=there))
    if pending := sum(piece.pending for piece in pieces):
        lines.append(screens.waiting_line(words, code=code, count=pending))
    if destroyed := sum(piece.destroyed for piece in pieces):
        lines.append(screens.destroyed_line(words, code=code, count=destroyed))
    if lost := sum(piece.lost for piece in pieces):
        lines.append(screens.lost_line(words, code=code, count=lost))
    return lines


def _picture(acting: Acting, piece: Piece, number: int, *, unit: str, code: str, place: int, of: int) -> Picture:
    caption = screens.photo_caption(acting.words, unit=unit, code=code, number=place, of=of, at=piece.at)
    recipe = EvidenceRecipe(evidence=piece.id, number=number)
    return Picture(name="evidence_view.photo", recipe=str(recipe), caption=caption, text=caption)

"""What only sends something to the very chat: pictures and documents below the next screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.engine import effects as e
from handlers.apply import invitations
from handlers.apply.difficulty_files import show_difficulty_files
from handlers.apply.evidence import show_evidence
from handlers.apply.file_links import documents_with_links, pictures_with_links
from handlers.apply.own_data import send_own_data
from handlers.apply.papers import send_paper
from handlers.apply.registers import show_entry_files
from handlers.apply.tables import show_table

if TYPE_CHECKING:
    from conversations.engine.screen import Document, Picture
    from handlers.apply.acting import Acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What leaves, in order."""

    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()


async def show(acting: Acting, effect: e.Shown) -> Sent:
    """Raises Refusal where it is not theirs to see."""
    shown = await _shown(acting, effect)
    return Sent(
        pictures=await pictures_with_links(acting, shown.pictures),
        documents=await documents_with_links(acting, shown.documents),
    )


async def _shown(acting: Acting, effect: e.Shown) -> Sent:
    match effect:
        case e.ShowTable():
            return Sent(pictures=tuple(await show_table(acting, effect)))
        case e.ShowEvidence():
            return Sent(pictures=await show_evidence(acting, effect))
        case e.ShowDifficultyFiles():
            return Sent(pictures=await show_difficulty_files(acting, effect))
        case e.ShowEntryFiles():
            return Sent(pictures=await show_entry_files(acting, effect))
        case e.MakeInvitation():
            return Sent(pictures=tuple(await invitations.make(acting, effect)))
        case e.ShowInvitation():
            return Sent(pictures=tuple(await invitations.show(acting, effect)))
        case e.SendPaper():
            return Sent(documents=await send_paper(acting, effect))
        case e.SendOwnData():
            return Sent(documents=tuple(send_own_data(acting)))
        case _:
            assert_never(effect)

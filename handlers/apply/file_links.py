"""On a channel that carries no files, whatever would have been sent gets a link, where the bot has an address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.screens.file_link import linked
from handlers.link_signature import PATH, token_of
from storage.file_links import add_link, link_key
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.screen import Document, Picture
    from handlers.apply.acting import Acting


def carries_files(acting: Acting) -> bool:
    """Whether a file reaches this chat at all, by itself or by a link."""
    return acting.services.renderers[acting.channel].files or _may_link(acting)


def _may_link(acting: Acting) -> bool:
    return acting.services.file_links is not None and acting.session.person is not None


async def pictures_with_links(acting: Acting, pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """The same, with what stands for each where there are no pictures."""
    if not pictures or not _needed(acting):
        return tuple(pictures)
    return tuple([replace(one, text=await _linked(acting, one.text, one.recipe)) for one in pictures])


async def documents_with_links(acting: Acting, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The same, with what stands for each where there are no files."""
    if not documents or not _needed(acting):
        return tuple(documents)
    return tuple([replace(one, text=await _linked(acting, one.caption, one.recipe)) for one in documents])


def _needed(acting: Acting) -> bool:
    renderer = acting.services.renderers.get(acting.channel)
    return renderer is not None and not renderer.files and _may_link(acting)


async def _linked(acting: Acting, told: str, recipe: str) -> str:
    linking = acting.services.file_links
    if linking is None:
        raise LookupError("file_links")
    until = acting.now + linking.good_for
    key = await link_key(acting.tx, linking.fresh_key(acting.services.secrets))
    stored = await add_link(
        acting.tx, person=acting.somebody, recipe=recipe, at=millis(acting.now), until=millis(until)
    )
    return linked(told, f"{linking.base}{PATH}{token_of(stored, key)}", until, acting.words)

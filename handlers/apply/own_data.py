"""One's own data as files, for the very chat in which it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.screens.own_data_file import own_documents

if TYPE_CHECKING:
    from conversations.engine.screen import Document
    from handlers.apply.acting import Acting


def send_own_data(acting: Acting) -> tuple[Document, ...]:
    """The files, by their recipes. Raises Refusal where nobody has joined in this chat."""
    person = acting.somebody
    acting.note("own_data_sent", f"person:{person}")
    return own_documents(acting.words, person, acting.now)

"""Files behind links: made when the link is opened, never kept, and never handed to anything between us and the reader.

A link that opens nothing says one sentence, whatever is wrong with it.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot.documents.public_html import STYLED, sentence_page
from bot.listening import Reply
from conversations.programme.problem import Problem
from conversations.reading.fold import tidy
from conversations.screens import file_link as screens
from handlers.open_link import is_open, open_link

if TYPE_CHECKING:
    from bot.attachments import Maker
    from handlers.ports import Services
    from storage.database import Database

AT_ONCE: Final = 4
"""Files being made; more readers are asked to come again."""
PRIVATE: Final = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Content-Security-Policy", f"default-src 'none'; {STYLED}; sandbox"),
)
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')

_log = logging.getLogger(__name__)


class FilePages:
    """The files of one database."""

    def __init__(self, *, database: Database, files: Maker, services: Services) -> None:
        self._database = database
        self._files = files
        self._services = services
        self._making = 0

    async def get(self, token: str) -> Reply:
        """The file of a link, as something to be saved."""
        words = self._services.words["vi"]
        if not await is_open(self._database, token, self._services):  # a forged one takes nobody's place
            return closed_page(screens.closed(words))
        if self._making >= AT_ONCE:
            return _later(screens.busy(words))
        self._making += 1
        try:
            return await self._file(token) or closed_page(screens.closed(words))
        finally:
            self._making -= 1

    async def _file(self, token: str) -> Reply | None:
        recipe = await open_link(self._database, token, self._services)
        if recipe is None:
            return None
        try:
            made = await self._files.made(recipe)
        except Problem:  # a report that is no more owed, a form that is no more taken
            _log.exception("a file could not be made", extra={"recipe": recipe})
            return None
        except OSError:  # of the machine: in a minute it may well be made
            _log.exception("a file could not be made now", extra={"recipe": recipe})
            return _later(screens.not_now(self._services.words["vi"]))
        if made is None:
            return None
        return Reply(
            body=made.content,
            kind=made.kind,
            headers=(("Content-Disposition", disposition(made.file_name, made.title)), *PRIVATE),
        )


def disposition(name: str, title: str = "") -> str:
    """To be saved under this title, written as RFC 5987 says; name: plain letters, for programs that cannot read it."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in name)
    ending = name.rpartition(".")[2]
    said = f"{clean_title(title)}.{ending}" if title else name
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(said, safe='')}"


def clean_title(title: str) -> str:
    """The title as a file may be called: no path, nothing unseen."""
    return tidy("".join(" " if letter in _NOT_IN_NAMES else letter for letter in title))[:120].strip(" .")


def closed_page(said: str) -> Reply:
    """Instead of a file: one sentence, whatever is wrong with the link."""
    return _sentence(HTTPStatus.NOT_FOUND, said)


def _later(said: str) -> Reply:
    return _sentence(HTTPStatus.SERVICE_UNAVAILABLE, said, retry_after=60)


def _sentence(status: HTTPStatus, said: str, *, retry_after: int = 0) -> Reply:
    page = sentence_page(said.partition(";")[0], said)
    return Reply(status, page.encode(), retry_after=retry_after, kind="text/html; charset=utf-8", headers=PRIVATE)

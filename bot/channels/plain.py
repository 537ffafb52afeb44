"""The plainest channel: text only, at most 2,000 characters a message, options with numbers, or letters before figures.

What is prepared is JSON: to whom, and the texts in the order in which they are shown. A terminal shows them, a channel
without buttons sends them.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from conversations.engine.screen import Document, Message, Picture, Screen, Takes
    from handlers.ports import Place

LONGEST: Final = 2000


class PlainRenderer:
    """No buttons, no edits."""

    plain = True
    files = False
    edits = False

    def screen(self, screen: Screen, *, token: str, place: Place) -> bytes:  # noqa: ARG002 - the port's form
        """The text, an empty line, and one line for each option."""
        marks = ascii_uppercase if screen.lettered else None
        lines = [f"{mark_of(number, marks)}. {option.label}" for number, option in enumerate(screen.options)]
        return _prepared("\n\n".join(part for part in (screen.text, "\n".join(lines)) if part), place.address)

    def message(self, message: Message, *, address: str) -> bytes:
        """The text, and for each link the command that leads to the same place."""
        lines = [f"{link.label}, gõ: {link.command}" for link in message.links]
        return _prepared("\n\n".join(part for part in (message.text, "\n".join(lines)) if part), address)

    def picture(self, picture: Picture, *, address: str) -> bytes:
        """What it shows, in words."""
        return _prepared(picture.text, address)

    def document(self, document: Document, *, address: str) -> bytes | None:
        """There are no files: what is said instead."""
        return _prepared(document.text, address) if document.text else None

    def unbutton(self, *, address: str, message_id: str) -> bytes | None:  # noqa: ARG002 - the port's form
        """Nothing: there are no buttons."""
        return None

    def below(self, takes: Collection[Takes]) -> bool:  # noqa: ARG002 - the port's form
        """There is nothing but text."""
        return False

    def unkeyboard(self, *, address: str, text: str) -> bytes | None:  # noqa: ARG002 - the port's form
        """Nothing, as before."""
        return None

    def menu(self, commands: Sequence[tuple[str, str]], *, address: str) -> bytes | None:  # noqa: ARG002 - the port gives it
        """Nothing is listed: help names the commands."""
        return None


def mark_of(number: int, marks: str | None) -> str:
    """What stands before the option of that place, counted from 0: its number, or its letter."""
    return marks[number] if marks and number < len(marks) else str(number + 1)


def address_of(body: bytes) -> str:
    """To whom it goes."""
    address: str = orjson.loads(body)["to"]
    return address


def texts_of(body: bytes) -> list[str]:
    """The texts of what was prepared."""
    texts: list[str] = orjson.loads(body)["texts"]
    return texts


def pieces(text: str, limit: int = LONGEST) -> list[str]:
    """The text in pieces that fit, parted at empty lines if possible, else at line ends, else anywhere."""
    found = []
    rest = text.strip("\n")
    while len(rest) > limit:
        window = rest[: limit + 1]
        ends = (window.rfind("\n\n", limit // 2), window.rfind("\n"), window.rfind(" "), limit)
        end = next(end for end in ends if end > 0)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip("\n ")
    return [piece for piece in (*found, rest) if piece]


def to_address(body: bytes, address: str) -> bytes:
    """What was prepared, for another address."""
    return orjson.dumps({**orjson.loads(body), "to": address})


def _prepared(text: str, address: str) -> bytes:
    return orjson.dumps({"to": address, "texts": pieces(text)})

"""A screen: channel-neutral text, options and what input it takes. A channel shows it within its capabilities.

Every screen must work on the weakest channel: plain text, at most 2,000 characters, options answered by number,
label, or label
without accents. A screen that takes typed figures marks its options with letters there, so that "1" is never two
things.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OPTION_BYTES = 48
"""Longest option id: Telegram's callback_data takes 64 bytes, the token before it needs up to 16."""


ROW = 32
"""Letters that the labels of one row have together on a phone of 360 px; Telegram cuts what is longer."""


class Takes(StrEnum):
    """What a screen accepts besides its options."""

    TEXT = "text"
    """Free text: a bare word is then never a command."""
    FIGURE = "figure"
    """A typed figure; with TEXT, a text that may be a bare number."""
    NAME = "name"
    """A name out of a list (a unit), or other words that may mean one of the options, typed."""
    PHOTO = "photo"
    VOICE = "voice"
    PLACE = "place"
    CONTACT = "contact"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to press. id: ASCII, at most 48 bytes; it means something to the screen's dialogue only."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What a person sees. rows: options as they stand on a keyboard; about three a row at most, labels under 32
    characters.
    """

    name: str
    """The dialogue and the screen, "fill_report.question": shown in the simulator beside the chat and in logs."""
    text: str
    rows: tuple[tuple[Option, ...], ...] = ()
    takes: frozenset[Takes] = frozenset()
    share: str = ""
    """What a button says with which a channel lets the person share the contact or place that is asked for."""
    placeholder: str = ""
    """A hint in an empty input field, where a channel has one."""

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, left to right and downwards: the order of their numbers in plain text."""
        return tuple(option for row in self.rows for option in row)

    @property
    def lettered(self) -> bool:
        """Whether plain text marks the options with letters instead of numbers."""
        return Takes.FIGURE in self.takes


def rows_of(*options: Option | None, across: int = 1) -> tuple[tuple[Option, ...], ...]:
    """Options in rows of so many at most; None is left out. A label that would be cut beside others stands alone."""
    rows: list[list[Option]] = []
    for option in options:
        if option is None:
            continue
        if rows and len(rows[-1]) < across and all(len(one.label) * across <= ROW for one in (*rows[-1], option)):
            rows[-1].append(option)
        else:
            rows.append([option])
    return tuple(tuple(row) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way into a place from a message that arrived by itself (a return, a reminder): pressing it opens that place.

    In plain text the command is named instead ("gõ: duyet").
    """

    place: str
    """"approve:12.3.2023-H1": read by engine/links.py; rights are checked when it is opened, whoever presses."""
    label: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that is told like a message. It is made just before it leaves, from its recipe.

    text: all that the picture shows, for a channel that shows none; caption: the words under the picture.
    """

    name: str
    recipe: str
    caption: str
    text: str
    voice: bool = False
    """It is heard, not seen: a voice note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that is sent like a message. It is made just before it leaves, from its recipe.

    caption: the words under the file; text: what a channel without files says instead, empty: nothing.
    """

    name: str
    recipe: str
    caption: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something that is told without taking over the running conversation."""

    name: str
    text: str
    links: tuple[Link, ...] = ()
    silent: bool = False

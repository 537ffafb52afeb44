"""Commands as people type them: with or without slash, accents and spaces, on channels with and without commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.reading import limits
from conversations.reading.fold import glued, telex, tidy

if TYPE_CHECKING:
    from collections.abc import Collection

_SLASHED: Final = re.compile(r"[/／]\s*(?P<name>[^\s@]{1,64})(?:@(?P<bot>[A-Za-z0-9_]{1,64}))?(?:\s+(?P<rest>.*))?")
_WORDS: Final = 4
"""The longest command in words: "dữ liệu cá nhân"."""
_NAME: Final = 32
"""Telegram's longest command name."""
_WITH_ARGUMENTS: Final = frozenset({"lichsu", "khokhan", "start"})
"""Bare words after which something may follow: "lichsu 13.3", "khokhan 12"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """name: small letters, digits and underscores; not known where somebody typed one that does not exist.

    arguments: what followed, as typed, may be empty.
    """

    name: str
    arguments: str = ""


def read_command(
    text: str, *, known: Collection[str], slash_only: bool = False, bot_name: str | None = None
) -> Command | None:
    """The command a text is, or None. With a slash any name is one; a bare word only a known one, as the whole message.

    slash_only: a free-text question is open, so that a bare word is an answer. bot_name: where given, a command that is
    addressed to another bot of a group is none.
    """
    if len(text) > limits.COMMAND:
        return None
    stripped = tidy(text)
    slashed = _SLASHED.fullmatch(stripped)
    if slashed is None:
        return None if slash_only else _bare(stripped, known)
    if bot_name is not None and slashed["bot"] and slashed["bot"].casefold() != bot_name.casefold():
        return None
    rest = slashed["rest"] or ""
    name = glued(slashed["name"])
    if name not in known and not slashed["bot"]:
        spaced = _longest(f"{slashed['name']} {rest}", known)  # "/báo cáo", "/lịch sử 13.3"
        if spaced is not None:
            return spaced
    return Command(name=name[:_NAME], arguments=rest) if name else None


def _bare(text: str, known: Collection[str]) -> Command | None:
    for word in (glued(text), glued(telex(text))):
        if word in known:
            return Command(name=word)
    found = _longest(text, known)
    return found if found is not None and found.name in _WITH_ARGUMENTS else None


def _longest(text: str, known: Collection[str]) -> Command | None:
    """The command in the first words, as many of them as make one, and the rest as its arguments."""
    words = text.split()
    for length in range(min(len(words), _WORDS), 0, -1):
        name = glued(" ".join(words[:length]))
        if name in known:
            return Command(name=name, arguments=" ".join(words[length:]))
    return None

"""Commands as people type them: with or without slash, accents and spaces, on channels with and without commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.reading import limits
from conversations.reading.fold import glued

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLASHED = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\s+(.*))?", re.DOTALL)
_WITH_ARGUMENTS = frozenset({"lichsu", "start"})
"""Bare words after which something may follow: "lichsu 13.3"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """name: small letters, digits and underscores. arguments: what followed, may be empty."""

    name: str
    arguments: str = ""


def read_command(text: str, *, known: Sequence[str], slash_only: bool = False) -> Command | None:
    """The command a text is, or None. With a slash any name is one; a bare word only a known one that is the whole
    message.

    slash_only: a free-text question is open, so that a bare word is an answer.
    """
    stripped = text.strip()
    if len(stripped) > limits.COMMAND:
        return None
    slashed = _SLASHED.fullmatch(stripped)
    if slashed is not None:
        return Command(name=slashed[1].lower(), arguments=(slashed[2] or "").strip())
    if stripped.startswith("/"):
        return _bare(stripped[1:], known)
    return None if slash_only else _bare(stripped, known)


def _bare(text: str, known: Sequence[str]) -> Command | None:
    word = glued(text)
    if word in known:
        return Command(name=word)
    words = text.split()
    for split in range(1, min(len(words), 4)):
        name = glued(" ".join(words[:split]))
        if name in known and name in _WITH_ARGUMENTS:
            return Command(name=name, arguments=" ".join(words[split:]))
    return None

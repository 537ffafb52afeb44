"""Which option a typed text chooses: by number or letter, by label, label without accents, the label's beginning.
Never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Literal

from conversations.reading import limits
from conversations.reading.fold import accents_agree, has_accents, plain_words, telex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMBER = re.compile(r"(?:(?:so|cau|muc|chon)\s+)?(\d{1,3})")
_LETTER = re.compile(r"(?:(?:muc|chon)\s+)?([a-z])")
_POLITE = re.compile(r"^(?:da|vang)\s+|\s+(?:a|nhe|nha)$")
_BEGINNING = 3
"""So many letters of a label's beginning choose it, where no other label begins so."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Exactly one."""

    id: str


@dataclass(frozen=True, slots=True)
class Several:
    """It could be any of these: ask."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """None of them."""


Choice = Chosen | Several | NoMatch


def choose(
    text: str, options: Sequence[tuple[str, str]], *, marks: Literal["numbers", "letters"] = "numbers"
) -> Choice:
    """The option (id, label) a text means. marks: how plain text marks the options, so that a figure is never a
    mark.
    """
    if len(text) > limits.CHOICE:
        return NoMatch()
    said = plain_words(text)
    if not said:
        return NoMatch()
    marked = _marked(said, options, marks)
    if marked is not None:
        return marked
    meant = _POLITE.sub("", _POLITE.sub("", said))
    whole = _among(options, lambda label: plain_words(label) in {said, meant})
    found = whole or _among(options, lambda label: plain_words(label) == telex(meant))
    if not found and len(meant.replace(" ", "")) >= _BEGINNING and not meant.isdecimal():
        found = _among(options, lambda label: plain_words(label).startswith(f"{meant} "))
        found = found or _among(options, lambda label: plain_words(label).startswith(meant))
    if len(found) > 1 and has_accents(text):
        labels = dict(options)
        found = [option for option in found if accents_agree(text, labels[option])] or found
    if not found:
        return NoMatch()
    return Chosen(found[0]) if len(found) == 1 else Several(tuple(found))


def _marked(said: str, options: Sequence[tuple[str, str]], marks: str) -> Choice | None:
    found = (_NUMBER if marks == "numbers" else _LETTER).fullmatch(said)
    if found is None:
        return None
    place = int(found[1]) - 1 if marks == "numbers" else ascii_lowercase.index(found[1])
    return Chosen(options[place][0]) if 0 <= place < len(options) else None


def _among(options: Sequence[tuple[str, str]], fits: Callable[[str], bool]) -> list[str]:
    return [option for option, label in options if fits(label)]

"""Which option a typed text chooses: by number or letter, by label, label without accents, the label's beginning.

Never a guess: "chưa đạt" is not "đạt", a wrong accent is not the right one, and what fits two options is asked back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import accents_agree, fold, plain_words, same_accents, telex, tidy
from conversations.reading.yesno import read_yes_no

if TYPE_CHECKING:
    from collections.abc import Sequence

Options: TypeAlias = "Sequence[tuple[str, str]]"
"""Ids with their labels, in the order of their numbers."""

_BEFORE_MARK: Final = r"(?:(?:so|cau|muc|chon|y|phuong an|lua chon|thu|lenh)\s+)*"
_NUMBER: Final = re.compile(rf"{_BEFORE_MARK}(\d{{1,3}})")
_LETTER: Final = re.compile(rf"{_BEFORE_MARK}([a-z])")
_CODE: Final = re.compile(r"(?:(?:tieu chi|chi tieu|tc|ct)\s+)?(?:so\s+)?(\d+(?:\.\d+)*)")
_LABEL_CODE: Final = re.compile(r"\W*(\d+(?:\.\d+)*)(?![\d.,]*\d)\b")
_NUMBER_WORDS: Final = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SHORT_NOT: Final = re.compile(r"\b(?:ko|k|kg|hong|chang)\b")
_NOT: Final = re.compile(r"\bkhong\b")
_WORD: Final = re.compile(r"[^\W_]+")

LONGEST_MARK: Final = 2
"""Digits of the number before an option."""
BEGINNING: Final = 3
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


Choice: TypeAlias = Chosen | Several | NoMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """An option with its label's key, made once for all ways to compare."""

    id: str
    label: str
    key: str


def choose(text: str, options: Options, *, marks: Literal["numbers", "letters"] = "numbers") -> Choice:
    """The option that a text means.

    marks: how plain text marks the options; where a figure may be typed, with letters, so that "1" is never two things.
    """
    if len(text) > limits.CHOICE:
        return NoMatch()
    said = tidy(text)
    if not plain_words(said):
        return NoMatch()
    if marks == "letters" and said.isascii() and said.isdecimal():
        return _outcome([option for option, label in options if label == said])
    keyed = [_Option(id=option, label=label, key=plain_words(label)) for option, label in options]
    bare = without_courtesy(said)
    by_mark = _numbered if marks == "numbers" else _lettered
    found = _labelled(said, keyed) or _labelled(bare, keyed)
    marked = by_mark(said, keyed) or by_mark(bare, keyed)
    return _outcome(
        list(dict.fromkeys((*found, *marked)))
        or _affirmed(bare, keyed)
        or _negated(bare, keyed)
        or _slipped(bare, keyed)
        or _begun(bare, keyed)
        or (_spelled(bare, keyed) if marks == "numbers" else [])
    )


def _outcome(found: list[str]) -> Choice:
    if len(found) > 1:
        return Several(tuple(found))
    return Chosen(found[0]) if found else NoMatch()


def _labelled(text: str, options: list[_Option]) -> list[str]:
    """The whole label; with the very accents, if one has them."""
    key = plain_words(text)
    alike = [option for option in options if option.key == key]
    if not alike or text.isascii():
        return [option.id for option in alike]
    same = [option.id for option in alike if same_accents(text, option.label)]
    return same or [option.id for option in alike if accents_agree(text, option.label)]


def _numbered(text: str, options: list[_Option]) -> list[str]:
    """By the number before an option, and by the code that a label begins with ("17.1 Nước sạch")."""
    key = fold(text)
    found: list[str] = []
    number = _NUMBER.fullmatch(key)
    if number is not None and 1 <= int(number[1]) <= len(options):
        found.append(options[int(number[1]) - 1].id)
    code = _CODE.fullmatch(key)
    if code is not None:
        found += [option.id for option in options if (begin := _LABEL_CODE.match(option.label)) and begin[1] == code[1]]
    return found


def _lettered(text: str, options: list[_Option]) -> list[str]:
    letter = _LETTER.fullmatch(fold(text))
    place = ascii_lowercase.index(letter[1]) if letter is not None else len(options)
    return [options[place].id] if place < len(options) else []


def _spelled(text: str, options: list[_Option]) -> list[str]:
    """Số hai, một: as voice input writes a number."""
    word = re.sub(_BEFORE_MARK, "", plain_words(text))
    for place, name in enumerate(_NUMBER_WORDS[: len(options)]):
        if fold(name) == word and accents_agree(text.rsplit(maxsplit=1)[-1], name):
            return [options[place].id]
    return []


def _affirmed(text: str, options: list[_Option]) -> list[str]:
    """Vâng for [Đúng], ko for [Không phải]: where one option says just that."""
    answer = read_yes_no(text)
    return [] if answer is None else [option.id for option in options if read_yes_no(option.label) is answer]


def _negated(text: str, options: list[_Option]) -> list[str]:
    """Ko đạt, không đạt for [Chưa đạt]: the whole label, with one not for another."""
    key = _SHORT_NOT.sub("khong", plain_words(text))
    if not _NOT.search(key):
        return []
    whole = [option.id for option in options if option.key == key]
    return whole or [option.id for option in options if option.key == _NOT.sub("chua", key)]


def _slipped(text: str, options: list[_Option]) -> list[str]:
    key = telex(text) if text.isascii() else ""
    return [option.id for option in options if key and option.key == key]


def _begun(text: str, options: list[_Option]) -> list[str]:
    """The beginning of one label: whole words first, then letters. A bare yes or no begins nothing but itself."""
    key = plain_words(text)
    if sum(char.isalpha() for char in key) < BEGINNING or (read_yes_no(text) is not None and key != "chua"):
        return []
    begun = [option for option in options if option.key.startswith(key) and _begins(text, option.label)]
    words = [option.id for option in begun if option.key.startswith(f"{key} ")]
    return words or [option.id for option in begun]


def _begins(text: str, label: str) -> bool:
    """Whether the accents that were typed agree with the beginning of the label."""
    typed = _WORD.findall(tidy(text))
    there = _WORD.findall(tidy(label))[: len(typed)]
    return len(typed) == len(there) and accents_agree(
        " ".join(typed), " ".join((*there[:-1], there[-1][: len(typed[-1])]))
    )


def is_mark(said: str) -> bool:
    """Whether a folded text is a number so short that it may stand for an option: where words are asked for, it says
    nothing.
    """
    return said.isascii() and said.isdecimal() and len(said) <= LONGEST_MARK

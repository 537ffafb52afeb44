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
    from collections.abc import Callable, Sequence

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


def choose(text: str, options: Options, *, marks: Literal["numbers", "letters"] = "numbers") -> Choice:
    """The option that a text means.

    marks: how plain text marks the options; where a figure may be typed, with letters, so that "1" is never two things.
    """
    if len(text) > limits.CHOICE:
        return NoMatch()
    said = tidy(text)
    if not plain_words(said):
        return NoMatch()
    bare = without_courtesy(said)
    found = _labelled(said, options) or _labelled(bare, options)
    by_mark = _numbered if marks == "numbers" else _lettered
    marked = by_mark(said, options) or by_mark(bare, options)
    return _outcome(
        list(dict.fromkeys((*found, *marked)))
        or _affirmed(bare, options)
        or _negated(bare, options)
        or _slipped(bare, options)
        or _begun(bare, options)
        or (_spelled(bare, options) if marks == "numbers" else [])
    )


def _outcome(found: list[str]) -> Choice:
    if len(found) > 1:
        return Several(tuple(found))
    return Chosen(found[0]) if found else NoMatch()


def _among(options: Options, fits: Callable[[str], bool]) -> list[str]:
    return [option for option, label in options if fits(label)]


def _labelled(text: str, options: Options) -> list[str]:
    """The whole label; with the very accents, if one has them."""
    same = _among(options, lambda label: same_accents(text, label))
    return same or _among(options, lambda label: accents_agree(text, label))


def _numbered(text: str, options: Options) -> list[str]:
    """By the number before an option, and by the code that a label begins with ("17.1 Nước sạch")."""
    key = fold(text)
    found = [option for place, (option, _) in enumerate(options, start=1) if _is_number(key, place)]
    code = _CODE.fullmatch(key)
    if code is not None:
        found += _among(options, lambda label: (begin := _LABEL_CODE.match(label)) is not None and begin[1] == code[1])
    return found


def _is_number(key: str, place: int) -> bool:
    number = _NUMBER.fullmatch(key)
    return number is not None and int(number[1]) == place


def _lettered(text: str, options: Options) -> list[str]:
    letter = _LETTER.fullmatch(fold(text))
    place = ascii_lowercase.index(letter[1]) if letter is not None else len(options)
    return [options[place][0]] if place < len(options) else []


def _spelled(text: str, options: Options) -> list[str]:
    """một, số hai: as voice input writes a number."""
    word = re.sub(_BEFORE_MARK, "", plain_words(text))
    for place, name in enumerate(_NUMBER_WORDS[: len(options)]):
        if fold(name) == word and accents_agree(text.rsplit(maxsplit=1)[-1], name):
            return [options[place][0]]
    return []


def _affirmed(text: str, options: Options) -> list[str]:
    """vâng for [Đúng], ko for [Không phải]: where one option says just that."""
    answer = read_yes_no(text)
    return [] if answer is None else _among(options, lambda label: read_yes_no(label) is answer)


def _negated(text: str, options: Options) -> list[str]:
    """ko đạt, không đạt for [Chưa đạt]: the whole label, with one not for another."""
    key = _SHORT_NOT.sub("khong", plain_words(text))
    if not _NOT.search(key):
        return []
    whole = _among(options, lambda label: plain_words(label) == key)
    return whole or _among(options, lambda label: plain_words(label) == _NOT.sub("chua", key))


def _slipped(text: str, options: Options) -> list[str]:
    return _among(options, lambda label: plain_words(label) == telex(text)) if text.isascii() else []


def _begun(text: str, options: Options) -> list[str]:
    """The beginning of one label: whole words first, then letters. A bare yes or no begins nothing but itself."""
    key = plain_words(text)
    if sum(char.isalpha() for char in key) < BEGINNING or (read_yes_no(text) is not None and key != "chua"):
        return []
    words = _among(options, lambda label: plain_words(label).startswith(f"{key} ") and _begins(text, label))
    return words or _among(options, lambda label: plain_words(label).startswith(key) and _begins(text, label))


def _begins(text: str, label: str) -> bool:
    """Whether the accents that were typed agree with the beginning of the label."""
    typed = re.findall(r"[^\W_]+", tidy(text))
    there = re.findall(r"[^\W_]+", tidy(label))[: len(typed)]
    return len(typed) == len(there) and accents_agree(
        " ".join(typed), " ".join((*there[:-1], there[-1][: len(typed[-1])]))
    )

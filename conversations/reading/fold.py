"""One text, several keys. `tidy` is what is stored; `fold`, `glued` and `telex` are what is compared, never shown.

Accents decide first: "Hưng" is not "Hùng", but "Hung" may be either (`accents_agree`). Both ways of placing a tone
("hòa", "hoà") are one, and so are hỏi and ngã, which half the country writes for one another.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})
"""A stroke does not decompose; eth and the African letter are what old keyboards type for Đ."""

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by category, blank to the eye: a reason made of them would be no reason."""

_JOINER = "\u034f"
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_NOT_IN_KEYS = _UNSEEN | {"Mn", "Me"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HOOK, _TILDE, _STROKE = "\u0309", "\u0303", "\u0335"

_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_MARKED_WORD = re.compile("[^\\W_][^\\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\\W_]*)*")
_MANY_LINES = re.compile(r"\n{3,}")


def tidy(text: str, *, keep_newlines: bool = False) -> str:
    """The text as it is stored: NFC, nothing unseen (control, bidirectional, zero-width, unassigned), single spaces.

    keep_newlines: lines stay lines, with at most one empty line between them.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _seen(text.replace("\r\n", "\n")))
    if not keep_newlines:
        return " ".join(text.split())
    return _MANY_LINES.sub("\n\n", "\n".join(" ".join(line.split()) for line in text.splitlines())).strip()


def fold(text: str) -> str:
    """The search key: no accents, đ as d, small letters, single spaces, nothing but letters and digits at the ends.

    Wide, circled and keycap characters count as the plain ones. Folding twice changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        before = ""
        while text != before:  # a casefolded letter of a foreign script may decompose once more
            before, text = text, _bare(text)
    return _trimmed(" ".join(text.casefold().split()))


def name_order(name: str) -> tuple[str, str]:
    """The key by which names stand in a list that people read: Đại Sơn before Phúc Sen, as storage orders units."""
    return fold(name), name


def hyphened(text: str) -> str:
    """The same with a hyphen between the words, for a file's name: "be-van-dan"."""
    return _NOT_LETTERS.sub("-", fold(text)).strip("-")


def glued(text: str) -> str:
    """The folded letters and digits without anything between them: "Bế Văn Đàn" is "bevandan"."""
    return _NOT_LETTERS.sub("", fold(text))


def plain_words(text: str) -> str:
    """The folded words without marks between them: "⚠ Đạt, chưa bền vững" is "dat chua ben vung"."""
    return " ".join(_WORD.findall(fold(text)))


def telex(text: str) -> str:
    """The folded text as if the Vietnamese keyboard had been on: "ddoocj laapj" is "doc lap"."""
    return _WORD.sub(lambda word: _untelexed(word[0]), fold(text))


def has_accents(text: str) -> bool:
    """Whether an accent or a đ was typed at all."""
    return not text.isascii() and any(syllable.shapes or syllable.tone for syllable in _syllables(text))


def accents_agree(typed: str, wanted: str) -> bool:
    """Whether the words are the same and every accent that was typed is wanted; missing ones are forgiven."""
    if typed.isascii() and wanted.isascii():
        return plain_words(typed) == plain_words(wanted)
    mine, theirs = _syllables(typed), _syllables(wanted)
    return [syllable.letters for syllable in mine] == [syllable.letters for syllable in theirs] and all(
        one.shapes <= other.shapes and one.tone <= other.tone for one, other in zip(mine, theirs, strict=True)
    )


def same_accents(typed: str, wanted: str) -> bool:
    """Whether words and accents are the very same, however the tones are placed."""
    return _syllables(typed) == _syllables(wanted)


def accented(text: str) -> str:
    """The search key with its accents, however the tones are placed: equal where the words are pronounced the same."""
    return " ".join(
        syllable.letters + "".join(f"{place}{mark}" for place, mark in sorted(syllable.shapes)) + "".join(syllable.tone)
        for syllable in _syllables(text)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syllable:
    """letters: folded. shapes: marks that make another letter (â, ơ, đ), with their places. tone: wherever it stood."""

    letters: str
    shapes: frozenset[tuple[int, str]]
    tone: frozenset[str]


def _syllables(text: str) -> list[_Syllable]:
    spread = unicodedata.normalize("NFKD", text if text.isprintable() else _seen(text)).casefold()
    return [_syllable(word) for word in _MARKED_WORD.findall(spread)]


@lru_cache(maxsize=2048)
def _syllable(word: str) -> _Syllable:
    # names of units are the same few hundred syllables again and again
    letters: list[str] = []
    shapes: set[tuple[int, str]] = set()
    tone: set[str] = set()
    for char in word:
        if char in _TONES:
            tone.add(_HOOK if char == _TILDE else char)
        elif unicodedata.combining(char):
            shapes.add((len(letters) - 1, char))
        else:
            letter = char.translate(_STROKES)
            if letter != char:
                shapes.add((len(letters), _STROKE))
            letters.append(letter)
    return _Syllable(letters="".join(letters), shapes=frozenset(shapes), tone=frozenset(tone))


def _seen(text: str) -> str:
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isspace():
        return char
    if char in _BLANKS:
        return " "
    return "" if char == _JOINER or unicodedata.category(char) in _UNSEEN else char


def _bare(text: str) -> str:
    text = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_STROKES).casefold()
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if char in _BLANKS else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _NOT_IN_KEYS
    )


def _trimmed(text: str) -> str:
    first, last = 0, len(text)
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    return text[first:last]


def _untelexed(word: str) -> str:
    """Undo what telex keys do: aa ee oo dd, w, and the tone keys s f r x j z, which follow no vowel in Vietnamese."""
    letters: list[str] = []
    vowels = ""
    for char in word:
        if char in "sfrxjz" and vowels:
            continue
        if char == "w":
            if vowels:
                continue  # the breve or horn of a vowel before it
            letters.append("u")  # alone it is ư
            vowels += "u"
        elif char in "aeo" and char in vowels:
            continue  # the second key of aa, ee, oo, pressed at once or at the end of the syllable
        elif char == "d" and letters[:1] == ["d"] and (len(letters) == 1 or vowels):
            continue  # the second key of dd
        else:
            letters.append(char)
            if char in "aeiouy":
                vowels += char
    return "".join(letters)

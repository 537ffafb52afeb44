"""Words of courtesy around an answer: "dạ … ạ", "em chọn …", "… nhé anh". They carry nothing and are taken off."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Final

from conversations.reading.fold import accents_agree, fold, tidy

_BEFORE: Final = "dạ thưa vâng em tôi mình cháu xin cho anh chị bác chú ơi à chọn đã là"
_BEHIND: Final = "ạ á nhé nhá nha hen em anh chị bác chú cháu ơi rồi luôn vậy thế đi với mà"


def _by_key(spelled: str) -> dict[str, tuple[str, ...]]:
    words = spelled.split()
    return {fold(word): tuple(other for other in words if fold(other) == fold(word)) for word in words}


_BEFORE_BY_KEY: Final = _by_key(_BEFORE)
_BEHIND_BY_KEY: Final = _by_key(_BEHIND)


def without_courtesy(text: str) -> str:
    """The text without words of courtesy at its ends; at least one word stays. Accents are kept."""
    words = tidy(text).split()
    while len(words) > 1 and _courteous(words[-1], _BEHIND_BY_KEY):
        del words[-1]
    while len(words) > 1 and _courteous(words[0], _BEFORE_BY_KEY):  # last, so that of "dạ vâng ạ" the yes stays
        del words[0]
    return " ".join(words)


def _courteous(word: str, known: dict[str, tuple[str, ...]]) -> bool:
    key = fold(word)
    if len(word) == 1 and word in ascii_uppercase:
        return False  # the letter of an option
    return not key or any(accents_agree(word, other) for other in known.get(key, ()))

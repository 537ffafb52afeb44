"""Yes and no as people type them. What is neither for certain is None, and the question is shown again.

dạ alone is neither: in the north it only says "I hear you".
"""

from __future__ import annotations

from typing import Final

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import accents_agree, fold, plain_words, telex

_YES: Final = (
    "đúng, đúng vậy, đúng thế, đúng đấy, đúng ý, phải, vâng, dạ vâng, dạ phải, ừ, ừm, uh, um, uhm, ok, oke, okê, okie, "
    "oki, okay, có, yes, y, đồng ý, nhất trí, tán thành, chấp nhận, chính xác, chuẩn, xác nhận, được, rồi"
)
_NO: Final = (
    "không, ko, k, kg, kô, khg, hông, hong, hổng, no, n, sai, nhầm, nhầm lẫn, bị sai, chưa, từ chối, "
    "không đúng, không phải, không đồng ý, không nhất trí, không chấp nhận, không có, không được, không chính xác, "
    "chưa đúng, chưa phải, chưa có, chưa được, chưa đồng ý, chưa chính xác, "
    "ko đúng, ko phải, ko đồng ý, ko có, ko được, k đúng, k phải, k đồng ý"
)
_YES_SIGNS: Final = frozenset("👍👌✅✔")
_NO_SIGNS: Final = frozenset("👎❌✖")


def _answers() -> dict[str, tuple[tuple[str, bool], ...]]:
    both = [(word, True) for word in _YES.split(", ")] + [(word, False) for word in _NO.split(", ")]
    keys = {fold(word) for word, _ in both}
    return {key: tuple((word, yes) for word, yes in both if fold(word) == key) for key in keys}


_ANSWERS: Final = _answers()


def read_yes_no(text: str) -> bool | None:
    """True for yes, False for no, None for anything else."""
    if len(text) > limits.CHOICE:
        return None
    if not plain_words(text):
        return _signs(text)
    bare = without_courtesy(text)
    for said in (text, bare):
        agreed = {yes for word, yes in _ANSWERS.get(plain_words(said), ()) if accents_agree(said, word)}
        if len(agreed) == 1:
            return agreed.pop()
    slipped = {yes for _, yes in _ANSWERS.get(telex(bare), ())} if bare.isascii() else set()
    return slipped.pop() if len(slipped) == 1 else None


def _signs(text: str) -> bool | None:
    yes, no = _YES_SIGNS & set(text), _NO_SIGNS & set(text)
    return bool(yes) if bool(yes) != bool(no) else None

"""Whether a typed text only says that there is nothing: "không", "không có", "ko có khó khăn gì ạ"."""

from __future__ import annotations

from typing import Final

from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import plain_words
from conversations.reading.yesno import read_yes_no

_NO: Final = frozenset({"khong", "ko", "k", "chua"})
_EMPTY: Final = frozenset({
    "co", "thay", "phat", "sinh", "kho", "khan", "vuong", "mac", "kien", "nghi", "de", "xuat", "viec", "van", "gi",
    "nao", "them", "khac", "moi", "va",
})  # fmt: skip
"""Words that name nothing in particular."""


def says_nothing(text: str) -> bool:
    """False for anything that says more, so nothing is lost."""
    if read_yes_no(text) is False:
        return True
    words = plain_words(without_courtesy(text)).split()
    return bool(words) and words[0] in _NO and _EMPTY.issuperset(words[1:])

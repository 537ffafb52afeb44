"""Words that put a question off instead of answering it: "bỏ qua", "để sau nhé", "chưa có số ạ", "ko biết".

Only as the whole message, and only where nothing else is said: "chưa có hộ nào" may be a nought and is none of these.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import accents_agree, fold, plain_words, telex, tidy


class NoFigure(StrEnum):
    """What somebody wants who types no answer."""

    LATER = "later"
    """Go on, and ask again."""
    NONE_YET = "none_yet"
    """There is no figure yet. Where a yes or no is asked it may as well be a no."""
    NOT_KNOWN = "not_known"
    """Nobody here knows it."""


_LATER: Final = (
    "bỏ qua, để sau, để lúc khác, để mai, để hôm sau, để lát nữa, để lại, tính sau, làm sau, hỏi sau, trả lời sau, "
    "nhập sau, báo sau, điền sau, gửi sau, lúc khác, khi khác, hôm khác, lát nữa, chút nữa, tí nữa, mai, mai báo, "
    "câu khác, sang câu khác, qua câu khác, câu sau, câu tiếp, câu tiếp theo, tiếp theo, sang câu sau, qua câu sau, "
    "bỏ qua đã, để đó, để đấy, chờ, đợi, skip, next, later"
)
_NONE_YET: Final = (
    "chưa có, chưa có số, chưa có số liệu, chưa có số mới, chưa có số liệu mới, chưa có dữ liệu, chưa có kết quả, "
    "chưa ra số, chưa ra kết quả, không có số, không có số mới, không có số liệu, không có dữ liệu, "
    "chưa thống kê, chưa tổng hợp, chưa tính, chưa tính được, chưa rà soát, đang rà soát, "
    "đang tổng hợp, đang thống kê, đang chờ số, đang chờ số liệu, chờ số, chờ số liệu, chưa được cấp, no data"
)
_NOT_KNOWN: Final = (
    "không biết, chưa biết, không rõ, chưa rõ, không nắm, không nắm được, chưa nắm, chưa nắm được, chưa nắm rõ, "
    "không nhớ, chịu, don't know"
)
_NOT: Final = re.compile(r"\b(?:ko|k|kg|khg|hong|hông|hổng|hem)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"^(?:c[aâ]u|m[uụ]c|s[oố]|c[aá]i|ch[iỉ] ti[eê]u|ti[eê]u ch[ií]) n[aà]y\s+"
    r"|\s+(?:c[aâ]u|m[uụ]c|s[oố]|c[aá]i|ch[iỉ] ti[eê]u|ti[eê]u ch[ií]) n[aà]y$"
    r"|^(?:hi[eệ]n(?: nay| t[aạ]i)?|b[aâ]y gi[oờ]|v[aẫ]n|c[oò]n)\s+",
    re.IGNORECASE,
)


def _by_key(spelled: dict[NoFigure, str]) -> dict[str, tuple[tuple[str, NoFigure], ...]]:
    said = [(word, meant) for meant, words in spelled.items() for word in words.split(", ")]
    return {fold(word): tuple(pair for pair in said if fold(pair[0]) == fold(word)) for word, _ in said}


_WORDS: Final = _by_key({NoFigure.LATER: _LATER, NoFigure.NONE_YET: _NONE_YET, NoFigure.NOT_KNOWN: _NOT_KNOWN})


def read_no_figure(text: str) -> NoFigure | None:
    """What is wanted, where the whole message is one of these words; None for anything else."""
    if len(text) > limits.CHOICE:
        return None
    bare = without_courtesy(tidy(text).rstrip(".!… "))
    said = without_courtesy(_ABOUT.sub("", _NOT.sub("không", bare)))
    keys = (plain_words(said), telex(said) if said.isascii() else "")
    for key in keys:
        meant = {meant for word, meant in _WORDS.get(key, ()) if said.isascii() or accents_agree(said, word)}
        if len(meant) == 1:
            return meant.pop()
    return None

"""Questions that people type instead of a command: "còn thiếu gì", "ai phụ trách 17.1", "rẻ nhất", "hạn nào"."""

from __future__ import annotations

import re
from typing import Final

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import fold

_WHO: Final = re.compile(
    r"ai (?:phu trach|lam|chiu trach nhiem)(?: (?:tieu chi|chi tieu|so|cau))*(?: (\d{1,3}(?:[.,]\d{1,3})?))?"
)
_LACKS: Final = re.compile(
    r"(?:(?:xa|xom|thon|huyen)(?: (?:toi|em|minh))? )?(?:con )?"
    r"thieu (?:gi|bao nhieu|nhung gi|cai gi)(?: nua)?(?: de dat)?"
)
_CHEAPEST: Final = re.compile(
    r"(?:cach nao |tieu chi nao |cai nao )?(?:dat )?(?:them )?(?:1 tieu chi |mot tieu chi )?re nhat(?: nam nay)?"
)
_WHEN: Final = re.compile(r"(?:con )?han (?:nao|khi nao|bao gio|ngay nao|den bao gio|den khi nao)|bao gio (?:den )?han")
QUESTION: Final = 80
"""Characters; longer is a story."""


def read_question(text: str) -> str | None:
    """The item that is asked about, "" for all of them; None: it is no such question, as a whole."""
    if len(text) > min(QUESTION, limits.COMMAND):
        return None
    said = fold(without_courtesy(text)).strip(" ?!.")
    said = " ".join(said.replace("?", " ").split())
    if found := _WHO.fullmatch(said):
        return (found[1] or "").replace(",", ".")
    asked = (_LACKS, _CHEAPEST, _WHEN)
    return "" if any(one.fullmatch(said) for one in asked) else None

"""The invitation code in what a person typed or pasted: alone, in groups, within a sentence, or in its link."""

from __future__ import annotations

import re

from conversations.reading.limits import COMMAND

LETTERS = "23456789CFHJKMNPQRTVX"
"""What codes are made of: nothing that a Vietnamese keyboard changes or an eye confuses."""
LENGTH = 10

_LINK = re.compile(r"[?&]start(?:app)?=([A-Za-z0-9_-]{4,64})")
_CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
_LABEL = re.compile(r"^\W*(?:/?start\b|m[aã](?:\s+m[oờ]i)?\b(?:\s+(?:l[aà]|s[oố])\b)?)\W*", re.IGNORECASE)
_GAPS = re.compile(r"[\s\-._]+")
_MISREAD = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{8,16}")
"""Letters and digits in one piece: meant as a code though none looks so; it is looked up and said to be wrong."""


def is_invitation_code(text: str) -> bool:
    """Whether the whole text is a code and cannot be a figure."""
    whole = _GAPS.sub("", text).upper()
    return _CODE.fullmatch(whole) is not None and not whole.isdecimal()


def read_invitation_code(text: str) -> str | None:
    """The code as it is stored, or what was surely meant as one; None for any other text."""
    if len(text) > COMMAND:
        return None
    link = _LINK.search(text)
    if link is not None:
        return link[1]
    bare = _LABEL.sub("", text.strip(), count=1)
    whole = _GAPS.sub("", bare).upper()
    if _CODE.fullmatch(whole):
        return whole
    words = [word.strip(".,;:!?()“”\"'") for word in bare.split()]
    for word in words:
        joined = _GAPS.sub("", word).upper()
        if _CODE.fullmatch(joined):
            return joined
    return words[0] if len(words) == 1 and _MISREAD.fullmatch(words[0]) else None

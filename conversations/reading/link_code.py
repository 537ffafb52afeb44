"""The code by which a person adds a channel: eight digits, alone or in groups, as they were shown in the other chat."""

from __future__ import annotations

import re

LENGTH = 8

_CODE = re.compile(r"\W*(?:m[aã](?:\s+n[oố]i)?(?:\s+k[eê]nh)?\W+)?(\d{4})[\s.\-]?(\d{4})\W*", re.ASCII | re.IGNORECASE)


def read_link_code(text: str) -> str | None:
    """The digits; None for any other text."""
    found = _CODE.fullmatch(text) if len(text) <= 40 else None
    return None if found is None else found[1] + found[2]


def show_link_code(code: str) -> str:
    """In two groups, as it is read out."""
    return f"{code[:4]} {code[4:]}"

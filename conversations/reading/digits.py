"""Digits with their separators. A point groups thousands and a comma divides, the Vietnamese way; the other way counts.

Wherever both ways give a number, both come back, the Vietnamese one first. Nothing here decides between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

DIGITS: Final = r"\d{1,3}(?: \d{3})+(?![\d])(?:[.,]\d+(?![\d]))?|\d+(?:[.,']\d+)*"
"""What belongs together as one figure: "1.234,5", "45 000 000", "1'200"."""

_GROUPED: Final = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_ZEROS: Final = re.compile(r"0\d{2,}|00+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """values: one or two, with their decimals as written. unsure: readable, but unusual enough to ask."""

    values: tuple[Decimal, ...]
    unsure: bool = False


def read_digits(text: str) -> Digits | None:
    """The value or the two values of digits and separators; None where they fit neither way of writing ("1.2.3")."""
    points, commas = text.count("."), text.count(",")
    if " " in text or "'" in text:
        whole, mark, rest = text.partition("," if commas else ".")
        if not _GROUPED.fullmatch(whole) or len({char for char in whole if not char.isdigit()}) > 1:
            return None
        return Digits(values=(Decimal(re.sub(r"\D", "", whole) + ("." if mark else "") + rest),), unsure=True)
    if not points and not commas:
        return Digits(values=(Decimal(text),), unsure=bool(_ZEROS.fullmatch(text)))
    if points and commas:
        return _mixed(text, points, commas)
    mark = "." if points else ","
    whole, _, rest = text.partition(mark)
    plain = Decimal(text.replace(mark, ""))
    if points + commas > 1:
        proper = _GROUPED.fullmatch(text) and not text.startswith("0")
        return Digits(values=(plain,)) if proper else None
    divided = Decimal(f"{whole}.{rest}")
    odd = len(rest) > 3 or bool(_ZEROS.fullmatch(whole)) or (len(whole) == 2 and whole[0] == "0")
    if not _GROUPED.fullmatch(text) or whole.startswith("0"):
        return Digits(values=(divided,), unsure=odd)
    return Digits(values=(plain, divided) if mark == "." else (divided, plain))


def _mixed(text: str, points: int, commas: int) -> Digits | None:
    """Both separators: the last divides, the other groups; "1.234,5" and "1,234.5" leave no doubt."""
    decimal = "," if text.rindex(",") > text.rindex(".") else "."
    grouping = "." if decimal == "," else ","
    whole, _, rest = text.rpartition(decimal)
    if (commas if decimal == "," else points) > 1 or not _GROUPED.fullmatch(whole) or whole.startswith("0"):
        return None
    return Digits(values=(Decimal(f"{whole.replace(grouping, '')}.{rest}"),), unsure=len(rest) > 3)

"""A figure as a document states it: its value, its own writing and its place. Numbers are Vietnamese or plain.

"11,4" and "11.4" are the same; as many decimals as are printed, to so many a recomputed figure is rounded (half up).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from conversations.programme.table import Place

_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,10}))?")
_OUT_OF = re.compile(r"(\d{1,9})\s*/\s*\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One stated figure."""

    value: Decimal
    text: str = field(compare=False)
    place: Place = field(compare=False)

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def whole(self) -> int | str:
        """The figure as a whole number where it is one, else as Vietnamese writing."""
        return int(self.value) if self.decimals == 0 else vietnamese(self.value)


def read_number(text: str, *, place: Place) -> Stated | None:
    """A count or an average: "14", "09", "11,4", "11.4", "14/19" (the 14). None for anything else.

    A table's figures are counts of communes and criteria, so a point or comma is always the decimal mark.
    """
    bare = text.strip()
    number = _NUMBER.fullmatch(bare)
    if number:
        return Stated(value=Decimal(f"{number[1]}.{number[2]}" if number[2] else number[1]), text=bare, place=place)
    out_of = _OUT_OF.fullmatch(bare)
    if out_of:
        return Stated(value=Decimal(out_of[1]), text=bare, place=place)
    return None


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """The fraction rounded half up to so many decimals."""
    scaled = exact * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def vietnamese(value: Decimal) -> str:
    """The number with a decimal comma: 11,4."""
    return format(value, "f").replace(".", ",")

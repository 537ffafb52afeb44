"""Numbers and dates the Vietnamese way: 1.307,6 · 87,5% · 10/6/2026. Rounding is half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_POINTS_AND_COMMAS: Final = str.maketrans(",.", ".,")
_WIDE: Final = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough to round any figure of the programme without rounding it twice."""


def show_number(value: Decimal | int, *, places: int | None = None) -> str:
    """Points between thousands, a comma before decimals, no needless zeros. places: at most so many decimals."""
    number = Decimal(value) if places is None else _rounded(Fraction(value), places)
    text = format(number, ",f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.translate(_POINTS_AND_COMMAS)


def show_percent(value: Decimal | int, *, places: int | None = None) -> str:
    """Without a space: 87,5%."""
    return f"{show_number(value, places=places)}%"


def show_average(value: Fraction | Decimal | int, places: int = 1) -> str:
    """Rounded half up to exactly so many decimals: 11,4."""
    return format(_rounded(Fraction(value), places), ",f").translate(_POINTS_AND_COMMAS)


def show_money(dong: int) -> str:
    """Exactly so much, in the greatest unit that takes three decimals at most: 1.307,608 tỷ đồng, 484 triệu đồng."""
    for name, scale in (("tỷ", 1_000_000_000), ("triệu", 1_000_000)):
        if abs(dong) >= scale and dong * 1_000 % scale == 0:
            return f"{show_number(Decimal(dong) / scale)} {name} đồng"
    return f"{show_number(dong)} đồng"


def show_share(part: int, whole: int) -> str:
    """In percent with one decimal, cut and not rounded: a share that misses a mark is never shown as if it met it."""
    tenths = part * 1_000 // whole
    return show_percent(Decimal(tenths) / 10)


def show_date(day: date) -> str:
    """Without noughts: 10/6/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def show_day(day: date) -> str:
    """Without its year, a small day with a nought before it: 09/6."""
    return f"{day.day:02d}/{day.month}"


def show_near(day: date, today: date) -> str:
    """Without its year where that is this year: 09/6, else 9/6/2027."""
    return show_day(day) if day.year == today.year else show_date(day)


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from zero; a share that never ends is cut far behind any half that could matter."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return exact.quantize(Decimal(1).scaleb(-places), context=_WIDE)

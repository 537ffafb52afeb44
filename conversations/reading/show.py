"""Numbers, dates and times the Vietnamese way: 1.307,6 · 87,5% · 10/6/2026 · 21 giờ 42. Quick and pure; rounding is
half up.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


def show_number(value: Decimal | int) -> str:
    """All its digits: points between thousands, a comma before decimals, no needless zeros."""
    number = Decimal(value)
    if number != number.to_integral_value():
        number = number.normalize()
    text = format(number, ",f") if number != number.to_integral_value() else format(int(number), ",d")
    return text.translate({ord(","): ".", ord("."): ","})


def show_percent(value: Decimal | int) -> str:
    """Without a space: 87,5%."""
    return f"{show_number(value)}%"


def show_average(value: Fraction | Decimal | int, places: int = 1) -> str:
    """Rounded half up to exactly so many decimals: 11,4."""
    ratio = Fraction(value)
    exact = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(rounded, ",f").translate({ord(","): ".", ord("."): ","})


def show_date(day: date) -> str:
    """10/6/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def show_day(day: date) -> str:
    """Without its year, a small day with a nought before it: 09/6."""
    return f"{day.day:02d}/{day.month}"


def show_time(at: datetime) -> str:
    """21 giờ 42."""
    return f"{at.hour} giờ {at.minute:02d}"

"""What somebody types as the amount of a register's entry: `45tr`, `12 ha`, `3`, `12/15`, `2025`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, assert_never

from conversations.programme.register import THOUSANDTHS, Measured, SubKind
from conversations.reading.figures import NotANumber, Number, NumberKind, Refusal, TwoReadings
from conversations.reading.fold import fold
from conversations.reading.numbers import read_number

if TYPE_CHECKING:
    from conversations.reading.figures import NumberReading

DONG: Final = SubKind(id="", name="", measured=Measured.MONEY, unit="đồng")
"""How money is read that belongs to no register."""
_MILLION: Final = 1_000_000
_HECTARE: Final = 10_000
"""Square metres."""
_YEAR: Final = re.compile(r"\b(20\d\d)\b", re.ASCII)
_GLUED: Final = re.compile(r"(?<=\d)(?=[^\W\d_]+\W*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An amount as it is kept. whole: of a share. other: a second reading that is possible."""

    amount: int
    whole: int | None = None
    other: int | None = None


def read_entry_amount(text: str, sub: SubKind) -> Understood | Refusal:
    """The amount, or why there is none."""
    match sub.measured:
        case Measured.MONEY:
            return _kept(read_number(text, kind=NumberKind.MONEY), _MILLION)
        case Measured.COUNT:
            return _kept(read_number(_without(text, sub.unit), kind=NumberKind.COUNT), 1)
        case Measured.QUANTITY:
            return _quantity(text, sub.unit)
        case Measured.SHARE:
            return _share(read_number(_without(text, sub.unit), kind=NumberKind.PERCENT))
        case Measured.YEAR:
            years = _YEAR.findall(text)
            return Understood(amount=int(years[0])) if len(years) == 1 else Refusal.NOT_UNDERSTOOD
        case _:
            assert_never(sub.measured)


def _quantity(text: str, unit: str) -> Understood | Refusal:
    if unit != "m²":
        return _kept(read_number(_without(text, unit), kind=NumberKind.PLAIN), THOUSANDTHS)
    read = _kept(read_number(text, kind=NumberKind.AREA), THOUSANDTHS)
    if read is Refusal.WRONG_UNIT:
        return _kept(read_number(text, kind=NumberKind.AREA_HA), THOUSANDTHS * _HECTARE)
    return read


def _share(read: NumberReading) -> Understood | Refusal:
    match read:
        case Number(numerator=int(part), denominator=int(whole)):
            return Understood(amount=part, whole=whole)
        case NotANumber(reason=why):
            return why
        case _:
            return Refusal.NEEDS_TOTAL


def _kept(read: NumberReading, scale: int) -> Understood | Refusal:
    match read:
        case Number(value=value):
            amount = _whole(value, scale)
            return Refusal.NOT_WHOLE if amount is None else Understood(amount=amount)
        case TwoReadings(first=first, second=second):
            one, other = _whole(first.value, scale), _whole(second.value, scale)
            if one is None or other is None:
                left = other if one is None else one
                return Refusal.NOT_WHOLE if left is None else Understood(amount=left)
            return Understood(amount=one, other=other)
        case NotANumber(reason=why):
            return why
        case _:
            assert_never(read)


def _whole(value: Decimal, scale: int) -> int | None:
    amount = value * scale
    return int(amount) if amount == amount.to_integral_value() else None


def _without(text: str, unit: str) -> str:
    """The text without the unit of measure that is asked for: "1,5 km" of kilometres is "1,5"."""
    words = _GLUED.sub(" ", text.strip(" .,;")).split()
    for known in (fold(unit), fold(unit).split()[-1]):
        size = len(known.split())
        if len(words) > size and fold(" ".join(words[-size:])) == known:
            return " ".join(words[:-size])
    return " ".join(words)

"""What an amount is worth for the question that was asked: in the unit of its kind, or why it is nothing there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Final, assert_never

from conversations.reading import limits
from conversations.reading.amounts import Amount, Share
from conversations.reading.figures import NotANumber, Number, NumberKind, NumberReading, Refusal, TwoReadings
from conversations.reading.number_words import Role

_MILLION: Final = 1_000_000
_EXACT: Final = Context(prec=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A part and its total, both counted."""

    part: Amount
    total: Amount


def agreed(computed: NumberReading, stated: NumberReading) -> NumberReading:
    """Of "350/400 (87,5%)" the parts, if they give what is stated; both, if they do not."""
    if not isinstance(computed, Number):
        return computed
    if not isinstance(stated, Number):
        return NotANumber(reason=Refusal.SEVERAL)
    exponent = stated.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if abs(computed.value - stated.value) < step:
        return replace(computed, unsure=computed.unsure or stated.unsure)
    return TwoReadings(first=computed, second=stated)


def measure_fraction(fraction: Fraction, kind: NumberKind) -> NumberReading:
    if kind is not NumberKind.PERCENT:
        return NotANumber(reason=Refusal.NOT_A_SHARE)
    part, total = _count(fraction.part), _count(fraction.total)
    for side in (part, total):
        if not isinstance(side, Number):
            return side
    if not isinstance(part, Number) or not isinstance(total, Number):
        return NotANumber(reason=Refusal.UNCLEAR)
    if not total.value:
        return NotANumber(reason=Refusal.ZERO_TOTAL)
    if part.value > total.value:
        return NotANumber(reason=Refusal.PART_OVER_TOTAL)
    return Number(
        value=_EXACT.divide(part.value * 100, total.value),
        unit="%",
        numerator=int(part.value),
        denominator=int(total.value),
        unsure=part.unsure or total.unsure or (fraction.part.in_words and not part.value),
    )


def measure_amount(amount: Amount, kind: NumberKind, limit: Decimal | None) -> NumberReading:
    match kind:
        case NumberKind.PERCENT:
            return _percent(amount, limit)
        case NumberKind.MONEY:
            return _money(amount, limit)
        case NumberKind.COUNT:
            return _count(amount, limit)
        case NumberKind.AREA:
            return _area(amount, limit)
        case NumberKind.AREA_HA:
            return _hectares(amount, limit)
        case NumberKind.PLAIN:
            return _as_typed(amount, limit)
        case _:
            assert_never(kind)


def _percent(amount: Amount, limit: Decimal | None) -> NumberReading:
    role = amount.unit.role if amount.unit is not None else None
    if role in {Role.NOUN, Role.NUMBERED, Role.PERSON, Role.HOUSEHOLD}:
        return NotANumber(reason=Refusal.NEEDS_TOTAL)
    if role not in {None, Role.PERCENT} or amount.scale > 1 or amount.shares:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    # 0,955 typed without the sign may be a share of one, copied out of a spreadsheet
    strange = role is None and any(0 < value < 1 for value in amount.values)
    return _one_or_two(amount.values, limit, unit="%", unsure=amount.unsure or strange)


def _money(amount: Amount, limit: Decimal | None) -> NumberReading:
    role = amount.unit.role if amount.unit is not None else None
    if role not in {None, Role.DONG}:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    if Share.MONTH in amount.shares:
        return NotANumber(reason=Refusal.WRONG_PERIOD)
    if Share.HOUSEHOLD in amount.shares:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    values, strange = amount.values, False
    if amount.scale == 1 and role is Role.DONG:  # nobody has a part of a đồng
        values = tuple(value for value in values if not _divided(value)) or values
        strange = values[0] != amount.values[0]
    if amount.scale > 1 or role is Role.DONG:
        in_millions = tuple(_EXACT.divide(value, Decimal(_MILLION)) for value in values)
    else:
        in_millions = tuple(dict.fromkeys(reading for value in values for reading in _unit_of_money(value)))
    strange = strange or any(0 < value < 1 for value in in_millions)
    return _one_or_two(in_millions, limit, unit="triệu đồng", unsure=amount.unsure or strange)


def _unit_of_money(value: Decimal) -> tuple[Decimal, ...]:
    """A figure without a unit is in triệu, as asked; a great one may be in đồng, or in nghìn."""
    if value >= _MILLION:
        return (_EXACT.divide(value, Decimal(_MILLION)), value)
    if value >= 1_000 and not _divided(value):
        return (value, value / 1_000)
    return (value,)


def _count(amount: Amount, limit: Decimal | None = None) -> NumberReading:
    nouns = {None, Role.NOUN, Role.NUMBERED, Role.PERSON, Role.HOUSEHOLD}
    role = amount.unit.role if amount.unit is not None else None
    if role not in nouns or amount.shares or amount.scale > 1_000:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    values = amount.values
    if len(values) > 1:  # a count has no decimals, so separators can only group
        values = tuple(value for value in values if not _divided(value))
    if not values or any(value % 1 for value in values):
        return NotANumber(reason=Refusal.NOT_WHOLE)
    strange = values[0] != amount.values[0] or (amount.scale > 1 and not amount.in_words)
    noun = amount.unit.text if amount.unit is not None else None
    return _one_or_two(values, limit, unit=noun, unsure=amount.unsure or strange)


def _area(amount: Amount, limit: Decimal | None) -> NumberReading:
    role = amount.unit.role if amount.unit is not None else None
    if role not in {None, Role.SQUARE_METRE} or amount.shares - {Share.PERSON}:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    return _one_or_two(amount.values, limit, unit="m²", unsure=amount.unsure)


def _hectares(amount: Amount, limit: Decimal | None) -> NumberReading:
    role = amount.unit.role if amount.unit is not None else None
    if role not in {None, Role.HECTARE, Role.SQUARE_METRE} or amount.shares:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    if role is Role.SQUARE_METRE:
        return _one_or_two(tuple(value / 10_000 for value in amount.values), limit, unit="ha", unsure=True)
    return _one_or_two(amount.values, limit, unit="ha", unsure=amount.unsure)


def _as_typed(amount: Amount, limit: Decimal | None) -> NumberReading:
    """The question's unit stands in its words, so "45 triệu" or "500 m²" could be off by any factor."""
    counted = {None, Role.NOUN, Role.NUMBERED, Role.PERSON, Role.HOUSEHOLD}
    role = amount.unit.role if amount.unit is not None else None
    if role not in counted or amount.shares or amount.scale > 1:
        return NotANumber(reason=Refusal.WRONG_UNIT)
    return _one_or_two(amount.values, limit, unit=None, unsure=amount.unsure)


def _one_or_two(values: Iterable[Decimal], limit: Decimal | None, *, unit: str | None, unsure: bool) -> NumberReading:
    """Readings above the limit go, if one is left; if it is not the likeliest, it is asked back."""
    readings = tuple(dict.fromkeys(values))
    possible = tuple(value for value in readings if limit is None or value <= limit) or readings[:1]
    above = limit is not None and possible[0] > limit
    if any(value >= 10**limits.DIGITS for value in possible):
        return NotANumber(reason=Refusal.TOO_LONG)
    unsure = unsure or above or possible[0] != readings[0]
    match [Number(value=value, unit=unit, unsure=unsure) for value in possible]:
        case [number]:
            return number
        case [first, second]:
            return TwoReadings(first=replace(first, unsure=False), second=replace(second, unsure=False))
        case _:
            return NotANumber(reason=Refusal.UNCLEAR)


def _divided(value: Decimal) -> bool:
    """Whether decimals were written, zeros included."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0

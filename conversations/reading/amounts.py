"""Amounts out of tokens: digits or words, scales (nghìn, triệu, tỷ) and what is said short ("45tr5", "1 tỷ 250").

An amount has every value it may mean, the likeliest first. Whoever knows the question decides, or asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, Final

from conversations.reading import limits
from conversations.reading.digits import read_digits
from conversations.reading.number_words import Role, Token
from conversations.reading.spoken import read_decimals, read_odd, read_spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS: Final = frozenset(
    {
        Role.PERCENT,
        Role.DONG,
        Role.SQUARE_METRE,
        Role.HECTARE,
        Role.NOUN,
        Role.NUMBERED,
        Role.PERSON,
        Role.HOUSEHOLD,
    }
)
_NUMBERING: Final = frozenset({Role.TEN, Role.HUNDRED, Role.POINT, Role.UNIT_DIGIT, Role.LAST_DIGIT, Role.SCALE})


class Slip(StrEnum):
    """Why a figure that begins is no good one."""

    MALFORMED = "malformed"
    TOO_LONG = "too_long"


class Share(StrEnum):
    """Per what: "45 triệu/người/năm"."""

    PERSON = "person"
    HOUSEHOLD = "household"
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """values: in the plain unit (đồng, not triệu), decimals as written. after: the place behind it."""

    values: tuple[Decimal, ...]
    after: int
    unsure: bool = False
    scale: int = 1
    """The greatest scale that was said."""
    unit: Token | None = None
    shares: frozenset[Share] = frozenset()
    in_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    """A figure without its scale."""

    values: tuple[Decimal, ...]
    after: int
    unsure: bool = False


def read_amount(tokens: Sequence[Token], place: int) -> Amount | Slip | None:
    """The amount that begins at this place, with its unit and what it is per; None where none begins."""
    amount = _scaled(tokens, place)
    if not isinstance(amount, Amount):
        return amount
    after, unit = amount.after, None
    if _role(tokens, after) in _UNITS:
        unit, after = tokens[after], after + 1
    shares: set[Share] = set()
    while (share := _share(tokens, after, shares)) is not None:
        shares.add(share[0])
        after = share[1]
    return Amount(
        values=amount.values,
        after=after,
        unsure=amount.unsure,
        scale=amount.scale,
        unit=unit,
        shares=frozenset(shares),
        in_words=tokens[place].role is not Role.DIGITS,
    )


def _scaled(tokens: Sequence[Token], place: int) -> Amount | Slip | None:
    """Figures with falling scales, added up: "1 tỷ 250 triệu"; the last may lack its own."""
    first = _plain(tokens, place)
    if not isinstance(first, _Plain):
        return first
    scale, after = _scale(tokens, first.after)
    if not scale:
        return Amount(values=first.values, after=first.after, unsure=first.unsure)
    greatest = scale
    values, unsure = tuple(value * scale for value in first.values), first.unsure
    divided = len(first.values) > 1 or bool(first.values[0] % 1)
    while True:
        if _role(tokens, after) is Role.HALF and not divided:
            values = tuple(value + Decimal(scale) / 2 for value in values)
            return Amount(values=values, after=after + 1, unsure=unsure, scale=greatest)
        more = None if _share(tokens, after, set()) else (_odd(tokens, after, scale) or _plain(tokens, after))
        if more is None:
            return Amount(values=values, after=after, unsure=unsure, scale=greatest)
        if isinstance(more, Slip):
            return more
        smaller, behind = _scale(tokens, more.after)
        parts = tuple(value * smaller for value in more.values) if smaller else _tail(tokens, after, more, scale)
        if parts is None or smaller >= scale or (divided and not smaller):
            return Slip.MALFORMED  # "45,5tr5": whatever the last 5 is, it is no decimal
        values, unsure = _added(values, parts), unsure or more.unsure or divided
        if not smaller:
            return Amount(values=values, after=more.after, unsure=unsure, scale=greatest)
        scale, after = smaller, behind


def _plain(tokens: Sequence[Token], place: int) -> _Plain | Slip | None:
    spoken = read_spoken(tokens, place)
    if spoken is not None:
        found = _Plain(values=spoken.values, after=spoken.after, unsure=spoken.unsure)
    elif _role(tokens, place) is Role.DIGITS:
        text = tokens[place].text
        digits = read_digits(text)
        if digits is None:
            return Slip.MALFORMED
        if any(_too_long(value) for value in digits.values):
            return Slip.TOO_LONG
        found = _Plain(values=digits.values, after=place + 1, unsure=digits.unsure)
        if text.isdigit() and _role(tokens, place + 1) is Role.HALF:
            return _Plain(values=(found.values[0] + Decimal("0.5"),), after=place + 2, unsure=found.unsure)
    else:
        return None
    if _role(tokens, found.after) is not Role.POINT:
        return found
    decimals = read_decimals(tokens, found.after + 1)
    if decimals is None or len(found.values) > 1 or found.values[0] % 1:
        return Slip.MALFORMED
    said = tokens[found.after].text
    value = Decimal(f"{int(found.values[0])}.{decimals[0]}")
    return _Plain(values=(value,), after=decimals[1], unsure=found.unsure or said == "chấm" or len(decimals[0]) >= 3)


def _odd(tokens: Sequence[Token], place: int, scale: int) -> _Plain | None:
    odd = read_odd(tokens, place) if scale == 1_000 else None
    return _Plain(values=odd.values, after=odd.after) if odd is not None else None


def _tail(tokens: Sequence[Token], place: int, tail: _Plain, scale: int) -> tuple[Decimal, ...] | None:
    """What a last figure without a scale adds: "45tr5" 500.000, "45tr50" one of two things, "1 tỷ 250" 250 triệu."""
    if any(value % 1 for value in tail.values) or len(tail.values) > 1:
        return None
    value, next_scale = tail.values[0], Decimal(scale) / 1_000
    token = tokens[place]
    if token.role is Role.DIGITS and tail.after == place + 1:
        length = len(token.text)
        as_decimals = value * scale / 10**length
        if not token.text.isdigit() or length > 3:
            return None
        return (as_decimals,) if length == 3 or (length == 1 and token.touching) else (as_decimals, value * next_scale)
    said = {one.role for one in tokens[place : tail.after]}
    if said & {Role.HUNDRED, Role.ODD}:
        return (value * next_scale,)
    short = value * scale / (10 if value < 10 else 100)
    return (short, value * next_scale) if value < 10 else (value * next_scale, short)


def _scale(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """The scale that stands here and the place behind it; "nghìn tỷ" is one scale. 0 where none stands."""
    if _role(tokens, place) is not Role.SCALE:
        return 0, place
    scale = tokens[place].value
    if scale == 1_000 and _role(tokens, place + 1) is Role.SCALE and tokens[place + 1].value > scale:
        return scale * tokens[place + 1].value, place + 2
    return scale, place + 1


def _share(tokens: Sequence[Token], place: int, before: set[Share]) -> tuple[Share, int] | None:
    """Per what: "/người", "mỗi năm", "một tháng", and năm alone behind "/người"."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.text == "năm" and Share.PERSON in before:
        return Share.YEAR, place + 1
    each = token.role in {Role.OVER, Role.EACH, Role.ABOVE} or token.text in {"một", "1"}
    if not each or place + 1 >= len(tokens):
        return None
    of = tokens[place + 1]
    if of.text == "năm" and _role(tokens, place + 2) not in _NUMBERING:
        return Share.YEAR, place + 2
    shares = {Role.PERSON: Share.PERSON, Role.HOUSEHOLD: Share.HOUSEHOLD, Role.MONTH: Share.MONTH}
    return (shares[of.role], place + 2) if of.role in shares else None


def _added(one: tuple[Decimal, ...], other: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(first + second for first, second in product(one, other))


def _too_long(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return value >= 10**limits.DIGITS or (isinstance(exponent, int) and -exponent > limits.DECIMALS)


def _role(tokens: Sequence[Token], place: int) -> Role | None:
    return tokens[place].role if place < len(tokens) else None

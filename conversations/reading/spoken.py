"""Numbers in words, below a thousand: "ba trăm linh năm", "chín lăm", "hai rưỡi", and what follows a spoken point.

Short forms that mean two things to two people ("ba trăm năm": 350 or 305) come back with both values.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from conversations.reading import limits
from conversations.reading.number_words import Role, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONES: Final = frozenset({Role.UNIT_DIGIT, Role.LAST_DIGIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """values: one or two. after: the place behind it. unsure: an unusual way to say it."""

    values: tuple[Decimal, ...]
    after: int
    unsure: bool = False


def read_spoken(tokens: Sequence[Token], place: int) -> Spoken | None:
    """A number below a thousand that begins here; a single digit may stand for its word ("3 trăm")."""
    first = _digit(tokens, place)
    if first is None:
        return _from_ten(tokens, place)
    written = tokens[place].role is Role.DIGITS
    following = _role(tokens, place + 1)
    if following is Role.HUNDRED:
        return _hundreds(tokens, place + 2, first * 100, unsure=written)
    if following is Role.TEN:
        return _halved(_tens(tokens, place + 2, first * 10, unsure=written), tokens, Decimal(5))
    if written:
        return None
    if first and following in _ONES and _role(tokens, place + 2) not in {Role.HUNDRED, Role.TEN}:
        second = tokens[place + 1]
        if second.value:
            value = Decimal(first * 10 + second.value)
            return Spoken(values=(value,), after=place + 2, unsure=second.role is Role.UNIT_DIGIT)
    return _halved(Spoken(values=(Decimal(first),), after=place + 1), tokens, Decimal("0.5"))


def read_odd(tokens: Sequence[Token], place: int) -> Spoken | None:
    """linh năm, lẻ năm: what is left over behind a thousand."""
    if _role(tokens, place) is not Role.ODD or _role(tokens, place + 1) not in _ONES:
        return None
    return Spoken(values=(Decimal(tokens[place + 1].value),), after=place + 2)


def read_decimals(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The digits behind a spoken point and the place behind them: "hai lăm", "hai mươi lăm" and "25" are all 25."""
    if _role(tokens, place) is Role.DIGITS:
        text = tokens[place].text
        return (text, place + 1) if text.isdigit() and len(text) <= limits.DECIMALS else None
    tens = _from_ten(tokens, place)
    if tens is None and _role(tokens, place) is Role.UNIT_DIGIT and _role(tokens, place + 1) is Role.TEN:
        tens = _tens(tokens, place + 2, tokens[place].value * 10, unsure=False)
    if tens is not None:
        return str(int(tens.values[0])), tens.after
    digits = ""
    while _role(tokens, place) in _ONES and len(digits) < limits.DECIMALS:
        digits += str(tokens[place].value)
        place += 1
    return (digits, place) if digits else None


def _hundreds(tokens: Sequence[Token], place: int, hundreds: int, *, unsure: bool) -> Spoken:
    rest = read_odd(tokens, place) or _below_hundred(tokens, place)
    if rest is not None:
        return Spoken(values=(hundreds + rest.values[0],), after=rest.after, unsure=unsure or rest.unsure)
    if _role(tokens, place) in _ONES:
        one = tokens[place].value
        both = (Decimal(hundreds + one * 10), Decimal(hundreds + one)) if hundreds else (Decimal(one),)
        return Spoken(values=both, after=place + 1, unsure=unsure)
    return _halved(Spoken(values=(Decimal(hundreds),), after=place, unsure=unsure), tokens, Decimal(50))


def _below_hundred(tokens: Sequence[Token], place: int) -> Spoken | None:
    """Two digits with the word mươi or mười between or before them."""
    one = _digit(tokens, place)
    if one is not None and _role(tokens, place + 1) is Role.TEN:
        return _tens(tokens, place + 2, one * 10, unsure=tokens[place].role is Role.DIGITS)
    return _from_ten(tokens, place)


def _from_ten(tokens: Sequence[Token], place: int) -> Spoken | None:
    """mười, mười lăm. mươi and chục need a figure before them."""
    if _role(tokens, place) is not Role.TEN or tokens[place].text != "mười":
        return None
    return _tens(tokens, place + 1, 10, unsure=False)


def _tens(tokens: Sequence[Token], place: int, tens: int, *, unsure: bool) -> Spoken:
    ones = _role(tokens, place) in _ONES and _role(tokens, place + 1) not in {Role.HUNDRED, Role.TEN}
    value = tens + (tokens[place].value if ones else 0)
    return Spoken(values=(Decimal(value),), after=place + ones, unsure=unsure)


def _halved(spoken: Spoken, tokens: Sequence[Token], half: Decimal) -> Spoken:
    if _role(tokens, spoken.after) is not Role.HALF:
        return spoken
    return Spoken(values=tuple(value + half for value in spoken.values), after=spoken.after + 1, unsure=spoken.unsure)


def _digit(tokens: Sequence[Token], place: int) -> int | None:
    role = _role(tokens, place)
    if role is Role.UNIT_DIGIT:
        return tokens[place].value
    if role is Role.DIGITS and len(tokens[place].text) == 1:
        return int(tokens[place].text)
    return None


def _role(tokens: Sequence[Token], place: int) -> Role | None:
    return tokens[place].role if place < len(tokens) else None

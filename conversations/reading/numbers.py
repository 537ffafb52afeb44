"""Figures as people type them: `95%` `95,5` `1.234,5` `350/400` `45tr5` `1,2 tỷ` `12 ha`, and in words.

What can be read two ways comes back with both readings; what can be read one way, but strangely, is unsure.
Nothing comes back off by a factor of 10 or 1,000: rather two readings, or a reason, than a guess.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, assert_never

from conversations.reading import limits
from conversations.reading.amounts import Amount, Slip, read_amount
from conversations.reading.figures import NotANumber, Number, NumberKind, NumberReading, Refusal, TwoReadings
from conversations.reading.fold import tidy
from conversations.reading.measured import Fraction, agreed, measure_amount, measure_fraction
from conversations.reading.number_words import Role, Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NotANumber", "Number", "NumberKind", "NumberReading", "Refusal", "TwoReadings", "read_number"]

_PERCENT_LIMIT: Final = Decimal(100)
_ROUND_DIGITS: Final = re.compile(r"(?<=\d)(?:\s*([.,])\s+|\s+([.,])\s*)(?=\d)")
_SIGNS: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("⁄∕÷", "/") | dict.fromkeys("≈∼", "~") | dict.fromkeys("‘’`´", "'")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """Everything said in one text."""

    figures: tuple[Amount | Fraction, ...]
    bound: bool = False


def read_number(text: str, *, kind: NumberKind, limit: Decimal | None = None) -> NumberReading:
    """The figure in a text.

    limit: no value above it can be meant, so of two readings the one above it is dropped and the other is asked back;
    percent have 100 unless told. It is no check: a single reading above it comes back, unsure.
    """
    if limit is None and kind is NumberKind.PERCENT:
        limit = _PERCENT_LIMIT
    if len(text) > limits.FIGURE * 2:
        return NotANumber(reason=Refusal.TOO_LONG)
    plain, spaced = _plain(text)
    if plain is None:
        return NotANumber(reason=Refusal.NOT_UNDERSTOOD)
    if len(plain) > limits.FIGURE:
        return NotANumber(reason=Refusal.TOO_LONG)
    tokens = tokens_of(plain)
    if not any(token.role is not Role.FILLER for token in tokens):
        return NotANumber(reason=Refusal.NOT_UNDERSTOOD if plain else Refusal.EMPTY)
    heard = _nothing(tokens, kind) or _hear(tokens)
    if isinstance(heard, Number):
        return heard
    if isinstance(heard, Refusal):
        return NotANumber(reason=heard)
    reading = _decide(heard.figures, kind, limit)
    return _marked(reading, unsure=spaced or heard.bound)


def _plain(text: str) -> tuple[str | None, bool]:
    """Composed, plain digits and signs, small letters; and whether a space stood beside a separator ("95, 5").

    None where a character would change its worth on the way: 10² is not 102.
    """
    text = tidy(text).replace("²", "2") if re.fullmatch(r"[^²]*[mM]²[^²]*", text) else tidy(text)
    if any(unicodedata.category(char) == "No" for char in text):
        return None, False
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    text = "".join(_character(char) for char in text.replace("\ufe0f", "").replace("\u20e3", ""))
    text = " ".join(text.casefold().split())
    glued = _ROUND_DIGITS.sub(lambda match: match[1] or match[2], text)
    return glued, glued != text


def _character(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return " " if unicodedata.category(char) in {"So", "Sk"} else char


def _nothing(tokens: Sequence[Token], kind: NumberKind) -> Number | Refusal | None:
    """không, không có hộ nào: probably zero, to be confirmed. chưa có, không biết: no figure."""
    if any(token.role is Role.DIGITS for token in tokens):
        return None
    roles = [token.role for token in tokens if token.role is not Role.FILLER]
    if Role.UNKNOWING in roles or roles[0] is Role.NOT_YET:
        return Refusal.NOT_KNOWN
    nouns = {Role.NOUN, Role.NUMBERED, Role.PERSON, Role.HOUSEHOLD, Role.THERE, Role.NONE}
    first = next(token for token in tokens if token.role is not Role.FILLER)
    if first.text == "không" and set(roles[1:]) <= nouns:
        return Number(value=Decimal(0), unit=_unit(kind), unsure=True)
    return None


def _hear(tokens: Sequence[Token]) -> _Heard | Refusal:
    figures: list[Amount | Fraction] = []
    bound = False
    place = 0
    while place < len(tokens):
        token = tokens[place]
        amount = read_amount(tokens, place)
        if isinstance(amount, Slip):
            return Refusal.MALFORMED if amount is Slip.MALFORMED else Refusal.TOO_LONG
        if amount is not None:
            figure, place = _with_total(tokens, amount)
            if isinstance(figure, Refusal):
                return figure
            figures.append(figure)
            if place < len(tokens) and tokens[place].role in {Role.MINUS, Role.TO} and _figure_follows(tokens, place):
                return Refusal.RANGE
            continue
        refusal = _refused(tokens, place)
        if refusal is not None:
            return refusal
        bound = bound or token.role in {Role.BOUND, Role.ABOVE}
        place += 1
    return _Heard(figures=tuple(figures), bound=bound) if figures else Refusal.NOT_UNDERSTOOD


def _refused(tokens: Sequence[Token], place: int) -> Refusal | None:
    """Whether a word beside the figures spoils them."""
    token = tokens[place]
    match token.role:
        case Role.MINUS:
            return Refusal.NEGATIVE if _figure_follows(tokens, place) else None
        case Role.CHANGE:
            return Refusal.CHANGE
        case Role.TO:
            return Refusal.RANGE
        case Role.UNKNOWING:
            return Refusal.NOT_KNOWN
        case Role.NUMBERED if place + 1 < len(tokens) and tokens[place + 1].role is Role.DIGITS:
            return Refusal.NOT_UNDERSTOOD  # "xóm 3" counts nothing
        case (
            Role.FILLER
            | Role.ABOUT
            | Role.BOUND
            | Role.ABOVE
            | Role.THERE
            | Role.NOUN
            | Role.NUMBERED
            | Role.HOUSEHOLD
            | Role.PERSON
        ):
            return None
        case _:
            return Refusal.NOT_UNDERSTOOD


def _figure_follows(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and read_amount(tokens, place + 1) is not None


def _with_total(tokens: Sequence[Token], part: Amount) -> tuple[Amount | Fraction | Refusal, int]:
    """The total behind "/" or "trên tổng số", if there is one."""
    place = part.after
    if place >= len(tokens) or tokens[place].role not in {Role.OVER, Role.ABOVE}:
        return part, place
    place += 1
    while place < len(tokens) and tokens[place].role in {Role.FILLER, Role.HOUSEHOLD, Role.NOUN, Role.PERSON}:
        place += 1
    total = read_amount(tokens, place)
    if total is None:
        return Refusal.NOT_UNDERSTOOD, place
    if isinstance(total, Slip):
        return (Refusal.MALFORMED if total is Slip.MALFORMED else Refusal.TOO_LONG), place
    if total.after < len(tokens) and tokens[total.after].role is Role.OVER:
        return Refusal.NOT_UNDERSTOOD, place  # a date, or a fraction of a fraction
    return Fraction(part=part, total=total), total.after


def _decide(figures: Sequence[Amount | Fraction], kind: NumberKind, limit: Decimal | None) -> NumberReading:
    match figures:
        case [Amount() as amount]:
            return measure_amount(amount, kind, limit)
        case [Fraction() as fraction]:
            return measure_fraction(fraction, kind)
        case [Fraction() as fraction, Amount() as stated] | [Amount() as stated, Fraction() as fraction] if (
            stated.unit is not None and stated.unit.role is Role.PERCENT
        ):
            return agreed(measure_fraction(fraction, kind), measure_amount(stated, kind, limit))
        case _:
            return NotANumber(reason=Refusal.SEVERAL)


def _marked(reading: NumberReading, *, unsure: bool) -> NumberReading:
    """Of two readings it is asked anyway which is right."""
    return replace(reading, unsure=reading.unsure or unsure) if isinstance(reading, Number) else reading


def _unit(kind: NumberKind) -> str | None:
    match kind:
        case NumberKind.PERCENT:
            return "%"
        case NumberKind.MONEY:
            return "triệu đồng"
        case NumberKind.COUNT:
            return None
        case NumberKind.AREA:
            return "m²"
        case NumberKind.AREA_HA:
            return "ha"
        case NumberKind.PLAIN:
            return None
        case _:
            assert_never(kind)

"""What a typed figure may come back as: a number, two readings, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class NumberKind(StrEnum):
    """What is asked for, and the unit in which it is stored."""

    PERCENT = "percent"
    """%"""
    MONEY = "money"
    """Triệu đồng."""
    COUNT = "count"
    """A whole number of houses, households, people …"""
    AREA = "area"
    """m² per person."""
    AREA_HA = "area_ha"
    """Hectares."""
    PLAIN = "plain"
    """A number of whatever the question says; no unit is converted, so none but counted things may be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """value: in the unit of the kind; of a fraction, in percent with 28 digits, and the parts beside it are exact.

    unsure: one reading only, but a strange one: ask whether it is right.
    unit: what to say behind the value ("%", "triệu đồng", "m²", "ha", or the noun that was typed), if anything.
    """

    value: Decimal
    unit: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReadings:
    """Both are possible; the first is a little likelier. Ask, and let the person type again as a third way."""

    first: Number
    second: Number


class Refusal(StrEnum):
    """Why a text is no figure for this question; each deserves its own sentence back."""

    EMPTY = "empty"
    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    """A story, or more digits than any figure here has."""
    MALFORMED = "malformed"
    """Separators that fit no way of writing: "1.2.3"."""
    UNCLEAR = "unclear"
    """More than two readings: ask for digits with the unit."""
    SEVERAL = "several"
    """More than one figure."""
    RANGE = "range"
    """ "80-90": one figure is wanted."""
    NEGATIVE = "negative"
    CHANGE = "change"
    """ "tăng 5%": the level is wanted, not the change."""
    NOT_WHOLE = "not_whole"
    """A count, or a part or total of a fraction, with decimals."""
    ZERO_TOTAL = "zero_total"
    PART_OVER_TOTAL = "part_over_total"
    """ "400/350": the part is greater than the total."""
    NEEDS_TOTAL = "needs_total"
    """ "95 hộ" where percent are wanted: the total is missing."""
    NOT_A_SHARE = "not_a_share"
    """ "350/400" where one figure is wanted."""
    WRONG_UNIT = "wrong_unit"
    WRONG_PERIOD = "wrong_period"
    """Per month where the year is wanted: a factor of 12."""
    NOT_KNOWN = "not_known"
    """ "chưa có số", "không biết": there is a button for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotANumber:
    reason: Refusal


NumberReading: TypeAlias = Number | TwoReadings | NotANumber

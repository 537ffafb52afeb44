"""Goals whose figure this system counts by itself, from plans in force and from what the offices have confirmed.

Only what is known here is counted: units at a standard, communes under so many criteria, criteria per commune, and
districts without any recognised commune. Such a goal is never typed in. Where this system knows fewer communes than the
paper speaks of, or fewer districts or villages at the standard than it says there were, nothing is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.goal import GoalKind, GoalValue
from conversations.programme.goal_results import TOTAL, matter
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from conversations.programme.goal import Goal
    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus

_LEVELS = {
    "xa ": Level.COMMUNE,
    "don vi cap huyen ": Level.DISTRICT,
    "huyen ": Level.DISTRICT,
    "thon ": Level.VILLAGE,
    "xom ": Level.VILLAGE,
    "khu dan cu ": Level.VILLAGE,
}
_STANDARDS = {
    "nong thon moi": Standard.NTM,
    "nong thon moi nang cao": Standard.ADVANCED,
    "nong thon moi kieu mau": Standard.MODEL,
    "nong thon moi hien dai": Standard.MODERN,
}
_UNDER = re.compile(r"khong con xa (?:nao )?(?:dat )?duoi (?P<floor>\d{1,2}) tieu chi")
_WITHOUT = re.compile(r"khong con huyen (?:nao )?khong co xa (?:dat chuan )?(?:ntm|nong thon moi)")
_AVERAGE = "tiêu chí/xã"
SOURCE = "tính từ số liệu đã xác nhận"


class Counted(StrEnum):
    """What is counted."""

    AT_STANDARD = "at_standard"
    UNDER_FLOOR = "under_floor"
    AVERAGE = "average"
    DISTRICTS_WITHOUT = "districts_without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """standard, level: of units at one. floor: of communes under so many criteria."""

    counted: Counted
    level: Level = Level.COMMUNE
    standard: Standard | None = None
    floor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What is confirmed of a unit on a day. recognised holds units of any level at the standard or a higher one.

    districts: by the district, its communes. units: all below, by level.
    """

    day: date
    communes: Sequence[CommuneStatus]
    recognised: Mapping[Standard, frozenset[UnitId]]
    confirmed: frozenset[UnitId]
    """All of whose criteria the offices have confirmed."""
    districts: Mapping[UnitId, Collection[UnitId]]
    units: Mapping[Level, Collection[UnitId]]


def measure_of(goal: Goal, *, summed: bool) -> Measure | None:
    """summed: another goal of the unit speaks of the sum of the same; then only that one is counted. None: typed in."""
    words = plain_words(goal.name)
    if under := _UNDER.search(words):
        return Measure(counted=Counted.UNDER_FLOOR, floor=int(under["floor"]))
    if _WITHOUT.search(words):
        return Measure(counted=Counted.DISTRICTS_WITHOUT)
    if goal.measure == _AVERAGE and words.startswith("binh quan"):
        return Measure(counted=Counted.AVERAGE)
    if goal.kind not in {GoalKind.SHARE, GoalKind.COUNT}:
        return None
    about = matter(goal.name)
    level = next((one for one in _LEVELS if about.startswith(one)), None)
    standard = None if level is None else _STANDARDS.get(about.removeprefix(level).removeprefix("thon "))
    if level is None or standard is None:
        return None
    if goal.kind is GoalKind.COUNT and summed and not goal.name.startswith(TOTAL):
        return None
    return Measure(counted=Counted.AT_STANDARD, standard=standard, level=_LEVELS[level])


def counted_value(goal: Goal, measure: Measure, found: Confirmed) -> GoalValue | None:
    """None: no commune is known, so nothing can be counted."""
    known = [one for one in found.communes if one.known]
    match measure.counted:
        case Counted.AT_STANDARD:
            return _at_standard(goal, measure, found)
        case _ if not found.communes:
            return None
        case Counted.UNDER_FLOOR if known:
            return _value(found.day, Decimal(sum(1 for one in known if one.met < measure.floor)))
        case Counted.AVERAGE if known:
            mean = Fraction(sum(one.met for one in known), len(known))
            return _value(found.day, Decimal(mean.numerator) / Decimal(mean.denominator))
        case Counted.DISTRICTS_WITHOUT if found.districts:
            have = found.recognised.get(Standard.NTM, frozenset()) | found.confirmed
            if not (have or known):
                return None
            return _value(found.day, Decimal(sum(1 for ids in found.districts.values() if ids and not have & set(ids))))
        case _:
            return None


def _at_standard(goal: Goal, measure: Measure, found: Confirmed) -> GoalValue | None:
    units = set(found.units.get(measure.level, ()))
    reached = units & found.recognised.get(measure.standard or Standard.NTM, frozenset())
    base = goal.base
    stated = goal.of or (None if base is None else base.of) or 0
    if measure.level is Level.COMMUNE:
        if measure.standard is Standard.NTM:
            reached |= units & found.confirmed
        if not units or len(units) < stated or not (reached or any(one.known for one in found.communes)):
            return None
    elif not reached or len(units) < stated or (base is not None and len(reached) < base.value):
        return None
    return _value(found.day, Decimal(len(reached)), of=len(units) if goal.kind is GoalKind.SHARE else None)


def _value(day: date, value: Decimal, *, of: int | None = None) -> GoalValue:
    return GoalValue(day=day, value=value, of=of, computed=True, source=SOURCE)

"""An ad hoc request: a few questions that a manager asks chosen units once, by a day. They owe it like any report.

Source: section VI.4 of the plans, "báo cáo đột xuất khi có yêu cầu của cấp có thẩm quyền".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.criteria import Measure
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.answer import Answer
    from conversations.programme.calendar import Offsets, Period
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.unit import Unit

MOST_QUESTIONS = 10
"""More are no quick question any more: such a thing wants a form of its own."""
MOST_OPTIONS = 8
ASKED = (Level.COMMUNE, Level.VILLAGE, Level.OFFICE, Level.DISTRICT)
"""The levels at which somebody fills in reports."""
YES_NO = ("Có", "Không")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. measure: TEXT, NUMBER or CHOICE; a choice has its options."""

    text: str
    measure: Measure
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivers:
    """Everybody a unit can ask: all units below it at which reports are filled in, by name, with their other names."""

    unit: Unit
    units: tuple[Unit, ...]
    joined: frozenset[UnitId]
    """Units where somebody who answers for them has joined."""

    def of(self, level: Level | None, only: tuple[UnitId, ...] = ()) -> tuple[Unit, ...]:
        """The units of that level, or those of them that were chosen."""
        return tuple(one for one in self.units if one.kind.level is level and (not only or one.id in only))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that runs: still taken, answered or not."""

    rule: RuleId
    period: Period
    asked: tuple[Unit, ...]
    """In Vietnamese order."""
    answered: frozenset[UnitId]
    """Whose answers have been sent."""

    @property
    def waiting(self) -> tuple[Unit, ...]:
        """Who has not answered."""
        return tuple(unit for unit in self.asked if unit.id not in self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswers:
    """A request with all answers sent so far: unit to question code to answer."""

    request: Request
    form: CriteriaSet
    answers: Mapping[UnitId, Mapping[str, Answer]] = field(default_factory=dict)


def reminded_on(last_good_day: date, offsets: Offsets, *, today: date) -> tuple[date, ...]:
    """The days still to come on which whoever owes is reminded, before a day off moves one of them."""
    days = (last_good_day - timedelta(days=before) for before in offsets.before)
    return tuple(sorted(day for day in days if day > today))

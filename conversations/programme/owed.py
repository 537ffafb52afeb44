"""What somebody still owes when the clock asks: a unit's report with its open items, and whose turn it is.

No reminder names an item that is not the person's own, and nobody is reminded of a report that has left their hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from conversations.programme.person import Role
from conversations.programme.report import ReportState
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit
    from conversations.programme.wishes import PromisedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """One unit's report of one period that has not left. form None: there is no set to fill in, so nothing is named."""

    key: ReportKey
    unit: Unit
    period: Period
    state: ReportState
    form: CriteriaSet | None = None
    given: frozenset[str] = frozenset()
    posts: Mapping[str, str] | None = None
    """Indicator to the post that answers it."""
    promised: PromisedDay | None = None

    @property
    def role(self) -> Role:
        """Whose turn it is."""
        if self.state is ReportState.WAITING_FOR_LEADER:
            return Role.COMMUNE_LEADER
        return reporter_of(self.unit.kind.level)

    @property
    def total(self) -> int:
        """How many items the form has."""
        return len(self.form.indicators) if self.form else 0

    def missing(self, post: str = "") -> tuple[str, ...]:
        """The codes of open items in asking order: all of them, or those of one post."""
        if self.form is None:
            return ()
        if not post and not self.given:
            return self.form.asking_order
        posts = self.posts or {}
        return tuple(
            code for code in self.form.asking_order if code not in self.given and (not post or posts.get(code) == post)
        )

    def concerns(self, role: Role, post: str) -> bool:
        """Whether somebody with this role (and post) at the unit is reminded: a colleague by post only of their own."""
        if role is not self.role:
            return False
        return not post or bool(self.missing(post))

    @property
    def guard(self) -> str:
        """What must still be so when a reminder of it is about to leave: the report's key and where it stood."""
        return f"{self.key}@{self.state.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPart:
    """What one person is reminded of. post: whose items they are; "" all of them."""

    report: OwedReport
    post: str = ""
    instead_of: str = ""
    """Who is away, by name, where the person stands in for them …"""
    until: date | None = None
    """… up to that day, included; None: the person is reminded for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattended:
    """Why nobody is reminded of a report. until: the last day somebody is away."""

    why: Literal["nobody", "left", "away"]
    until: date | None = None


def reporter_of(level: Level) -> Role:
    """Who reports for a unit of that level."""
    match level:
        case Level.VILLAGE:
            return Role.VILLAGE_OFFICER
        case Level.COMMUNE:
            return Role.COMMUNE_OFFICER
        case Level.OFFICE:
            return Role.OFFICE_REVIEWER
        case Level.DISTRICT | Level.PROVINCE:
            return Role.MANAGER
        case _:
            assert_never(level)


def told_above(level: Level) -> Role:
    """Who is told at the unit above when a unit of that level is late."""
    return Role.COMMUNE_OFFICER if level is Level.VILLAGE else Role.MANAGER

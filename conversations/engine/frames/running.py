"""Where whoever runs the system stands: deadlines, the schedule's switch, what did not leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from conversations.programme.calendar import LOCK_AFTER, Form, Offsets
from conversations.programme.ids import RuleId, SetId, UnitId
from conversations.programme.unit import Level
from conversations.reading.deadlines import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Whether what the calendar says is sent; an admin stops it and lets it go on."""

    stage: Literal["overview", "sure"] = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """How the system is, on one screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """The last backups, and one made now."""

    stage: Literal["overview", "preview"] = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A reporting rule as far as it has been said. rule: the one that is changed; None: a new one."""

    unit: UnitId
    rule: RuleId | None = None
    title: str = ""
    owes: Level | None = None
    only: tuple[UnitId, ...] = ()
    due: Due | None = None
    form: Form = Form.CRITERIA
    set_id: SetId | None = None
    offsets: Offsets = field(default_factory=Offsets)
    grace: int = 0
    """Days."""
    lock: int = LOCK_AFTER.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """An admin looks after the reports that are owed: by whom, to whom, by when, reminded when."""

    stage: Literal[
        "list",
        "rule",
        "unit",
        "title",
        "owes",
        "who",
        "only",
        "due",
        "which",
        "form",
        "offsets",
        "days",
        "check",
        "end",
    ] = "list"
    page: int = 0
    draft: RuleDraft | None = None
    readings: tuple[Due, ...] = ()
    """Of a deadline that can mean several things."""

    @property
    def half_written(self) -> bool:
        """A draft that would be lost, not a rule that is looked at."""
        return self.draft is not None and self.stage not in {"rule", "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What did not leave. group: "reminder.failed.refused"; number: one message of it."""

    stage: Literal["overview", "group", "one", "preview"] = "overview"
    group: str = ""
    number: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequests:
    """Requests about personal data that wait. number: one of them; act: of RequestAct, by its value."""

    stage: Literal["list", "one", "say", "check"] = "list"
    number: int = 0
    act: str = ""
    typed: str = ""
    page: int = 0

"""What can become of a unit, what it touches, and what stands when it is done. Nothing old is overwritten by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.combining import StartingValue
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Role
    from conversations.programme.plan_rows import PlanValue
    from conversations.programme.plan_targets import StandardTarget
    from conversations.programme.unit import Kind, Unit
    from conversations.programme.wanted_change import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """What a wanted change would be, or why it cannot be."""

    change: Change | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoView:
    """A change that was made, and what stands in the way of taking it back; "": nothing does."""

    made: Made
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change that was made. said: in few words, with the names of its time."""

    id: int
    kind: ChangeKind
    on: date
    said: str
    source: str
    at: datetime
    undone_at: datetime | None
    before: tuple[UnitId, ...]
    after: tuple[UnitId, ...]
    below: tuple[UnitId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHere:
    """Somebody with a role at a unit that changes."""

    name: str
    role: Role
    post: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A report that was begun and has not left."""

    unit: str
    title: str
    given: int
    waiting: bool
    """Its leader has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """All that hangs on the units that change, in words and numbers, for the preview."""

    people: tuple[PersonHere, ...] = ()
    drafts: tuple[OpenDraft, ...] = ()
    below: tuple[str, ...] = ()
    """Titles of the units directly below."""
    plans: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """Reports owed to these units, and those asked of single ones of them."""
    offices: tuple[str, ...] = ()
    """Who judges how many indicators there: "Phòng Y tế: 3"."""
    groups: tuple[str, ...] = ()
    assignments: int = 0
    invitations: int = 0
    absences: int = 0


class WarningCode(StrEnum):
    """What somebody should look at before or after."""

    REGIONS = "regions"
    SAME_NAME_BELOW = "same_name_below"
    RULE_CODE = "rule_code"
    GROUPS = "groups"
    NO_PEOPLE = "no_people"
    RULES_ABOVE = "rules_above"
    ROLES_END = "roles_end"
    UNOWNED = "unowned"
    DRAFTS_WAIT = "drafts_wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWarning:
    """names: of what it is about."""

    code: WarningCode
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Where a new unit stands under one criteria set on its first day."""

    form: CriteriaSet
    values: tuple[StartingValue, ...]
    cells: Mapping[str, PlanValue] = field(default_factory=dict)
    """By criterion; one of which a part was unknown is not in it."""
    standards: tuple[StandardTarget, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit that begins, or one that is there already and takes others in."""

    kind: Kind
    name: str
    title: str
    existing: UnitId | None = None
    region: str | None = None
    below: tuple[UnitId, ...] = ()
    """Which units come under it."""
    below_titles: tuple[str, ...] = ()
    takes_people: bool = True
    beginnings: tuple[Beginning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change as it is about to be made: everything that its preview shows and its making needs."""

    kind: ChangeKind
    on: date
    before: tuple[Unit, ...]
    after: tuple[NewUnit, ...]
    parent: Unit | None
    """Under which the new units stand, or to which the unit moves."""
    from_parent: Unit | None = None
    """Where it stood until then."""
    touched: Touched = field(default_factory=Touched)
    warnings: tuple[ChangeWarning, ...] = ()
    offices: tuple[Change, ...] = ()
    """Offices of one name, which become one with the units they belong to."""
    source: str = ""

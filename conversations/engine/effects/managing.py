"""What managers and observers do: asking, reminding, digests and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.ad_hoc_request import Question
    from conversations.programme.calendar import Deadline
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.paper import PaperKind
    from conversations.programme.unit import Level
    from conversations.reading.paper import NamedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class AskUnits:
    """Ask the units below a few questions once, by a day: everybody concerned is told, the answers are owed."""

    unit: UnitId
    title: str
    questions: tuple[Question, ...]
    owes: Level
    only: tuple[UnitId, ...]
    """Empty: all units of that level."""
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindUnits:
    """Remind whoever owes this report of the period to the unit. units: only these; none: all of them."""

    unit: UnitId
    rule: RuleId
    period: str
    units: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeDigest:
    """Want this unit's digests by themselves from now on, or no longer."""

    unit: UnitId
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPublicPage:
    """Let everybody read how the unit stands, or nobody any more."""

    unit: UnitId
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTable:
    """Send the criteria table of a unit to whoever asked, as it stands now. part: 0 is the whole."""

    unit: UnitId
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPaper:
    """Send an official file of the unit, with today's figures. period: the key of a report; "": that of criteria."""

    unit: UnitId
    kind: PaperKind
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTaskDone:
    """Keep by which paper a task of the unit's papers is done."""

    unit: UnitId
    code: int
    paper: NamedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class FillGoal:
    """Keep a figure of one of the unit's goals, as it was typed and shown."""

    unit: UnitId
    code: int
    text: str
    day: date
    estimate: bool


ByManagers = FillGoal | RecordTaskDone | AskUnits | RemindUnits | SubscribeDigest | SwitchPublicPage

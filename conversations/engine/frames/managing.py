"""Where managers and observers stand: digests, tables, reminding, asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from conversations.programme.ad_hoc_request import Question
from conversations.programme.calendar import DueOperator
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.unit import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The digest of a unit, made when it was asked for."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What the communes of a unit lack for their criteria. commune: one of them, with all its figures."""

    unit: UnitId
    commune: UnitId | None = None
    page: int = 0
    item: str = ""
    """The indicator or criterion of which it was asked who is in charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaTable:
    """The criteria table of a unit. part: which one was shown, 0 the whole. page: of the list of parts."""

    unit: UnitId
    part: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The goals of a unit, on pages. period: of which quarter, half-year or year; "": today."""

    unit: UnitId
    period: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a unit is assigned and has spent, and what the rules about it find."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMoves:
    """What was stated of money that cannot be spent and what was moved; or something of it as far as it was said."""

    unit: UnitId
    stage: Literal[
        "list", "giver", "money", "amount", "reading", "reason", "taker", "day", "paper", "preview", "one", "sure"
    ] = "list"
    act: Literal["", "cannot", "move"] = ""
    page: int = 0
    giver: UnitId | None = None
    purse: str = ""
    """Which money, by its code."""
    amount: int | None = None
    other: int | None = None
    """The second reading of what was typed."""
    taker: UnitId | None = None
    day: date | None = None
    text: str = ""
    """The reason, or the number of the paper."""
    number: int = 0
    """The move that is looked at."""

    @property
    def half_written(self) -> bool:
        """Something was said that would be lost."""
        return self.giver is not None and self.stage not in {"list", "one", "sure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The works of a unit; one of them; or who is contracted for it, as far as it was said."""

    unit: UnitId
    stage: Literal["list", "one", "contractor", "paper", "day", "amount", "reading", "preview"] = "list"
    page: int = 0
    work: int = 0
    contractor: str = ""
    number: str = ""
    day: date | None = None
    amount: int | None = None
    other: int | None = None
    """The second reading of what was typed."""
    said: bool = False
    """Every question was asked: what is changed now leads back to the look."""

    @property
    def half_written(self) -> bool:
        """Something was said that would be lost."""
        return bool(self.contractor) and self.stage not in {"list", "one"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """Who is named and recognised along a unit's roadmap, on pages."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """How far each place is towards a unit's targets, on pages."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindNow:
    """A manager reminds whoever still owes a report; rule None: asks of which."""

    unit: UnitId
    rule: RuleId | None = None
    period: str = ""
    stage: Literal["owing", "pick", "sure"] = "owing"
    picked: tuple[UnitId, ...] = ()
    """Only these units; none: all that owe it."""
    page: int = 0


RequestStage = Literal[
    "overview", "title", "question", "kind", "options", "units", "which", "due", "which_due", "preview", "answers"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHocRequest:
    """A manager asks units below a few questions, or looks at what was answered."""

    unit: UnitId
    """Of the manager; the units below are asked."""
    stage: RequestStage = "overview"
    title: str = ""
    questions: tuple[Question, ...] = ()
    text: str = ""
    """A question that has no kind yet, or a due date that can be read two ways."""
    owes: Level | None = None
    only: tuple[UnitId, ...] = ()
    """The units that were named; empty with `owes`: all of that level."""
    unclear: tuple[str, ...] = ()
    """Names that may mean several units, still to be asked."""
    operator: DueOperator | None = None
    day: date | None = None
    complete: bool = False
    """Everything was said once: after a correction the preview is shown again."""
    rule: RuleId | None = None
    """The request that is looked at."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FillGoals:
    """Figures of a unit's goals are said by its manager. code: of the goal; None: the list. text: the figure as typed;
    "": not yet. day: for which it stands; None: not said yet.
    """

    unit: UnitId
    page: int = 0
    code: int | None = None
    text: str = ""
    day: date | None = None
    estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The tasks of a unit's papers. code: of the one that is looked at; None: the list. paper_number, paper_day (ISO):
    by which paper it is done, to be agreed to.
    """

    unit: UnitId
    page: int = 0
    code: int | None = None
    asks_paper: bool = False
    paper_number: str = ""
    paper_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """What everybody may read of a unit, before and after it is switched on."""

    unit: UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePapers:
    """Official files of a unit; unit None: asks whose."""

    unit: UnitId | None = None
    period: str = ""
    """Of which the report of criteria is; "": of the one last due."""
    page: int | None = None
    """Which page of periods is chosen from; None: the files are shown."""

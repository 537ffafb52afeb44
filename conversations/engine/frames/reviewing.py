"""Where those stand who judge items of sent reports, those who answer them, and managers who open reports again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conversations.programme.ids import UnitId
from conversations.programme.report import ReportKey
from conversations.programme.review import ItemAct, Queue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """An office's queue, or what a manager must decide; one item of it. unit None: asks for which office."""

    unit: UnitId | None = None
    stage: Literal["desk", "list", "item", "reason", "together"] = "desk"
    queue: Queue = Queue.WAITING
    page: int = 0
    key: ReportKey | None = None
    item: str = ""
    skip: int = 0
    """So many items at the head of the queue were put off in this sitting."""
    act: ItemAct | None = None
    """What a reason is still asked for …"""
    seen: int = 0
    """… and the version of the answer that was on the screen when it was wanted."""
    last_key: ReportKey | None = None
    """What the office has judged just now, for a slip of the finger …"""
    last_item: str = ""
    """… and which item of that report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOffice:
    """The commune answers what an office has said of an item. key None: chooses among such items."""

    key: ReportKey | None = None
    item: str = ""
    act: ItemAct | None = None
    """What is being written …"""
    seen: int = 0
    """… and the version of the answer that was on the screen when it was begun."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """A manager looks at reports that have left, and opens or closes one."""

    unit: UnitId | None = None
    """Of the manager; None: whoever is asked to agree."""
    key: ReportKey | None = None
    stage: Literal["list", "report", "reason", "sure"] = "list"
    named: str = ""
    """Only units whose name has this in it."""
    page: int = 0

"""What offices, communes and managers say of the items of a sent report, and a report opened or closed above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.report import ReportKey
    from conversations.programme.review import ItemAct


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """Something is said of one item. seen: the version of the answer that was on the screen; another one is shown
    first.
    """

    key: ReportKey
    indicator: str
    act: ItemAct
    seen: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTogether:
    """These unchanged items are met, by the office's verdict: report, indicator and the version that was seen."""

    items: tuple[tuple[ReportKey, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenReport:
    """Open a report again that has left, also after the lock. What offices have confirmed waits for a second person:
    whoever agrees does the same once more.
    """

    key: ReportKey
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepClosed:
    """The second person does not agree: the report stays as it is."""

    key: ReportKey


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReport:
    """The period is over for this report: every item has its verdict, and nothing changes any more."""

    key: ReportKey


OnReviews = ReviewItem | ConfirmTogether | ReopenReport | KeepClosed | CloseReport

"""A locked report is only read. Whatever would have changed it is not stored, and whoever tried is told so at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.move import Chose, Input, Move, stay
from conversations.screens.fill_report.locked import not_taken
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillReport, FillStage
    from conversations.programme.report import Report

_READ = frozenset({"list", "criterion", "locked"})
_LOOKING = frozenset({"list", "overview", "other", "home"})
"""Options that change nothing, on whatever screen they were left from before the lock."""


def locked_stage(stage: FillStage, report: Report) -> FillStage:
    """Where somebody stands in a locked report who stood at that stage before."""
    if stage in {"list", "criterion"}:
        return stage
    return "sent" if report.state.handed_up else "locked"


def would_change(frame: FillReport, given: Input) -> bool:
    """Whether the input, at the screen on which it was given, was meant to change the report."""
    if frame.stage in _READ:
        return False
    return not (isinstance(given, Chose) and given.option in _LOOKING)


def refuse(frame: FillReport, facts: Facts) -> Move:
    """Say that nothing was stored, and show what became of the report."""
    report = facts.report
    read = replace(frame, stage=locked_stage("overview", report), pending=None, photos=(), only=False)
    return stay(read, not_taken(report, facts.words))


def take_locked(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Looking is all there is."""
    match given:
        case Chose(option="list"):
            return stay(replace(frame, stage="list"))
        case Chose(option="overview"):
            return stay(frame)
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))

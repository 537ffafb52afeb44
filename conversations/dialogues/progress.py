"""Where a unit stands. Page 0 is its overview; from page 1 on the units below are listed. Beside it: what the unit
lacks for its criteria.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, FillReport, OnBehalf, Progress
from conversations.engine.move import Chose, Input, Move, stay
from conversations.engine.progress_asks import OfficesFor, UnderOtherSet
from conversations.programme.ids import UnitId
from conversations.programme.nearest import nearest
from conversations.screens import nearest as lacking
from conversations.screens import progress as screens
from conversations.screens.crosswalk import under_other_set
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: Progress) -> Needs:
    """The unit; who judges its indicators where they are named, or where it stands under the other set."""
    if frame.other_set:
        return Needs(unit=frame.unit, asks=(UnderOtherSet(unit=frame.unit),))
    return Needs(unit=frame.unit, asks=(OfficesFor(unit=frame.unit),) if frame.lacks else ())


def show(frame: Progress, facts: Facts) -> Screen:
    """The overview, a page of the units below, or what is lacking."""
    found = facts.unit_found
    if found is None:
        return out_of_sight("progress", facts.words)
    under = facts.answer(UnderOtherSet(unit=frame.unit)) if frame.other_set else None
    if under is not None:
        return under_other_set(under, frame.page, facts)
    if frame.lacks and found.report is not None:
        offices = facts.answer(OfficesFor(unit=frame.unit)) or {}
        return lacking.nearest(nearest(found.report), found.report, offices, frame.page, facts)
    return screens.below(frame, found, facts) if frame.page and found.below else screens.progress(found, facts)


def take(frame: Progress, given: Input, facts: Facts) -> Move:
    """A way on; what is opened from here stands above it and comes back to it."""
    match given:
        case Chose():
            return _chosen(frame, given, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: Progress, given: Chose, facts: Facts) -> Move:
    report = facts.unit_found.report if facts.unit_found is not None else None
    match given.part(0):
        case "go" if report is not None:
            return Move(frames=(frame, FillReport(key=report.key)))
        case "approve" if report is not None:
            return Move(frames=(frame, Approve(key=report.key)))
        case "go" | "approve" | "overview":
            return stay(Progress(unit=frame.unit))
        case "lacks":
            return stay(Progress(unit=frame.unit, lacks=True))
        case "other_set":
            return stay(Progress(unit=frame.unit, other_set=True))
        case "list":
            return stay(Progress(unit=frame.unit, page=1))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "behalf":
            return Move(frames=(frame, OnBehalf(unit=frame.unit)))
        case "u":
            return stay(Progress(unit=UnitId(int(given.part(1)))))
        case _:
            return Move(frames=(), home=True)

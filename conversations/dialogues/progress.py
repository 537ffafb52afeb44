"""Where a unit stands. Page 0 is its overview; from page 1 on the units below are listed. Beside it: what the unit
lacks for its criteria.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks_of_standing import LackingOf, UnderOtherSet
from conversations.engine.effects import StateCost
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, FillReport, OnBehalf, Progress
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import UnitId
from conversations.programme.register import Measured, SubKind
from conversations.programme.rights import may_state_cost
from conversations.reading.figures import Refusal
from conversations.reading.register_amounts import read_entry_amount
from conversations.screens import nearest as lacking_screens
from conversations.screens import progress as screens
from conversations.screens.crosswalk import under_other_set
from conversations.screens.difficulty_form import no_such_criterion
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import UnitFacts
    from conversations.engine.screen import Screen
    from conversations.programme.nearest import Lacking

_MONEY = SubKind(id="", name="", measured=Measured.MONEY, unit="đồng")


def needs(frame: Progress) -> Needs:
    """The unit; what it lacks where that is told, or where it stands under the other set."""
    if frame.other_set:
        return Needs(unit=frame.unit, asks=(UnderOtherSet(unit=frame.unit),))
    return Needs(unit=frame.unit, asks=(LackingOf(unit=frame.unit),) if frame.lacks else ())


def show(frame: Progress, facts: Facts) -> Screen:
    """The overview, a page of the units below, or what is lacking."""
    found = facts.unit_found
    if found is None:
        return out_of_sight("progress", facts.words)
    under = facts.answer(UnderOtherSet(unit=frame.unit)) if frame.other_set else None
    if under is not None:
        return under_other_set(under, frame.page, facts)
    lacking = facts.answer(LackingOf(unit=frame.unit)) if frame.lacks else None
    if lacking is not None:
        return _lacking(frame, found, lacking, facts)
    return screens.below(frame, found, facts) if frame.page and found.below else screens.progress(found, facts)


def _lacking(frame: Progress, found: UnitFacts, lacking: Lacking, facts: Facts) -> Screen:
    states = may_state_cost(facts.somebody, found.unit)
    criterion = lacking.report.form.criterion(frame.criterion)
    if not states or not frame.costing:
        return lacking_screens.nearest(lacking, frame.page, facts, item=frame.item, states=states)
    if criterion is None or frame.costing == "which":
        return lacking_screens.cost_of_which(lacking, facts)
    if frame.costing == "how_much" or frame.amount is None:
        return lacking_screens.how_much(criterion, lacking.costs.get(criterion.code), facts)
    return lacking_screens.cost_sure(criterion, frame.amount, facts)


def take(frame: Progress, given: Input, facts: Facts) -> Move:
    """A way on; what is opened from here stands above it and comes back to it."""
    match given:
        case Typed(text=text) if frame.costing == "which":
            return _costing(frame, "".join(text.split()), facts)
        case Typed(text=text) if frame.costing == "how_much":
            return _amount(frame, text, facts)
        case Chose():
            return _chosen(frame, given, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _costing(frame: Progress, code: str, facts: Facts) -> Move:
    """The criterion of which it is said what it still takes."""
    lacking = facts.answer(LackingOf(unit=frame.unit)) if frame.lacks else None
    if lacking is None or lacking.report.form.criterion(code) is None:
        return stay(frame, no_such_criterion(code, facts))
    return stay(Progress(unit=frame.unit, lacks=True, costing="how_much", criterion=code))


def _amount(frame: Progress, text: str, facts: Facts) -> Move:
    read = read_entry_amount(text, _MONEY)
    if isinstance(read, Refusal) or read.other is not None:
        return stay(frame, lacking_screens.no_amount(facts.words))
    return stay(replace(frame, costing="sure", amount=read.amount))


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
        case "cost" | "again" as way:
            at = replace(frame, page=0, item="", amount=None)
            return stay(replace(at, costing="which" if way == "cost" else "how_much"))
        case "c" if frame.costing:
            return _costing(frame, given.part(1), facts)
        case "state" if frame.costing == "sure" and frame.amount is not None:
            stated = StateCost(unit=frame.unit, criterion=frame.criterion, amount=frame.amount)
            return stay(Progress(unit=frame.unit, lacks=True), effects=(stated,))
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

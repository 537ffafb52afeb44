"""A unit is named for a dossier: where, which standard, which year, by which days; a look, and one confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks_of_standing import NamingAt, UnitToName
from conversations.engine.effects import NameForDossier
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import OpenDossier
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.dossier_plan import YEARS, DossierPlan, PlanOutcome, outcome_of
from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import is_named
from conversations.reading.dates import Day, TwoDays, read_date
from conversations.reading.fold import plain_words
from conversations.screens import open_dossier as screens
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.dossier_plan import NamedUnit


def needs(frame: OpenDossier) -> Needs:
    """The place, or the unit."""
    return Needs(asks=(NamingAt(frame.at or None),) if frame.stage == "place" else (UnitToName(frame.unit),))


def show(frame: OpenDossier, facts: Facts) -> Screen:
    """The stage; what is not theirs to name leads nowhere."""
    if frame.stage == "place":
        place = facts.answer(NamingAt(frame.at or None))
        return out_of_sight("open_dossier", facts.words) if place is None else screens.place(frame, place, facts)
    unit = facts.answer(UnitToName(frame.unit))
    if unit is None:
        return out_of_sight("open_dossier", facts.words)
    wanted = wanted_of(frame)
    if frame.stage == "what" or wanted is None:
        return screens.what(unit, facts)
    match frame.stage:
        case "year":
            return screens.year(unit, *wanted, facts)
        case "first":
            return screens.first(frame, unit, *wanted, facts)
        case "second":
            return screens.second(frame, unit, *wanted, facts)
        case "sure":
            return screens.sure(unit, plan_of(frame, *wanted), outcome(frame, unit), facts)
        case _:
            assert_never(frame.stage)


def wanted_of(frame: OpenDossier) -> tuple[Standard, DossierKind] | None:
    """None: nothing was chosen."""
    standard = next((one for one in Standard if one.value == frame.standard), None)
    kind = next((one for one in DossierKind if one.value == frame.kind), None)
    return None if standard is None or kind is None else (standard, kind)


def plan_of(frame: OpenDossier, standard: Standard, kind: DossierKind) -> DossierPlan:
    """What is named, as far as it was said."""
    dates = DossierDates(year=frame.year or None, first_by=_day(frame.first_by), second_by=_day(frame.second_by))
    return DossierPlan(standard=standard, kind=kind, dates=dates)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def outcome(frame: OpenDossier, unit: NamedUnit) -> PlanOutcome:
    """What confirming would do."""
    wanted = wanted_of(frame)
    there = None if wanted is None else unit.there(*wanted)
    if wanted is None or there is None:
        return PlanOutcome.OPENS
    return outcome_of(plan_of(frame, *wanted), there.state, there.dates, tied=there.report is not None)


def take(frame: OpenDossier, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="close"):
            return back()
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    if frame.stage == "place":
        return _take_place(frame, given, facts)
    unit = facts.answer(UnitToName(frame.unit))
    if unit is None:
        return stay(OpenDossier())
    match frame.stage:
        case "what":
            return _take_what(frame, given, unit, facts)
        case "year":
            return _take_year(frame, given, facts)
        case "first" | "second":
            return _take_day(frame, given, facts)
        case "sure":
            return _take_sure(frame, given, unit, facts)
        case _:
            assert_never(frame.stage)


def _take_place(frame: OpenDossier, given: Chose | Typed, facts: Facts) -> Move:
    place = facts.answer(NamingAt(frame.at or None))
    if isinstance(given, Typed):
        found = [one for one in (() if place is None else place.below) if is_named(one, given.text)]
        if len(found) != 1:
            return stay(frame, screens.no_place(facts.words))
        given = Chose(screens.option_of(found[0]))
    number = int(given.part(1)) if given.part(1).isdecimal() else 0
    match given.part(0):
        case "in":
            return stay(OpenDossier(at=UnitId(number)))
        case "u" if place is not None and screens.offers(place, number):
            return stay(replace(frame, stage="what", unit=UnitId(number)))
        case "page":
            return stay(replace(frame, page=number))
        case _:
            return stay(OpenDossier())


def _take_what(frame: OpenDossier, given: Chose | Typed, unit: NamedUnit, facts: Facts) -> Move:
    if isinstance(given, Typed):
        return stay(frame, unexpected_line(given, facts.words))
    if given.part(0) != "w":
        return stay(replace(frame, stage="place"))
    chosen = replace(frame, stage="year", kind=given.part(1), standard=given.part(2))
    if wanted_of(chosen) is None:
        return stay(frame)
    if (no := screens.not_again(outcome(chosen, unit), facts.words)) and outcome(chosen, unit) is not PlanOutcome.SAME:
        return stay(frame, no)
    return stay(chosen)


def _take_year(frame: OpenDossier, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Chose) and given.part(0) != "y":
        return stay(replace(frame, stage="what"))
    text = given.part(1) if isinstance(given, Chose) else plain_words(given.text).removeprefix("nam ")
    if not text.isdecimal() or int(text) not in YEARS:
        return stay(frame, screens.no_year(facts.words))
    return stay(replace(frame, stage="first", year=int(text), first_by="", second_by=""))


def _take_day(frame: OpenDossier, given: Chose | Typed, facts: Facts) -> Move:
    if isinstance(given, Chose):
        if given.option != "none":
            return stay(replace(frame, stage="year"))
        return stay(_with_day(frame, ""))
    match read_date(given.text, today=facts.today, ahead=True):
        case Day(day=day, rough=False):
            pass
        case TwoDays(first=one, second=other) if (one.year == frame.year) is not (other.year == frame.year):
            day = one if one.year == frame.year else other
        case TwoDays() as unclear:
            return stay(frame, date_refusal(unclear, facts))
        case _:
            return stay(frame, screens.no_day(facts.words))
    if frame.stage == "second" and frame.first_by and day.isoformat() < frame.first_by:
        return stay(frame, screens.too_early(date.fromisoformat(frame.first_by), facts.words))
    return stay(_with_day(frame, day.isoformat()))


def _with_day(frame: OpenDossier, day: str) -> OpenDossier:
    if frame.stage == "first":
        return replace(frame, stage="second", first_by=day)
    return replace(frame, stage="sure", second_by=day)


def _take_sure(frame: OpenDossier, given: Chose | Typed, unit: NamedUnit, facts: Facts) -> Move:
    if isinstance(given, Typed):
        return stay(frame, unexpected_line(given, facts.words))
    wanted = wanted_of(frame)
    if given.option != "do" or wanted is None:
        return stay(replace(frame, stage="year"))
    if no := screens.not_again(outcome(frame, unit), facts.words):
        return stay(frame, no)
    there = unit.there(*wanted)
    plan = plan_of(frame, *wanted)
    effect = NameForDossier(unit=frame.unit, plan=plan, seen=0 if there is None else there.last.number)
    return back(effects=(effect,))

"""Which of one's units a command is about. Whoever holds roles at one unit is never asked; a name typed behind the
command decides; of several units none is taken silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine import frames as f
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.person import Role
from conversations.programme.rights import manages_district, may_assign
from conversations.programme.unit import is_named
from conversations.screens import choose_unit as screens
from conversations.screens.paging import clip
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.frames import AboutUnit
    from conversations.engine.screen import Screen
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit

COMMUNE = frozenset({Role.COMMUNE_OFFICER})
IN_COMMUNE = frozenset({Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER})


def units_for(command: AboutUnit, person: Person) -> tuple[Unit, ...]:
    """The units at which the person may give the command, each once, in the order in which the roles were granted."""
    match command:
        case "tiendo" | "conthieu":
            grants = person.grants_of(*IN_COMMUNE)
        case "lichsu":
            grants = tuple(one for one in person.grants if one.role in IN_COMMUNE or manages_district(one))
        case "baothay":
            grants = person.grants_of(*COMMUNE)
        case "phancong":
            officer = person.grants_of(*COMMUNE)
            grants = tuple(grant for grant in officer if may_assign(person, grant.unit)) or officer
        case _:
            assert_never(command)
    return tuple({grant.unit.id: grant.unit for grant in grants}.values())


def place_for(command: AboutUnit, person: Person, *, named: str = "", item: str = "") -> f.Frame:
    """Where the command leads. named: a unit as typed behind it. The person holds a role for the command."""
    units = units_for(command, person)
    wanted = [unit for unit in units if is_named(unit, named)] if named else list(units)
    if len(wanted) == 1 or len(units) == 1:
        return place_at(command, (wanted or units)[0].id, item)
    return f.ChooseUnit(command=command, item=item)


def place_at(command: AboutUnit, unit: UnitId, item: str = "") -> f.Frame:
    """The place of the command at that unit."""
    match command:
        case "tiendo":
            return f.Progress(unit=unit)
        case "conthieu":
            return f.Progress(unit=unit, lacks=True, item=item)
        case "phancong":
            return f.Assign(unit=unit)
        case "baothay":
            return f.OnBehalf(unit=unit)
        case "lichsu":
            return f.History(unit=unit, item=item)
        case _:
            assert_never(command)


def needs(_frame: f.ChooseUnit) -> Needs:
    """Nothing but the person."""
    return Needs()


def show(frame: f.ChooseUnit, facts: Facts) -> Screen:
    """The units."""
    return screens.choose_unit(frame, units_for(frame.command, facts.somebody), facts)


def take(frame: f.ChooseUnit, given: Input, facts: Facts) -> Move:
    """A unit chosen or named."""
    units = units_for(frame.command, facts.somebody)
    match given:
        case Chose() if given.part(0) == "u":
            chosen = [unit for unit in units if str(unit.id) == given.part(1)]
        case Chose() if given.part(0) == "page":
            return stay(f.ChooseUnit(command=frame.command, item=frame.item, page=int(given.part(1))))
        case Chose():
            return Move(frames=(), home=True)
        case Typed(text=text):
            chosen = [unit for unit in units if is_named(unit, text)]
            if len(chosen) != 1:
                return stay(frame, screens.not_among_them(clip(text, 40), facts.words))
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    return Move(frames=(place_at(frame.command, chosen[0].id, frame.item),)) if chosen else stay(frame)

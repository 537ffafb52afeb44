"""What the communes of a unit lack, for whoever reads its digest: all in a line each, one of them with all figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks_of_standing import LackingBelow, LackingOf
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Digest, Lacks
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.ids import UnitId
from conversations.screens import lacks as screens
from conversations.screens.nearest import of_commune
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: Lacks) -> Needs:
    """All of them, or the one."""
    return Needs(shown=(LackingBelow(frame.unit) if frame.commune is None else LackingOf(frame.commune),))


def show(frame: Lacks, facts: Facts) -> Screen:
    """The list, or one commune."""
    if frame.commune is not None:
        one = facts.answer(LackingOf(frame.commune))
        return (
            out_of_sight("lacks", facts.words) if one is None else of_commune(one, frame.page, facts, item=frame.item)
        )
    found = facts.answer(LackingBelow(frame.unit))
    if found is None:
        return out_of_sight("lacks", facts.words)
    title = next((grant.unit.title for grant in facts.somebody.grants if grant.unit.id == frame.unit), "")
    return screens.communes(frame, title, found, facts)


def take(frame: Lacks, given: Input, facts: Facts) -> Move:
    """Another page, one of them, back to all."""
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0), given.part(1):
        case "page", number if number.isdecimal():
            return stay(replace(frame, page=int(number)))
        case "c", number if number.isdecimal():
            return stay(Lacks(unit=frame.unit, commune=UnitId(int(number)), item=frame.item))
        case "all", _:
            return stay(Lacks(unit=frame.unit))
        case "digest", _:
            return Move(frames=(Digest(unit=frame.unit),))
        case _:
            return Move(frames=(), home=True)

"""/bangtieuchi: the criteria table of a unit as a picture, or as the same cells in words where no pictures are shown.

The picture comes below the screen; a unit with too many communes for one has a summary and a part for each unit below.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine import frames as f
from conversations.engine.asks_of_standing import TablesOf
from conversations.engine.effects import ShowTable
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.ids import UnitId
from conversations.screens import criteria_table_on_demand as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: f.CriteriaTable) -> Needs:
    """The tables."""
    return Needs(shown=(TablesOf(frame.unit),))


def show(frame: f.CriteriaTable, facts: Facts) -> Screen:
    """What was sent, and which other parts there are."""
    found = facts.answer(TablesOf(frame.unit))
    return out_of_sight("criteria_table", facts.words) if found is None else screens.table(frame, found, facts)


def take(frame: f.CriteriaTable, given: Input, facts: Facts) -> Move:
    """Another part, another unit, or the digest."""
    match given:
        case Chose():
            return _chosen(frame, given)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: f.CriteriaTable, given: Chose) -> Move:
    match given.part(0):
        case "part":
            part = int(given.part(1))
            return stay(replace(frame, part=part), effects=(ShowTable(unit=frame.unit, part=part),))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "u":
            unit = UnitId(int(given.part(1)))
            return stay(f.CriteriaTable(unit=unit), effects=(ShowTable(unit=unit, part=0),))
        case "digest":
            return Move(frames=(f.Digest(unit=frame.unit),))
        case _:
            return Move(frames=(), home=True)

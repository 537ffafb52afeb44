"""/tonghop: the digest of a unit, made when it is asked for. Only managers and observers of the unit see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine import frames as f
from conversations.engine.asks import DigestOf, DigestWanted
from conversations.engine.effects import ShowTable, SubscribeDigest
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.ids import UnitId
from conversations.screens import digest_on_demand as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: f.Digest) -> Needs:
    """All that the digest says."""
    return Needs(asks=(DigestWanted(frame.unit),), shown=(DigestOf(frame.unit),))


def show(frame: f.Digest, facts: Facts) -> Screen:
    """A page of it."""
    found = facts.answer(DigestOf(frame.unit))
    return out_of_sight("digest", facts.words) if found is None else screens.digest(frame, found, facts)


def take(frame: f.Digest, given: Input, facts: Facts) -> Move:
    """Another page, another unit, the table, or whether it comes by itself."""
    match given:
        case Chose():
            return _chosen(frame, given, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: f.Digest, given: Chose, facts: Facts) -> Move:
    match given.part(0):
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "table":
            return Move(frames=(frame, f.CriteriaTable(unit=frame.unit)), effects=(ShowTable(unit=frame.unit, part=0),))
        case "lacks":
            return Move(frames=(frame, f.Lacks(unit=frame.unit)))
        case "goals":
            return Move(frames=(frame, f.Goals(unit=frame.unit)))
        case "money":
            return Move(frames=(frame, f.Money(unit=frame.unit)))
        case "roadmap":
            return Move(frames=(frame, f.Roadmap(unit=frame.unit)))
        case "targets":
            return Move(frames=(frame, f.Targets(unit=frame.unit)))
        case "tasks":
            return Move(frames=(frame, f.Tasks(unit=frame.unit)))
        case "public":
            return Move(frames=(frame, f.PublicPage(unit=frame.unit)))
        case "u":
            return stay(f.Digest(unit=UnitId(int(given.part(1)))))
        case "wish" if facts.answer(DigestWanted(frame.unit)) is not None:
            wanted = given.part(1) == "1"
            effect = SubscribeDigest(unit=frame.unit, wanted=wanted)
            return stay(frame, screens.wish_line(wanted=wanted, facts=facts), effects=(effect,))
        case _:
            return Move(frames=(), home=True)

"""Finds the units a roadmap names, and founds those of a province that has none yet; whatever is in doubt is asked.

Nothing is written before every name is certain: a slip of the pen must not found a commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.table import Place
from conversations.programme.unit import Kind, Level, Unit, kind_by_code
from conversations.programme.unit_match import kind_and_name, matches, near
from conversations.reading.fold import same_accents
from handlers.named_units import MOST, answered, answers_in, create, issuer_named, name_question, unused
from storage.units import add_alias, units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.roadmap import UnitKey
    from conversations.programme.roadmap_document import RoadmapDocument
    from handlers.named_units import NameQuestion
    from storage.database import Transaction

_DISTRICT, _COMMUNE = kind_by_code("huyen"), kind_by_code("xa")
_LEVELS = (Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapPlaces:
    """places by the name as the document writes it, empty while questions wait. above: the district of each commune,
    where it is known.
    """

    unit: Unit
    places: Mapping[UnitKey, Unit]
    above: Mapping[UnitId, Unit]
    created: tuple[Unit, ...] = ()
    districtless: int = 0
    """So many of the communes created lie in no district that is told."""
    unasked: bool = False
    """They are the first communes of the province, so nobody was asked whether their names are right."""
    questions: tuple[NameQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A name to be found. district: in which it lies, as written; "": not said."""

    key: UnitKey
    name: str
    district: str
    place: Place

    @property
    def level(self) -> Level:
        return self.key[0]

    @property
    def default(self) -> Kind:
        """Where no kind is written."""
        return _DISTRICT if self.level is Level.DISTRICT else _COMMUNE


async def roadmap_places(
    tx: Transaction, read: RoadmapDocument, *, unit: str, day: date, at: datetime, answers: Sequence[str]
) -> RoadmapPlaces:
    """Every unit the roadmap is about, as of the document's day. answers: as in `answers_in`."""
    created: list[Unit] = []
    issuer = await issuer_named(tx, read.front.issued_by, unit, day=day, at=at, created=created)
    below = await with_aliases(tx, await units_below(tx, issuer.id, day=day, levels=_LEVELS))
    known = {level: [one for one in below if one.kind.level is level] for level in _LEVELS}
    wanted = _wanted(read)
    given = await answers_in(tx, answers, below, day=day)
    unused(given, [name for one in wanted for name in (one.name, one.key[1])])
    places: dict[UnitKey, Unit] = {}
    fresh: list[_Wanted] = []
    questions: list[NameQuestion] = []
    for one in wanted:
        answer = answered(given, one.key[1]) or answered(given, one.name)
        found = matches(_in_district(known, one, places), one.name, one.default)
        if answer is not None and (meant := given[answer]) is not None:
            places[one.key] = meant
        elif answer is not None or not known[one.level]:
            fresh.append(one)
        elif len(found.certain) == 1:
            places[one.key] = found.certain[0]
        else:
            likely = found.candidates or near(known[one.level], one.name, most=MOST)
            questions.append(await name_question(tx, one.name, one.place, one.level, likely, day=day))
    if questions:
        return RoadmapPlaces(unit=issuer, places={}, above={}, created=tuple(created), questions=tuple(questions))
    for writing, unit_meant in given.items():
        if unit_meant is not None:
            await add_alias(tx, unit_meant.id, writing, at=at)
    for one in sorted(fresh, key=lambda each: (each.level is Level.COMMUNE, not each.district)):
        parent = places.get((Level.DISTRICT, one.district), issuer)
        kind, bare = kind_and_name(one.name, one.default)
        places[one.key] = _twin(created, one, bare, parent) or await create(
            tx, kind, bare, parent, day=day, at=at, created=created
        )
    districts = {one.id: one for one in (*known[Level.DISTRICT], *created) if one.kind.level is Level.DISTRICT}
    return RoadmapPlaces(
        unit=issuer,
        places=places,
        above={one.id: districts[one.parent] for one in places.values() if one.parent in districts},
        created=tuple(created),
        districtless=sum(_below_province(one, issuer) for one in created),
        unasked=not known[Level.COMMUNE],
    )


def _below_province(one: Unit, issuer: Unit) -> bool:
    """Whether a commune stands right below the province."""
    return issuer.kind.level is Level.PROVINCE and one.kind.level is Level.COMMUNE and one.parent == issuer.id


def _wanted(read: RoadmapDocument) -> tuple[_Wanted, ...]:
    """Each name once: districts first, as communes lie in them."""
    found: dict[UnitKey, _Wanted] = {}

    def want(key: UnitKey, name: str, district: str, place: Place) -> None:
        found.setdefault(key, _Wanted(key, name, district, place))

    for entry in read.entries:
        names = (entry.name, *entry.together) if entry.level is Level.DISTRICT else (entry.district,)
        for name in names:
            if name:
                want((Level.DISTRICT, name), name, "", entry.place)
    for name in read.wanted.bare:
        want((Level.DISTRICT, name), name, "", Place())
    for entry in read.named(Level.COMMUNE, *DossierKind):
        want(entry.key, entry.name, entry.district, entry.place)
    return tuple(found.values())


def _in_district(known: Mapping[Level, Sequence[Unit]], one: _Wanted, places: Mapping[UnitKey, Unit]) -> Sequence[Unit]:
    """Those in the district that is written; where it has none so named, those of which no district is known."""
    if not one.district:
        return known[one.level]
    district = places.get((Level.DISTRICT, one.district))
    inside = [other for other in known[one.level] if district is not None and other.parent == district.id]
    if matches(inside, one.name, one.default).candidates:
        return inside
    districts = {other.id for other in known[Level.DISTRICT]}
    return [other for other in known[one.level] if other.parent not in districts]


def _twin(created: Sequence[Unit], one: _Wanted, bare: str, parent: Unit) -> Unit | None:
    """The same unit, founded a moment ago under another writing: "xã Ba" and "Ba", "Đại Sơn" and "Đại Sơn, Đại Lộc"."""
    same = [other for other in created if other.kind.level is one.level and same_accents(other.name, bare)]
    if one.district:
        same = [other for other in same if other.parent == parent.id]
    return same[0] if len(same) == 1 else None

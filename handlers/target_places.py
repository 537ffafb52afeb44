"""Finds the units a table of targets names, and makes those that are not there yet: the unit itself and its districts.

Once a unit has any below it, a name that is none of theirs is an error: a slip of the pen must not found a district.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.programme.unit_match import kind_and_name
from handlers.named_units import UNITS, create, issuer_named, keep_answers, listed_unit
from storage.units import children, with_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.target_document import TargetDocument
    from storage.database import Transaction

_DISTRICT, _COMMUNE = kind_by_code("huyen"), kind_by_code("xa")
_PLACES = (Level.DISTRICT, Level.COMMUNE)
"""Below a province its districts; below a district its communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPlaces:
    """The units of a table. places by the name as its heading writes it; created in the order they were made."""

    unit: Unit
    places: Mapping[str, Unit]
    created: tuple[Unit, ...]


async def target_places(
    tx: Transaction, document: TargetDocument, *, unit: str, day: date, at: datetime, answers: Sequence[str] = ()
) -> TargetPlaces:
    """Every unit the table is about, as of the document's day. answers: as in `keep_answers`. Raises Problem: a name is
    nobody's or several units'.
    """
    created: list[Unit] = []
    issuer = await issuer_named(tx, document.source.issued_by, unit, day=day, at=at, created=created)
    below = [one for one in await children(tx, issuer.id, day=day) if one.kind.level in _PLACES]
    columns = document.lines[0].figures
    await keep_answers(tx, answers, [one.name for one in columns], below, day=day, at=at)
    known = await with_aliases(tx, below)
    founding = not known
    found: dict[str, Unit] = {}
    for column in columns:
        if founding:
            default = _COMMUNE if issuer.kind.level is Level.DISTRICT else _DISTRICT
            kind, bare = kind_and_name(column.name, default)
            one = await create(tx, kind, bare, issuer, day=day, at=at, created=created)
        else:
            one = listed_unit(known, column.name, column.place, issuer, of=UNITS)
        if one.id in {other.id for other in found.values()}:
            raise Problem(
                code="target_place_twice",
                where=str(column.place),
                message=f"“{column.name}” là {one.title}, đã có một cột khác trong bảng.",
                remedy="Hãy giữ lại một cột cho mỗi đơn vị.",
            )
        found[column.name] = one
    return TargetPlaces(unit=issuer, places=found, created=tuple(created))

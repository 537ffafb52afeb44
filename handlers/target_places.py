"""Finds the units a table of targets names, and makes those that are not there yet: the unit itself and its districts.

Once a unit has any below it, a name that is none of theirs is an error: a slip of the pen must not found a district.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.unit import KINDS, Kind, Level, Unit, is_named, kind_by_code, without_kind, writes_kind
from conversations.reading.fold import accents_agree, plain_words, same_accents
from storage.unit_names import unit_named, units_named
from storage.units import add_unit, children, lineage, with_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.table import Place
    from conversations.programme.target_document import TargetDocument
    from storage.database import Transaction

_SHORT = (("tp ", kind_by_code("thanh_pho")), ("tx ", kind_by_code("thi_xa")), ("h ", kind_by_code("huyen")))
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
    tx: Transaction, document: TargetDocument, *, unit: str, day: date, at: datetime
) -> TargetPlaces:
    """Every unit the table is about, as of the document's day. Raises Problem: a name is nobody's or several units'."""
    created: list[Unit] = []
    issuer = await issuer_named(tx, document.source.issued_by, unit, day=day, at=at, created=created)
    below = [one for one in await children(tx, issuer.id, day=day) if one.kind.level in _PLACES]
    known = await with_aliases(tx, below)
    founding = not known
    found: dict[str, Unit] = {}
    for column in document.lines[0].figures:
        if founding:
            default = _COMMUNE if issuer.kind.level is Level.DISTRICT else _DISTRICT
            kind, bare = kind_and_name(column.name, default)
            one = await _create(tx, kind, bare, issuer, day=day, at=at, created=created)
        else:
            one = place_named(known, column.name, column.place, issuer)
        if one.id in {other.id for other in found.values()}:
            raise Problem(
                code="target_place_twice",
                where=str(column.place),
                message=f"“{column.name}” là {one.title}, đã có một cột khác trong bảng.",
                remedy="Hãy giữ lại một cột cho mỗi đơn vị.",
            )
        found[column.name] = one
    return TargetPlaces(unit=issuer, places=found, created=tuple(created))


async def issuer_named(
    tx: Transaction, issued_by: str, name: str, *, day: date, at: datetime, created: list[Unit]
) -> Unit:
    """The unit the document is imported for; made where it is missing and the document itself names it."""
    if not await units_named(tx, name, day=day) and issued_by:
        kind, bare = kind_and_name(issued_by)
        if any(accents_agree(name, one) for one in (bare, issued_by)):
            return await _create(tx, kind, bare, None, day=day, at=at, created=created)
    return await unit_named(tx, name, day=day)


def place_named(known: Sequence[Unit], name: str, place: Place, unit: Unit) -> Unit:
    """Which of the known units, with their aliases, a table below this unit means. Raises Problem: none, or several."""
    kind, bare = kind_and_name(name)
    exact = [one for one in known if same_accents(bare, one.name)]
    candidates = exact or [one for one in known if is_named(one, bare) or is_named(one, name)]
    if len(candidates) > 1:
        candidates = [one for one in candidates if one.kind is kind] or candidates
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise Problem(
            code="unit_ambiguous",
            where=str(place),
            message=f"“{name}” có thể là {', '.join(one.title for one in candidates)}.",
            remedy="Hãy ghi tên đầy đủ trong bảng, ví dụ “thành phố …”.",
        )
    titles = {plain_words(one.name): one.title for one in known}
    near = difflib.get_close_matches(plain_words(bare), titles, n=2, cutoff=0.6)
    raise Problem(
        code="target_place_unknown",
        where=str(place),
        message=f"{unit.title} không có đơn vị nào tên “{name}”.",
        remedy=(f"Có phải là {' hoặc '.join(titles[one] for one in near)}? " if near else "")
        + "Hãy sửa tên trong bảng, hoặc thêm đơn vị hay tên gọi khác trước bằng: ntm unit add.",
    )


def kind_and_name(text: str, default: Kind = _DISTRICT) -> tuple[Kind, str]:
    """Kind thành phố and name "Hà Giang" of "TP Hà Giang"."""
    bare = " ".join(text.replace(".", ". ").split())
    for short, kind in _SHORT:
        if plain_words(bare).startswith(short) and len(bare.split()) > 1:
            return kind, " ".join(bare.split()[1:])
    for kind in sorted(KINDS, key=lambda one: len(one.name), reverse=True):
        if kind.level in {Level.PROVINCE, *_PLACES} and writes_kind(bare, kind):
            return kind, without_kind(bare, kind)
    return default, bare


async def _create(
    tx: Transaction, kind: Kind, name: str, parent: Unit | None, *, day: date, at: datetime, created: list[Unit]
) -> Unit:
    unit = await add_unit(tx, kind=kind, name=name, parent=None if parent is None else parent.id, at=at)
    made = (await lineage(tx, unit, day=day))[0]
    created.append(made)
    return made

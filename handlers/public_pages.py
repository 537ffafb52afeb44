"""The public page of a unit: switched by its managers, read by everybody. A unit that is open opens all below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.public_summary import PublicPage, public_communes
from conversations.programme.rights import may_publish
from conversations.programme.unit import Level
from conversations.reading.fold import hyphened
from handlers.show_status import status_of
from storage.audit import note_later
from storage.public_pages import close_page, open_page, open_pages
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.public_summary import PublicCommune
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction
    from storage.programme import Programme

LEVELS = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
ROOT = "/xa/"
"""Below this address everybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUnits:
    """What is open on a day. by_name: the last part of each address, to the unit. above: district to its communes."""

    by_name: Mapping[str, Unit]
    names: Mapping[UnitId, str]
    groups: tuple[tuple[Unit, tuple[Unit, ...]], ...]


async def switch_page(tx: Transaction, unit: Unit, *, wanted: bool, by: PersonId | None, now: datetime) -> bool:
    """Open or close it; False: it is so already. Raises Problem: such a unit has no page."""
    if unit.kind.level not in LEVELS:
        raise Problem(
            code="no_public_page",
            where=unit.title,
            message="Trang công khai dành cho xã, huyện, tỉnh.",
            remedy="Hãy chọn xã, huyện hoặc tỉnh.",
        )
    change = open_page if wanted else close_page
    changed = await change(tx, unit.id, by=by, now=now)
    if changed:
        act = "page_opened" if wanted else "page_closed"
        note_later(tx, at=millis(now), person=by, act=act, subject=f"unit:{unit.id}", detail={"unit": unit.id})
    return changed


async def switch_named_page(database: Database, name: str, *, wanted: bool, now: datetime) -> tuple[Unit, bool]:
    """The same from the command line: the unit, and whether anything has changed."""

    async def work(tx: Transaction) -> tuple[Unit, bool]:
        unit = await unit_named(tx, name, day=now.date())
        return unit, await switch_page(tx, unit, wanted=wanted, by=None, now=now)

    return await database.turn(work)


async def page_of(
    tx: Transaction, number: UnitId, person: Person, programme: Programme, *, base: str, now: datetime
) -> PublicPage | None:
    """As its manager looks at it; None: not theirs to switch, or no such unit."""
    line = await programme.line(tx, number)
    if not line or line[0].kind.level not in LEVELS:
        return None
    above = frozenset(unit.id for unit in line[1:])
    if not may_publish(person, line[0], above):
        return None
    there = await open_pages(tx)
    status = await status_of(tx, programme.sets, line[0], as_of=now.date(), known_at=now)
    path = f"{ROOT}{name_of(line[0])}"
    return PublicPage(
        unit=line[0],
        is_open=line[0].id in there,
        by_above=next((unit for unit in line[1:] if unit.id in there), None),
        communes=public_communes(status),
        address=f"{base}{path}" if base else "",
        path=path,
    )


async def open_units(database: Database, *, day: date) -> OpenUnits:
    """Everything that is open now."""
    async with database.read() as tx:
        found: dict[UnitId, Unit] = {}
        groups: dict[UnitId, tuple[Unit, list[Unit]]] = {}
        for number in await open_pages(tx):
            line = await lineage(tx, number, day=day)
            if not line:
                continue
            below = await units_below(tx, number, day=day, levels=[Level.DISTRICT, Level.COMMUNE])
            units = {one.id: one for one in (*line, *below)}
            for one in (line[0], *below):
                found[one.id] = one
                if one.kind.level is Level.COMMUNE:
                    head = units.get(one.parent, one) if one.parent is not None else one
                    group = groups.setdefault(head.id, (head, []))[1]
                    group += [] if one in group else [one]
    return _named(found, [(head, tuple(group)) for head, group in groups.values()])


def _named(found: Mapping[UnitId, Unit], groups: Sequence[tuple[Unit, tuple[Unit, ...]]]) -> OpenUnits:
    """A name that two bear leads nowhere by itself; with the unit's number behind it, it always leads to that one."""
    borne = Counter(name_of(unit) for unit in found.values())
    names = {
        unit.id: name_of(unit) if borne[name_of(unit)] == 1 else f"{name_of(unit)}-{unit.id}" for unit in found.values()
    }
    by_name = {f"{name_of(unit)}-{unit.id}": unit for unit in found.values()}
    by_name |= {names[unit.id]: unit for unit in found.values()}
    return OpenUnits(by_name=by_name, names=names, groups=tuple(groups))


def name_of(unit: Unit) -> str:
    """As in xa-phuc-sen."""
    return hyphened(unit.title)


async def communes_of(
    database: Database, sets: CriteriaSets, unit: Unit, *, now: datetime
) -> tuple[PublicCommune, ...]:
    """What everybody may read of the communes of a unit that is open."""
    async with database.read() as tx:
        return public_communes(await status_of(tx, sets, unit, as_of=now.date(), known_at=now))

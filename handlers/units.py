"""Adds, changes and lists units. A unit is new only where none of that kind and name stands under the same parent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.unit import KINDS, Kind, Level, Unit, kind_named, without_kind
from conversations.reading.fold import same_accents, tidy
from storage.criteria import CriteriaSets, stored_sets
from storage.unit_names import titled, unit_named
from storage.units import (
    add_alias,
    add_succession,
    add_unit,
    children,
    hold,
    lineage,
    put_parent,
    region_in,
    root_units,
    set_region,
    units_below,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from storage.database import Database, Transaction

MAX_NAME = 120
"""The longest name of an office in the source documents has 60 letters; a name must fit a button and a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUnit:
    """One line of the tree. depth: 0 for a unit with nothing listed above it."""

    unit: Unit
    superior: Unit | None
    region: str | None
    """Its own region or the one it has from above."""
    depth: int


async def add_named_unit(
    database: Database,
    sets: CriteriaSets,
    *,
    name: str,
    kind: str,
    parent: str | None,
    now: datetime,
    region: str | None = None,
    aliases: Sequence[str] = (),
    valid_from: date | None = None,
) -> ListedUnit:
    """A new unit, of always or from a day on. Raises Problem: no such kind or parent, or the unit is there already."""
    found = the_kind(kind)
    said = without_kind(tidy(name), found)
    if not said or len(said) > MAX_NAME:
        raise Problem(
            code="unit_name_wrong", message=f"Tên đơn vị phải có từ 1 đến {MAX_NAME} chữ.", remedy="Hãy ghi lại tên."
        )
    async with database.write() as tx:
        superior = await unit_named(tx, parent, day=now.date()) if parent is not None else None
        await _check_place(tx, said, found, superior, now.date())
        if region is not None:
            region = await the_region(tx, sets, region)
        unit = await add_unit(
            tx,
            kind=found,
            name=said,
            parent=None if superior is None else superior.id,
            region=region,
            at=now,
            valid_from=valid_from,
        )
        for alias in aliases:
            await add_alias(tx, unit, tidy(alias), at=now)
        day = max(now.date(), valid_from or now.date())
        return await _listed(tx, (await lineage(tx, unit, day=day))[0], day, depth=0)


async def change_unit(
    database: Database,
    sets: CriteriaSets,
    *,
    name: str,
    now: datetime,
    region: str | None = None,
    aliases: Sequence[str] = (),
    parent: str | None = None,
    valid_from: date | None = None,
) -> ListedUnit:
    """Give a unit its threshold region, another name to be found by, or another unit above it from a day on.

    Without a day, a unit that had nothing above it has always stood there; any other moves today.
    """
    today = now.date()
    async with database.write() as tx:
        unit = (await lineage(tx, (await unit_named(tx, name, day=today)).id, day=today))[0]
        if region is not None:
            await set_region(tx, unit.id, await the_region(tx, sets, region))
        for alias in aliases:
            await add_alias(tx, unit.id, tidy(alias), at=now)
        if parent is not None:
            superior = await unit_named(tx, parent, day=today)
            await _check_place(tx, unit.name, unit.kind, superior, valid_from or today)
            since = valid_from if valid_from is not None or unit.parent is None else today
            await put_parent(tx, unit.id, superior.id, valid_from=since, at=now)
        day = max(today, valid_from or today)
        return await _listed(tx, (await lineage(tx, unit.id, day=day))[0], day, depth=0)


async def succeed_unit(
    database: Database, *, predecessors: Sequence[str], successor: str, kind: str, on: date, source: str, now: datetime
) -> tuple[tuple[Unit, ...], Unit]:
    """From that day on the successor stands in the predecessors' place; they end, their past stays readable."""
    async with database.write() as tx:
        after = await unit_named(tx, successor, day=on)
        before = tuple([await unit_named(tx, name, day=now.date()) for name in predecessors])
        for unit in before:
            if unit.id == after.id or not unit.exists_on(on):
                raise Problem(
                    code="succession_wrong",
                    where=unit.title,
                    message="Đơn vị này không thể được thay bằng đơn vị kia từ ngày đó.",
                    remedy="Hãy kiểm tra tên hai đơn vị và ngày.",
                )
            await add_succession(tx, predecessor=unit.id, successor=after.id, kind=kind, on=on, at=now, source=source)
        return before, after


async def list_units(database: Database, *, under: str | None, day: date) -> tuple[ListedUnit, ...]:
    """The tree below a unit, that unit first; without one, everything. Every unit after the one above it."""
    async with database.read() as tx:
        if under is None:
            tops = await root_units(tx, day=day)
        else:
            named = await unit_named(tx, under, day=day)
            tops = (await lineage(tx, named.id, day=day))[:1]
        listed: list[ListedUnit] = []
        for top in tops:
            first = await _listed(tx, top, day, depth=0)
            listed.append(first)
            listed.extend(_below(first, await units_below(tx, top.id, day=day)))
        return tuple(listed)


def _below(top: ListedUnit, units: Sequence[Unit]) -> list[ListedUnit]:
    """The units in the order of the tree: communes before offices, each by name."""
    listed: list[ListedUnit] = []
    ordered = sorted(units, key=lambda unit: unit.kind.rank)  # stable: by name within a rank

    def walk(above: ListedUnit) -> None:
        for unit in ordered:
            if unit.parent == above.unit.id:
                line = ListedUnit(
                    unit=unit, superior=above.unit, region=unit.region or above.region, depth=above.depth + 1
                )
                listed.append(line)
                walk(line)

    walk(top)
    return listed


async def _listed(tx: Transaction, unit: Unit, day: date, *, depth: int) -> ListedUnit:
    line = await lineage(tx, unit.id, day=day)
    return ListedUnit(unit=unit, superior=line[1] if len(line) > 1 else None, region=region_in(line), depth=depth)


def the_kind(text: str) -> Kind:
    """The kind as typed. Raises Problem with all kinds there are."""
    found = kind_named(text)
    if found is None:
        names = ", ".join(kind.name for kind in KINDS)
        raise Problem(
            code="kind_unknown", where=f"“{text}”", message="Không có loại đơn vị này.", remedy=f"Các loại: {names}."
        )
    return found


async def _check_place(tx: Transaction, name: str, kind: Kind, parent: Unit | None, day: date) -> None:
    if parent is not None:
        if parent.kind.level is Level.OFFICE or parent.kind.rank >= kind.rank:
            raise Problem(
                code="unit_parent_wrong",
                where=f"{kind.name} {name}",
                message=f"Không thể đặt {kind.name} dưới {parent.title}.",
                remedy="Hãy chọn đơn vị cấp trên khác.",
            )
        await hold(tx, parent.id)
    siblings = await root_units(tx, day=day) if parent is None else await children(tx, parent.id, day=day)
    same = [unit for unit in siblings if unit.kind.code == kind.code and unit.name.casefold() == name.casefold()]
    if same:
        raise Problem(
            code="unit_exists",
            where=await titled(tx, same[0], day=day),
            message="Đơn vị này đã có.",
            remedy="Xem các đơn vị đã có: ntm unit list.",
        )


async def the_region(tx: Transaction, sets: CriteriaSets, region: str) -> str:
    """The code of a threshold region or group, given as code or name. Raises Problem: no set has it."""
    known: dict[str, str] = {}
    for stored in await stored_sets(tx):
        known |= dict((await sets.get(tx, stored.id, stored.version)).regions)
    found = next((code for code, name in known.items() if region == code or same_accents(region, name)), None)
    if found is None:
        raise Problem(
            code="region_unknown",
            where=f"“{region}”",
            message="Không bộ tiêu chí nào có vùng hay nhóm này.",
            remedy=f"Các mã: {', '.join(f'{code} ({name})' for code, name in known.items())}.",
        )
    return found

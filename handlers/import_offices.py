"""Imports a table of offices: which office judges which indicators below a unit, from a day on. All in one transaction.

Only what the table lists changes: an indicator that it does not name keeps its office, and that is told. The same table
again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.office_rows import as_office, in_short, read_office_rows
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.programme.unit import is_named
from handlers.plan_duties import ownership
from handlers.plan_places import OFFICE, office_named
from handlers.set_for_import import set_for_import
from handlers.trial import writing
from handlers.unit_row_places import placed
from storage.offices import owners, put_owners
from storage.reviews import reroute
from storage.unit_names import unit_named
from storage.units import add_unit, lineage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.office_rows import OfficeRow
    from conversations.programme.plan_offices import PlanOffice
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOffice:
    """A row, the office it is about, and what it judges from that day on."""

    row: OfficeRow
    office: Unit
    listed: PlanOffice
    valid_from: date
    new: bool

    @property
    def indicators(self) -> tuple[str, ...]:
        """In the set's order."""
        return tuple(item.code for item in self.listed.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesImport:
    """What was read, and what it changed. unowned: no office judges them on the last of the table's days."""

    unit: Unit
    form: CriteriaSet
    offices: tuple[ReadOffice, ...]
    changed: int
    """Indicators that have another office, or their first one."""
    rerouted: int
    """Items that waited for an office and wait for another now."""
    unowned: tuple[str, ...]
    warnings: tuple[SourceWarning, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """Offices and indicators that the table names."""
        named = {code for one in self.offices for code in one.indicators}
        return {"offices": len({one.office.id for one in self.offices}), "indicators": len(named)}


async def import_offices(
    database: Database,
    sets: CriteriaSets,
    document: Document,
    *,
    unit: str,
    now: datetime,
    set_id: str | None = None,
    dry_run: bool = False,
) -> OfficesImport:
    """set_id: of which criteria set; None: of the one in force today. Raises Problem and changes nothing where anything
    is wrong.
    """
    read = read_office_rows(document)
    async with writing(database, keep=not dry_run) as tx:
        today = now.date()
        named = (await lineage(tx, (await unit_named(tx, unit, day=today)).id, day=today))[0]
        form = await set_for_import(tx, sets, set_id, today=today)
        listed = [(row, as_office(row, form)) for row in read.rows]
        offices = tuple([await _office(tx, row, one, named, now=now) for row, one in listed])
        days = sorted({one.valid_from for one in offices})
        before = {day: await owners(tx, named.id, form.id, day=day) for day in days}
        for day in days:
            await _own(
                tx, named, form, [one for one in offices if one.valid_from == day], named_as=document.name, at=now
            )
        after = {day: await owners(tx, named.id, form.id, day=day) for day in days}
        rerouted = await reroute(tx, named.id, form.id, await owners(tx, named.id, form.id, day=today))
        last = after[days[-1]]
        judged = [indicator.code for indicator in form.indicators if indicator.judged]
        return OfficesImport(
            unit=named,
            form=form,
            offices=offices,
            changed=len(
                {
                    code
                    for day in days
                    for code in judged
                    if sorted(before[day].get(code, ())) != sorted(after[day].get(code, ()))
                }
            ),
            rerouted=rerouted,
            unowned=tuple(code for code in judged if not last.get(code)),
            warnings=(*read.warnings, *_twice(offices), *await _kept(tx, offices, last, form, day=days[-1])),
        )


async def _office(tx: Transaction, row: OfficeRow, listed: PlanOffice, unit: Unit, *, now: datetime) -> ReadOffice:
    """The office the row names; made where it is not there yet. Raises Problem: its unit is of another place."""
    today = now.date()
    day = max(row.valid_from or today, today)
    above = unit
    if row.under and not is_named(unit, row.under):
        with placed(row.under_place):
            above = await unit_named(tx, row.under, day=day)
        line = await lineage(tx, above.id, day=day)
        own = await lineage(tx, unit.id, day=day)
        if unit.id not in {one.id for one in line} and above.id not in {one.id for one in own}:
            raise Problem(
                code="unit_elsewhere",
                where=str(row.under_place),
                message=f"{above.title} không thuộc {unit.title} và cũng không phải cấp trên.",
                remedy="Hãy sửa cột “thuộc”, hoặc nhập cho đơn vị kia.",
            )
    found = await office_named(tx, row.name, above, day=day)
    if found is None:
        number = await add_unit(tx, kind=OFFICE, name=row.name, parent=above.id, at=now, valid_from=row.valid_from)
        return ReadOffice(
            row=row, office=(await lineage(tx, number, day=day))[0], listed=listed,
            valid_from=row.valid_from or today, new=True,
        )  # fmt: skip
    return ReadOffice(row=row, office=found, listed=listed, valid_from=row.valid_from or today, new=False)


async def _own(
    tx: Transaction, unit: Unit, form: CriteriaSet, offices: Sequence[ReadOffice], *, named_as: str, at: datetime
) -> None:
    day = offices[0].valid_from
    by_name = {str(one.office.id): one.office for one in offices}
    listed = [replace(one.listed, name=str(one.office.id)) for one in offices]
    wanted = ownership(listed, by_name, form, named=f"{named_as} ({day.day}/{day.month}/{day.year})")
    only = frozenset(code for one in offices for code in one.indicators)
    judged = await owners(tx, unit.id, form.id, day=day)
    given = {code: {one.office.id for one in offices if code in one.indicators} for code in only}
    if all(set(judged.get(code, ())) == offices_of for code, offices_of in given.items()):
        return
    await put_owners(tx, unit.id, form.id, wanted, valid_from=day, plan=None, at=at, only=only)


def _twice(offices: Sequence[ReadOffice]) -> list[SourceWarning]:
    """Indicators that the table gives to several offices from one day on: each of them may judge."""
    found: dict[tuple[date, str], list[ReadOffice]] = {}
    for one in offices:
        for code in one.indicators:
            found.setdefault((one.valid_from, code), []).append(one)
    return [
        SourceWarning(
            code="indicator_owned_twice",
            place=those[-1].row.items_place,
            stated=code,
            computed="; ".join(one.office.title for one in those),
            message=f"Chỉ tiêu {code} có {len(those)} cơ quan: {'; '.join(one.office.title for one in those)}. "
            "Cơ quan nào cũng đánh giá được; nên chỉ giao một.",
        )
        for (_, code), those in found.items()
        if len(those) > 1
    ]


async def _kept(
    tx: Transaction,
    offices: Sequence[ReadOffice],
    last: Mapping[str, tuple[UnitId, ...]],
    form: CriteriaSet,
    *,
    day: date,
) -> list[SourceWarning]:
    """Indicators that the table does not name and that keep the office they had."""
    named = {code for one in offices for code in one.indicators}
    by_office: dict[UnitId, list[str]] = {}
    for code, judges in last.items():
        if code not in named:
            for judge in judges:
                by_office.setdefault(judge, []).append(code)
    if not by_office:
        return []
    told = []
    for judge, codes in by_office.items():
        line = await lineage(tx, judge, day=day)
        told.append(f"{line[0].title if line else ''} {in_short(codes, form)}")
    count = len({code for codes in by_office.values() for code in codes})
    return [
        SourceWarning(
            code="offices_kept",
            place=Place(),
            stated="",
            computed=count,
            message=f"Tệp không nêu {count} chỉ tiêu đang có cơ quan, giữ nguyên: {'; '.join(told)}.",
        )
    ]

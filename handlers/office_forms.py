"""An office's own form of a report: kept in versions, and found for a unit: its own, else that of the nearest above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from storage.audit import note_later
from storage.office_forms import add_form, code_of, end_form, forms_of
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import PersonId, RuleId
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction
    from storage.office_forms import OfficeForm


async def keep_form(
    database: Database,
    *,
    unit: str,
    kind: str,
    file_name: str,
    content: bytes,
    now: datetime,
    by: PersonId | None = None,
) -> tuple[Unit, int, bool]:
    """The unit, the version, and whether it is a new one. The form has been looked through. Raises Problem: no unit."""

    async def work(tx: Transaction) -> tuple[Unit, int, bool]:
        named = await unit_named(tx, unit, day=now.date())
        version, new = await add_form(tx, named.id, kind=kind, file_name=file_name, content=content, now=now)
        if new:
            detail: dict[str, str | int] = {"unit": named.id, "kind": kind, "version": version}
            note_later(tx, at=millis(now), person=by, act="form_kept", subject=f"unit:{named.id}", detail=detail)
        return named, version, new

    return await database.turn(work)


async def drop_form(database: Database, *, unit: str, kind: str, now: datetime) -> Unit:
    """From now on none counts. Raises Problem: no unit, or it has none."""

    async def work(tx: Transaction) -> Unit:
        named = await unit_named(tx, unit, day=now.date())
        if not await end_form(tx, named.id, kind=kind, now=now):
            raise no_form(named)
        detail: dict[str, str | int] = {"unit": named.id, "kind": kind}
        note_later(tx, at=millis(now), person=None, act="form_dropped", subject=f"unit:{named.id}", detail=detail)
        return named

    return await database.turn(work)


async def listed_forms(database: Database, *, unit: str, now: datetime) -> tuple[Unit, tuple[OfficeForm, ...]]:
    """Those that the unit itself has. Raises Problem: no unit."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=now.date())
        return named, await forms_of(tx, [named.id])


async def form_for(tx: Transaction, line: Sequence[Unit], rule: RuleId, *, known: datetime | None) -> OfficeForm | None:
    """The form for a unit's report. line: the unit and what stands above it; rule: by which the report is owed. Of one
    unit a form for this very report counts more than one for every report.
    """
    kind = await code_of(tx, rule)
    found = {(one.unit, one.kind): one for one in await forms_of(tx, [unit.id for unit in line], known=known)}
    return next((found[unit.id, one] for unit in line for one in (kind, "") if (unit.id, one) in found), None)


async def named_form(
    database: Database, *, unit: str, rule: RuleId, known: datetime | None, now: datetime
) -> OfficeForm:
    """The same by the unit's name. Raises Problem: there is none."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=now.date())
        found = await form_for(tx, await lineage(tx, named.id, day=now.date()), rule, known=known)
    if found is None:
        raise no_form(named)
    return found


def no_form(unit: Unit) -> Problem:
    """It has none of its own, nor has anything above it."""
    return Problem(
        code="no_office_form",
        where=unit.title,
        message="Chưa có mẫu báo cáo riêng nào.",
        remedy="Hãy nạp mẫu: ntm form put MAU.docx --unit TÊN.",
    )

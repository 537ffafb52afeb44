"""All that a unit's workbook holds, read in one transaction as of one day and as known at one moment; taking it is
noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.nearest import cheapest_first, nearest_of
from handlers.difficulties import difficulties_below
from handlers.difficulty_register import DifficultyRegister
from handlers.dossier_register import DossierRegister
from handlers.dossiers import dossiers_below
from handlers.official_report import last_moment
from handlers.raw_export import raw_portions
from handlers.register_at import RegistersAt
from handlers.registers import filled_books
from handlers.show_status import cells_in_force, status_of
from storage.audit import note_later
from storage.criterion_costs import costs_of
from storage.money import money_state
from storage.offices import nearest_owners
from storage.plans import plans_in_force
from storage.reported import given_by, last_reported
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, region_in, units_below, units_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState
    from conversations.programme.nearest import Near
    from conversations.programme.raw_answer import RawAnswer
    from conversations.programme.status import Reported, Status
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

RAW_ROWS: Final = 20_000
"""More answers than anybody reads in a workbook; all of them: raw_export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictWorkbook:
    """reported: of each commune, by indicator. lacking: of each commune, the nearest first. offices: by indicator.
    raw: at most RAW_ROWS; more: there are further ones.
    """

    status: Status
    reported: Mapping[UnitId, Mapping[str, Reported]]
    lacking: Mapping[UnitId, tuple[Near, ...]]
    offices: Mapping[str, tuple[Unit, ...]]
    money: MoneyState
    difficulties: DifficultyRegister
    dossiers: DossierRegister
    registers: RegistersAt
    """Those with anything in them."""
    raw: tuple[RawAnswer, ...]
    more: bool


async def district_workbook(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None, now: datetime
) -> DistrictWorkbook:
    """The same day and moment give the same workbook. Raises Problem: no such unit, or an office."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        found = await workbook_of(tx, sets, named, as_of=as_of, known_at=known_at)

    async def note(tx: Transaction) -> None:
        detail = {"rows": len(found.raw)}
        note_later(tx, at=millis(now), person=None, act="workbook_exported", subject=f"unit:{named.id}", detail=detail)

    await database.turn(note)
    return found


async def workbook_of(
    tx: Transaction, sets: CriteriaSets, named: Unit, *, as_of: date, known_at: datetime | None
) -> DistrictWorkbook:
    """The same in a transaction that is open already, of a unit that is known; nothing is noted."""
    known = last_moment(as_of, known_at)
    line = await lineage(tx, named.id, day=as_of, known=known_at)
    below = await units_below(tx, named.id, day=as_of, known=known_at, counted=True)
    status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
    raw: list[RawAnswer] = []
    async for portion in raw_portions(tx, sets, named, as_of=as_of, known_at=known_at):
        raw += portion.answers
        if len(raw) > RAW_ROWS:
            break
    return DistrictWorkbook(
        status=status,
        reported=await _reported(tx, status, as_of=as_of, known_at=known_at),
        lacking=await _lacking(tx, status, {one.id: one for one in (*line, *below)}, known_at=known_at),
        offices=await _offices(tx, status, line, known_at=known_at),
        money=await money_state(tx, named.id, as_of, known_at),
        difficulties=DifficultyRegister(
            unit=named,
            as_of=as_of,
            known_at=known,
            difficulties=await difficulties_below(tx, line, below, day=as_of, known_at=known),
            above={one.id: one for one in (*line, *below)},
        ),
        dossiers=DossierRegister(
            unit=named,
            as_of=as_of,
            dossiers=tuple(
                sorted(await dossiers_below(tx, named.id, day=as_of, known=known_at), key=lambda one: one.id)
            ),
        ),
        registers=RegistersAt(
            unit=named,
            as_of=as_of,
            books=await filled_books(tx, line, below, day=as_of, known=known_at),
            above={one.id: one for one in (*line, *below)},
        ),
        raw=tuple(raw[:RAW_ROWS]),
        more=len(raw) > RAW_ROWS,
    )


async def _reported(
    tx: Transaction, status: Status, *, as_of: date, known_at: datetime | None
) -> Mapping[UnitId, Mapping[str, Reported]]:
    if status.form is None or not status.communes:
        return {}
    communes = [one.unit.id for one in status.communes]
    return await last_reported(tx, communes, status.form.id, day=as_of, known=known_at)


async def _lacking(
    tx: Transaction, status: Status, units: Mapping[UnitId, Unit], *, known_at: datetime | None
) -> Mapping[UnitId, tuple[Near, ...]]:
    """What each commune lacks, by what is required where it lies in the year of the day; the cheapest first."""
    form, communes = status.form, [one.unit for one in status.communes]
    if form is None or not communes:
        return {}
    ids = [one.id for one in communes]
    given = await given_by(tx, ids, form.id, day=status.as_of, known=known_at)
    plans = await plans_in_force(tx, ids, day=status.as_of, known=known_at)
    cells = cells_in_force([plan for plan in plans if plan.plan.set_id == form.id])
    costs = await costs_of(tx, ids, form.id, day=status.as_of, known=known_at)
    return {
        unit.id: cheapest_first(
            nearest_of(
                form,
                given[unit.id],
                cells.get(unit.id, {}),
                region=region_in(_upwards(unit, units)),
                year=status.as_of.year,
            ),
            costs.get(unit.id, {}),
        )
        for unit in communes
    }


def _upwards(unit: Unit, units: Mapping[UnitId, Unit]) -> list[Unit]:
    """The unit and what stands above it, the nearest first."""
    line = [unit]
    while line[-1].parent is not None and (above := units.get(line[-1].parent)) is not None:
        line.append(above)
    return line


async def _offices(
    tx: Transaction, status: Status, line: Sequence[Unit], *, known_at: datetime | None
) -> Mapping[str, tuple[Unit, ...]]:
    """Indicator to the offices that judge it below the unit; of a commune, below what stands above it."""
    if status.form is None:
        return {}
    owners = await nearest_owners(tx, line, status.form.id, day=status.as_of, known=known_at)
    numbers = tuple({office for offices in owners.values() for office in offices})
    units = {one.id: one for one in await units_by_id(tx, numbers, day=status.as_of)} if numbers else {}
    return {code: tuple(units[one] for one in offices if one in units) for code, offices in owners.items()}

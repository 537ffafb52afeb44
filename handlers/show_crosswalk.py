"""Where communes stand under another criteria set than the one they report under: by the loaded crosswalk, and by what
they have said under that set already. Nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.crosswalk import CommuneUnder, StatusUnder, carried, dropped
from conversations.programme.problem import Problem
from conversations.programme.status import Reported, commune_status
from handlers.show_status import status_of
from storage.criteria import stored_sets
from storage.crosswalks import crosswalk_between
from storage.plans import plans_in_force
from storage.reported import given_by, last_reported
from storage.starting_values import known_from_start, starting_read
from storage.unit_names import unit_named
from storage.units import lineage, region_in

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_status_under(
    database: Database, sets: CriteriaSets, *, unit: str, set_id: str, as_of: date, known_at: datetime | None = None
) -> StatusUnder:
    """Raises Problem: no such unit or set, or no crosswalk leads to it."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        return await status_under(tx, sets, named, set_id=set_id, as_of=as_of, known_at=known_at)


async def status_under(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, set_id: str, as_of: date, known_at: datetime | None = None
) -> StatusUnder:
    """The same in a transaction that is open already."""
    form = await sets.newest(tx, set_id, known=known_at)
    if form is None or not form.of_criteria:
        listed = ", ".join(one.id for one in await stored_sets(tx))
        raise Problem(
            code="criteria_set_unknown",
            where=f"“{set_id}”",
            message="Không có bộ tiêu chí nào mã như vậy.",
            remedy=f"Các bộ đã có: {listed}.",
        )
    status = await status_of(tx, sets, unit, as_of=as_of, known_at=known_at)
    old = status.form
    if old is None or old.id == form.id:
        own = frozenset(indicator.code for indicator in form.indicators)
        alone = [CommuneUnder(status=one, own=own, carried=(), dropped={}) for one in status.communes]
        return StatusUnder(unit=status.unit, as_of=as_of, form=form, old=None, walk=None, communes=tuple(alone))
    walk = await crosswalk_between(tx, old.id, form.id, day=as_of, known=known_at)
    back = walk is None and await crosswalk_between(tx, form.id, old.id, day=as_of, known=known_at) is not None
    if walk is None and not back:
        raise Problem(
            code="crosswalk_missing",
            where=form.title,
            message=f"Chưa có bảng đối chiếu từ {old.title}.",
            remedy="Hãy nạp bằng: ntm criteria crosswalk TỆP.",
        )
    ids = [one.unit.id for one in status.communes]
    given = await given_by(tx, ids, old.id, day=as_of, known=known_at)
    said = await last_reported(tx, ids, old.id, day=as_of, known=known_at)
    new = await last_reported(tx, ids, form.id, day=as_of, known=known_at)
    cells: dict[int, dict[str, PlanCell]] = {}
    for plan in await plans_in_force(tx, ids, day=as_of, known=known_at):
        if plan.plan.set_id == form.id:
            cells |= {number: dict(row) for number, row in plan.cells.items()}
    communes = []
    for one in status.communes:
        number = one.unit.id
        (rows,) = await tx.together(starting_read(number, old.id))
        started = known_from_start(rows)
        states = {code: last.state for code, last in started.items()}
        states |= {code: told.state for code, told in said[number].items()}
        line = await lineage(tx, number, day=as_of, known=known_at)
        last = {**started, **given[number]}
        found = () if walk is None else carried(walk, old, form, last, states, region=region_in(line), year=as_of.year)
        own = frozenset(new[number])
        over = tuple(thing for thing in found if thing.indicator not in own)
        on = as_of if walk is None else walk.valid_from
        reported = {thing.indicator: Reported(state=thing.state, on=on) for thing in over}
        communes.append(
            CommuneUnder(
                status=commune_status(one.unit, form, plan=cells.get(number, {}), reported={**reported, **new[number]}),
                own=own,
                carried=over,
                dropped={} if walk is None else {code: states.get(code, State.NOT_REPORTED) for code in dropped(walk)},
            )
        )
    return StatusUnder(unit=status.unit, as_of=as_of, form=form, old=old, walk=walk, communes=tuple(communes))

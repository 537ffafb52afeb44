"""A unit in facts, for whoever may see what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import UnitFacts
from conversations.programme.rights import may_see_unit
from conversations.programme.unit import Level
from handlers.facts import lists
from handlers.facts.people import colleagues
from handlers.facts.report import load_report
from handlers.show_crosswalk import status_under
from handlers.show_status import status_of
from storage.crosswalks import crosswalked
from storage.reports import found, found_read

if TYPE_CHECKING:
    from conversations.programme.crosswalk import StatusUnder
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from storage.database import Transaction
    from storage.programme import Programme


async def visible_unit(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Unit | None:
    """The unit, where the person may see what it reports, or what stands in its place reports."""
    line = await programme.line(tx, unit)
    if not line:
        return None
    if may_see_unit(person, line[0], await programme.above(tx, unit)):
        return line[0]
    for after in await programme.after(tx, line[0]):
        if may_see_unit(person, after, await programme.above(tx, after.id)):
            return line[0]
    return None


async def unit_facts(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, caches: Caches
) -> UnitFacts | None:
    """None: there is no such unit, or the person may not see it."""
    found_unit = await visible_unit(tx, unit, person, programme)
    if found_unit is None:
        return None
    key = await lists.first_owed(tx, found_unit, programme)
    report = None
    if key is not None:
        (rows,) = await tx.together(found_read(key, programme.today))
        report = await load_report(tx, key, found(rows), programme=programme, caches=caches)
    return UnitFacts(
        unit=found_unit,
        superior=None if found_unit.parent is None else await programme.unit(tx, found_unit.parent),
        below=await lists.below(tx, found_unit, programme),
        colleagues=await colleagues(tx, unit, programme),
        report=report,
        other_set=bool(report is not None and await crosswalked(tx, report.form.id, day=programme.today)),
    )


async def under_other_set(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> StatusUnder | None:
    """None: the unit is out of sight, or no crosswalk leads from or to the set it is known under."""
    found_unit = await visible_unit(tx, unit, person, programme)
    if found_unit is None or found_unit.kind.level is not Level.COMMUNE:
        return None
    status = await status_of(tx, programme.sets, found_unit, as_of=programme.today)
    others = () if status.form is None else await crosswalked(tx, status.form.id, day=programme.today)
    if not others:
        return None
    return await status_under(tx, programme.sets, found_unit, set_id=others[0], as_of=programme.today)

"""Makes a planned change: every row of it through the journal, so that taking it back leaves no trace but the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.unit import Level
from conversations.programme.unit_change import Change, Made
from conversations.programme.wanted_change import ChangeKind
from conversations.screens.unit_changes import said
from handlers.unit_changes.going_over import (
    assignments_go,
    ownership_goes,
    people_go,
    reviews_go,
    rules_go,
    subscriptions_go,
)
from handlers.unit_changes.going_up import drafts_go, ownership_ends, reviews_go_up, roles_end
from storage.audit import note_later
from storage.document_versions import NewVersion
from storage.plans import PlannedUnit, add_plan, newest_plan
from storage.starting_values import stored_start
from storage.times import millis
from storage.unit_changes import begin_change, change_of, note_unit
from storage.units import add_succession, add_unit, hold, leave_programme, put_parent, rename_unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit_change import NewUnit
    from storage.database import Transaction
    from storage.unit_changes import Journal

_DONE = {
    ChangeKind.RENAME: "unit_renamed",
    ChangeKind.MOVE: "unit_moved",
    ChangeKind.MERGE: "units_merged",
    ChangeKind.SPLIT: "unit_split",
    ChangeKind.END: "unit_ended",
    ChangeKind.LEAVE: "unit_left_programme",
}


async def make(tx: Transaction, change: Change, *, person: PersonId | None, at: datetime, words: Words) -> Made:
    """Carry the change out as it was planned; words: in which its few words are kept."""
    for unit in change.before:
        await hold(tx, unit.id)
    number, journal = await begin_change(
        tx,
        kind=change.kind,
        on=change.on,
        said=said(change, words),
        source=change.source,
        person=person,
        at=at,
        units=[(unit.id, "before") for unit in change.before],
    )
    match change.kind:
        case ChangeKind.RENAME:
            await _rename(tx, journal, change, at=at)
        case ChangeKind.MOVE:
            await _move(tx, journal, change, at=at)
        case ChangeKind.MERGE | ChangeKind.SPLIT:
            await _succeed(tx, journal, number, change, person=person, at=at)
        case ChangeKind.END:
            await _end(tx, journal, number, change, at=at)
        case ChangeKind.LEAVE:
            (unit,) = change.before
            async with journal.watching(("programme_leave", {"unit": unit.id})):
                await leave_programme(tx, unit.id, on=change.on, at=at)
        case _:
            assert_never(change.kind)
    for unit in change.before:
        note_later(
            tx,
            at=millis(at),
            person=person,
            act=_DONE[change.kind],
            subject=f"unit:{unit.id}",
            detail={"change": number, "on": change.on.isoformat()},
        )
    made = await change_of(tx, number)
    if made is None:
        raise LookupError("unit_change")
    return made


async def _rename(tx: Transaction, journal: Journal, change: Change, *, at: datetime) -> None:
    (unit,), (new,) = change.before, change.after
    async with journal.watching(
        ("unit", {"id": unit.id}), ("unit_name", {"unit": unit.id}), ("unit_alias", {"unit": unit.id})
    ):
        await rename_unit(tx, unit.id, kind=new.kind, name=new.name, on=change.on, at=at)


async def _move(tx: Transaction, journal: Journal, change: Change, *, at: datetime) -> None:
    (unit,) = change.before
    if change.parent is None:
        raise LookupError("parent")
    async with journal.watching(("unit_parent", {"unit": unit.id})):
        await put_parent(tx, unit.id, change.parent.id, valid_from=change.on, at=at)


async def _succeed(
    tx: Transaction, journal: Journal, number: int, change: Change, *, person: PersonId | None, at: datetime
) -> None:
    """The old units end, the new ones begin and are given what is theirs."""
    parent = None if change.parent is None else change.parent.id
    olds = tuple(unit.id for unit in change.before)
    after = [(new, await _begin(tx, journal, number, new, change, parent=parent, at=at)) for new in change.after]
    offices = await _offices(tx, journal, number, change, under=after[0][1], at=at)
    for new, unit in after:
        for below in new.below:
            note_unit(tx, number, below, "below")
            async with journal.watching(("unit_parent", {"unit": below})):
                await put_parent(tx, below, unit, valid_from=change.on, at=at)
    for old in olds:
        async with journal.watching(("unit", {"id": old}), ("unit_succession", {"predecessor": old})):
            for _, unit in after:
                await add_succession(
                    tx,
                    predecessor=old,
                    successor=unit,
                    kind="split" if change.kind is ChangeKind.SPLIT else "merged",
                    on=change.on,
                    at=at,
                    source=change.source,
                )
    for new, unit in after:
        if new.takes_people:
            await people_go(tx, journal, olds, unit, on=change.on, person=person, at=at)
            await assignments_go(tx, journal, olds, unit, on=change.on, at=at)
            await subscriptions_go(tx, journal, olds, unit)
            if change.on <= at.date():
                await reviews_go(tx, journal, olds, unit)
        await rules_go(tx, journal, olds, unit, on=change.on, at=at)
        await ownership_goes(tx, journal, olds, unit, offices=offices, on=change.on, at=at)
        await _beginnings(tx, journal, number, new, unit=unit, change=change, at=at)


async def _end(tx: Transaction, journal: Journal, number: int, change: Change, *, at: datetime) -> None:
    """The units and their offices end; what stands below comes under the unit above, and so does what is owed."""
    (above,) = change.after
    if above.existing is None:
        raise LookupError("parent")
    note_unit(tx, number, above.existing, "below")
    ended = tuple(unit.id for unit in change.before)
    places = tuple(unit.id for unit in change.before if unit.kind.level is not Level.OFFICE)
    for below in above.below:
        note_unit(tx, number, below, "below")
        async with journal.watching(("unit_parent", {"unit": below})):
            await put_parent(tx, below, above.existing, valid_from=change.on, at=at)
    for old in ended:
        async with journal.watching(("unit", {"id": old}), ("unit_succession", {"predecessor": old})):
            await add_succession(
                tx, predecessor=old, successor=above.existing, kind="ended", on=change.on, at=at, source=change.source
            )
    await roles_end(tx, journal, ended, on=change.on)
    await rules_go(
        tx, journal, places, above.existing, on=change.on, at=at, but=frozenset({Level.OFFICE, Level.DISTRICT})
    )
    await ownership_ends(tx, journal, places, on=change.on, at=at)
    if change.on <= at.date():
        await drafts_go(tx, journal, places, above.existing, on=change.on)
        await reviews_go_up(tx, journal, ended, above.existing, on=change.on)


async def _begin(
    tx: Transaction,
    journal: Journal,
    number: int,
    new: NewUnit,
    change: Change,
    *,
    parent: UnitId | None,
    at: datetime,
) -> UnitId:
    if new.existing is not None:
        note_unit(tx, number, new.existing, "below")
        return new.existing
    unit = await add_unit(
        tx, kind=new.kind, name=new.name, parent=parent, at=at, region=new.region, valid_from=change.on
    )
    await journal.appeared("unit", id=unit)
    await journal.appeared("unit_parent", unit=unit)
    note_unit(tx, number, unit, "after")
    return unit


async def _offices(
    tx: Transaction,
    journal: Journal,
    number: int,
    change: Change,
    *,
    under: UnitId,
    at: datetime,
) -> Mapping[UnitId, UnitId]:
    """Offices of one name become one under the new unit; old office to new."""
    found: dict[UnitId, UnitId] = {}
    for merger in change.offices:
        (new,) = merger.after
        unit = await _begin(tx, journal, number, new, merger, parent=under, at=at)
        olds = tuple(one.id for one in merger.before)
        for old in olds:
            note_unit(tx, number, old, "before")
            async with journal.watching(("unit", {"id": old}), ("unit_succession", {"predecessor": old})):
                await add_succession(
                    tx, predecessor=old, successor=unit, kind="merged", on=merger.on, at=at, source=merger.source
                )
            found[old] = unit
        await people_go(tx, journal, olds, unit, on=merger.on, person=None, at=at)
        await subscriptions_go(tx, journal, olds, unit)
        if change.on <= at.date():
            await reviews_go(tx, journal, olds, unit)
    return found


async def _beginnings(
    tx: Transaction, journal: Journal, number: int, new: NewUnit, *, unit: UnitId, change: Change, at: datetime
) -> None:
    """What the new unit begins with: figures by indicator, and a plan of its own put together from the old ones."""
    for beginning in new.beginnings:
        for value in beginning.values:
            await journal.insert(
                "starting_value",
                unit=unit,
                set_id=beginning.form.id,
                on_day=change.on.isoformat(),
                **stored_start(value),
            )
        if not beginning.cells and not beginning.standards:
            continue
        cells = tuple(beginning.cells.items())
        newest = await newest_plan(tx, unit, beginning.form.id)
        plan = await add_plan(
            tx,
            NewVersion(
                unit=unit,
                version=1 if newest is None else newest.version + 1,
                digest=f"unit_change:{number}",
                title=", ".join(change.touched.plans)[:1000],
                number="",
                file_name="",
                dated_on=change.on,
                at=at,
            ),
            set_id=beginning.form.id,
            set_version=beginning.form.version,
            rows=[PlannedUnit(unit=unit, cells=cells, standards=beginning.standards)],
        )
        for table, column in (("plan", "id"), ("plan_row", "plan"), ("plan_cell", "plan"), ("plan_target", "plan")):
            await journal.appeared(table, **{column: plan})

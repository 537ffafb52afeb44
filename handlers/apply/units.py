"""An admin adds, renames, moves, merges and splits units, and takes such changes back; whoever works there is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.effects import ChangeUnits, DecidePlan, EndForm, ExplainName, SendPlan, UndoUnitChange
from conversations.programme.wanted_change import ChangeKind
from conversations.screens import problems
from conversations.screens.unit_notices import changed, undone
from handlers.apply.acting import Notice
from handlers.apply.sent_plans import take_plan
from handlers.unit_changes.making import make
from handlers.unit_changes.undo import undo
from handlers.unit_changes.wanted import administered, may_take_back, plan_added, plan_wanted
from storage.office_forms import end_form
from storage.unit_changes import change_of
from storage.unit_touched import roles_after
from storage.units import add_unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from conversations.engine.effects import OnUnits
    from conversations.programme.ids import PersonId, UnitId
    from handlers.apply.acting import Acting


async def change(acting: Acting, effect: OnUnits) -> tuple[Notice, ...]:
    """Raises Refusal (not theirs) or Problem: nothing is kept then."""
    match effect:
        case ChangeUnits():
            return await _changed(acting, effect)
        case UndoUnitChange():
            return await _undone(acting, effect)
        case SendPlan() | ExplainName() | DecidePlan():
            await take_plan(acting, effect)
            return ()
        case EndForm():
            await _form_ended(acting, effect)
            return ()
        case _:
            assert_never(effect)


async def _form_ended(acting: Acting, effect: EndForm) -> None:
    unit = await administered(acting.tx, effect.unit, acting.person, acting.programme, words=acting.words)
    if not await end_form(acting.tx, unit.id, kind=effect.report, now=acting.now):
        raise problems.not_yours(acting.words)
    acting.note("form_dropped", f"unit:{unit.id}", unit=unit.id, kind=effect.report)


async def _changed(acting: Acting, effect: ChangeUnits) -> tuple[Notice, ...]:
    wanted = effect.wanted
    if wanted.kind is None:
        parent, kind, name = await plan_added(acting.tx, wanted, acting.person, acting.programme, words=acting.words)
        unit = await add_unit(acting.tx, kind=kind, name=name, parent=parent.id, at=acting.now)
        acting.note("unit_added", f"unit:{unit}", parent=parent.id)
        return ()
    planned = await plan_wanted(acting.tx, wanted, acting.person, acting.programme, words=acting.words)
    people = await _people(acting, [unit.id for unit in planned.before], planned.on)
    made = await make(acting.tx, planned, person=acting.somebody, at=acting.now, words=acting.services.words_in("vi"))
    follows = planned.after[0].title if planned.kind in {ChangeKind.MERGE, ChangeKind.SPLIT} else ""
    return (Notice(to=people, message=lambda words: changed(made, follows, words)),)


async def _undone(acting: Acting, effect: UndoUnitChange) -> tuple[Notice, ...]:
    made = await change_of(acting.tx, effect.number)
    if made is None or not await may_take_back(acting.tx, made, acting.person, acting.programme):
        raise problems.not_yours(acting.words)
    await undo(acting.tx, made.id, person=acting.somebody, at=acting.now, words=acting.words)
    people = await _people(acting, made.before, made.on)
    return (Notice(to=people, message=lambda words: undone(made, words)),)


async def _people(acting: Acting, units: Iterable[UnitId], on: date) -> tuple[PersonId, ...]:
    """Whoever holds a role at one of these units on that day."""
    found = [role.person for unit in units for role in await roles_after(acting.tx, unit, on)]
    return tuple(dict.fromkeys(found))

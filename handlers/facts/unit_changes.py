"""Changes of units in facts: what one would be, what was made, whether it can be taken back; for their admins only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem, Refusal
from conversations.programme.unit_change import PlannedChange, UndoView
from handlers.unit_changes.undo import why_not_undone
from handlers.unit_changes.wanted import may_take_back, plan_added, plan_wanted
from storage.unit_changes import change_of, changes_of

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit_change import Made
    from conversations.programme.wanted_change import WantedChange
    from storage.database import Transaction
    from storage.programme import Programme


async def planned_change(
    tx: Transaction, wanted: WantedChange, person: Person, programme: Programme, *, words: Words
) -> PlannedChange | None:
    """None: a unit of it is not theirs. Of a new unit only whether it can be."""
    try:
        if wanted.kind is None:
            await plan_added(tx, wanted, person, programme, words=words)
            return PlannedChange()
        return PlannedChange(change=await plan_wanted(tx, wanted, person, programme, words=words))
    except Refusal:
        return None
    except Problem as problem:
        return PlannedChange(problem=problem.sentence())


async def made_changes(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> tuple[Made, ...] | None:
    """Of the unit and of what stands directly below it; None: it is not theirs."""
    line = await programme.line(tx, unit)
    if not line:
        return None
    below = [one.id for one in await programme.children(tx, unit)]
    found = await changes_of(tx, [unit, *below])
    return tuple([made for made in found if await may_take_back(tx, made, person, programme)])


async def undo_view(
    tx: Transaction, number: int, person: Person, programme: Programme, *, words: Words
) -> UndoView | None:
    """None: there is no such change, or it is not theirs."""
    made = await change_of(tx, number)
    if made is None or not await may_take_back(tx, made, person, programme):
        return None
    problem = await why_not_undone(tx, number, words)
    return UndoView(made=made, problem="" if problem is None else problem.sentence())

"""Takes a change of units back exactly, unless something was built on it since; then a sentence says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.screens import unit_problems
from storage.audit import note_later
from storage.refusals import UNKNOWN_REFERENCE
from storage.times import millis
from storage.unit_changes import Touched, change_of, later_changes, take_back
from storage.unit_references import built_on, called

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId
    from conversations.programme.unit_change import Made
    from storage.database import Transaction


async def why_not_undone(tx: Transaction, number: int, words: Words) -> Problem | None:
    """What stands in the way, as far as reading tells; None: nothing does."""
    made = await change_of(tx, number)
    if made is None:
        return unit_problems.no_such_change(words)
    if made.undone_at is not None:
        return unit_problems.undone_already(made, words)
    later = await later_changes(tx, number)
    if later:
        return unit_problems.changed_since(made, later[0], words)
    built = await built_on(tx, number, made.after)
    return unit_problems.built_upon(made, built, words) if built else None


async def undo(tx: Transaction, number: int, *, person: PersonId | None, at: datetime, words: Words) -> Made:
    """Put everything back as it was before the change. Raises Problem."""
    problem = await why_not_undone(tx, number, words)
    if problem is not None:
        raise problem
    made = await change_of(tx, number)
    if made is None:
        raise LookupError("unit_change")
    try:
        await take_back(tx, number, person=person, at=at)
    except Touched as touched:
        raise unit_problems.row_moved(made, called(touched.table), words) from None
    except Problem as refused:
        if refused.code != UNKNOWN_REFERENCE:
            raise
        raise unit_problems.row_moved(made, called(""), words) from refused
    for unit in made.before:
        note_later(
            tx,
            at=millis(at),
            person=person,
            act="unit_change_undone",
            subject=f"unit:{unit}",
            detail={"change": number},
        )
    return made

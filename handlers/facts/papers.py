"""The papers that can be taken of a unit, for whoever may take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_take_papers
from handlers.other_papers import periods_offered
from storage.office_forms import forms_of

if TYPE_CHECKING:
    from conversations.programme.calendar import Period
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from storage.database import Transaction
    from storage.programme import Programme


async def has_own_form(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> bool | None:
    """None: there is no such unit, or its papers are not theirs to take."""
    line = await programme.line(tx, unit)
    if not line or not may_take_papers(person, line[0], frozenset(one.id for one in line[1:])):
        return None
    return bool(await forms_of(tx, [one.id for one in line]))


async def other_papers(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme
) -> tuple[Period, ...] | None:
    """None: there is no such unit, or its papers are not theirs to take."""
    line = await programme.line(tx, unit)
    if not line or not may_take_papers(person, line[0], frozenset(one.id for one in line[1:])):
        return None
    return await periods_offered(tx, line[0], day=programme.today)

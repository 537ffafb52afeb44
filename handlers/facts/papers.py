"""The papers that can be taken of a unit, for whoever may take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_take_papers
from handlers.report_periods import criteria_periods, other_periods
from storage.office_forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.calendar import Period
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def has_own_form(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> bool | None:
    """None: there is no such unit, or its papers are not theirs to take."""
    line = await _theirs(tx, unit, person, programme)
    return bool(await forms_of(tx, [one.id for one in line])) if line else None


async def report_periods(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme
) -> tuple[Period, ...] | None:
    """None: there is no such unit, or its papers are not theirs to take."""
    line = await _theirs(tx, unit, person, programme)
    return await criteria_periods(tx, line[0], day=programme.today) if line else None


async def other_papers(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme
) -> tuple[Period, ...] | None:
    """None: there is no such unit, or its papers are not theirs to take."""
    line = await _theirs(tx, unit, person, programme)
    return await other_periods(tx, line[0], day=programme.today) if line else None


async def _theirs(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Sequence[Unit]:
    """The unit and what stands above it; empty: there is no such unit, or its papers are not theirs to take."""
    line = await programme.line(tx, unit)
    return line if line and may_take_papers(person, line[0], frozenset(one.id for one in line[1:])) else ()

"""Difficulties in facts: one's own, those that wait for one's answer, one of them, and what a new one would come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.difficulty import DifficultyLists, DifficultyTags, Expected
from conversations.programme.rights import may_answer_difficulty, may_record_difficulty, may_see_difficulty
from handlers.difficulties import criteria_of, first_answering, with_units
from storage.difficulties import difficulties_of, difficulties_waiting, difficulty_numbered
from storage.offices import owners_of, owners_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.ids import DifficultyId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme

LISTED = 60
"""Difficulties of a list at most; what waits longest comes first, so the others come when these are answered."""


async def difficulties_now(tx: Transaction, person: Person, programme: Programme) -> DifficultyLists:
    """Both lists."""
    held = tuple({grant.unit.id: grant.unit for grant in person.grants}.values())
    recording = tuple(unit for unit in held if may_record_difficulty(person, unit))
    answering = await _numbers(tx, (unit for unit in held if may_answer_difficulty(person, unit)), programme)
    own = await difficulties_of(tx, await _numbers(tx, recording, programme), limit=LISTED) if recording else ()
    waiting, number = await difficulties_waiting(tx, answering, limit=LISTED) if answering else ((), 0)
    return DifficultyLists(
        own=await with_units(tx, own, programme),
        waiting=await with_units(tx, waiting, programme),
        of=number,
        units=recording,
    )


async def _numbers(tx: Transaction, units: Iterable[Unit], programme: Programme) -> list[UnitId]:
    """Of the units, and of those in whose place they stand."""
    return [one.id for unit in units for one in (unit, *await programme.before(tx, unit.id))]


async def one_difficulty(
    tx: Transaction, number: DifficultyId, person: Person, programme: Programme
) -> Difficulty | None:
    """The difficulty, where the person may see it; None also where there is none."""
    stored = await difficulty_numbered(tx, number)
    found = () if stored is None else await with_units(tx, (stored,), programme)
    if not found:
        return None
    line = await programme.line(tx, found[0].unit.id)
    above = frozenset(unit.id for unit in line[1:])
    return found[0] if may_see_difficulty(person, found[0].unit, above, found[0].places) else None


async def tags_for(tx: Transaction, number: UnitId, person: Person, programme: Programme) -> DifficultyTags | None:
    """The criteria in force, and which of them must be asked for more exactly."""
    unit = await _own(tx, number, person, programme)
    form = None if unit is None else await criteria_of(tx, unit, programme)
    if unit is None or form is None:
        return None
    line = await programme.line(tx, unit.id)
    rows = await tx.together(*(owners_read(above.id, form.id, programme.today) for above in line[1:]))
    owners: dict[str, tuple[UnitId, ...]] = {}
    for listed in rows:
        owners = {**owners_of(listed), **owners}
    return DifficultyTags(form=form, split=_split(form, owners))


def _split(form: CriteriaSet, owners: dict[str, tuple[UnitId, ...]]) -> frozenset[str]:
    return frozenset(
        criterion.code
        for criterion in form.criteria
        if len({office for one in criterion.indicators for office in owners.get(one.code, ())}) > 1
    )


async def expected_for(
    tx: Transaction, number: UnitId, criterion: str, person: Person, programme: Programme
) -> Expected | None:
    """Who would have to answer."""
    unit = await _own(tx, number, person, programme)
    if unit is None:
        return None
    form = await criteria_of(tx, unit, programme)
    found = await first_answering(
        tx, unit, programme, set_id=None if form is None or not criterion else form.id, criterion=criterion
    )
    return None if found is None else Expected(unit=found.unit, joined=bool(found.people))


async def _own(tx: Transaction, number: UnitId, person: Person, programme: Programme) -> Unit | None:
    unit = await programme.unit(tx, number)
    return unit if unit is not None and may_record_difficulty(person, unit) else None

"""Ends units of a level: what stands below them, and what is owed to them, goes to the unit above them on that day;
their offices end with them. And lets a unit live on outside the programme.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.unit import Level
from conversations.programme.unit_change import Change, ChangeWarning, NewUnit, WarningCode
from conversations.programme.wanted_change import ChangeKind
from conversations.screens import unit_problems
from handlers.unit_changes.places import as_of, name_is_free, there_around
from handlers.unit_changes.touched import touched_by
from storage.people import pseudonym
from storage.rules import rules_of_unit
from storage.unit_touched import owned_here, roles_after
from storage.units import children, lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.unit import Unit
    from storage.database import Transaction


async def plan_end(
    tx: Transaction, units: Sequence[Unit], *, on: date, source: str, today: date, words: Words
) -> Change:
    """The end of these units as it would be. Raises Problem: nothing is above one of them, they stand under different
    units, or a unit below would meet another of its name.
    """
    before = list({unit.id: await as_of(tx, unit, on) for unit in units}.values())
    above: Unit | None = None
    for unit in before:
        there_around(unit, on, words)
        line = await lineage(tx, unit.id, day=on)
        if len(line) < 2:
            raise unit_problems.nothing_above(unit, words)
        if unit.kind.level is Level.OFFICE or (above is not None and above.id != line[1].id):
            raise unit_problems.cannot_end(unit, words)
        above = line[1]
    if above is None:
        raise LookupError("unit")
    below = [one for unit in before for one in await children(tx, unit.id, day=on)]
    offices = [one for one in below if one.kind.level is Level.OFFICE]
    going = [one for one in below if one.kind.level is not Level.OFFICE]
    ids = frozenset(one.id for one in going)
    for one in going:
        await name_is_free(tx, one.kind, one.name, above.id, on=on, but=ids, words=words)
    _refuse_twins(going, words)
    touched = replace(await touched_by(tx, [*before, *offices], on=on), below=tuple(one.title for one in going))
    return Change(
        kind=ChangeKind.END,
        on=on,
        before=(*before, *offices),
        after=(
            NewUnit(
                kind=above.kind,
                name=above.name,
                title=above.title,
                existing=above.id,
                below=tuple(one.id for one in going),
                below_titles=tuple(one.title for one in going),
            ),
        ),
        parent=above,
        touched=touched,
        warnings=(
            *await _roles(tx, [*before, *offices], on=on),
            *await _unowned(tx, before, above, on=on),
            *await _lost_rules(tx, before, above, on=on),
            *([ChangeWarning(code=WarningCode.GROUPS, names=touched.groups)] if touched.groups else []),
            *([ChangeWarning(code=WarningCode.DRAFTS_WAIT, names=(above.title,))] if on > today else []),
        ),
        source=source,
    )


async def plan_leave(tx: Transaction, unit: Unit, *, on: date, source: str, words: Words) -> Change:
    """The unit outside the programme as it would be; what stands below it is not counted either. Raises Problem."""
    line = await lineage(tx, unit.id, day=on)
    here = line[0] if line else unit
    if not here.exists_on(on):
        raise unit_problems.not_there_then(here, on, words)
    if here.left_on is not None or here.kind.level is Level.OFFICE:
        raise unit_problems.nothing_changes(here, words)
    return Change(
        kind=ChangeKind.LEAVE,
        on=on,
        before=(here,),
        after=(NewUnit(kind=here.kind, name=here.name, title=here.title, existing=here.id),),
        parent=line[1] if len(line) > 1 else None,
        touched=await touched_by(tx, [here], on=on),
        source=source,
    )


def _refuse_twins(going: Sequence[Unit], words: Words) -> None:
    """Two units of one kind and name cannot stand side by side under the unit above."""
    seen: dict[tuple[str, str], Unit] = {}
    for one in going:
        if seen.setdefault((one.kind.code, one.name.casefold()), one) is not one:
            raise unit_problems.twins(one, words)


async def _roles(tx: Transaction, units: Sequence[Unit], *, on: date) -> list[ChangeWarning]:
    held = [role for unit in units for role in await roles_after(tx, unit.id, on)]
    names = tuple({role.person: role.name or pseudonym(role.person) for role in held}.values())
    return [ChangeWarning(code=WarningCode.ROLES_END, names=names)] if names else []


async def _unowned(tx: Transaction, before: Sequence[Unit], above: Unit, *, on: date) -> list[ChangeWarning]:
    """What offices of these units judge and no office of the unit above does."""
    taken = {(part.set_id, part.indicator) for part in await owned_here(tx, above.id, on) if part.unit == above.id}
    lost = {
        (part.set_id, part.indicator): part.indicator
        for unit in before
        for part in await owned_here(tx, unit.id, on)
        if part.unit == unit.id and (part.set_id, part.indicator) not in taken
    }
    return [ChangeWarning(code=WarningCode.UNOWNED, names=tuple(dict.fromkeys(lost.values())))] if lost else []


async def _lost_rules(tx: Transaction, before: Sequence[Unit], above: Unit, *, on: date) -> list[ChangeWarning]:
    """Reports owed under a code that says something else where it goes on."""
    first: dict[str, ReportingRule] = {}
    names: list[str] = []
    for unit in (above, *before):
        for rule in await rules_of_unit(tx, unit.id):
            if rule.valid_to is not None and rule.valid_to <= on:
                continue
            goes_on = first.setdefault(rule.code, rule)
            if replace(rule, id=goes_on.id, unit=goes_on.unit, valid_from=goes_on.valid_from, source="") != replace(
                goes_on, source=""
            ):
                names.append(f"{rule.title} ({unit.title})")
    return [ChangeWarning(code=WarningCode.RULE_CODE, names=tuple(dict.fromkeys(names)))] if names else []

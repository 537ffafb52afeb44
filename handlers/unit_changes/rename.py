"""Gives a unit another name, kind or place from a day on; it stays the same unit with all that is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.unit import kind_before, title_of
from conversations.programme.unit_change import Change, ChangeWarning, NewUnit, WarningCode
from conversations.programme.wanted_change import ChangeKind
from conversations.screens import unit_problems
from handlers.unit_changes.places import as_of, fits_under, name_is_free, the_name, there_around
from handlers.unit_changes.touched import touched_by
from storage.rules import rules_owed_by
from storage.units import last_renamed, lineage

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.unit import Kind, Unit
    from storage.database import Transaction


async def plan_rename(
    tx: Transaction, unit: Unit, *, to: str, kind: Kind | None, on: date, source: str, words: Words
) -> Change:
    """The new name as it would be; the old one stays that of its time and leads to the unit. Raises Problem."""
    before = await as_of(tx, unit, on)
    there_around(before, on, words)
    last = await last_renamed(tx, before.id)
    if last is not None and last >= on:
        raise unit_problems.renamed_later(before, last, words)
    new_kind = kind or kind_before(to, before.kind.level) or before.kind
    name = the_name(to, new_kind, words)
    if new_kind.level is not before.kind.level:
        raise unit_problems.kind_of_another_level(before, new_kind.name, words)
    if (name, new_kind) == (before.name, before.kind):
        raise unit_problems.nothing_changes(before, words)
    line = await lineage(tx, before.id, day=on)
    above = line[1] if len(line) > 1 else None
    if above is not None:
        fits_under(title_of(new_kind, name), new_kind, above, words)
    await name_is_free(tx, new_kind, name, None if above is None else above.id, on=on, but={before.id}, words=words)
    return Change(
        kind=ChangeKind.RENAME,
        on=on,
        before=(before,),
        after=(NewUnit(kind=new_kind, name=name, title=title_of(new_kind, name)),),
        parent=above,
        from_parent=above,
        touched=await touched_by(tx, [before], on=on),
        source=source,
    )


async def plan_move(tx: Transaction, unit: Unit, *, to: Unit, on: date, source: str, words: Words) -> Change:
    """The unit under another one; what stands below it goes along. Raises Problem."""
    before = await as_of(tx, unit, on)
    there_around(before, on, words)
    line = await lineage(tx, before.id, day=on)
    above = line[1] if len(line) > 1 else None
    if above is not None and above.id == to.id:
        raise unit_problems.nothing_changes(before, words)
    if not to.exists_on(on) or before.id in {one.id for one in await lineage(tx, to.id, day=on)}:
        raise unit_problems.cannot_stand_under(before.title, to, words)
    fits_under(before.title, before.kind, to, words)
    await name_is_free(tx, before.kind, before.name, to.id, on=on, but={before.id}, words=words)
    above_then = {one.id for one in await lineage(tx, to.id, day=on)}
    owed = await rules_owed_by(tx, before.id, before.kind.level, day=on)
    names = tuple(dict.fromkeys(rule.title for rule in owed if rule.unit not in above_then))
    return Change(
        kind=ChangeKind.MOVE,
        on=on,
        before=(before,),
        after=(NewUnit(kind=before.kind, name=before.name, title=before.title, existing=before.id),),
        parent=to,
        from_parent=above,
        touched=await touched_by(tx, [before], on=on),
        warnings=(ChangeWarning(code=WarningCode.RULES_ABOVE, names=names),) if names else (),
        source=source,
    )

"""Merges units into one from a day on. The old ones end with what is theirs, the new one begins with what they prove.

People, villages, posts, rules and ownership go over on the day; drafts stay where they are and take nothing any more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.unit import Level, kind_before, title_of
from conversations.programme.unit_change import Change, ChangeWarning, NewUnit, WarningCode
from conversations.programme.wanted_change import ChangeKind
from conversations.reading.fold import fold
from conversations.screens import unit_problems
from handlers.unit_changes.beginnings import merged_beginnings
from handlers.unit_changes.places import as_of, common_region, fits_under, name_is_free, the_name, there_around
from handlers.unit_changes.touched import touched_by
from storage.rules import rules_of_unit
from storage.units import children, lineage, region_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Kind, Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


async def plan_merge(
    tx: Transaction,
    sets: CriteriaSets,
    units: Sequence[Unit],
    *,
    into: str,
    kind: Kind | None,
    parent: Unit | None,
    on: date,
    source: str,
    words: Words,
) -> Change:
    """The merger as it would be. into: the new unit's name, or that of a unit that takes the others in. kind: None:
    that of the first unit. parent: None: the one that all of them have. Raises Problem.
    """
    before = list({unit.id: await as_of(tx, unit, on) for unit in units}.values())
    above = parent or await _common_parent(tx, before, on=on, words=words)
    new_kind = kind or kind_before(into, before[0].kind.level) or before[0].kind
    name = the_name(into, new_kind, words)
    existing = await _standing(tx, new_kind, name, above, before, on=on)
    if existing is not None and existing.exists_on(on - timedelta(days=1)):
        # what takes others in and keeps its name is another unit from that day on: its own figures are of the old one
        before.append(await as_of(tx, existing, on))
        existing = None
    if len(before) < (1 if existing is not None else 2):
        raise unit_problems.too_few(before, words)
    for unit in before:
        there_around(unit, on, words)
    if {unit.kind.level for unit in before} != {new_kind.level}:
        raise unit_problems.levels_differ(before, words)
    title = title_of(new_kind, name)
    if above is not None:
        fits_under(title, new_kind, above, words)
    olds = frozenset(unit.id for unit in before)
    if existing is None:
        await name_is_free(tx, new_kind, name, None if above is None else above.id, on=on, but=olds, words=words)
    region, same = await common_region(tx, before, on=on)
    inherited = None if above is None else region_in(await lineage(tx, above.id, day=on))
    below = [one for unit in before for one in await children(tx, unit.id, day=on)]
    offices = await _same_offices(tx, sets, before, below, on=on, source=source, words=words)
    touched = await touched_by(tx, before, on=on)
    return Change(
        kind=ChangeKind.MERGE,
        on=on,
        before=tuple(before),
        after=(
            NewUnit(
                kind=new_kind,
                name=name,
                title=title,
                existing=None if existing is None else existing.id,
                region=region if same and region != inherited else None,
                below=tuple(one.id for one in below if not _gone(one, offices)),
                below_titles=tuple(one.title for one in below if not _gone(one, offices)),
                beginnings=await merged_beginnings(tx, sets, before, on=on, region=region if same else inherited),
            ),
        ),
        parent=above,
        touched=touched,
        warnings=(
            *([] if same else [ChangeWarning(code=WarningCode.REGIONS)]),
            *_twins([one for one in below if not _gone(one, offices)]),
            *await _lost_rules(tx, before, on=on),
            *([ChangeWarning(code=WarningCode.GROUPS, names=touched.groups)] if touched.groups else []),
            *([] if touched.people else [ChangeWarning(code=WarningCode.NO_PEOPLE)]),
        ),
        offices=tuple(offices),
        source=source,
    )


def _gone(unit: Unit, offices: Sequence[Change]) -> bool:
    return any(unit.id == one.id for office in offices for one in office.before)


async def _common_parent(tx: Transaction, units: Sequence[Unit], *, on: date, words: Words) -> Unit | None:
    """The unit above all of them. Raises Problem: they stand under different ones."""
    parents: dict[UnitId | None, Unit | None] = {}
    titles = []
    for unit in units:
        line = await lineage(tx, unit.id, day=on)
        above = line[1] if len(line) > 1 else None
        parents[None if above is None else above.id] = above
        titles.append(f"{unit.title}, {above.title}" if above else unit.title)
    if len(parents) > 1:
        raise unit_problems.parents_differ(titles, words)
    return next(iter(parents.values()))


async def _standing(
    tx: Transaction, kind: Kind, name: str, parent: Unit | None, before: Sequence[Unit], *, on: date
) -> Unit | None:
    """The unit of that kind and name that stands there on the day and is not among those that end."""
    if parent is None:
        return None
    olds = {unit.id for unit in before}
    for unit in await children(tx, parent.id, day=on):
        if unit.id not in olds and unit.kind.code == kind.code and fold(unit.name) == fold(name):
            return unit
    return None


async def _same_offices(
    tx: Transaction,
    sets: CriteriaSets,
    before: Sequence[Unit],
    below: Sequence[Unit],
    *,
    on: date,
    source: str,
    words: Words,
) -> list[Change]:
    """Offices of one name under the units that become one: they become one office."""
    by_name: dict[str, list[Unit]] = {}
    for unit in below:
        if unit.kind.level is Level.OFFICE:
            by_name.setdefault(fold(unit.name), []).append(unit)
    found = []
    for offices in by_name.values():
        if len(offices) < 2 or len({unit.parent for unit in offices}) < len(offices):
            continue
        found.append(
            await plan_merge(
                tx, sets, offices, into=offices[0].name, kind=offices[0].kind, parent=before[0], on=on,
                source=source, words=words,
            )
        )  # fmt: skip
    return found


def _twins(below: Sequence[Unit]) -> list[ChangeWarning]:
    """Units below that bear one name and kind and come to stand side by side."""
    seen: dict[tuple[str, str], list[str]] = {}
    for unit in below:
        seen.setdefault((unit.kind.code, fold(unit.name)), []).append(unit.title)
    names = tuple(titles[0] for titles in seen.values() if len(titles) > 1)
    return [ChangeWarning(code=WarningCode.SAME_NAME_BELOW, names=names)] if names else []


async def _lost_rules(tx: Transaction, before: Sequence[Unit], *, on: date) -> list[ChangeWarning]:
    """Reports owed to several of the units under one code: only the first unit's goes on."""
    codes: Mapping[str, str] = {}
    names: list[str] = []
    for unit in before:
        rules = [rule for rule in await rules_of_unit(tx, unit.id) if rule.valid_to is None or rule.valid_to > on]
        names += [f"{rule.title} ({unit.title})" for rule in rules if rule.code in codes]
        codes = {**{rule.code: rule.title for rule in rules}, **codes}
    return [ChangeWarning(code=WarningCode.RULE_CODE, names=tuple(dict.fromkeys(names)))] if names else []

"""Splits a unit into several from a day on: what stood below it is divided, its people go to the first part.

What was known of the whole proves next to nothing of a part, so the parts report anew; the plan's promises go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.unit import kind_before, title_of
from conversations.programme.unit_change import Change, ChangeWarning, NewUnit, WarningCode
from conversations.programme.wanted_change import ChangeKind
from conversations.reading.fold import fold, tidy
from conversations.screens import unit_problems
from handlers.unit_changes.beginnings import divided_beginnings
from handlers.unit_changes.places import as_of, common_region, fits_under, name_is_free, the_name, there_around
from handlers.unit_changes.touched import touched_by
from storage.units import children, lineage, region_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the new units, as it was asked for. below: names of the units that come under it."""

    name: str
    below: tuple[str, ...] = ()


def read_part(text: str) -> Part:
    """A part as it is written: "Phúc Sen" or "thị trấn Phúc Sen: Pác Rằng, Lũng Sâu"."""
    name, _, below = text.partition(":")
    return Part(name=name, below=tuple(tidy(one) for one in below.split(",") if one.strip()))


async def plan_split(
    tx: Transaction,
    sets: CriteriaSets,
    unit: Unit,
    *,
    parts: Sequence[Part],
    on: date,
    source: str,
    words: Words,
) -> Change:
    """The division as it would be. What no part names comes under the first. Raises Problem."""
    before = await as_of(tx, unit, on)
    there_around(before, on, words)
    line = await lineage(tx, before.id, day=on)
    above = line[1] if len(line) > 1 else None
    named = [(part, kind_before(part.name, before.kind.level) or before.kind) for part in parts]
    names = [(kind.code, fold(the_name(part.name, kind, words))) for part, kind in named]
    if len(parts) < 2 or len(set(names)) < len(names):
        raise unit_problems.split_too_few(before, words)
    shares = _shares(before, parts, await children(tx, before.id, day=on), words)
    region, _ = await common_region(tx, [before], on=on)
    inherited = None if above is None else region_in(await lineage(tx, above.id, day=on))
    new = []
    for number, (part, kind) in enumerate(named):
        name = the_name(part.name, kind, words)
        title = title_of(kind, name)
        if above is not None:
            fits_under(title, kind, above, words)
        await name_is_free(tx, kind, name, None if above is None else above.id, on=on, but={before.id}, words=words)
        new.append(
            NewUnit(
                kind=kind,
                name=name,
                title=title,
                region=region if region != inherited else None,
                below=tuple(one.id for one in shares[number]),
                below_titles=tuple(one.title for one in shares[number]),
                takes_people=number == 0,
                beginnings=await divided_beginnings(tx, sets, before, on=on, region=region),
            )
        )
    touched = await touched_by(tx, [before], on=on)
    warnings = [ChangeWarning(code=WarningCode.NO_PEOPLE, names=tuple(one.title for one in new[1:]))]
    if touched.groups:
        warnings.append(ChangeWarning(code=WarningCode.GROUPS, names=touched.groups))
    return Change(
        kind=ChangeKind.SPLIT,
        on=on,
        before=(before,),
        after=tuple(new),
        parent=above,
        touched=touched,
        warnings=tuple(warnings),
        source=source,
    )


def _shares(unit: Unit, parts: Sequence[Part], below: Sequence[Unit], words: Words) -> list[list[Unit]]:
    """The units below, by part."""
    taken: dict[int, int] = {}
    for number, part in enumerate(parts):
        for name in part.below:
            found = [one for one in below if fold(name) in {fold(one.name), fold(one.title)}]
            if len(found) != 1 or found[0].id in taken:
                raise unit_problems.not_below(name, unit, words)
            taken[found[0].id] = number
    return [[one for one in below if taken.get(one.id, 0) == number] for number in range(len(parts))]

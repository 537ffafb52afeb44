"""Where a unit may stand and what it may be called, asked before anything is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.unit import Level, without_kind
from conversations.reading import limits
from conversations.reading.fold import fold, tidy
from conversations.screens import unit_problems
from storage.units import children, lineage, region_in, root_units

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Kind, Unit
    from storage.database import Transaction


def the_name(name: str, kind: Kind, words: Words) -> str:
    """The bare name. Raises Problem: there is none, or it is too long."""
    said = without_kind(tidy(name), kind)
    if not said or len(said) > limits.UNIT_NAME:
        raise unit_problems.name_wrong(limits.UNIT_NAME, words)
    return said


def there_around(unit: Unit, on: date, words: Words) -> None:
    """Raises Problem unless the unit exists on that day and existed the day before."""
    if not unit.exists_on(on) or not unit.exists_on(on - timedelta(days=1)):
        raise unit_problems.not_there_then(unit, on, words)


def fits_under(title: str, kind: Kind, parent: Unit, words: Words) -> None:
    """Raises Problem: nothing stands under an office, nor a higher kind under a lower one."""
    if parent.kind.level is Level.OFFICE or parent.kind.rank >= kind.rank:
        raise unit_problems.cannot_stand_under(title, parent, words)


async def name_is_free(
    tx: Transaction, kind: Kind, name: str, parent: UnitId | None, *, on: date, but: Container[UnitId], words: Words
) -> None:
    """Raises Problem: another unit there bears the name on that day."""
    siblings = await root_units(tx, day=on) if parent is None else await children(tx, parent, day=on)
    for unit in siblings:
        if unit.id not in but and unit.kind.code == kind.code and fold(unit.name) == fold(name):
            raise unit_problems.exists(unit.title, words)


async def as_of(tx: Transaction, unit: Unit, on: date) -> Unit:
    """The unit as it stands on the day before the change: its name, its parent."""
    line = await lineage(tx, unit.id, day=on - timedelta(days=1))
    return line[0] if line else unit


async def common_region(tx: Transaction, units: Sequence[Unit], *, on: date) -> tuple[str | None, bool]:
    """The threshold region all of these units have, their own or from above; False: they differ."""
    found = {region_in(await lineage(tx, unit.id, day=on - timedelta(days=1))) for unit in units}
    return (found.pop(), True) if len(found) == 1 else (None, False)

"""Is this commune recognised on that day, at which standard, by what: plans' words and the papers behind dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierAct
from conversations.programme.plan_targets import Standard
from conversations.programme.recognition import GIVES, Recognition, held_on, holds
from storage.dossier_lists import dossiers_with_steps
from storage.plans import kept_standards, plans_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from storage.database import Transaction
    from storage.dossier_lists import DossierRow


async def recognised_on(
    tx: Transaction, units: Sequence[UnitId], *, day: date, known: datetime | None = None
) -> Mapping[UnitId, Mapping[Standard, Recognition]]:
    """What each of these units holds on the day, as known at a moment; a merged unit's own recognition ends with it,
    the province decides anew on its successor.
    """
    facts: dict[UnitId, list[Recognition]] = {unit: [] for unit in units}
    plans = await plans_in_force(tx, units, day=day, known=known)
    for standard in Standard:
        for unit, since in (await kept_standards(tx, plans, standard)).items():
            if unit in facts:
                facts[unit].append(Recognition(standard=standard, day=since))
    for row in await dossiers_with_steps(tx, units, known=known):
        facts[row.stored.unit] += _decided(row)
    return {unit: held_on(found, day) for unit, found in facts.items()}


def holding(held: Mapping[UnitId, Mapping[Standard, Recognition]], standard: Standard) -> frozenset[UnitId]:
    """The units among these that hold the standard, itself or by a higher one."""
    return frozenset(unit for unit, standards in held.items() if holds(standards, standard))


def _decided(row: DossierRow) -> list[Recognition]:
    return [
        Recognition(
            standard=row.stored.standard,
            day=step.paper_day or step.at.date(),
            act=step.act,
            paper_number=step.paper_number,
        )
        for step in row.steps
        if step.act in GIVES or step.act is DossierAct.REVOKE
    ]

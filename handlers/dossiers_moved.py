"""Which dossiers of a unit and of all below it were handed in, passed up or decided in a time, as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierState
from conversations.programme.periodic_report import DossierMoved
from conversations.reading.fold import name_order
from storage.dossiers import dossiers_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.unit import Unit
    from storage.database import Transaction

TOLD: Final = frozenset(DossierState) - {DossierState.PREPARING}


async def dossiers_moved(
    tx: Transaction, units: Sequence[Unit], *, first: date, last: date, known: datetime | None
) -> tuple[DossierMoved, ...]:
    """The last state that each reached in these days, both included, by day. A decision counts from its paper's day."""
    by_id = {one.id: one for one in units}
    dossiers = await dossiers_of(tx, tuple(by_id))
    steps = await steps_of(tx, tuple(one.id for one in dossiers), known=known)
    found = []
    for dossier in dossiers:
        reached = [(step.paper_day or step.at.date(), step.state) for step in steps[dossier.id]]
        told = [(day, state) for day, state in reached if first <= day <= last and state in TOLD]
        if told:
            day, state = told[-1]
            found.append(
                DossierMoved(
                    unit=by_id[dossier.unit],
                    standard=dossier.standard,
                    kind=dossier.kind,
                    year=dossier.dates.year,
                    state=state,
                    on=day,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.on, name_order(one.unit.name))))

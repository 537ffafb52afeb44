"""A dossier with what a decision on it rests on: its conditions, its checklist, which years its values are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.dossier_checklist import DossierView, checklist_of, years_of
from conversations.programme.dossier_gates import criteria_gate, gates_of
from conversations.programme.plan_targets import Standard
from conversations.programme.recognition import BUILDS_ON
from conversations.programme.unit import Level
from handlers.recognition import recognised_on
from handlers.show_status import status_of
from storage.dossier_lists import checklist_report, dossiers_with_steps
from storage.known_reports import known_answers
from storage.money import debts_of
from storage.plans import plan_cells, plans_in_force, target_years
from storage.reported import last_reported
from storage.rules import rule_read, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.dossier import Dossier
    from conversations.programme.dossier_checklist import Checklist
    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus, Status
    from storage.criteria import CriteriaSets
    from storage.database import Transaction

OF_THE_SET = frozenset({Standard.NTM, Standard.MODERN})
"""Standards whose criteria are the communes' set; those of the higher ones are not loaded, so nothing is known of
them.
"""


async def view_of(
    tx: Transaction, sets: CriteriaSets, dossier: Dossier, *, day: date, known: datetime | None = None
) -> DossierView:
    """All of one dossier."""
    status = await _status(tx, sets, dossier, day=day, known=known)
    form, answers, checklist = await _checklist(tx, sets, dossier, known=known)
    held = await recognised_on(tx, [dossier.unit.id], day=day, known=known)
    owed = await _owed(tx, [dossier.unit.id], day=day, known=known)
    row = None if status is None else next(iter(status.communes), None)
    years: tuple[tuple[int, tuple[str, ...]], ...] = ()
    if row is not None and status is not None and status.form is not None:
        reported = await last_reported(tx, [dossier.unit.id], status.form.id, day=day, known=known)
        plan = await plan_cells(tx, dossier.unit.id, status.form.id, day=day, known=known)
        years = years_of(status.form, row, reported[dossier.unit.id], plan)
    return DossierView(
        dossier=dossier,
        gates=gates_of(
            criteria_gate(row),
            form,
            answers,
            region=dossier.region,
            year=dossier.dates.year or day.year,
            owed=owed.get(dossier.unit.id),
        ),
        checklist=checklist,
        held=held[dossier.unit.id],
        lower_pending=dossier.unit.id in await _aiming(tx, [dossier], day=day, known=known),
        years=years,
    )


async def views_of(
    tx: Transaction,
    sets: CriteriaSets,
    dossiers: Iterable[Dossier],
    rows: Mapping[UnitId, CommuneStatus],
    *,
    day: date,
    known: datetime | None = None,
) -> tuple[DossierView, ...]:
    """Many of them, without the years of their values. rows: where the communes stand."""
    listed = tuple(dossiers)
    units = list({one.unit.id for one in listed})
    held = await recognised_on(tx, units, day=day, known=known)
    owed = await _owed(tx, units, day=day, known=known)
    aiming = await _aiming(tx, listed, day=day, known=known)
    found = []
    for one in listed:
        form, answers, checklist = await _checklist(tx, sets, one, known=known)
        row = rows.get(one.unit.id) if one.standard in OF_THE_SET else None
        found.append(
            DossierView(
                dossier=one,
                gates=gates_of(
                    criteria_gate(row),
                    form,
                    answers,
                    region=one.region,
                    year=one.dates.year or day.year,
                    owed=owed.get(one.unit.id),
                ),
                checklist=checklist,
                held=held[one.unit.id],
                lower_pending=one.unit.id in aiming,
            )
        )
    return tuple(found)


async def _owed(
    tx: Transaction, units: Sequence[UnitId], *, day: date, known: datetime | None
) -> Mapping[UnitId, tuple[int, date]]:
    return {unit: (owed, day) for unit, owed in (await debts_of(tx, units, day, known)).items()}


async def _aiming(
    tx: Transaction, dossiers: Sequence[Dossier], *, day: date, known: datetime | None
) -> frozenset[UnitId]:
    """The units whose lower standard is known not to be held: a dossier or a plan still aims at it, or it was refused
    or revoked.
    """
    wanted = {(one.unit.id, below) for one in dossiers if (below := BUILDS_ON.get(one.standard)) is not None}
    units = list({unit for unit, _ in wanted})
    if not units:
        return frozenset()
    found = {
        row.stored.unit
        for row in await dossiers_with_steps(tx, units, known=known)
        if row.stored.kind is DossierKind.RECOGNITION and (row.stored.unit, row.stored.standard) in wanted
    }
    plans = await plans_in_force(tx, units, day=day, known=known)
    for below in {below for _, below in wanted}:
        years = await target_years(tx, plans, below) or {}
        found |= {unit for unit in years if (unit, below) in wanted}
    return frozenset(found)


async def _status(
    tx: Transaction, sets: CriteriaSets, dossier: Dossier, *, day: date, known: datetime | None
) -> Status | None:
    if dossier.standard not in OF_THE_SET or dossier.unit.kind.level is not Level.COMMUNE:
        return None
    return await status_of(tx, sets, dossier.unit, as_of=day, known_at=known)


async def _checklist(
    tx: Transaction, sets: CriteriaSets, dossier: Dossier, *, known: datetime | None
) -> tuple[CriteriaSet | None, Mapping[str, Answer], Checklist | None]:
    """The list, what was answered in it, and how far it is; None: the dossier has none here."""
    key = dossier.report
    if key is None:
        return None, {}, None
    units = tuple(dict.fromkeys((dossier.unit.id, dossier.opened_for.id)))
    report = await checklist_report(tx, key.rule, key.period, units, known=known)
    if report is not None:
        form: CriteriaSet | None = await sets.get(tx, report.set_id, report.set_version, kind=dossier.unit.kind)
    else:
        sql, values = rule_read(key.rule)
        versions = rules_of(await tx.all(sql, **values))
        set_id = versions[-1].set_id if versions else None
        form = None if set_id is None else await sets.newest(tx, set_id, known=known, kind=dossier.unit.kind)
    if form is None:
        return None, {}, None
    said = {} if report is None else await known_answers(tx, report.id, known=known)
    answers = {code: one.answer for code, one in said.items()}
    return form, answers, checklist_of(form, answers, 0 if report is None else report.pieces)

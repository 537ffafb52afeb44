"""Imports a plan: units, baseline verdicts, target years, offices, reporting rules; in one transaction or not at all.

`x` is the commune's own verdict, dated by the document. The same plan again changes nothing, in whatever file it comes;
a changed one becomes a new version beside the old.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form
from conversations.programme.criteria import Purpose
from conversations.programme.name_warnings import issuer_warnings
from conversations.programme.plan_difference import canonical, difference
from conversations.programme.plan_document import PlanDocument, read_plan
from conversations.programme.plan_front import read_front
from conversations.programme.plan_names import same_commune
from conversations.programme.plan_recompute import recompute
from conversations.programme.plan_set import likeliest_set
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from handlers.duty_forms import form_of_duties
from handlers.plan_duties import not_scheduled, ownership, reporting_rules
from handlers.plan_places import places_of
from handlers.trial import Outcome, writing
from storage.criteria import stored_sets
from storage.document_versions import NewVersion
from storage.offices import owners, put_owners
from storage.plans import PlannedUnit, add_plan, newest_plan, plan_values
from storage.reviews import reroute
from storage.rules import put_rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.plan_difference import CellChange
    from conversations.programme.plan_targets import StandardTarget
    from conversations.programme.plan_totals import PlanTotals
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from handlers.plan_duties import Duty
    from handlers.plan_places import Places
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction
    from storage.plans import StoredPlan
    from storage.rules import RuleText


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImport:
    """What was read, and what it changed."""

    outcome: Outcome
    version: int
    unit: Unit
    form: CriteriaSet
    plan: PlanDocument
    dated: date
    """From which day the verdicts count; of a document without a date, as the version before, else the day it came."""
    created: tuple[Unit, ...]
    totals: PlanTotals
    warnings: tuple[SourceWarning, ...]
    changes: tuple[CellChange, ...]
    owned: int
    """Indicators that have an office by this plan …"""
    offices: int
    """… of so many offices."""
    rules: tuple[RuleText, ...]
    not_scheduled: tuple[Duty, ...]


async def import_plan(
    database: Database,
    sets: CriteriaSets,
    document: Document,
    *,
    unit: str,
    now: datetime,
    answers: Sequence[str] = (),
    dry_run: bool = False,
) -> PlanImport:
    """Import a document as the plan of a unit. answers: as in `keep_answers`. Raises Problem and changes nothing where
    anything in it is wrong.
    """
    async with writing(database, keep=not dry_run) as tx:
        return await _import(tx, sets, document, unit=unit, now=now, answers=answers)


async def _import(
    tx: Transaction, sets: CriteriaSets, document: Document, *, unit: str, now: datetime, answers: Sequence[str]
) -> PlanImport:
    front = read_front(tuple(document.head()), tuple(document.prose()))
    form = await _form(tx, sets, document, dated=front.dated)
    plan = read_plan(document, form.criteria)
    totals, warnings = recompute(plan)
    # units are looked for as they were on the document's day: an old plan names communes that may be merged since
    places = await places_of(tx, plan, unit=unit, day=front.dated or now.date(), at=now, answers=answers)
    before = await newest_plan(tx, places.unit.id, form.id)
    dated = front.dated or (before.dated_on if before else now.date())
    done = PlanImport(
        outcome=Outcome.UNCHANGED,
        version=0,
        unit=places.unit,
        form=form,
        plan=plan,
        dated=dated,
        created=places.created,
        totals=totals,
        warnings=(*issuer_warnings(plan.front.issued_by, places.unit), *warnings),
        changes=(),
        owned=0,
        offices=len(places.offices),
        rules=reporting_rules(plan, places.unit, dated=dated),
        not_scheduled=not_scheduled(plan),
    )
    return await _keep(tx, done, places, before, file_name=document.name, now=now)


async def _form(tx: Transaction, sets: CriteriaSets, document: Document, *, dated: date | None) -> CriteriaSet:
    stored = [one for one in await stored_sets(tx) if one.level is Level.COMMUNE]
    form = likeliest_set(
        document,
        [await sets.get(tx, one.id, one.version) for one in stored if one.purpose is Purpose.CRITERIA],
        dated=dated,
    )
    if form is None:
        raise Problem(
            code="criteria_set_missing",
            message="Chưa có bộ tiêu chí cấp xã nào.",
            remedy="Hãy nạp bộ tiêu chí trước: ntm criteria load.",
        )
    return form


async def _keep(
    tx: Transaction, done: PlanImport, places: Places, before: StoredPlan | None, *, file_name: str, now: datetime
) -> PlanImport:
    plan, form, unit = done.plan, done.form, done.unit
    digest = hashlib.sha256(canonical(plan).encode()).hexdigest()
    named = plan.title or file_name
    owned = ownership(
        plan.offices, places.offices, form, named=f"{named} ({done.dated.day}/{done.dated.month}/{done.dated.year})"
    )
    done = replace(done, owned=sum(len(owner.indicators) for owner in owned))
    if before is not None and before.digest == digest:
        return replace(done, version=before.version, dated=before.dated_on)
    version = 1 if before is None else before.version + 1
    stored = await add_plan(
        tx,
        NewVersion(
            unit=unit.id,
            version=version,
            digest=digest,
            title=plan.title,
            number=plan.front.number,
            file_name=file_name,
            dated_on=done.dated,
            at=now,
        ),
        set_id=form.id,
        set_version=form.version,
        rows=tuple(
            PlannedUnit(
                unit=places.communes[row.name].id,
                cells=tuple((cell.criterion, cell.value) for cell in row.cells),
                standards=_standards(plan, row.name),
            )
            for row in plan.rows
        ),
    )
    if owned:
        await put_owners(tx, unit.id, form.id, owned, valid_from=done.dated, plan=stored, at=now)
        await reroute(tx, unit.id, form.id, await owners(tx, unit.id, form.id, day=now.date()))
    for level in dict.fromkeys(rule.owes for rule in done.rules if rule.form is Form.QUESTIONS):
        await form_of_duties(tx, level, at=now)
    for rule in done.rules:
        await put_rule(tx, rule, at=now, plan=stored)
    if before is None:
        return replace(done, outcome=Outcome.FIRST, version=version)
    # the old cells go by the units' own names, so the new ones must too
    new = {places.communes[name].name: cells for name, cells in plan.values().items()}
    changes = difference(await plan_values(tx, before.id), new)
    return replace(done, outcome=Outcome.CHANGED, version=version, changes=changes)


def _standards(plan: PlanDocument, commune: str) -> tuple[StandardTarget, ...]:
    """What the document's list says the commune shall be recognised as, and by when."""
    return next((target.standards for target in plan.targets if same_commune(target.name, commune)), ())

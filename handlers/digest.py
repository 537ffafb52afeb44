"""Digests: all that one says is read in one transaction as of one moment, then said in words by the screens.

`load_digest` and `told_of` are what the calendar, /tonghop and `ntm digest` have in common; nothing is sent from here.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.engine.screen import Message, Picture
from conversations.programme.criteria_table import tables_of
from conversations.programme.decisions import decisions_of
from conversations.programme.digest import Audience, Digest, DigestKind, OfficeStanding, ToRing, offices_by_promise
from conversations.programme.dossier_checklist import DossierList
from conversations.programme.fall import OpenFall
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.reading.fold import name_order
from conversations.screens.criteria_table import summary_text, table_text
from conversations.screens.digest import caption, digest_text
from conversations.screens.picture_recipe import TableRecipe
from handlers.difficulties import difficulties_below
from handlers.dossiers import dossiers_below
from handlers.goals import goals_of
from handlers.recognition import holding, recognised_on
from handlers.reporting_rates import Below, standings_of
from handlers.rule_findings import findings_of, revocable_in
from handlers.show_money import known_money
from handlers.show_status import status_of
from handlers.unit_marks import averages_of
from storage.falls import falls_open
from storage.known_reports import units_that_sent
from storage.offices import owners_of, owners_read
from storage.owing import holders_between, parts
from storage.paper_tasks import gives_tasks
from storage.plans import plans_in_force, target_years
from storage.roadmaps import ROADMAPS
from storage.targets import TARGETS
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.criteria_table import Tables
    from conversations.programme.decisions import Decisions
    from conversations.programme.ids import UnitId
    from conversations.programme.reporting_rate import Standing
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction

WEEK = timedelta(days=7)
IN_CHARGE = (Role.COMMUNE_OFFICER, Role.OFFICE_REVIEWER, Role.VILLAGE_OFFICER, Role.MANAGER)


async def compose_digest(
    tx: Transaction,
    sets: CriteriaSets,
    *,
    unit: UnitId,
    at: datetime,
    audience: Audience,
    kind: DigestKind,
    words: Words,
) -> tuple[Message | Picture, ...]:
    """What is to be told, in order; empty: there is nothing to tell (no such unit, or all that a daily one is about is
    done). A group gets the table as a picture before the text, unless nothing has changed since a week ago.
    """
    digest = await load_digest(tx, sets, unit=unit, at=at, persons=audience is Audience.MANAGER)
    return () if digest is None else told_of(digest, audience, kind, words)


def told_of(digest: Digest, audience: Audience, kind: DigestKind, words: Words) -> tuple[Message | Picture, ...]:
    """The same of a digest that was read already."""
    text = digest_text(digest, audience, kind, words)
    if not text:
        return ()
    told: list[Message | Picture] = []
    if audience is Audience.GROUP and kind is DigestKind.WEEKLY and digest.table_changed:
        told += picture_of(digest.tables, at=digest.at, words=words)
    return (*told, Message(name=f"digest.{audience.value}", text=text))


def picture_of(tables: Tables | None, *, at: datetime, words: Words, part: int = 0) -> tuple[Picture, ...]:
    """The picture of a table and its text; none where there is nothing to show."""
    table = None if tables is None else tables.part(part)
    if tables is None or table is None or not table.rows:
        return ()
    summed = part == 0 and tables.several
    text = summary_text(tables, words) if summed else table_text(table, words)
    recipe = TableRecipe(unit=table.unit.id, as_of=table.as_of, known_at=at, part=part, language=words.language)
    return (Picture(name="criteria_table", recipe=str(recipe), caption=caption(table, words), text=text),)


async def load_tables(
    tx: Transaction, sets: CriteriaSets, *, unit: UnitId, as_of: date, known_at: datetime
) -> Tables | None:
    """The criteria tables of a unit; None: there is no such unit, or no criteria set is known."""
    line = await lineage(tx, unit, day=as_of, known=known_at)
    if not line or line[0].kind.level is Level.OFFICE:
        return None
    status = await status_of(tx, sets, line[0], as_of=as_of, known_at=known_at)
    below = await units_below(tx, unit, day=as_of, known=known_at, counted=True)
    return tables_of(status, groups_of(line[0], below))


async def load_digest(
    tx: Transaction, sets: CriteriaSets, *, unit: UnitId, at: datetime, persons: bool
) -> Digest | None:
    """All that a digest can say of the unit at that moment. persons: also who is in charge where, and difficulties;
    never for groups.
    """
    today = at.date()
    line = await lineage(tx, unit, day=today, known=at)
    if not line or line[0].kind.level is Level.OFFICE:
        return None
    units = await units_below(tx, unit, day=today, known=at, counted=True)
    below = Below(line=line, units=units)
    now = await status_of(tx, sets, line[0], as_of=today, known_at=at)
    then = at - WEEK
    month = _month_before(at)
    standings, locked = await standings_of(tx, sets, below, at=at)
    communes = [commune.unit.id for commune in now.communes]
    owners = await _owners(tx, now, below, at=at)
    plans = await plans_in_force(tx, communes, day=today, known=at)
    targets = await target_years(tx, plans, Standard.NTM)
    recognised = holding(await recognised_on(tx, communes, day=today, known=at), Standard.NTM)
    goals = await goals_of(tx, sets, line[0], as_of=today, known_at=at)
    digest = Digest(
        unit=line[0],
        at=at,
        now=now,
        week_ago=await status_of(tx, sets, line[0], as_of=then.date(), known_at=then),
        month_ago=await status_of(tx, sets, line[0], as_of=month.date(), known_at=month),
        standings=standings,
        locked=locked,
        unowned=_unowned(now, owners),
        finishing_targets=None
        if targets is None
        else {commune: year for commune, year in targets.items() if commune not in recognised},
        reported_this_year=await _reported_this_year(tx, now, at=at),
        people=await _people(tx, standings, today) if persons else None,
        groups=groups_of(line[0], units),
        difficulties=await difficulties_below(tx, line, units, day=today, known_at=at, waiting=True) if persons else (),
        falls=await _falls(tx, sets, below, at=at),
        findings=await findings_of(tx, sets, now, known_at=at) if persons else None,
        goals=goals if goals.goals else None,
        dossiers=await _dossiers(tx, unit, at=at) if persons else None,
        money=await known_money(tx, unit, today, at) if persons else None,
        marked=await averages_of(tx, now, known=at),
        on_roadmap=await ROADMAPS.in_force(tx, unit, day=today, known=at) is not None,
        has_targets=await TARGETS.in_force(tx, unit, day=today, known=at) is not None,
        gives_tasks=await gives_tasks(tx, unit, known=at),
    )
    return _with_offices(digest, owners, below)


async def load_decisions(tx: Transaction, sets: CriteriaSets, *, unit: UnitId, at: datetime) -> Decisions | None:
    """The same decisions as its digest lists, without reading the rest; None: there is no such unit."""
    today = at.date()
    line = await lineage(tx, unit, day=today, known=at)
    if not line or line[0].kind.level is Level.OFFICE:
        return None
    below = Below(line=line, units=await units_below(tx, unit, day=today, known=at, counted=True))
    now = await status_of(tx, sets, line[0], as_of=today, known_at=at)
    standings, locked = await standings_of(tx, sets, below, at=at)
    return decisions_of(
        line[0],
        standings,
        locked=locked,
        people=await _people(tx, standings, today),
        unowned=_unowned(now, await _owners(tx, now, below, at=at)),
        findings=await revocable_in(tx, now, known_at=at),
    )


async def _dossiers(tx: Transaction, unit: UnitId, *, at: datetime) -> DossierList:
    return DossierList(dossiers=await dossiers_below(tx, unit, day=at.date(), known=at), today=at.date())


async def _falls(tx: Transaction, sets: CriteriaSets, below: Below, *, at: datetime) -> tuple[OpenFall, ...]:
    """The alarms of the unit and those below it that are open."""
    units = {one.id: one for one in (below.line[0], *below.units)}
    found = []
    for fall in await falls_open(tx, known=at):
        unit = units.get(fall.unit)
        if unit is None:
            continue
        form = await sets.get(tx, fall.set_id, fall.set_version, kind=unit.kind)
        indicator = form.indicator(fall.indicator)
        if indicator is not None:
            found.append(OpenFall(unit=unit, indicator=indicator, raised_at=fall.raised_at))
    return tuple(found)


async def _reported_this_year(tx: Transaction, now: Status, *, at: datetime) -> frozenset[UnitId]:
    """Whose report on the criteria has left since New Year."""
    if now.form is None:
        return frozenset()
    year = datetime.combine(at.date().replace(month=1, day=1), time(), at.tzinfo)
    return await units_that_sent(tx, now.form.id, since=year, known=at)


def groups_of(unit: Unit, below: Iterable[Unit]) -> Mapping[UnitId, Unit]:
    """Each unit further down to the one right below the unit that it belongs to; nothing for those right below."""
    known = {one.id: one for one in below}
    found: dict[UnitId, Unit] = {}
    for one in known.values():
        top = one
        while top.parent is not None and top.parent != unit.id and top.parent in known:
            top = known[top.parent]
        if top is not one:
            found[one.id] = top
    return found


def _month_before(at: datetime) -> datetime:
    """The same hour on the same day of the month before, or on its last day."""
    last = at.replace(day=1) - timedelta(days=1)
    return at.replace(year=last.year, month=last.month, day=min(at.day, calendar.monthrange(last.year, last.month)[1]))


async def _people(tx: Transaction, standings: Iterable[Standing], today: date) -> Mapping[UnitId, tuple[ToRing, ...]]:
    """Whoever is in charge of everything first, then colleagues by post."""
    found: dict[UnitId, tuple[ToRing, ...]] = {}
    for part in parts({report.unit.id for one in standings for report in one.reports}):
        held = await holders_between(tx, IN_CHARGE, between=(part[0], part[-1]), today=today)
        for unit in part:
            if unit in held:
                people = sorted(held[unit], key=lambda one: one.post != "")
                found[unit] = tuple(ToRing(name=one.name, phone=one.phone) for one in people)
    return found


async def _owners(
    tx: Transaction, now: Status, below: Below, *, at: datetime
) -> Mapping[UnitId, Mapping[str, tuple[UnitId, ...]]]:
    """By the unit that says so: indicator to the offices that judge it."""
    if now.form is None:
        return {}
    units = [*below.line, *(one for one in below.units if one.kind.level is Level.DISTRICT)]
    rows = await tx.together(*(owners_read(one.id, now.form.id, at.date(), at) for one in units))
    found = {one.id: owners_of(listed) for one, listed in zip(units, rows, strict=True)}
    return {unit: owners for unit, owners in found.items() if owners}


def _unowned(now: Status, owners: Mapping[UnitId, Mapping[str, tuple[UnitId, ...]]]) -> int:
    if now.form is None or not owners:
        return 0
    owned = {code for listed in owners.values() for code in listed}
    return sum(1 for indicator in now.form.indicators if indicator.judged and indicator.code not in owned)


def _judging(
    unit: Unit, owners: Mapping[UnitId, Mapping[str, tuple[UnitId, ...]]], below: Below
) -> Mapping[str, tuple[UnitId, ...]]:
    """Who judges a unit's indicators: as the nearest unit above says that says anything."""
    return next((owners[above] for above in below.above(unit) if above in owners), {})


def _with_offices(digest: Digest, owners: Mapping[UnitId, Mapping[str, tuple[UnitId, ...]]], below: Below) -> Digest:
    """What each office still has to judge of what was sent, and what of this year's promises lies in its field."""
    known = {one.id: one for one in below.units}
    waiting: dict[UnitId, list[tuple[date, UnitId]]] = {}
    for standing in digest.standings:
        for report in standing.reports:
            if report.sent_on is None:
                continue
            judging = _judging(report.unit, owners, below)
            for code in report.to_judge:
                for office in judging.get(code, ()):
                    waiting.setdefault(office, []).append((report.sent_on, report.unit.id))
    promised: dict[UnitId, int] = {}
    for change in digest.promised_open:
        for office, count in offices_by_promise((change,), _judging(change.unit, owners, below)).items():
            promised[office] = promised.get(office, 0) + count
    offices = [
        OfficeStanding(
            office=known[office],
            waiting=len(waiting.get(office, ())),
            oldest=min((day for day, _ in waiting.get(office, ())), default=None),
            communes=len({unit for _, unit in waiting.get(office, ())}),
            promised_open=promised.get(office, 0),
        )
        for office in {**waiting, **promised}
        if office in known
    ]
    offices.sort(key=lambda one: (-one.waiting, -one.promised_open, name_order(one.office.name)))
    return replace(digest, offices=tuple(offices))

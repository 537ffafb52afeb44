"""Reports in lists: what is due, lately sent, waiting for the leader, receipted, and where the units below stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.facts import ReportSummary
from conversations.programme.person import Role
from conversations.programme.report import ReportKey, ReportState
from conversations.programme.rights import reports_there
from handlers.facts.periods import coming, of_criteria, owed_now, period_named
from handlers.periodic_form import form_for
from storage.programme import closed_with
from storage.reports import listed_reports, reports_below_read, reports_read, sent_read, waiting_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.person import Grant, Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.reports import ListedReport

RECEIPTS_SHOWN = 40
"""Of each unit; twenty years of two reports a year."""

LOCKED_TOLD = timedelta(days=180)
"""So long a report that was locked before it left is named among what there is to do: until the year's other report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReports:
    """What a person's units have to do with now."""

    due: tuple[ReportSummary, ...] = ()
    """Owed, overdue first."""
    lately_sent: tuple[ReportSummary, ...] = ()
    """Can still be corrected; newest first."""
    locked: tuple[ReportSummary, ...] = ()
    """Begun and not sent when they were locked; newest first."""
    coming: tuple[ReportSummary, ...] = ()
    """Where nothing is owed now: what will be next, of each unit."""


def units_of(grants: Iterable[Grant]) -> tuple[Unit, ...]:
    """The units at which these roles are held, each once, in the order of the roles' granting."""
    return tuple({grant.unit.id: grant.unit for grant in grants}.values())


def units_reported_for(person: Person) -> tuple[Unit, ...]:
    """The units whose own reports the person fills in."""
    return units_of(filter(reports_there, person.grants))


async def own_reports(tx: Transaction, person: Person, programme: Programme) -> OwnReports:
    """What the person's units owe now, what they sent and can still correct, and what was locked before it left."""
    units = units_reported_for(person)
    if not units:
        return OwnReports()
    rows = await tx.together(*(reports_read(unit.id, from_year=programme.today.year - 1) for unit in units))
    today = programme.today
    due: list[ReportSummary] = []
    sent: list[ReportSummary] = []
    locked: list[ReportSummary] = []
    for unit in units:
        locked += await _left_by_others(tx, unit, programme)
    for unit, listed in zip(units, map(listed_reports, rows), strict=True):
        due += await _owed(tx, unit, await programme.rules_now(tx, unit), listed, programme)
        for summary in await summaries(tx, listed, programme):
            if _reopened(summary):
                due.append(summary)
            elif summary.state.handed_up:
                sent += [] if summary.period.locked(today) else [summary]
            elif summary.given and _locked_lately(summary, today):
                locked.append(summary)
    due.sort(key=lambda one: (not _reopened(one), not one.period.overdue(today), one.period.last_good_day))
    for found in (sent, locked):
        found.sort(key=lambda one: one.period.last_good_day, reverse=True)
    ahead = () if due else await _coming(tx, units, programme)
    return OwnReports(due=tuple(due), lately_sent=tuple(sent), locked=tuple(locked), coming=ahead)


async def _left_by_others(tx: Transaction, unit: Unit, programme: Programme) -> list[ReportSummary]:
    """What was begun for the units in whose place this one stands, and had not left when they ended."""
    found: list[ReportSummary] = []
    for before in await programme.before(tx, unit.id):
        (rows,) = await tx.together(reports_read(before.id, from_year=programme.today.year - 1))
        found += [
            replace(one, replaced_by=unit.title)
            for one in await summaries(tx, listed_reports(rows), programme)
            if not one.state.handed_up and one.given and _locked_lately(one, programme.today)
        ]
    return found


def _reopened(summary: ReportSummary) -> bool:
    return summary.state is ReportState.REOPENED


async def _coming(tx: Transaction, units: Sequence[Unit], programme: Programme) -> tuple[ReportSummary, ...]:
    found = []
    for unit in units:
        ahead = coming(await programme.rules_now(tx, unit), sent=(), today=programme.today)
        if ahead is not None:
            summary = await _summary(tx, unit, *ahead, listed=None, programme=programme)
            found += [] if summary is None else [summary]
    return tuple(sorted(found, key=lambda one: (one.period.covers_from, one.period.last_good_day)))


def _locked_lately(summary: ReportSummary, today: date) -> bool:
    return summary.period.locked(today) and today < summary.period.locks_on + LOCKED_TOLD


async def _owed(
    tx: Transaction,
    unit: Unit,
    rules: Sequence[ReportingRule],
    listed: Iterable[ListedReport],
    programme: Programme,
) -> tuple[ReportSummary, ...]:
    known = {(one.report.key.rule, one.report.key.period): one for one in listed}
    sent = {key for key, one in known.items() if one.report.state.handed_up}
    found = []
    for rule, period in owed_now(rules, sent=sent, today=programme.today):
        listed_one = known.get((rule.id, period.key))
        summary = await _summary(tx, unit, rule, period, listed=listed_one, programme=programme)
        if summary is not None:
            found.append(summary)
    return tuple(found)


async def first_owed(tx: Transaction, unit: Unit, programme: Programme) -> ReportKey | None:
    """The unit's report of its criteria that is due now; None: it owes none."""
    (rows,) = await tx.together(reports_read(unit.id, from_year=programme.today.year - 1))
    rules = of_criteria(await programme.rules_now(tx, unit))
    owed = await _owed(tx, unit, rules, listed_reports(rows), programme)
    return owed[0].key if owed else None


async def summary_of(tx: Transaction, key: ReportKey, programme: Programme) -> ReportSummary | None:
    """One report in a line, begun or not; None: the unit owes no such report."""
    named = await programme.period(tx, key)
    if named is None:
        return None
    unit, rule, period = named
    (rows,) = await tx.together(reports_read(unit.id, from_year=period.year))
    listed = next((one for one in listed_reports(rows) if one.report.key == key), None)
    return await _summary(tx, unit, rule, period, listed=listed, programme=programme)


async def summaries(tx: Transaction, listed: Iterable[ListedReport], programme: Programme) -> tuple[ReportSummary, ...]:
    """The reports in their order; one whose rule no longer says so is left out."""
    found = []
    for one in listed:
        key = one.report.key
        unit = await programme.unit(tx, key.unit)
        if unit is None:
            continue
        rules = await programme.rules(tx, unit)
        period = period_named(rules, key.rule, key.period)
        rule = next((rule for rule in rules if rule.id == key.rule), None)
        if period is None or rule is None:
            continue
        summary = await _summary(tx, unit, rule, closed_with(unit, period), listed=one, programme=programme)
        if summary is not None:
            found.append(summary)
    return tuple(found)


async def _summary(
    tx: Transaction,
    unit: Unit,
    rule: ReportingRule,
    period: Period,
    *,
    listed: ListedReport | None,
    programme: Programme,
) -> ReportSummary | None:
    """None: there is no set to fill in for it."""
    if listed is None:
        form = await form_for(tx, programme, unit, rule, period)
    else:
        form = await programme.sets.get(tx, listed.report.set_id, listed.report.set_version, kind=unit.kind)
    if form is None:
        return None
    return ReportSummary(
        key=ReportKey(unit=unit.id, rule=rule.id, period=period.key),
        unit=unit,
        period=period,
        state=ReportState.DRAFT if listed is None else listed.report.state,
        given=0 if listed is None else listed.given,
        of=len(form.indicators),
        receipt=None if listed is None else listed.receipt,
    )


async def waiting(tx: Transaction, person: Person, programme: Programme) -> tuple[ReportSummary, ...]:
    """What waits for this leader, or was locked while it waited; the most urgent first."""
    units = units_of(person.grants_of(Role.COMMUNE_LEADER))
    if not units:
        return ()
    rows = await tx.together(*(waiting_read(unit.id) for unit in units))
    today = programme.today
    found = [
        one
        for listed in rows
        for one in await summaries(tx, listed_reports(listed), programme)
        if not one.period.locked(today) or _locked_lately(one, today)
    ]
    return tuple(sorted(found, key=lambda one: one.period.last_good_day))


async def receipts(tx: Transaction, person: Person, programme: Programme) -> tuple[ReportSummary, ...]:
    """What the person's units have sent, newest first."""
    units = units_of(one for one in person.grants if reports_there(one) or one.role is Role.COMMUNE_LEADER)
    if not units:
        return ()
    rows = await tx.together(*(sent_read(unit.id, limit=RECEIPTS_SHOWN) for unit in units))
    found = [
        (one.receipt.at, one)
        for listed in rows
        for one in await summaries(tx, listed_reports(listed), programme)
        if one.receipt is not None
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True))


async def below(tx: Transaction, unit: Unit, programme: Programme) -> tuple[ReportSummary, ...]:
    """The units directly below that report their criteria, each with its report of the present period, in Vietnamese
    order.

    Present is the period that was due last and can still come in, otherwise the next one; whether it was sent or not.
    """
    children = await programme.children(tx, unit.id)
    if not children:
        return ()
    (rows,) = await tx.together(reports_below_read(unit.id, from_year=programme.today.year - 1, today=programme.today))
    by_key = {one.report.key: one for one in listed_reports(rows)}
    found = []
    for child in children:
        present = await _present(tx, child, programme)
        if present is None:
            continue
        rule, period = present
        key = ReportKey(unit=child.id, rule=rule.id, period=period.key)
        summary = await _summary(tx, child, rule, period, listed=by_key.get(key), programme=programme)
        if summary is not None:
            found.append(summary)
    return tuple(found)


async def _present(tx: Transaction, unit: Unit, programme: Programme) -> tuple[ReportingRule, Period] | None:
    rules = of_criteria(await programme.rules(tx, unit))
    periods = owed_now(rules, sent=(), today=programme.today)
    return periods[-1] if periods else None

"""From a slot of a rule to the units that still owe its report, each with the people whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.owed import OwedPart, OwedReport, Unattended, reporter_of
from conversations.programme.person import Role
from conversations.programme.report import ReportKey, ReportState
from storage.absences import Missing, missing_between
from storage.owing import begun_reports, holders_between, parts, posts_between
from storage.units import units_below
from storage.wishes import promises_between

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.owing import BegunReport, Holder
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that still owes, and who holds the role whose turn it is (colleagues by post among them)."""

    report: OwedReport
    holders: tuple[Holder, ...]
    on: date
    """The day on which somebody must be there."""
    missing: Missing = field(default_factory=Missing)

    @property
    def in_charge(self) -> tuple[tuple[Holder, OwedPart], ...]:
        """Who is reminded of it, each once, and of what: whoever is away is stood in for by whom they named."""
        found: dict[PersonId, tuple[Holder, OwedPart]] = {}
        for holder in self._concerned:
            there = standing_in(holder, self.holders, unit=self.report.unit.id, on=self.on, missing=self.missing)
            if there is None:
                continue
            away = None if there is holder else self.missing.away[self.report.unit.id, holder.person]
            part = OwedPart(
                report=self.report,
                post=holder.post,
                instead_of="" if away is None else holder.name,
                until=None if away is None else away.last,
            )
            known = found.get(there.person)
            if known is None or (known[1].post and not part.post):
                found[there.person] = (there, part)
        return tuple(found.values())

    @property
    def unattended(self) -> Unattended | None:
        """Why nobody is reminded of it; None: somebody is."""
        if self.in_charge:
            return None
        unit = self.report.unit.id
        people = [holder.person for holder in self._concerned]
        away = [self.missing.away[unit, person] for person in people if (unit, person) in self.missing.away]
        days = [absence.last for absence in away if absence.covers(self.on)]
        if days:
            return Unattended(why="away", until=min(days))
        if any((unit, person) in self.missing.left for person in people):
            return Unattended(why="left")
        return Unattended(why="nobody")

    @property
    def _concerned(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if self.report.concerns(holder.role, holder.post))


def standing_in(
    holder: Holder, colleagues: Iterable[Holder], *, unit: UnitId, on: date, missing: Missing
) -> Holder | None:
    """Who is told on that day what this person would be: they themselves, their substitute, or nobody."""
    if (unit, holder.person) in missing.left:
        return None
    absence = missing.away.get((unit, holder.person))
    if absence is None or not absence.covers(on):
        return holder
    return next(
        (
            colleague
            for colleague in colleagues
            if colleague.person == absence.substitute
            and colleague.role is holder.role
            and (unit, colleague.person) not in missing.left
            and not _away(missing, unit, colleague.person, on)
        ),
        None,
    )


def _away(missing: Missing, unit: UnitId, person: PersonId, on: date) -> bool:
    absence = missing.away.get((unit, person))
    return absence is not None and absence.covers(on)


async def owing_units(
    tx: Transaction,
    rule: ReportingRule,
    period: Period,
    *,
    programme: Programme,
    within: frozenset[UnitId] | None = None,
    on: date | None = None,
    also_empty: bool = False,
) -> AsyncIterator[Owing]:
    """The units that owe this report and have not sent it, by their numbers. within: only these units.

    on: the day on which somebody must be there to be reminded; None: today. also_empty: those too whose form asks
    nothing yet, so that nobody can enter anything and nobody is asked for it.
    """
    units = {
        unit.id: unit
        for unit in await _owed_by(tx, rule, period, programme=programme)
        if (within is None or unit.id in within) and rule.asks(unit)
    }
    roles = (reporter_of(rule.owes), Role.COMMUNE_LEADER)
    for part in parts(units):
        between = (part[0], part[-1])
        begun = await begun_reports(tx, rule.id, period.key, between=between)
        holders = await holders_between(tx, roles, between=between, today=programme.today)
        posts = await posts_between(tx, between=between)
        missing = await missing_between(tx, between=between)
        promises = await promises_between(tx, rule.id, period.key, between=between)
        for number in part:
            stored = begun.get(number)
            if stored is not None and stored.state.handed_up:
                continue
            form = await _form(tx, units[number], rule, period, stored, programme=programme)
            if not also_empty and (form is None or not form.indicators):
                continue
            report = OwedReport(
                key=ReportKey(unit=number, rule=rule.id, period=period.key),
                unit=units[number],
                period=period,
                state=ReportState.DRAFT if stored is None else stored.state,
                form=form,
                given=frozenset() if stored is None else stored.given,
                promised=promises.get(number),
                # posts answer indicators of the criteria; question 3 of a form is not criterion 3
                posts=posts.get(number) if form is None or form.of_criteria else None,
            )
            held = tuple(holder for holder in holders.get(number, ()) if holder.role is report.role)
            yield Owing(report, held, on or programme.today, missing)


async def _owed_by(tx: Transaction, rule: ReportingRule, period: Period, *, programme: Programme) -> Sequence[Unit]:
    """The units that are asked for it today. What was due before its receiver ended is still owed, by whoever stood
    under it then and is still there.
    """
    today = programme.today
    receiver = await programme.unit(tx, rule.unit)
    if receiver is None or receiver.valid_to is None or receiver.valid_to > today:
        return await units_below(tx, rule.unit, day=today, levels=(rule.owes,), counted=True)
    if period.deadline.day >= receiver.valid_to:
        return ()
    eve = receiver.valid_to - timedelta(days=1)
    then = await units_below(tx, rule.unit, day=eve, levels=(rule.owes,), counted=True)
    now = [await programme.unit(tx, unit.id) for unit in then]
    return [unit for unit in now if unit is not None and unit.exists_on(today) and await programme.counted(tx, unit)]


async def _form(
    tx: Transaction,
    unit: Unit,
    rule: ReportingRule,
    period: Period,
    stored: BegunReport | None,
    *,
    programme: Programme,
) -> CriteriaSet | None:
    if stored is None:
        # one question about money stands for all sources: to read the plan of each unit of a nation would take too long
        return await programme.form(tx, unit, rule, period)
    return await programme.sets.get(tx, stored.set_id, stored.set_version, kind=unit.kind)

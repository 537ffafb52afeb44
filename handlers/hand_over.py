"""An officer's work passes to a successor: roles, reminders and what was promised, in one transaction.

Answers, receipts and the plan of who answers what belong to the unit and its posts, so they stay true as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.handover import Handover, OpenReport, OwedBelow
from conversations.programme.person import Grant, Person, Role
from conversations.programme.report import ReportState
from conversations.programme.wishes import Absence
from conversations.screens import handover as screens
from handlers.facts import lists
from handlers.facts.reminding import reminding
from handlers.schedule.owing import owing_units
from storage.absences import missing_between, put_absence
from storage.audit import note_later
from storage.handovers import (
    end_own_words,
    note_handover,
    pass_snoozes,
    pass_subscription,
    wait_for_turns_of,
)
from storage.outbox_recall import recall_of_unit
from storage.people import accounts_of, names_of, stored_about
from storage.roles import end_held_role, grant_role, held_by
from storage.suspensions import is_suspended
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.engine.facts import ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.owed import OwedReport
    from storage.database import Transaction
    from storage.programme import Programme

FILLING = frozenset({Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.OFFICE_REVIEWER})


async def look_at_handover(
    tx: Transaction,
    giver: PersonId,
    successor: PersonId,
    *,
    programme: Programme,
    now: datetime,
    words: Words,
    units: frozenset[UnitId] | None = None,
    role: Role | None = None,
) -> Handover:
    """What would pass, and what is open with it. units, role: only what is held there; None: all that is held.

    Raises Problem: the same person, nobody of that number, nothing held, or a successor who cannot be reached.
    """
    if giver == successor:
        raise screens.to_oneself(words)
    for one in (giver, successor):
        known = await stored_about(tx, one)
        if known is None or known.erased_at is not None:
            raise screens.nobody(one, words)
    if await is_suspended(tx, successor) or not await accounts_of(tx, (successor,)):
        raise screens.out_of_reach(words)
    grants = []
    for held in await held_by(tx, giver, today=now.date()):
        at = await programme.unit(tx, held.unit)
        if at is not None and (units is None or at.id in units) and role in {None, held.role}:
            grants.append(Grant(role=held.role, unit=at, post=held.post))
    if not grants:
        raise screens.nothing_held(words)
    names = await names_of(tx, (giver, successor))
    handover = Handover(
        giver=giver,
        giver_name=names[giver],
        successor=successor,
        successor_name=names[successor],
        grants=tuple(grants),
        on=now.date(),
    )
    return await _with_what_is_open(tx, handover, programme=programme, now=now)


async def hand_over(tx: Transaction, handover: Handover, *, by: PersonId | None, now: datetime, words: Words) -> None:
    """The roles end for the one and begin for the other in this transaction. Raises Problem: somebody was quicker."""
    await wait_for_turns_of(tx, handover.giver)
    units = dict.fromkeys(grant.unit.id for grant in handover.grants)
    for grant in handover.grants:
        if not await end_held_role(
            tx, handover.giver, unit=grant.unit.id, role=grant.role, post=grant.post, by=by, now=now
        ):
            raise screens.moved(words)
        await grant_role(tx, handover.successor, unit=grant.unit.id, role=grant.role, post=grant.post, by=by, now=now)
        note_handover(
            tx,
            giver=handover.giver,
            successor=handover.successor,
            unit=grant.unit.id,
            role=grant.role,
            post=grant.post,
            by=by,
            now=now,
        )
        note_later(
            tx,
            at=millis(now),
            person=by,
            act="role_handed_over",
            subject=f"person:{handover.giver}",
            detail={"to": handover.successor, "unit": grant.unit.id, "role": grant.role.value},
        )
    left = {held.unit for held in await held_by(tx, handover.giver, today=now.date())}
    for unit in units:
        for absence in await _standing_in(tx, handover.giver, unit):
            substitute = None if absence.person == handover.successor else handover.successor
            put_absence(tx, replace(absence, substitute=substitute), now=now)
        pass_subscription(tx, handover.giver, handover.successor, unit)
        recall_of_unit(tx, handover.giver, unit, why="handed over", now=now)
        if unit not in left:
            pass_snoozes(tx, handover.giver, handover.successor, unit, now=now)
            end_own_words(tx, handover.giver, unit, now=now)


async def _with_what_is_open(tx: Transaction, handover: Handover, *, programme: Programme, now: datetime) -> Handover:
    person = Person(id=handover.giver, name=handover.giver_name, grants=handover.grants)
    own = await lists.own_reports(tx, person, programme)
    found = [await _open(tx, summary, person, programme) for summary in own.due]
    found += [
        OpenReport(key=one.key, unit=one.unit, period=one.period, state=one.state, given=one.given, of=one.of)
        for one in await lists.waiting(tx, person, programme)
        if not one.period.locked(now.date())
    ]
    below = []
    for grant in person.grants_of(Role.MANAGER):
        reminds = await reminding(tx, grant.unit.id, None, person, programme, now=now)
        if reminds is not None:
            below += [OwedBelow(unit=grant.unit, period=one.period, units=one.units) for one in reminds.periods]
    units = dict.fromkeys(grant.unit.id for grant in handover.grants)
    stands_in_for = {
        absence.person: None
        for unit in units
        for absence in await _standing_in(tx, handover.giver, unit)
        if absence.last >= now.date() and absence.person != handover.successor
    }
    names = await names_of(tx, stands_in_for)
    return replace(
        handover,
        open=tuple({one.key: one for one in found}.values()),
        below=tuple(below),
        coming=tuple((one.unit, one.period) for one in own.coming),
        stands_in_for=tuple(names[one] for one in stands_in_for),
        successor_away_until=await _away_until(tx, handover.successor, tuple(units), today=now.date()),
    )


async def _open(tx: Transaction, summary: ReportSummary, person: Person, programme: Programme) -> OpenReport:
    """The report as whoever takes it over finds it: of a colleague by post their own items."""
    rule = next(one for one in await programme.rules(tx, summary.unit) if one.id == summary.key.rule)
    owed: OwedReport | None = None
    async for owing in owing_units(
        tx, rule, summary.period, programme=programme, within=frozenset({summary.unit.id}), also_empty=True
    ):
        owed = owing.report
    posts = sorted(person.posts_at(summary.unit.id))
    given, of = summary.given, summary.of
    if posts and owed is not None and owed.state is ReportState.DRAFT:
        theirs = {code for code, post in (owed.posts or {}).items() if post in posts}
        missing = {code for post in posts for code in owed.missing(post)}
        form = set() if owed.form is None else {one.code for one in owed.form.indicators}
        of = len(theirs & form)
        given = of - len(missing)
    return OpenReport(
        key=summary.key,
        unit=summary.unit,
        period=summary.period,
        state=summary.state,
        given=given,
        of=of,
        post=", ".join(posts),
        promised=None if owed is None else owed.promised,
    )


async def _standing_in(tx: Transaction, person: PersonId, unit: UnitId) -> Sequence[Absence]:
    """The absences of others at the unit for which this person stands in."""
    missing = await missing_between(tx, between=(unit, unit))
    return [absence for absence in missing.away.values() if absence.substitute == person]


async def _away_until(tx: Transaction, person: PersonId, units: Sequence[UnitId], *, today: date) -> date | None:
    days = []
    for unit in units:
        absence = (await missing_between(tx, between=(unit, unit))).away.get((unit, person))
        if absence is not None and absence.covers(today):
            days.append(absence.last)
    return max(days, default=None)

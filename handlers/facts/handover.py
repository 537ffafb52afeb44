"""What would pass in a handover, and what is open with it: looked at before, and once more when it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.handover import AskedBack, DeskNow, DifficultiesNow, Handover, OpenReport, OwedBelow
from conversations.programme.person import Grant, Person, Role
from conversations.programme.rights import may_answer_difficulty, may_record_difficulty
from conversations.screens import handover as screens
from handlers.facts import lists
from handlers.facts.reminding import reminding
from handlers.facts.reviews import said_by_offices
from handlers.schedule.owing import owing_units
from storage.absences import missing_between, stood_in_for
from storage.assignments import posts_by_indicator, posts_read
from storage.difficulties import difficulty_counts
from storage.people import accounts_of, names_of, stored_about
from storage.review_queues import desk_counts
from storage.roles import held_by
from storage.suspensions import is_suspended

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.engine.facts import ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.owed import OwedReport
    from conversations.programme.report import ReportKey
    from conversations.programme.review import QueuedItem
    from storage.database import Transaction
    from storage.programme import Programme


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
        for absence in await stood_in_for(tx, handover.giver, unit)
        if absence.last >= now.date() and absence.person != handover.successor
    }
    names = await names_of(tx, stands_in_for)
    return replace(
        handover,
        open=tuple({one.key: one for one in found}.values()),
        below=tuple(below),
        asked=await _asked_back(tx, person, programme),
        desks=await _desks(tx, person),
        difficulties=await _difficulties(tx, person),
        coming=tuple((one.unit, one.period) for one in own.coming),
        stands_in_for=tuple(names[one] for one in stands_in_for),
        successor_away_until=await _away_until(tx, handover.successor, tuple(units), today=now.date()),
    )


async def _asked_back(tx: Transaction, person: Person, programme: Programme) -> tuple[AskedBack, ...]:
    """By reports; of a colleague by post only what their post answers."""
    found: dict[ReportKey, tuple[QueuedItem, list[str]]] = {}
    for one in await said_by_offices(tx, person, programme):
        posts = person.posts_at(one.unit.id)
        if not one.review.asked or (posts and await _post_of(tx, one) not in posts):
            continue
        found.setdefault(one.key, (one, []))[1].append(one.indicator.code)
    return tuple(AskedBack(unit=first.unit, period=first.period, codes=tuple(codes)) for first, codes in found.values())


async def _post_of(tx: Transaction, item: QueuedItem) -> str:
    sql, values = posts_read(item.unit.id)
    return posts_by_indicator(await tx.all(sql, **values)).get(item.indicator.code, "")


async def _desks(tx: Transaction, person: Person) -> tuple[DeskNow, ...]:
    units = {grant.unit.id: grant.unit for grant in person.grants_of(Role.OFFICE_REVIEWER)}
    desks = []
    for unit in units.values():
        counts = await desk_counts(tx, unit.id)
        if counts.waiting or counts.asked:
            desks.append(DeskNow(unit=unit, waiting=counts.waiting, asked=counts.asked))
    return tuple(desks)


async def _difficulties(tx: Transaction, person: Person) -> tuple[DifficultiesNow, ...]:
    """Of the units at which the person records or answers them; what is none of theirs is not counted."""
    found = []
    for unit in {grant.unit.id: grant.unit for grant in person.grants}.values():
        own, waiting = await difficulty_counts(tx, unit.id)
        own = own if may_record_difficulty(person, unit) else 0
        waiting = waiting if may_answer_difficulty(person, unit) else 0
        if own or waiting:
            found.append(DifficultiesNow(unit=unit, own=own, waiting=waiting))
    return tuple(found)


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
    if posts and owed is not None and owed.state.filling:
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


async def _away_until(tx: Transaction, person: PersonId, units: Sequence[UnitId], *, today: date) -> date | None:
    days = []
    for unit in units:
        absence = (await missing_between(tx, between=(unit, unit))).away.get((unit, person))
        if absence is not None and absence.covers(today):
            days.append(absence.last)
    return max(days, default=None)

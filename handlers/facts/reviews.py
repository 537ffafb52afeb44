"""Items of sent reports for whoever judges, answers or decides them; reports for whoever may open them again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conversations.programme.person import Role
from conversations.programme.report import ReportState
from conversations.programme.review import (
    BY_COMMUNE,
    COUNTED,
    Desk,
    Event,
    InCharge,
    Queue,
    QueuedItem,
    ReviewedItem,
    SentReport,
)
from conversations.programme.rights import may_agree_to_reopen, may_decide, may_judge, may_reopen
from handlers.facts.report import from_superior, last_known
from storage.answers import earlier_answers, earlier_of_one_read
from storage.evidence import evidence_by_indicator, item_evidence_read
from storage.offices import judged_by, nearest_owners
from storage.people import pseudonym
from storage.reopenings import judging_offices, reopening_of
from storage.reports import mark_opened_above
from storage.review_queues import desk_counts, for_manager, item_named, queued, said_of_unit
from storage.reviews import events_of
from storage.sent_reports import reports_to_reopen, sent_report_named, sent_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from conversations.engine.asks import DeskOf, ReviewedItemOf
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.report import ReportKey
    from handlers.caches import Caches
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.review_queues import StoredItem
    from storage.reviews import StoredEvent
    from storage.sent_reports import StoredSent

ON_A_PAGE: Final = 8
TOGETHER: Final = 40
"""Items that are offered for confirmation in one go."""
REPORTS_SHOWN: Final = 200
SAID_SHOWN: Final = 60
OF_MANAGER = frozenset({Queue.DISPUTED, Queue.UNOWNED})


async def desk(tx: Transaction, ask: DeskOf, person: Person, programme: Programme) -> Desk | None:
    """None: neither a reviewer of that office nor a manager of that unit."""
    if person.has(Role.OFFICE_REVIEWER, ask.unit):
        counts = await desk_counts(tx, ask.unit, most=COUNTED + 1)
        of = {Queue.WAITING: counts.waiting, Queue.ASKED: counts.asked, Queue.TOGETHER: counts.together}
        disputed = unowned = 0
    elif may_decide(person, ask.unit):
        disputed, unowned = await for_manager(tx, ask.unit, day=programme.today)
        counts, of = None, {Queue.DISPUTED: disputed, Queue.UNOWNED: unowned}
    else:
        return None
    unit = await programme.unit(tx, ask.unit)
    if unit is None or ask.queue not in of:
        return None
    most = TOGETHER if ask.queue is Queue.TOGETHER else ON_A_PAGE
    last = max(0, (of[ask.queue] - 1) // most)
    page = min(max(ask.page, 0), last)
    items = (
        await queued(tx, ask.unit, ask.queue, skip=page * most, limit=most, day=programme.today)
        if of[ask.queue]
        else ()
    )
    return Desk(
        own=() if counts is None or counts.waiting or counts.asked else await _judged(tx, ask.unit, programme),
        unit=unit,
        waiting=0 if counts is None else counts.waiting,
        fell=0 if counts is None else counts.fell,
        asked=0 if counts is None else counts.asked,
        together=0 if counts is None else counts.together,
        oldest=None if counts is None or counts.oldest is None else counts.oldest.date(),
        disputed=disputed,
        unowned=unowned,
        queue=ask.queue,
        items=await _lines(tx, items, programme),
        page=page,
        pages=last + 1,
        of=of[ask.queue],
    )


async def _judged(tx: Transaction, office: UnitId, programme: Programme) -> tuple[Indicator, ...]:
    """What the office judges, by the set that has most of it, in the set's order."""
    form, codes = await _own_set(tx, office, programme)
    return () if form is None else tuple(one for one in form.indicators if one.code in codes)


async def _own_set(tx: Transaction, office: UnitId, programme: Programme) -> tuple[CriteriaSet | None, Sequence[str]]:
    """The set of which the office judges most, and what of it."""
    judged = await judged_by(tx, office, day=programme.today)
    if not judged:
        return None, ()
    most = max(judged, key=lambda set_id: (len(judged[set_id]), set_id))
    return await programme.sets.newest(tx, most), judged[most]


async def in_charge_of(tx: Transaction, item: str, person: Person, programme: Programme) -> InCharge | None:
    """By the set that the reviewer's own office judges; None: no reviewer asks, or there is no such indicator."""
    for grant in person.grants_of(Role.OFFICE_REVIEWER):
        form, _ = await _own_set(tx, grant.unit.id, programme)
        indicator = None if form is None else form.indicator(item)
        if form is None or indicator is None:
            continue
        line = await programme.line(tx, grant.unit.id)
        owners = await nearest_owners(tx, line, form.id, day=programme.today)
        found = [await programme.unit(tx, office) for office in owners.get(item, ())]
        return InCharge(indicator=indicator, offices=tuple(one for one in found if one is not None))
    return None


async def _lines(tx: Transaction, items: Iterable[StoredItem], programme: Programme) -> tuple[QueuedItem, ...]:
    """Those whose unit and rule still stand."""
    lines = []
    for item in items:
        named = await programme.period(tx, item.key)
        if named is None:
            continue
        unit, _, period = named
        form = await programme.sets.get(tx, item.set_id, item.set_version, kind=unit.kind)
        indicator = form.indicator(item.answer.indicator)
        if indicator is not None:
            lines.append(
                QueuedItem(
                    key=item.key,
                    unit=unit,
                    period=period,
                    indicator=indicator,
                    answer=item.answer,
                    review=item.review,
                )
            )
    return tuple(lines)


async def reviewed_item(
    tx: Transaction, ask: ReviewedItemOf, person: Person, programme: Programme, caches: Caches, *, now: datetime
) -> ReviewedItem | None:
    """None: no such item has left, or the person neither judges nor decides it. Whoever looks has opened the report."""
    item = await item_named(tx, ask.key, ask.item)
    named = None if item is None else await programme.period(tx, ask.key)
    if item is None or named is None:
        return None
    unit, rule, period = named
    line = await programme.line(tx, unit.id)
    today = now.date()
    above = await from_superior(tx, line, rule, programme=programme)
    owed_to = above[0].id if above else rule.unit
    owners = await nearest_owners(tx, above, item.set_id, day=today)
    held = () if item.review.office is None else (item.review.office.id,)
    office = may_judge(person, (*owners.get(ask.item, ()), *held))
    decides = may_decide(person, owed_to)
    if office is None and not decides:
        return None
    form = await programme.sets.get(tx, item.set_id, item.set_version, kind=unit.kind)
    indicator = form.indicator(ask.item)
    if indicator is None:
        return None
    if item.state is ReportState.SENT and not item.opened_above:
        mark_opened_above(tx, item.report, by=person.id, now=now)
        caches.forget_found()
    # the item alone: the whole report would cost what an officer's does when it is opened
    earlier, pieces = await tx.together(
        earlier_of_one_read(unit.id, form.id, ask.key.period, ask.item), item_evidence_read(item.report, ask.item)
    )
    last = last_known(earlier_answers(earlier), period, await programme.rules(tx, unit))
    at = owed_to if ask.queue in OF_MANAGER else office
    ahead = () if at is None else await queued(tx, at, ask.queue, skip=ask.skip, limit=2, day=today)
    places = [(one.key, one.answer.indicator) for one in ahead]
    here = (ask.key, ask.item)
    return ReviewedItem(
        key=ask.key,
        unit=unit,
        period=period,
        form=form,
        region=next((above.region for above in line if above.region is not None), None),
        indicator=indicator,
        answer=item.answer,
        review=item.review,
        last=last.get(ask.item),
        evidence=evidence_by_indicator(pieces).get(ask.item, ()),
        events=tuple([event_of(one, unit.title) for one in await events_of(tx, item.report, ask.item)]),
        judges=office is not None,
        decides=decides,
        at_head=bool(places) and places[0] == here,
        following=next((one for one in places if one != here), None),
    )


def event_of(stored: StoredEvent, unit: str) -> Event:
    """What was said: by the office, the commune as a unit, or the manager by name."""
    by = unit if stored.act in BY_COMMUNE else stored.office or stored.name or pseudonym(stored.person)
    return Event(act=stored.act, by=by, at=stored.at, version=stored.version, reason=stored.reason)


async def items_waiting(tx: Transaction, person: Person) -> int:
    """Of all offices whose items the person judges."""
    offices = dict.fromkeys(grant.unit.id for grant in person.grants_of(Role.OFFICE_REVIEWER))
    return sum([(await desk_counts(tx, office, most=COUNTED + 1)).waiting for office in offices])


async def said_by_offices(tx: Transaction, person: Person, programme: Programme) -> tuple[QueuedItem, ...]:
    """What the person's communes can answer: what is asked for first, then what was judged as not met."""
    units = dict.fromkeys(grant.unit.id for grant in person.grants_of(Role.COMMUNE_OFFICER))
    found: list[StoredItem] = []
    for unit in units:
        found += await said_of_unit(tx, unit, limit=SAID_SHOWN)
    lines = await _lines(tx, found, programme)
    return tuple(sorted(lines, key=lambda one: (not one.review.asked, one.review.since)))


async def sent_to(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> tuple[SentReport, ...] | None:
    """None: the person does not manage that unit."""
    if not may_reopen(person, (unit,)):
        return None
    stored = await sent_reports(tx, unit, limit=REPORTS_SHOWN, day=programme.today)
    lines = [await _sent(programme, tx, one) for one in stored]
    return tuple(line for line in lines if line is not None)


async def to_agree(tx: Transaction, person: Person, programme: Programme) -> tuple[SentReport, ...]:
    """What others want opened again and this person can say yes to."""
    found = [await sent_report(tx, one.key, person, programme) for one in await reports_to_reopen(tx)]
    return tuple(one for one in found if one is not None and not one.own_wish)


async def sent_report(tx: Transaction, key: ReportKey, person: Person, programme: Programme) -> SentReport | None:
    """None: nothing was sent, or the person can neither open it again nor agree to that."""
    stored = await sent_report_named(tx, key)
    named = None if stored is None else await programme.period(tx, key)
    if stored is None or named is None:
        return None
    owed_to = [one.id for one in await programme.line(tx, named[1].unit)]
    manages = may_reopen(person, owed_to)
    if not may_agree_to_reopen(person, owed_to, await judging_offices(tx, stored.report)):
        return None
    line = await _sent(programme, tx, stored)
    wish = await reopening_of(tx, stored.report)
    if line is None or (wish is None and not manages):
        return None
    return replace(
        line,
        manages=manages,
        wished_by="" if wish is None else wish.name or pseudonym(wish.person),
        reason="" if wish is None else wish.reason,
        own_wish=wish is not None and wish.person == person.id,
    )


async def _sent(programme: Programme, tx: Transaction, stored: StoredSent) -> SentReport | None:
    named = await programme.period(tx, stored.key)
    if named is None:
        return None
    unit, _, period = named
    return SentReport(
        key=stored.key,
        unit=unit,
        period=period,
        state=stored.state,
        sent_on=stored.sent_at.date(),
        judged=stored.judged,
        of=stored.of,
        wished=stored.wished,
    )

"""Ad hoc requests in facts: whom a manager can ask, what runs, and the answers sent so far. For managers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.ad_hoc_request import ASKED, Receivers, Request, RequestAnswers
from conversations.programme.calendar import Form, periods_around
from conversations.programme.rights import may_request
from storage.requests import mark_read, said_of, said_read, sent_by, sent_by_read
from storage.roles import filling_below
from storage.rules import rules_of_unit
from storage.units import units_below, with_aliases

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from storage.database import Transaction
    from storage.programme import Programme


async def receivers(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Receivers | None:
    """The units below, with their other names, and at which of them somebody answers."""
    found = await programme.unit(tx, unit)
    if found is None or not may_request(person, unit):
        return None
    below = await with_aliases(tx, await units_below(tx, unit, day=programme.today, levels=ASKED, counted=True))
    held = await filling_below(tx, unit, today=programme.today)
    return Receivers(unit=found, units=below, joined=frozenset(one.unit for one in held))


async def requests(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> tuple[Request, ...]:
    """What is still taken, the most urgent first."""
    if not may_request(person, unit):
        return ()
    running = await _running(tx, unit, programme)
    if not running:
        return ()
    below = await units_below(tx, unit, day=programme.today, levels=ASKED, counted=True)
    rows = await tx.together(*(sent_by_read(rule.id) for rule, _ in running))
    return tuple(
        _request(rule, period, below, sent_by(sent)) for (rule, period), sent in zip(running, rows, strict=True)
    )


async def request_answers(
    tx: Transaction,
    unit: UnitId,
    number: RuleId,
    person: Person,
    *,
    programme: Programme,
    caches: Caches,
    now: datetime,
) -> RequestAnswers | None:
    """One of these with its answers, which count as seen from now on. None: this unit asks no such thing."""
    if not may_request(person, unit):
        return None
    found = next((one for one in await _running(tx, unit, programme) if one[0].id == number), None)
    if found is None or found[0].set_id is None:
        return None
    rule, period = found
    form = await programme.sets.newest(tx, found[0].set_id)
    if form is None:
        return None
    below = await units_below(tx, unit, day=programme.today, levels=(rule.owes,), counted=True)
    sent, rows = await tx.together(sent_by_read(rule.id), said_read(rule.id))
    said = said_of(rows)
    if said.unread:
        mark_read(tx, rule.id, now=now)
        caches.forget_found()
    return RequestAnswers(request=_request(rule, period, below, sent_by(sent)), form=form, answers=said.answers)


async def _running(tx: Transaction, unit: UnitId, programme: Programme) -> list[tuple[ReportingRule, Period]]:
    today = programme.today
    running = [
        (rule, period)
        for rule in await rules_of_unit(tx, unit)
        if rule.form is Form.QUESTIONS
        for period in periods_around(rule, today)
        if not period.locked(today)
    ]
    return sorted(running, key=lambda one: (one[1].last_good_day, one[1].key))


def _request(rule: ReportingRule, period: Period, below: tuple[Unit, ...], answered: frozenset[UnitId]) -> Request:
    asked = tuple(one for one in below if rule.asks(one))
    return Request(rule=rule.id, period=period, asked=asked, answered=answered & {one.id for one in asked})

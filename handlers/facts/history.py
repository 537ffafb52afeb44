"""The history of one figure, for whoever sees the unit; its evidence is counted for all, opened by whoever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import HistoryEntry, HistoryPage
from conversations.programme.person import Role
from conversations.programme.rights import may_see_evidence, may_see_unit
from conversations.programme.unit import Level
from handlers.facts.periods import period_named
from handlers.facts.reviews import event_of
from storage.history import evidence_counts, history
from storage.offices import judges_anywhere
from storage.people import pseudonym
from storage.reviews import said_of_figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.asks import HistoryOf
    from conversations.programme.criteria import Indicator
    from conversations.programme.ids import ReportId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.history import PastVersion
    from storage.programme import Programme

AT_ONCE = 6
"""Versions that a page can show at most."""


async def history_page(tx: Transaction, ask: HistoryOf, person: Person, programme: Programme) -> HistoryPage | None:
    """None: there is no such unit, or it is not theirs to see. After the unit's own versions come those of the units
    in whose place it stands. An office sees what has left: a draft is nobody's word yet.
    """
    line = await programme.line(tx, ask.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line:
        return None
    sees = may_see_unit(person, line[0], above)
    judges = not sees and await _judges(tx, person, line, ask.item, today=programme.today)
    if not sees and not judges:
        return None
    entries: list[HistoryEntry] = []
    total = 0
    indicator = None
    for unit in (line[0], *await programme.before(tx, ask.unit)):
        skip, room = max(0, ask.skip - total), AT_ONCE - len(entries)
        forms = unit.kind.level is Level.DISTRICT
        versions, count = await history(tx, unit.id, ask.item, skip=skip, limit=room, only_sent=judges, forms=forms)
        total += count
        indicator = indicator or await _indicator(tx, versions, unit, ask, programme)
        may_open = unit.id == ask.unit and (judges or may_see_evidence(person, line[0], above, frozenset()))
        entries += await _entries(tx, versions, unit, ask, programme, may_open=may_open)
    return HistoryPage(entries=tuple(entries), before=ask.skip, total=total, unit=line[0], indicator=indicator)


async def _entries(
    tx: Transaction,
    versions: Sequence[PastVersion],
    unit: Unit,
    ask: HistoryOf,
    programme: Programme,
    *,
    may_open: bool,
) -> list[HistoryEntry]:
    counts = await evidence_counts(tx, (past.report for past in versions), ask.item)
    rules = await programme.rules(tx, unit)
    said = await said_of_figure(tx, (past.report for past in versions), ask.item)
    told: set[ReportId] = set()
    entries: list[HistoryEntry] = []
    for past in versions:
        period = period_named(rules, past.key.rule, past.key.period)
        name = past.name or pseudonym(past.answer.by)
        count = None if past.report in told else counts.get(past.report)
        told.add(past.report)
        entries.append(
            HistoryEntry(
                period=past.key.period if period is None else period.title,
                answer=past.answer,
                by=f"{name}, {past.post}" if past.post else name,
                key=past.key,
                evidence=count,
                may_open=count is not None and may_open,
                unit="" if unit.id == ask.unit else unit.title,
                said=tuple(event_of(one, unit.title) for one in said.get((past.report, past.answer.version), ())),
            )
        )
    return entries


async def _indicator(
    tx: Transaction, versions: Sequence[PastVersion], unit: Unit, ask: HistoryOf, programme: Programme
) -> Indicator | None:
    """The figure as the newest version's set has it."""
    if not versions:
        return None
    form = await programme.sets.newest(tx, versions[0].set_id, kind=unit.kind)
    return None if form is None else form.indicator(ask.item)


async def _judges(tx: Transaction, person: Person, line: Sequence[Unit], indicator: str, *, today: date) -> bool:
    """Whether the person judges this indicator for an office in the units below one of those above, under any set."""
    above = [one.id for one in line[1:]]
    for office in dict.fromkeys(grant.unit.id for grant in person.grants_of(Role.OFFICE_REVIEWER)):
        if await judges_anywhere(tx, office, indicator, above, day=today):
            return True
    return False

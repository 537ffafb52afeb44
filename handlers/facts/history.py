"""The history of one figure, for whoever sees the unit; its evidence is counted for all, opened by whoever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import HistoryEntry, HistoryPage
from conversations.programme.rights import may_see_evidence, may_see_unit
from handlers.facts.periods import period_named
from storage.history import evidence_counts, history
from storage.people import pseudonym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.asks import HistoryOf
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
    in whose place it stands.
    """
    line = await programme.line(tx, ask.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line or not may_see_unit(person, line[0], above):
        return None
    entries: list[HistoryEntry] = []
    total = 0
    for unit in (line[0], *await programme.before(tx, ask.unit)):
        skip, room = max(0, ask.skip - total), AT_ONCE - len(entries)
        versions, count = await history(tx, unit.id, ask.item, skip=skip, limit=room)
        total += count
        may_open = may_see_evidence(person, line[0], above, frozenset()) and unit.id == ask.unit
        entries += await _entries(tx, versions, unit, ask, programme, may_open=may_open)
    return HistoryPage(entries=tuple(entries), before=ask.skip, total=total)


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
            )
        )
    return entries

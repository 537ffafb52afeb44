"""The villages of a commune as its report shows them: how many have reported, and what their counts come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.unit import Level
from conversations.programme.village_counts import VillageCounts, village_sums
from handlers.facts.periods import last_good_day, of_criteria

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from conversations.programme.report import VillageSum
    from conversations.programme.unit import Unit
    from storage.answers import VillageAnswer
    from storage.database import Transaction
    from storage.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Villages:
    """Sums by commune indicator, and how many villages have reported."""

    sums: Mapping[str, VillageSum] = field(default_factory=dict)
    reported: int = 0
    villages: int = 0


async def villages_asked(tx: Transaction, unit: Unit, programme: Programme) -> tuple[Unit, ...]:
    """The villages that owe a report to this commune; none where villages are not asked at all."""
    if unit.kind.level is not Level.COMMUNE:
        return ()
    below = tuple(child for child in await programme.children(tx, unit.id) if child.kind.level is Level.VILLAGE)
    return below if below and of_criteria(await programme.rules_now(tx, below[0])) else ()


async def villages_of(
    tx: Transaction, villages: Sequence[Unit], answers: Sequence[VillageAnswer], *, programme: Programme
) -> Villages:
    """What these villages' sent reports of the year say: of each village the one that was due last."""
    kinds = {village.id: village for village in villages}
    latest: dict[int, tuple[date, int]] = {}
    for answer in answers:
        village = kinds.get(answer.village)
        rules = () if village is None else of_criteria(await programme.rules(tx, village))
        due = last_good_day(rules, answer.rule, answer.period)
        if due is not None and (answer.village not in latest or latest[answer.village] < (due, answer.report)):
            latest[answer.village] = (due, answer.report)
    chosen = {report for _, report in latest.values()}
    counts: dict[int, dict[str, Decimal]] = {report: {} for report in chosen}
    forms = {}
    for answer in answers:
        if answer.report not in chosen:
            continue
        if answer.report not in forms:
            forms[answer.report] = await programme.sets.get(tx, answer.set_id, answer.set_version)
        if answer.value is not None:
            counts[answer.report][answer.indicator] = answer.value
    reports = [VillageCounts(form=forms[report], counts=counts[report]) for report in forms]
    return Villages(sums=village_sums(reports, villages=len(villages)), reported=len(latest), villages=len(villages))

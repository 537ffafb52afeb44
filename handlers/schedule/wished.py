"""What people themselves asked to be reminded of: again at a time, or on the day by which they promised a report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.calendar import period_by_key
from conversations.programme.due import LONGEST_MOVE, MORNING, SendKind, zone_of
from handlers.schedule.owing import owing_units
from storage.wishes import promises_due, snoozes_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import PersonId, RuleId, UnitId
    from conversations.programme.report import ReportKey
    from conversations.programme.workdays import Workdays
    from handlers.schedule.owing import Owing
    from storage.database import Transaction
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Wished:
    """A report somebody is to be reminded of then. person None: whoever is in charge of it, because it was promised."""

    at: datetime
    key: ReportKey
    person: PersonId | None = None

    @property
    def name(self) -> str:
        """As lists name it beside the slots of the calendar."""
        return "promised" if self.person is None else "snoozed"

    def kind(self, owing: Owing) -> SendKind:
        """What sort of reminder it is by then."""
        return SendKind.OVERDUE_REMINDER if owing.report.period.overdue(self.at.date()) else SendKind.REMINDER


async def wished_between(
    tx: Transaction, *, after: datetime, until: datetime, workdays: Workdays
) -> tuple[Wished, ...]:
    """All of them with after < at <= until, in order. A promised day off moves to the next working day."""
    zone = zone_of(until)
    found = [Wished(snooze.at, snooze.key, snooze.person) for snooze in await snoozes_due(tx, after=after, until=until)]
    for key, promised in await promises_due(tx, first=after.date() - LONGEST_MOVE, last=until.date()):
        at = datetime.combine(workdays.at_or_after(promised.day), MORNING, zone)
        if after < at <= until:
            found.append(Wished(at, key))
    return tuple(sorted(found, key=lambda wish: wish.at))


async def still_owed(
    tx: Transaction, wished: Iterable[Wished], rules: Mapping[RuleId, ReportingRule], *, programme: Programme
) -> Sequence[tuple[Wished, Owing]]:
    """Those that still have a reason: the report has not left, can still come in, and its unit is still there."""
    by_period: defaultdict[tuple[RuleId, str], list[Wished]] = defaultdict(list)
    for wish in wished:
        by_period[wish.key.rule, wish.key.period].append(wish)
    found = []
    for (number, key), wishes in by_period.items():
        rule = rules.get(number)
        period = None if rule is None else period_by_key(rule, key)
        if rule is None or period is None:
            continue
        owed: dict[UnitId, Owing] = {}
        within = frozenset(wish.key.unit for wish in wishes)
        days = {wish.at.date() for wish in wishes}
        on = min(days) if len(days) == 1 else None
        async for owing in owing_units(tx, rule, period, programme=programme, within=within, on=on):
            owed[owing.report.unit.id] = owing
        found += [
            (wish, owed[wish.key.unit])
            for wish in wishes
            if wish.key.unit in owed and not period.locked(wish.at.date())
        ]
    return found

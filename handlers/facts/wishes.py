"""What a person has said about being reminded, and the one report a wish is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import Away, OwnAbsences, ReportWish
from conversations.programme.rights import is_reminded, may_fill
from handlers.facts.lists import summary_of
from storage.absences import missing_by
from storage.people import names_of
from storage.wishes import promise_of, promise_read, snoozes_of

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.person import Person
    from conversations.programme.report import ReportKey
    from storage.database import Transaction
    from storage.programme import Programme


async def report_wish(tx: Transaction, key: ReportKey, person: Person, programme: Programme) -> ReportWish | None:
    """None: there is no such report, or the person has nothing to do with it."""
    unit = await programme.unit(tx, key.unit)
    if unit is None or not (is_reminded(person, unit) or may_fill(person, unit)):
        return None
    summary = await summary_of(tx, key, programme)
    if summary is None:
        return None
    (rows,) = await tx.together(promise_read(key))
    return ReportWish(summary=summary, promised=promise_of(rows))


async def snoozes(tx: Transaction, person: Person, *, now: datetime) -> tuple[tuple[ReportKey, datetime], ...]:
    """What the person is to be reminded of again."""
    return tuple((snooze.key, snooze.at) for snooze in await snoozes_of(tx, person.id, now=now))


async def own_absences(tx: Transaction, person: Person, programme: Programme) -> OwnAbsences:
    """By the units the person still has a role at."""
    missing = await missing_by(tx, person.id)
    units = {grant.unit.id: grant.unit for grant in person.grants if is_reminded(person, grant.unit)}
    absences = [one for one in missing.away.values() if one.unit in units and programme.today <= one.last]
    names = await names_of(tx, {one.substitute for one in absences if one.substitute is not None})
    return OwnAbsences(
        left=tuple(units[unit] for unit, _ in missing.left if unit in units),
        away=tuple(
            Away(
                unit=units[one.unit],
                absence=one,
                substitute="" if one.substitute is None else names.get(one.substitute, ""),
            )
            for one in absences
        ),
    )

"""Wishes about single reports: to be reminded again at a time, and the day by which a late one is promised.

A new one ends the one before; what was wished earlier stays as history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, RuleId, UnitId
from conversations.programme.report import ReportKey
from conversations.programme.wishes import PromisedDay
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.database import Row, Transaction, Values


@dataclass(frozen=True, slots=True)
class Snooze:
    """This person is reminded of this report again then."""

    person: PersonId
    key: ReportKey
    at: datetime


def put_snooze(tx: Transaction, person: PersonId, key: ReportKey, *, until: datetime, now: datetime) -> None:
    """Remind of it then, and not at the time that was wished before."""
    end_snooze(tx, person, key, now=now)
    tx.later(
        """
        INSERT INTO snooze (person, unit, rule, period, remind_at, recorded_at)
        VALUES (:person, :unit, :rule, :period, :until, :at)
        """,
        person=person,
        until=millis(until),
        at=millis(now),
        **_key(key),
    )


def end_snooze(tx: Transaction, person: PersonId, key: ReportKey, *, now: datetime) -> None:
    """The wish no longer holds; nothing happens where there is none."""
    tx.later(
        """
        UPDATE snooze SET ended_at = :at
        WHERE person = :person AND unit = :unit AND rule = :rule AND period = :period AND ended_at IS NULL
        """,
        person=person,
        at=millis(now),
        **_key(key),
    )


async def snoozes_of(tx: Transaction, person: PersonId, *, now: datetime) -> tuple[Snooze, ...]:
    """What this person is still to be reminded of again, the next first."""
    rows = await tx.all(
        """
        SELECT person, unit, rule, period, remind_at FROM snooze
        WHERE person = :person AND ended_at IS NULL AND remind_at > :now ORDER BY remind_at, id
        """,
        person=person,
        now=millis(now),
    )
    return tuple(_snooze(row) for row in rows)


async def snoozes_due(tx: Transaction, *, after: datetime, until: datetime) -> tuple[Snooze, ...]:
    """Wishes with after < at <= until, in order."""
    rows = await tx.all(
        """
        SELECT person, unit, rule, period, remind_at FROM snooze
        WHERE ended_at IS NULL AND remind_at > :after AND remind_at <= :until ORDER BY remind_at, id
        """,
        after=millis(after),
        until=millis(until),
    )
    return tuple(_snooze(row) for row in rows)


def promise_later(tx: Transaction, key: ReportKey, promised: PromisedDay, *, by: PersonId, now: datetime) -> None:
    """The report is promised for that day, whatever was promised before."""
    tx.later(
        """
        UPDATE promised_day SET superseded_at = :at
        WHERE unit = :unit AND rule = :rule AND period = :period AND superseded_at IS NULL
        """,
        at=millis(now),
        **_key(key),
    )
    tx.later(
        """
        INSERT INTO promised_day (unit, rule, period, promised_on, reason, person, recorded_at)
        VALUES (:unit, :rule, :period, :day, :reason, :person, :at)
        """,
        day=promised.day.isoformat(),
        reason=promised.reason,
        person=by,
        at=millis(now),
        **_key(key),
    )


def promise_read(key: ReportKey) -> tuple[str, Values]:
    """The read for `promise_of`."""
    return (
        """
        SELECT promised_on, reason FROM promised_day
        WHERE unit = :unit AND rule = :rule AND period = :period AND superseded_at IS NULL
        """,
        _key(key),
    )


def promise_of(rows: Sequence[Row]) -> PromisedDay | None:
    """What stands promised for one report."""
    return _promised(rows[0]) if rows else None


async def promises_between(
    tx: Transaction, rule: RuleId, period: str, *, between: tuple[UnitId, UnitId]
) -> Mapping[UnitId, PromisedDay]:
    """What stands promised for the period, by unit."""
    rows = await tx.all(
        """
        SELECT unit, promised_on, reason FROM promised_day
        WHERE rule = :rule AND period = :period AND unit BETWEEN :first AND :last AND superseded_at IS NULL
        """,
        rule=rule,
        period=period,
        first=between[0],
        last=between[1],
    )
    return {UnitId(row["unit"]): _promised(row) for row in rows}


async def promises_due(tx: Transaction, *, first: date, last: date) -> tuple[tuple[ReportKey, PromisedDay], ...]:
    """What is promised for one of these days, both included, in order."""
    rows = await tx.all(
        """
        SELECT unit, rule, period, promised_on, reason FROM promised_day
        WHERE superseded_at IS NULL AND promised_on BETWEEN :first AND :last ORDER BY promised_on, id
        """,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return tuple((_key_of(row), _promised(row)) for row in rows)


def _promised(row: Row) -> PromisedDay:
    return PromisedDay(day=date.fromisoformat(row["promised_on"]), reason=row["reason"])


def _snooze(row: Row) -> Snooze:
    return Snooze(PersonId(row["person"]), _key_of(row), moment(row["remind_at"]))


def _key(key: ReportKey) -> Values:
    return {"unit": key.unit, "rule": key.rule, "period": key.period}


def _key_of(row: Row) -> ReportKey:
    return ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"])

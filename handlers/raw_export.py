"""Every answer that counts in the reports of a unit and of all below it, as of a day and as known at a moment.

They are handed on portion by portion: only the list of units is held as a whole. Taking them is noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.criteria import Indicator, Measure
from conversations.programme.problem import Problem
from conversations.programme.raw_answer import RawAnswer
from storage.audit import note_later
from storage.raw_answers import answers_sent, periods_reported, reports_sent
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction
    from storage.raw_answers import SentAnswer, SentReport

UNITS_AT_ONCE: Final = 200
REPORTS_AT_ONCE: Final = 25
"""About 1,400 answers: what is held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawExport:
    """What was handed on."""

    unit: Unit
    reports: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """The answers of so many reports."""

    reports: int
    answers: tuple[RawAnswer, ...]


async def raw_export(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    periods: Collection[str],
    as_of: date,
    known_at: datetime | None,
    now: datetime,
    take: Callable[[Sequence[RawAnswer]], Awaitable[None]],
) -> RawExport:
    """take: is given one portion after the other, by unit, period and the order of its form. periods: their keys; none:
    all. The same day and moment give the same rows. Raises Problem: no such unit, or a period nobody has reported.
    """
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        await _check_periods(tx, periods)
        reports = rows = 0
        async for portion in raw_portions(tx, sets, named, periods=periods, as_of=as_of, known_at=known_at):
            await take(portion.answers)
            rows += len(portion.answers)
            reports += portion.reports

    async def note(tx: Transaction) -> None:
        detail = {"rows": rows, "reports": reports}
        note_later(tx, at=millis(now), person=None, act="raw_exported", subject=f"unit:{named.id}", detail=detail)

    await database.turn(note)
    return RawExport(unit=named, reports=reports, rows=rows)


async def raw_portions(
    tx: Transaction,
    sets: CriteriaSets,
    named: Unit,
    *,
    periods: Collection[str] = (),
    as_of: date,
    known_at: datetime | None,
) -> AsyncIterator[Portion]:
    """The same in a transaction that is open already, of a unit that is known; nothing is noted."""
    line = await lineage(tx, named.id, day=as_of, known=known_at)
    units = (*line[:1], *await units_below(tx, named.id, day=as_of, known=known_at, counted=True))
    for first in range(0, len(units), UNITS_AT_ONCE):
        some = {one.id: one for one in units[first : first + UNITS_AT_ONCE]}
        sent = await reports_sent(tx, tuple(some), day=as_of, known=known_at)
        wanted = [one for one in sent if not periods or one.period in periods]
        for start in range(0, len(wanted), REPORTS_AT_ONCE):
            page = wanted[start : start + REPORTS_AT_ONCE]
            answers = await answers_sent(tx, [one.id for one in page], day=as_of, known=known_at)
            portion: list[RawAnswer] = []
            for report in page:
                of = some[report.unit]
                form = await sets.get(tx, report.set_id, report.set_version, kind=of.kind)
                portion += _of_report(of, report, form, answers[report.id])
            yield Portion(reports=len(page), answers=tuple(portion))


async def _check_periods(tx: Transaction, periods: Collection[str]) -> None:
    known = await periods_reported(tx) if periods else frozenset()
    unknown = sorted(set(periods) - known)
    if unknown:
        there = ", ".join(sorted(known)) or "chưa có kỳ nào"
        raise Problem(
            code="no_such_period",
            where=", ".join(unknown),
            message="Chưa có báo cáo nào của kỳ này.",
            remedy=f"Các kỳ đã có báo cáo: {there}. Bỏ --period để lấy mọi kỳ.",
        )


def _of_report(unit: Unit, report: SentReport, form: CriteriaSet, given: Sequence[SentAnswer]) -> list[RawAnswer]:
    place = {one.code: (number, one) for number, one in enumerate(form.indicators)}

    def found(code: str) -> tuple[int, Indicator]:
        return place.get(code) or (len(place), Indicator(code=code, criterion="", title="", measure=Measure.COUNT))

    return [
        RawAnswer(
            unit=unit,
            rule=report.rule,
            period=report.period,
            report_state=report.state,
            set_id=report.set_id,
            indicator=found(one.answer.indicator)[1],
            answer=one.answer,
            verdict=one.verdict,
            evidence=one.evidence,
        )
        for one in sorted(given, key=lambda one: (found(one.answer.indicator)[0], one.answer.indicator))
    ]

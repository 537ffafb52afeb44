"""A periodic report (month, quarter …): results, money spent, difficulties; each is asked beside what is known of it.

Where the plan assigns a unit money by source, the report asks about each source in place of the one question about all.
Source of the three parts: Quảng Nam's plan 2024-2025, V.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Figure
from conversations.programme.criteria import Content, Purpose
from conversations.programme.ids import SetId
from conversations.programme.money import Nature, Programme, Purse, Source
from conversations.programme.money_names import purse_without_year
from conversations.reading.plausible import Doubt, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.criteria import CriteriaSet, Criterion, Indicator
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.dossier import DossierKind, DossierState
    from conversations.programme.ids import UnitId
    from conversations.programme.money import Spent
    from conversations.programme.money_cells import StatedBelow
    from conversations.programme.plan_targets import Standard
    from conversations.programme.report import Report
    from conversations.programme.unit import Unit

MILLION = 1_000_000
"""Đồng; figures of reports are in triệu đồng."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyKnown:
    """What is known of the money one item asks about. planned: in đồng. last: as it was stated before this report."""

    purse: Purse
    planned: int | None = None
    last: Spent | None = None
    below: StatedBelow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBefore:
    """Criteria gained and lost in the period, and in the same time a year before; None: not known then."""

    gained: int
    lost: int
    gained_then: int | None
    lost_then: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMoved:
    """A dossier that reached this state in the period, on that day."""

    unit: Unit
    standard: Standard
    kind: DossierKind
    year: int | None
    state: DossierState
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What became of the criteria in the period: of one commune, or of all communes of a unit together.

    met, before: criteria met on the last day and on the day before the first; before None: nothing was known then.
    communes: 1 of a commune. known: of so many of them anything is known.
    """

    met: int
    before: int | None
    of: int
    communes: int = 1
    known: int = 1
    gained: tuple[tuple[str, Criterion], ...] = ()
    """Name of the commune ("" where there is only one) and criterion."""
    lost: tuple[tuple[str, Criterion], ...] = ()
    year_before: YearBefore | None = None
    """Of a quarter, a half-year or a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a periodic report is filled in beside. day: up to which it speaks."""

    day: date
    money: Mapping[str, MoneyKnown] = field(default_factory=dict)
    """By the code of the item."""
    results: Results | None = None
    difficulties: tuple[Difficulty, ...] = ()
    """Open ones of the unit and of all below it, oldest first."""
    dossiers: tuple[DossierMoved, ...] = ()
    """Of the unit and of all below it."""
    owing: tuple[Unit, ...] | None = None
    """Units below that have not sent theirs of the same time; None: none owes one."""
    of: int = 0
    """Of so many that owe one."""


def day_of(period: Period, today: date) -> date:
    """Up to which day a report of the period speaks: today, or the last day it covers."""
    return min(today, period.covers_to)


def with_purses(form: CriteriaSet, unit: UnitId, purses: Sequence[Purse]) -> CriteriaSet:
    """The form as this unit is asked: about each of these in place of the one question about all. None of them: as it
    is.
    """
    if not purses:
        return form
    return replace(
        form,
        id=SetId(f"{form.id}-{unit}"),
        version=0,
        purpose=Purpose.QUESTIONS,
        criteria=tuple(_by_purse(criterion, sorted(purses, key=_order)) for criterion in form.criteria),
    )


def _by_purse(criterion: Criterion, purses: Sequence[Purse]) -> Criterion:
    asked = next((one for one in criterion.indicators if one.content is Content.SPENT and one.purse is None), None)
    if asked is None:
        return criterion
    return replace(
        criterion,
        indicators=tuple(
            replace(asked, code=f"{asked.code}.{number}", title=_title(purse), ask=_question(purse), purse=purse)
            for number, purse in enumerate(purses, start=1)
        ),
    )


def _title(purse: Purse) -> str:
    words = purse_without_year(purse)
    return f"{words[:1].upper()}{words[1:]}" + ("" if purse.year is None else f", năm {purse.year}")


def _question(purse: Purse) -> str:
    since = "từ đầu giai đoạn" if purse.year is None else f"của năm {purse.year}"
    return f"Đã giải ngân bao nhiêu từ {purse_without_year(purse)}, lũy kế {since}?"


def below_figure(report: Report, indicator: Indicator) -> Figure | None:
    """What the units below have stated together, as an answer to the item; None: nothing."""
    known = None if report.beside is None else report.beside.money.get(indicator.code)
    if known is None or known.below is None or not known.below.stated:
        return None
    return Figure(value=in_millions(known.below.amount))


def said_beside(what: str, report: Report) -> str:
    """An answer that needs no typing, kept in the language of the documents: nothing, or what the register holds."""
    found = report.beside.difficulties if report.beside is not None else ()
    if what != "register" or not found:
        return "Không"
    return f"Theo sổ khó khăn: {', '.join(f'số {one.id}' for one in found)}"


def _order(purse: Purse) -> tuple[int, ...]:
    sources, natures = tuple(Source), tuple(Nature)
    return (
        tuple(Programme).index(purse.programme),
        len(sources) if purse.source is None else sources.index(purse.source),
        len(natures) if purse.nature is None else natures.index(purse.nature),
        purse.year or 0,
    )


def purse_asked(indicator: Indicator, year: int) -> Purse:
    """Which money the item asks about in a report of that year."""
    return indicator.purse or Purse(source=None, year=year)


def in_dong(millions: Decimal) -> int:
    """A figure of a report in đồng."""
    return int((millions * MILLION).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_millions(amount: int) -> Decimal:
    """Đồng as a report has them, exact."""
    return Decimal(amount) / MILLION


def spent_doubt(known: MoneyKnown | None, millions: Decimal) -> Doubt | None:
    """What is spent since the beginning cannot shrink and should not pass the plan: otherwise it is asked back."""
    if known is None:
        return None
    if known.last is not None and in_dong(millions) < known.last.amount:
        return Doubt(why=Why.BELOW_LAST, beside=in_millions(known.last.amount))
    if known.planned is not None and in_dong(millions) > known.planned:
        return Doubt(why=Why.ABOVE_PLAN, beside=in_millions(known.planned))
    return None

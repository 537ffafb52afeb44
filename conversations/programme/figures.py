"""How a typed number becomes the figure that is kept: a share with both its parts, the days it can stand for, and
whether it is likely.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Figure, Nature
from conversations.programme.criteria import Content, Measure
from conversations.programme.periodic_report import spent_doubt
from conversations.reading.plausible import doubt

if TYPE_CHECKING:
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report
    from conversations.reading.numbers import Number
    from conversations.reading.plausible import Doubt

_SHOWN = Decimal("0.01")


def figure_of(number: Number) -> Figure:
    """A number as it was typed."""
    if number.numerator is None or number.denominator is None:
        return Figure(value=number.value, numerator=number.numerator, denominator=number.denominator)
    return share(number.numerator, number.denominator)


def share(numerator: int, denominator: int) -> Figure:
    """So many of so many, in percent: shown to two decimals, judged by its parts."""
    percent = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(_SHOWN, rounding=ROUND_HALF_UP)
    return Figure(value=Decimal(format(percent.normalize(), "f")), numerator=numerator, denominator=denominator)


def village_figure(report: Report, indicator: Indicator) -> Figure | None:
    """What the villages' counts come to for a commune's indicator; None where they do not come to a figure."""
    total = report.village_sums.get(indicator.code)
    if total is None:
        return None
    if indicator.measure is not Measure.PERCENT:
        return Figure(value=Decimal(total.numerator))
    if not total.denominator or total.numerator > total.denominator:
        return None
    return share(total.numerator, total.denominator)


def figure_doubt(report: Report, indicator: Indicator, figure: Figure) -> Doubt | None:
    """Why it should be asked whether the figure is right."""
    if indicator.content is Content.SPENT:
        return spent_doubt(report.beside.money.get(indicator.code) if report.beside else None, figure.value)
    percent = indicator.measure is Measure.PERCENT
    known = report.last.get(indicator.code)
    return doubt(
        figure.value,
        minimum=Decimal(0),
        maximum=Decimal(100) if percent else None,
        last=known.figure.value if known is not None and known.figure is not None else None,
        percent=percent,
    )


def natures(report: Report, today: date) -> tuple[tuple[str, date, Nature], ...]:
    """The natures offered for a figure: (name, day, nature), the likeliest first. Only an estimate lies in the future.

    Official: the end of the last full month, then today. Estimate: the end of what the report covers, then of the year.
    """
    period = report.period
    last_day = min(today, period.covers_to)
    month_end = (last_day + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    offered: list[tuple[str, date, Nature]] = []
    if month_end >= period.covers_from:
        offered.append(("month", month_end, Nature.OFFICIAL))
    if last_day != month_end:
        offered.append(("today", last_day, Nature.OFFICIAL))
    year_end = date(period.year, 12, 31)
    if today < period.covers_to != year_end:
        offered.append(("period", period.covers_to, Nature.ESTIMATE))
    if today < year_end:
        offered.append(("year", year_end, Nature.ESTIMATE))
    return tuple(offered)

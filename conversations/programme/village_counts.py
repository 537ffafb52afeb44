"""What the villages' plain counts add up to. A village counts for an indicator when it gave every count asked for it.

So numerator and denominator always come from the same villages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.criteria import Part
from conversations.programme.report import VillageSum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from conversations.programme.criteria import CriteriaSet


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageCounts:
    """One village's sent report: the form it was asked by and the figures it gave, by indicator."""

    form: CriteriaSet
    counts: Mapping[str, Decimal]


def village_sums(reports: Sequence[VillageCounts], *, villages: int) -> dict[str, VillageSum]:
    """By commune indicator; villages: how many there are, whether they have reported or not."""
    sums: dict[str, VillageSum] = {}
    for report in reports:
        for target, parts in _asked(report.form).items():
            if any(code not in report.counts for code, _ in parts):
                continue
            before = sums.get(target)
            numerator = sum(int(report.counts[code]) for code, part in parts if part is Part.NUMERATOR)
            denominator = sum(int(report.counts[code]) for code, part in parts if part is Part.DENOMINATOR)
            has_denominator = any(part is Part.DENOMINATOR for _, part in parts)
            sums[target] = VillageSum(
                numerator=numerator + (before.numerator if before else 0),
                denominator=denominator + ((before.denominator or 0) if before else 0) if has_denominator else None,
                reported=1 + (before.reported if before else 0),
                villages=villages,
            )
    return sums


def _asked(form: CriteriaSet) -> dict[str, list[tuple[str, Part]]]:
    """Which counts of the form belong to which commune indicator."""
    asked: dict[str, list[tuple[str, Part]]] = {}
    for indicator in form.indicators:
        for feed in indicator.feeds:
            asked.setdefault(feed.indicator, []).append((indicator.code, feed.part))
    return asked

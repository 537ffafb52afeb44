"""What each district below a province has sent of the report that is due, spent, and waits for: a line each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conversations.programme.money_cells import MoneySums
from conversations.programme.periodic_sheet import pots_of
from conversations.programme.unit import Level
from conversations.reading.show import show_day, show_money
from conversations.screens.digest_parts import bullet
from conversations.screens.money_words import rate_words

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.digest import Digest
    from conversations.programme.ids import UnitId
    from conversations.programme.reporting_rate import Standing, UnitReport

NAMED = 14
"""As many districts as most provinces have."""


def district_lines(digest: Digest, words: Words) -> list[str]:
    """Of the report of districts that is due next or overdue; nothing where districts owe none."""
    standing = next((one for one in digest.standings if one.owes is Level.DISTRICT), None)
    if standing is None:
        return []
    waiting = Counter(_group(digest, one.unit.id) for one in digest.difficulties)
    lines = [_line(digest, report, waiting[report.unit.id], standing, words) for report in standing.reports[:NAMED]]
    rest = len(standing.reports) - NAMED
    return [*lines, bullet(words.say("digest", "và {n} huyện nữa", n=rest))] if rest > 0 else lines


def _group(digest: Digest, unit: UnitId) -> UnitId:
    group = None if digest.groups is None else digest.groups.get(unit)
    return unit if group is None else group.id


def _line(digest: Digest, report: UnitReport, waiting: int, standing: Standing, words: Words) -> str:
    said = [
        words.say("digest", "gửi ngày {day}", day=show_day(report.sent_on))
        if report.sent_on is not None
        else words.say("digest", "chưa gửi")
    ]
    if digest.money is not None:
        sums = MoneySums(digest.money.state)
        amounts = sums.of_pots(report.unit.id, pots_of(sums, standing.period.year))
        if amounts.spent is not None:
            said.append(
                words.say(
                    "digest",
                    "giải ngân {spent}{rate}",
                    spent=show_money(amounts.spent),
                    rate=rate_words(amounts.spent, amounts.planned),
                )
            )
    if waiting:
        said.append(words.say("digest", "{n} khó khăn chờ trả lời", n=waiting))
    return bullet(words.say("digest", "{unit}: {said}", unit=report.unit.name, said=", ".join(said)))

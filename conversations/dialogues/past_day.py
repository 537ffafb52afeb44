"""A day that has come: today or yesterday by a press, any other typed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.move import Chose
from conversations.reading.dates import Day, read_date
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.register_form import not_yet
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.move import Typed


def past_day(given: Chose | Typed, facts: Facts) -> date | str:
    """The day; a text: what is wrong with what was given."""
    if isinstance(given, Chose):
        if given.option not in {"d:0", "d:1"}:
            return unexpected_line(given, facts.words)
        return facts.today - timedelta(days=int(given.part(1)))
    read = read_date(given.text, today=facts.today)
    if not isinstance(read, Day):
        return date_refusal(read, facts)
    return not_yet(facts.words) if read.day > facts.today else read.day

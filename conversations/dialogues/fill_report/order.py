"""Which item is asked next: mine, open, in the set's order from where I am; put off ones last, the hard figures at
the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.frames import FillReport
    from conversations.programme.criteria import Indicator
    from conversations.programme.person import Person
    from conversations.programme.report import Report


def mine(report: Report, person: Person) -> tuple[Indicator, ...]:
    """The open items this person is asked: of their posts; for the officer in charge all, those given to nobody
    first.
    """
    still_open = report.open_items()
    posts = person.posts_at(report.unit.id)
    if posts:
        own = {indicator.code for indicator in report.items_of(posts)}
        return tuple(indicator for indicator in still_open if indicator.code in own)
    if not report.posts:
        return still_open
    unassigned = tuple(indicator for indicator in still_open if not report.post_of(indicator))
    return unassigned or still_open


def next_item(frame: FillReport, report: Report, person: Person, *, answered: str = "") -> str:
    """The code of the item to ask now, after `frame.item`; "" when nothing of mine is open. answered: just saved, no
    longer open.
    """
    asked = [indicator for indicator in mine(report, person) if indicator.code != answered]
    fresh = [indicator for indicator in asked if indicator.code not in frame.skipped]
    return _after(frame.item, fresh or asked, report)


def next_not_put_off(frame: FillReport, report: Report, person: Person) -> str:
    """The code of the next item that was not put off in this sitting; "" when there is none."""
    fresh = [indicator for indicator in mine(report, person) if indicator.code not in frame.skipped]
    return _after(frame.item, fresh, report)


def _after(code: str, candidates: Sequence[Indicator], report: Report) -> str:
    if not candidates:
        return ""
    place = report.form.places
    here = place.get(code, -1)
    easy = [indicator for indicator in candidates if not indicator.hard] or list(candidates)
    later = [indicator for indicator in easy if place[indicator.code] > here]
    return (later or easy)[0].code

"""The law's clocks of requests about personal data: whoever runs the system is reminded before each runs out.

On the morning of the last day to answer, three days before and on the last day to finish, and once when a day is over.
Nothing of it is ever too late to be told: of several that came due meanwhile the last one is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.due import MORNING
from conversations.screens.data_requests import clock
from handlers.schedule.planned import Planned
from storage.data_requests import open_requests
from storage.owing import Chat
from storage.people import accounts_of
from storage.roles import admins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.data_request import DataRequest
    from handlers.ports import Services
    from storage.database import Transaction

BEFORE_THE_END = 3
"""Days."""


async def clocks_between(
    tx: Transaction, *, after: datetime, until: datetime
) -> tuple[tuple[datetime, DataRequest], ...]:
    """The moments with after < at <= until at which somebody is to be reminded of an open request, in order."""
    found = [
        (at, request) for request in await open_requests(tx) for at in _moments(request, after) if after < at <= until
    ]
    return tuple(sorted(found, key=lambda one: (one[0], one[1].id)))


def _moments(request: DataRequest, like: datetime) -> Iterator[datetime]:
    days = [
        request.finish_by - timedelta(days=BEFORE_THE_END),
        request.finish_by,
        request.finish_by + timedelta(days=1),
    ]
    if request.answered_at is None:
        days += [request.answer_by, request.answer_by + timedelta(days=1)]
    for day in days:
        yield datetime.combine(day, MORNING, like.tzinfo)


async def planned_clocks(tx: Transaction, services: Services, *, after: datetime, now: datetime) -> list[Planned]:
    """A message for each request whose clock has a moment there, to each of those who run the system."""
    latest = {request.id: (at, request) for at, request in await clocks_between(tx, after=after, until=now)}
    if not latest:
        return []
    people = tuple(dict.fromkeys(held.person for held in await admins(tx, today=now.date())))
    accounts = {account.person: account for account in reversed(await accounts_of(tx, people))}
    return [
        Planned(
            f"data_request:{request.id}:{at.date().isoformat()}:{person}",
            "reminder",
            Chat(account.channel, account.address, account.language),
            clock(request, now.date(), services.words_in(account.language)),
        )
        for at, request in latest.values()
        for person, account in accounts.items()
    ]

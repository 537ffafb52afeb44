"""What came of a document, written down and told to whoever sent it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.sent_plan import PlanState
from conversations.screens.import_plan import told, unreachable
from storage.outbox import Outgoing, put_later
from storage.people import accounts_of
from storage.sent_plans import ask_names, due_plans, last_sent_plan, move_plan, try_plan_again
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.sent_plan import SentName, SentPlan
    from handlers.ports import Services
    from storage.database import Database, Transaction

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (0.2, 1, 5, 15, 60))
"""Before each further attempt to fetch a file; after the last it is given up."""


async def plans_due(database: Database, services: Services, *, channel: str) -> tuple[SentPlan, ...]:
    """Files of a channel to be read or imported now."""
    async with database.read() as tx:
        return await due_plans(tx, channel=channel, now=services.clock.now())


async def plan_came_to(
    database: Database,
    services: Services,
    sent: SentPlan,
    to: PlanState,
    said: str,
    *,
    names: Sequence[SentName] = (),
) -> None:
    """The file has got so far; nothing is told where it has meanwhile got elsewhere. names: to be explained now."""

    async def work(tx: Transaction) -> None:
        if await move_plan(tx, sent, to, said=said, now=services.clock.now()):
            ask_names(tx, sent.id, names)
            await _tell(tx, services, sent)

    await database.turn(work)


async def plan_later(database: Database, services: Services, sent: SentPlan) -> None:
    """It could not be fetched this time: again later, or given up."""
    if sent.tries >= len(WAITS):
        await plan_came_to(database, services, sent, PlanState.FAILED, unreachable(services.words_in("vi")))
        return
    again = services.clock.now() + WAITS[sent.tries]

    async def work(tx: Transaction) -> None:
        await try_plan_again(tx, sent, at=again)

    await database.turn(work)


async def _tell(tx: Transaction, services: Services, before: SentPlan) -> None:
    sent = await last_sent_plan(tx, before.person)
    if sent is None or sent.id != before.id:
        return
    for account in await accounts_of(tx, (sent.person,)):
        renderer = services.renderers.get(account.channel)
        if renderer is None or account.channel != sent.channel:
            continue
        body = renderer.message(told(sent, services.words_in(account.language)), address=account.address)
        outgoing = Outgoing(channel=account.channel, address=account.address, kind="notice", body=body)
        put_later(tx, outgoing, at=millis(services.clock.now()))

"""Requests about personal data out of a chat, and what whoever runs the system does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_handle_data_requests
from conversations.screens import data_requests as screens
from conversations.screens import problems
from handlers.apply.acting import Notice
from handlers.data_requests import handle_request, keep_request
from storage.people import accounts_of
from storage.roles import admins

if TYPE_CHECKING:
    from conversations.engine.effects import HandleDataRequest, RequestAboutData
    from handlers.apply.acting import Acting


async def request_about_data(acting: Acting, effect: RequestAboutData) -> tuple[Notice, ...]:
    """Kept; whoever runs the system is told, without what it says."""
    request = await keep_request(
        acting.tx,
        acting.somebody,
        effect.kind,
        effect.text,
        services=acting.services,
        now=acting.now,
        words=acting.words,
    )
    acting.said.append(screens.kept(request, acting.words))
    running = await admins(acting.tx, today=acting.now.date())
    to = tuple(dict.fromkeys(held.person for held in running))
    return (Notice(to=to, message=lambda words: screens.came(request, words)),)


async def handle_data_request(acting: Acting, effect: HandleDataRequest) -> tuple[Notice, ...]:
    """Written down and told to whoever asked. Raises Refusal for whoever does not run the system, or Problem."""
    if acting.person is None or not may_handle_data_requests(acting.person):
        raise problems.not_yours(acting.words)
    request = await handle_request(
        acting.tx,
        effect.number,
        effect.act,
        effect.text,
        by=acting.somebody,
        now=acting.now,
        words=acting.words,
    )
    reached = request.person == acting.somebody or bool(await accounts_of(acting.tx, (request.person,)))
    acting.said.append(screens.done(effect.act, reached=reached, words=acting.words))
    return (Notice(to=(request.person,), message=lambda words: screens.told(request, effect.act, effect.text, words)),)

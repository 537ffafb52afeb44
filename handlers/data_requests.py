"""Requests about personal data: kept with their clocks, told to whoever runs the system, answered in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from conversations.programme.data_request import LONGEST_EXTENSION, RequestAct, clocks_of
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import data_requests as screens
from conversations.screens import problems
from handlers.groups_reach import to_person
from storage.audit import note_later
from storage.data_requests import (
    add_request,
    all_requests,
    note_answer,
    note_end,
    note_extension,
    open_requests,
    request_of,
    requests_of,
)
from storage.outbox import put_later
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.data_request import DataRequest, RequestKind
    from conversations.programme.ids import PersonId
    from handlers.ports import Services
    from storage.database import Database, Transaction


async def keep_request(
    tx: Transaction, person: PersonId, kind: RequestKind, text: str, *, services: Services, now: datetime, words: Words
) -> DataRequest:
    """The request with its number and its clocks. Raises Problem: no text, or too long."""
    clocks = clocks_of(kind, now.date(), services.workdays(now.date()))
    number = await add_request(tx, person, kind, text=_sentence(text, words), clocks=clocks, now=now)
    subject = f"data_request:{number}"
    note_later(tx, at=millis(now), person=person, act="data_requested", subject=subject, detail={"kind": kind.value})
    return next(one for one in await requests_of(tx, person) if one.id == number)


async def handle_request(
    tx: Transaction,
    number: int,
    act: RequestAct,
    text: str,
    *,
    by: PersonId | None,
    now: datetime,
    words: Words,
    days: int = LONGEST_EXTENSION,
) -> DataRequest:
    """The request as it is then. Raises Problem: no such request, not to be done now, no sentence, too many days."""
    found = await request_of(tx, number)
    said = _sentence(text, words)
    if found is None or not found.may(act, now.date()):
        raise problems.request_not_so(number, words)
    if not 1 <= days <= LONGEST_EXTENSION:
        raise problems.extension_too_long(LONGEST_EXTENSION, words)
    match act:
        case RequestAct.ANSWER:
            note_answer(tx, number, text=said, by=by, now=now)
            after = replace(found, answer=said, answered_at=now)
        case RequestAct.EXTEND:
            until = found.finish_by + timedelta(days=days)
            note_extension(tx, number, until=until, reason=said, by=by, now=now)
            after = replace(found, finish_by=until, extended=True, extension_reason=said)
        case RequestAct.FINISH:
            note_end(tx, number, outcome=said, by=by, now=now)
            after = replace(found, outcome=said, done_at=now)
        case _:
            assert_never(act)
    note_later(tx, at=millis(now), person=by, act=f"data_request_{act.value}", subject=f"data_request:{number}")
    return after


async def list_requests(database: Database, *, finished: bool) -> tuple[DataRequest, ...]:
    """Those that are open; also the others, if wanted."""
    async with database.read() as tx:
        return await (all_requests(tx) if finished else open_requests(tx))


async def handle_by_command(
    database: Database, number: int, act: RequestAct, text: str, *, services: Services, now: datetime, days: int
) -> tuple[DataRequest, bool]:
    """The request as it is then, and whether the person could be told. Raises Problem as above."""
    words = services.words_in("vi")
    async with database.write() as tx:
        after = await handle_request(tx, number, act, text, by=None, now=now, words=words, days=days)
        told = await to_person(tx, services, after.person, lambda said: screens.told(after, act, text, said))
        for outgoing in told:
            put_later(tx, outgoing, at=millis(now))
    return after, bool(told)


def _sentence(text: str, words: Words) -> str:
    said = tidy(text, keep_newlines=True)
    if not 1 <= len(said) <= limits.REASON:
        raise problems.sentence_wrong(limits.REASON, words)
    return said

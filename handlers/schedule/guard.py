"""The last look before a scheduled row leaves: is what it reminds of still owed, and does anything leave at all?

Asked in the transaction that marks rows as being sent. A reminder of several reports, or a list of dossiers, of which
some have left is made anew from what is left; its row waits one more moment under its old key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.due import awake
from conversations.programme.report import ReportKey, ReportState
from handlers.schedule.dossiers import KEY as DOSSIERS
from handlers.schedule.dossiers import listed_in, remake_list
from handlers.schedule.helps import whom_to_ring
from handlers.schedule.owing import owing_units
from handlers.schedule.planned import KEPT_FOR, LATE_AFTER
from handlers.schedule.reminders import compose, guard_of
from storage.dossier_lists import steps_now
from storage.outbox import remake_later
from storage.outbox_outcomes import mark_skipped, release_until
from storage.outbox_recall import STALE
from storage.people import person_at
from storage.reports import states_of
from storage.schedule import followed
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.owed import OwedPart
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.outbox import Due

NO_LONGER_OWED = "no longer owed"
NO_LONGER_THEIRS = "no longer theirs"
TOO_LATE = "too late"
STOPPED = "stopped by an admin"


async def with_reason(tx: Transaction, dues: Sequence[Due], *, services: Services, now: datetime) -> Sequence[Due]:
    """Those of the rows that may leave now; what became of the others is written down."""
    scheduled = [due for due in dues if due.kind in {"reminder", "digest"}]
    if not scheduled:
        return dues
    known = await followed(tx)
    if known is not None and known.stopped_at is not None:
        for due in scheduled:
            await mark_skipped(tx, due, at=millis(now), error=STOPPED)
        return [due for due in dues if due not in scheduled]
    put_off = [due.id for due in scheduled if await _put_off(tx, due, now)]
    dues = [due for due in dues if due.id not in put_off]
    guarded = [due for due in dues if due.guard]
    steps = await steps_now(tx, [number for due in guarded for number, _ in listed_in(due.guard)]) if guarded else {}
    states = await states_of(tx, {key for due in guarded for key, _ in _read(due)}) if guarded else {}
    leaving = []
    for due in dues:
        tokens = _read(due)
        still = [key for key, state in tokens if states.get(key, ReportState.DRAFT) is state]
        moved = any(steps.get(number) != seen for number, seen in listed_in(due.guard))
        if tokens and not still:
            await mark_skipped(tx, due, at=millis(now), error=NO_LONGER_OWED)
        elif len(still) == len(tokens) and not (moved or _outdated(due, now) or _stale(due)):
            leaving.append(due)
        elif due.key is not None and due.key.startswith("reminder:"):
            await _remake(tx, due, still, services=services, now=now)
        elif _stale(due):
            await mark_skipped(tx, due, at=millis(now), error=NO_LONGER_THEIRS)
        elif due.key is not None and due.key.startswith(DOSSIERS):
            if not await remake_list(tx, due, services=services, made=_made(now), now=now):
                await mark_skipped(tx, due, at=millis(now), error=NO_LONGER_OWED)
        else:
            leaving.append(due)
    return leaving


async def _put_off(tx: Transaction, due: Due, now: datetime) -> bool:
    """Too old by now, which is written down, or it is night: nobody is woken by what could not leave by day."""
    waited = now - moment(due.created_at)
    if waited > KEPT_FOR:
        await mark_skipped(tx, due, at=millis(now), error=TOO_LATE)
        return True
    morning = awake(now)
    if morning == now or (due.kind == "digest" and waited <= LATE_AFTER):
        return False
    await release_until(tx, due, next_at=millis(morning))
    return True


def _outdated(due: Due, now: datetime) -> bool:
    """It was made so long before that its days may be wrong. A row made anew says on which day it was."""
    late = now - moment(due.created_at) > LATE_AFTER
    return late and bool(due.guard) and _made(now) not in due.guard.split()


def _stale(due: Due) -> bool:
    """Its reader gave a role away since it was made."""
    return STALE in due.guard.split()


def _made(now: datetime) -> str:
    return f"made:{now.date().isoformat()}"


def _read(due: Due) -> list[tuple[ReportKey, ReportState]]:
    found = []
    for token in due.guard.split():
        text, _, state = token.partition("@")
        key = ReportKey.read(text)
        if key is not None:
            found.append((key, ReportState(state)))
    return found


async def _remake(tx: Transaction, due: Due, still: Sequence[ReportKey], *, services: Services, now: datetime) -> None:
    programme = await services.caches.programme_now(tx, today=now.date())
    person = await person_at(tx, channel=due.channel, address=due.address)
    owed: list[OwedPart] = []
    rules: dict[RuleId, UnitId] = {}
    language = "vi"
    for key in still:
        named = await programme.period(tx, key)
        if named is None:
            continue
        _, rule, period = named
        rules[rule.id] = rule.unit
        async for owing in owing_units(tx, rule, period, programme=programme, within=frozenset({key.unit})):
            own = [(holder, part) for holder, part in owing.in_charge if holder.person == person]
            owed += [part for _, part in own]
            language = next((chat.language for holder, _ in own for chat in holder.chats), language)
    renderer = services.renderers.get(due.channel)
    if not owed or renderer is None:
        await mark_skipped(tx, due, at=millis(now), error=NO_LONGER_OWED)
        return
    words = services.words_in(language)
    helps = await whom_to_ring(tx, rules, today=now.date())
    late = now - moment(due.created_at) > LATE_AFTER
    message = compose(owed, now=now, late=late, helps=helps, words=words)
    body = renderer.message(message, address=due.address)
    remake_later(tx, due, body=body, guard=f"{guard_of(owed)} {_made(now)}")

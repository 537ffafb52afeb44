"""Digests that are due: each reader's own words, the groups' without persons, all of one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.digest import Audience
from conversations.programme.due import awake
from conversations.programme.person import Role
from handlers.digest import load_digest, told_of
from handlers.schedule.digest_slots import readers
from handlers.schedule.planned import LATE_AFTER, Planned
from handlers.schedule.reminders import chat_of
from storage.groups import groups_following
from storage.owing import Chat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from conversations.programme.digest import Digest
    from handlers.ports import Services
    from handlers.schedule.digest_slots import UnitDigest
    from storage.database import Transaction
    from storage.programme import Programme


async def planned_digests(
    tx: Transaction, digests: Iterable[UnitDigest], *, programme: Programme, services: Services, now: datetime
) -> list[Planned]:
    """The rows. A digest says how things stand now, also where it is a little late; at night a late one waits."""
    planned: list[Planned] = []
    for due in digests:
        not_before = awake(now) if due.slot.at < now - LATE_AFTER else None
        read: dict[bool, Digest | None] = {}
        for key, chat, audience in await _readers(tx, due, programme=programme):
            persons = audience is Audience.MANAGER
            if persons not in read:
                read[persons] = await load_digest(tx, programme.sets, unit=due.unit.id, at=now, persons=persons)
            digest = read[persons]
            if digest is None:
                continue
            words = services.words_in(chat.language)
            pieces = told_of(digest, audience, due.slot.kind, words)
            planned += [
                Planned(f"{key}:{number}", "digest", chat, piece, not_before=not_before)
                for number, piece in enumerate(pieces, start=1)
            ]
    return planned


async def skipped_digests(tx: Transaction, digests: Iterable[UnitDigest], *, programme: Programme) -> list[Planned]:
    """The rows of digests that had become too old."""
    return [
        Planned(f"{key}:1", "digest", chat, None)
        for digest in digests
        for key, chat, _ in await _readers(tx, digest, programme=programme)
    ]


async def _readers(
    tx: Transaction, digest: UnitDigest, *, programme: Programme
) -> Sequence[tuple[str, Chat, Audience]]:
    base = f"digest:{digest.unit.id}:{digest.slot.name}"
    if digest.slot.audience is Audience.GROUP:
        return [
            (f"{base}:group-{group.id}", Chat(group.channel, group.address, "vi"), Audience.GROUP)
            for group in await groups_following(tx, digest.unit.id)
        ]
    found = []
    for holder in (await readers(tx, digest.unit.id, today=programme.today)).values():
        chat = chat_of(holder)
        if chat is not None:
            audience = Audience.MANAGER if holder.role is Role.MANAGER else Audience.OBSERVER
            found.append((f"{base}:{holder.person}", chat, audience))
    return found

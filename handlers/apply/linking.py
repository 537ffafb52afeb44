"""One person with several channels: a code is shown in one chat and typed in the other; any of them can be let go."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, assert_never

from conversations.engine import effects as e
from conversations.engine.frames import Menu, Welcome
from conversations.reading.link_code import LENGTH
from conversations.screens import linking as screens
from conversations.screens import problems
from handlers.apply.acting import Notice
from storage.link_codes import link_code, note_wrong_code, put_link_code, take_link_code, wrong_codes
from storage.outbox_recall import recall_chat
from storage.people import close_account, language_of, open_account, own_account, person_at
from storage.sessions import forget
from storage.suspensions import is_suspended

if TYPE_CHECKING:
    from conversations.engine.effects import MakeLinkCode, UnlinkChannel, UseLinkCode
    from conversations.engine.session import Session
    from handlers.apply.acting import Acting

GOOD_FOR: Final = timedelta(minutes=10)
TRIES: Final = 5
"""Wrong codes in one chat within that time; of a hundred million possible ones."""


async def link(
    acting: Acting, effect: MakeLinkCode | UseLinkCode | UnlinkChannel
) -> tuple[Session, tuple[Notice, ...]]:
    """One of these; the session with whose chat this is then, and who is told."""
    match effect:
        case e.MakeLinkCode():
            make_code(acting)
            return acting.session, ()
        case e.UseLinkCode():
            return await use_code(acting, effect)
        case e.UnlinkChannel():
            return await unlink(acting, effect)
        case _:
            assert_never(effect)


def make_code(acting: Acting) -> None:
    """Told above the screen, and nowhere kept but as a digest; one shown before opens nothing any more."""
    code = _digits(acting.services.secrets.code())
    put_link_code(acting.tx, acting.somebody, code, channel=acting.channel, until=acting.now + GOOD_FOR, now=acting.now)
    acting.note("link_code_made", f"person:{acting.somebody}", channel=acting.channel)
    acting.said.append(screens.code(code, acting.now + GOOD_FOR, acting.words))


async def use_code(acting: Acting, effect: UseLinkCode) -> tuple[Session, tuple[Notice, ...]]:
    """This chat becomes the person's whose code it is, at the menu. A chat that is somebody else's stays theirs.

    What was wrong is told above the screen and not raised, so that the try is counted.
    """
    same = acting.session
    tries = await wrong_codes(acting.tx, channel=acting.channel, address=acting.address, since=acting.now - GOOD_FOR)
    if tries >= TRIES:
        acting.said.append(screens.too_many(acting.words))
        return same, ()
    found = await link_code(acting.tx, effect.code, now=acting.now)
    if found is None or await is_suspended(acting.tx, found.person):
        note_wrong_code(acting.tx, channel=acting.channel, address=acting.address, now=acting.now)
        acting.said.append(screens.wrong(acting.words))
        return same, ()
    owner = same.person or await person_at(acting.tx, channel=acting.channel, address=acting.address)
    if owner is not None:
        line = screens.linked_already if owner == found.person else screens.anothers
        acting.said.append(line(acting.words))
        return same, ()
    if not await take_link_code(acting.tx, found, now=acting.now):
        acting.said.append(screens.wrong(acting.words))
        return same, ()
    open_account(acting.tx, found.person, channel=acting.channel, address=acting.address, now=acting.now)
    language = await language_of(acting.tx, found.person)
    session = replace(same, person=found.person, language=language or same.language, stack=(Menu(),))
    linked = replace(acting, session=session)
    linked.note("channel_linked", f"person:{found.person}", channel=acting.channel)
    acting.said.append(screens.linked(found.channel, linked.words))
    channel = acting.channel
    return session, (Notice(to=(found.person,), message=lambda words: screens.told(channel, words), other_chats=True),)


async def unlink(acting: Acting, effect: UnlinkChannel) -> tuple[Session, tuple[Notice, ...]]:
    """That chat is nobody's any more. Raises Refusal: it is not the actor's, or the only one they have."""
    person = acting.somebody
    own = await own_account(acting.tx, person, effect.account)
    if own is None:
        raise problems.not_yours(acting.words)
    if not own.others:
        raise screens.the_only_one(acting.words)
    close_account(acting.tx, effect.account, now=acting.now)
    recall_chat(acting.tx, channel=own.channel, address=own.address, why="unlinked", now=acting.now)
    acting.note("channel_unlinked", f"person:{person}", channel=own.channel)
    acting.said.append(screens.unlinked(own.channel, acting.words))
    channel = own.channel
    notice = Notice(to=(person,), message=lambda words: screens.told_unlinked(channel, words), other_chats=True)
    if (own.channel, own.address) == (acting.channel, acting.address):
        return replace(acting.session, person=None, stack=(Welcome(),)), (notice,)
    await forget(acting.tx, channel=own.channel, address=own.address)
    return acting.session, (notice,)


def _digits(secret: str) -> str:
    """Eight digits out of a secret that nobody can guess."""
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:8])
    return f"{number % 10**LENGTH:0{LENGTH}}"

"""A turn: something happened to somebody; it is decided by pure code and written in one transaction with all that
must leave.

Inbox row first (an update that is there already changes nothing), then session and facts, step, effects, the next
screen, outbox.
A problem undoes the turn's changes alone: in a transaction of its own the person is told why and shown where they
stand.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.dialogues.commands import commands_for
from conversations.engine.effects import (
    DecidePlan,
    ExplainName,
    KeepEvidence,
    RecordDifficulty,
    SaveAnswer,
    SendPlan,
    SetLanguage,
    UseInvitation,
    UseLinkCode,
    WithdrawConsent,
)
from conversations.engine.events import Blocked, Commanded, Event, Pressed
from conversations.engine.frames import Welcome
from conversations.engine.session import Session, home_of
from conversations.engine.step import Step, step, with_lines
from conversations.engine.step import needs as needs_for
from conversations.engine.topmost import needs_of, screen_of
from conversations.programme.problem import Problem, Refusal
from conversations.screens.commands import description
from conversations.screens.faults import lost_place, our_fault
from conversations.screens.unexpected import received
from handlers.apply import Conflict, apply
from handlers.deliver import LEASE
from handlers.facts import load_facts, with_answer
from handlers.ports import Place
from storage import inbox, sessions
from storage.outbox import Kind, Outgoing, put_in_hand, put_later, supersede_screens
from storage.people import person_at
from storage.refusals import is_outage
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from conversations.engine.facts import Facts, Needs
    from conversations.engine.screen import Screen
    from handlers.apply import Told
    from handlers.ports import Renderer, Services
    from storage.database import Database, Transaction
    from storage.outbox import Due
    from storage.sessions import StoredSession

_log = logging.getLogger(__name__)

IN_HAND = 20
"""So many messages of one turn are sent by the worker that took it; more are queued, so that it serves others too."""

TRIES_ON_CONFLICT = 3
"""Somebody else's answer may come between reading and writing; the turn is then taken again on what stands now."""


_WITH_FILES = (KeepEvidence, RecordDifficulty, SendPlan, ExplainName, DecidePlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a channel received. pressed_on: id of the message under which the button stood."""

    channel: str
    key: str
    kind: str
    address: str
    sender: str
    language: str
    event: Event
    pressed_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """toast: for the answer to a button press, may be empty. outgoing: rows of this turn, being sent by this worker,
    in order.
    """

    duplicate: bool = False
    toast: str = ""
    outgoing: tuple[Due, ...] = ()
    files: bool = False
    """There may be files to be fetched now."""


async def take_turn(database: Database, incoming: Incoming, services: Services) -> Turned:
    """Take one turn; it is durably committed when this returns. Raises only when the database cannot be used."""
    for _ in range(TRIES_ON_CONFLICT):
        try:
            return await database.turn(_turn_of(incoming, services))
        except Conflict:
            continue
        except Problem as problem:
            if is_outage(problem):
                raise
            if isinstance(problem, Refusal):
                _log.warning("refused", extra={"channel": incoming.channel, "key": incoming.key, "code": problem.code})
            return await database.turn(_turn_of(incoming, services, why=problem))
        except Exception:  # noqa: BLE001 - whatever it is, the person is told and the others go on
            code = services.secrets.code()[:6]
            _log.exception("a turn went wrong", extra={"channel": incoming.channel, "key": incoming.key, "code": code})
            return await database.turn(_apology_of(incoming, services, code))
    return await database.turn(_apology_of(incoming, services, services.secrets.code()[:6]))


def _turn_of(
    incoming: Incoming, services: Services, *, why: Problem | None = None
) -> Callable[[Transaction], Awaitable[Turned]]:
    """The turn as one transaction. why: what was wrong with the same turn before; then only that is said."""

    async def work(tx: Transaction) -> Turned:
        now = services.clock.now()
        at = millis(now)
        if not await inbox.claim(tx, channel=incoming.channel, update_key=incoming.key, kind=incoming.kind, at=at):
            return Turned(duplicate=True)
        stored, lost = await _stored(tx, incoming, services)
        turn = _Turn(tx=tx, incoming=incoming, services=services, now=now, stored=stored)
        return await turn.take(why, lost=lost)

    return work


async def _stored(tx: Transaction, incoming: Incoming, services: Services) -> tuple[StoredSession | None, bool]:
    """The session; True: it could not be read, which is told to the person and to whoever reads the log."""
    try:
        known = services.caches.sessions
        return await sessions.load(tx, channel=incoming.channel, address=incoming.address, known=known), False
    except Problem as problem:
        if problem.code != "session_unreadable":
            raise
        _log.critical("a session cannot be read", extra={"channel": incoming.channel, "code": problem.code})
        person = await person_at(tx, channel=incoming.channel, address=incoming.address)
        revision = await sessions.revision_of(tx, channel=incoming.channel, address=incoming.address)
        session = replace(Session(), person=person, revision=revision)
        return sessions.StoredSession(session=session, screen_message=None, blocked=False), True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One turn inside its transaction."""

    tx: Transaction
    incoming: Incoming
    services: Services
    now: datetime
    stored: StoredSession | None

    @property
    def renderer(self) -> Renderer:
        return self.services.renderers[self.incoming.channel]

    async def take(self, why: Problem | None, *, lost: bool) -> Turned:
        event = self.incoming.event
        session = self.stored.session if self.stored is not None else Session()
        wanted = needs_of(session.top) if why is not None else needs_for(session, event)
        facts = await self._facts(session, wanted)
        if session.person is not None and facts.person is None:
            session = replace(session, person=None, stack=(Welcome(),))
            facts = await self._facts(session, needs_for(session, event))
        if isinstance(event, Blocked):
            self._save(session, blocked=event.blocked)
            return Turned()
        if why is not None:
            taken = Step(session=session, lines=(why.sentence(),))
        elif lost:
            taken = Step(session=replace(session, stack=home_of(session)), lines=(lost_place(facts.words),))
        else:
            taken = step(self._on_this_message(session), event, facts)
        return await self._show(session, taken, facts)

    def _on_this_message(self, session: Session) -> Session:
        """The same button on another message than the screen's is no double press: a question that repeated after a
        crash stands below the screen, and whoever presses there must be shown where they are.
        """
        screen = self.stored.screen_message if self.stored is not None else None
        if None in {screen, self.incoming.pressed_on} or screen == self.incoming.pressed_on:
            return session
        return replace(session, last_press=None)

    async def _show(self, before: Session, taken: Step, facts: Facts) -> Turned:
        if not taken.show:
            return Turned(toast=taken.toast)
        applied = await apply(
            self.tx,
            taken.effects,
            session=taken.session,
            person=facts.person,
            services=self.services,
            caches=self.services.caches,
            channel=self.incoming.channel,
            address=self.incoming.address,
            now=self.now,
            display_name=self.incoming.sender,
        )
        session = applied.session
        wanted = needs_of(session.top)
        if taken.effects or wanted != facts.loaded:
            facts = self._with_answer(taken, facts, wanted) or await self._facts(session, wanted)
        screen = with_lines(screen_of(session.top, facts), (*taken.lines, *applied.lines))
        session = session.with_screen(screen)
        assert session.shown is not None  # noqa: S101 - with_screen has just set it
        self._save(session, blocked=False)
        place = self._place(before, screen)
        body = self.renderer.screen(screen, token=session.shown.token, place=place)
        outgoing = [await self._send(call, kind="notice") for call in self._unkeyboarded(before, screen, facts)]
        outgoing.append(await self._send(body, kind="answer", revision=session.revision))
        if outgoing[-1] is None:
            await self._forget_seen(before, session)
        outgoing += [await self._send(call, kind="notice") for call in self._unbuttoned(before, place)]
        outgoing += [await self._send(call, kind="notice") for call in self._menu(taken, facts)]
        pictures = [self.renderer.picture(one, address=self.incoming.address) for one in applied.pictures]
        documents = [self.renderer.document(one, address=self.incoming.address) for one in applied.documents]
        files = [call for call in (*pictures, *documents) if call is not None]
        outgoing += [await self._send(call, kind="file") for call in files]
        if len(applied.messages) > IN_HAND:
            for told in applied.messages:
                self._queue(told)
        else:
            outgoing += [await self._tell(told) for told in applied.messages]
        return Turned(
            toast=taken.toast,
            outgoing=tuple(due for due in outgoing if due is not None),
            files=any(isinstance(effect, _WITH_FILES) for effect in taken.effects),
        )

    def _pressed_current(self, before: Session) -> bool:
        event = self.incoming.event
        return isinstance(event, Pressed) and before.shown is not None and event.token == before.shown.token

    def _place(self, before: Session, screen: Screen) -> Place:
        """A pressed question becomes the next one where it stands; anything else is a new message."""
        edits = self.renderer.edits and not self.renderer.below(screen.takes)
        edit = self.incoming.pressed_on if self._pressed_current(before) and edits else None
        return Place(address=self.incoming.address, edit=edit)

    async def _forget_seen(self, before: Session, session: Session) -> None:
        """Something waits before the new screen. Whoever pressed a button of the last one has it on the phone: after a
        crash it would only repeat.
        """
        if self._pressed_current(before):
            await supersede_screens(
                self.tx,
                channel=self.incoming.channel,
                address=self.incoming.address,
                revision=session.revision,
                at=millis(self.now),
            )

    def _unbuttoned(self, before: Session, place: Place) -> tuple[bytes, ...]:
        """An answered question keeps no live buttons."""
        message = self.stored.screen_message if self.stored is not None else None
        if place.edit is not None or message is None or before.shown is None or not before.shown.options:
            return ()
        call = self.renderer.unbutton(address=self.incoming.address, message_id=message)
        return () if call is None else (call,)

    def _unkeyboarded(self, before: Session, screen: Screen, facts: Facts) -> tuple[bytes, ...]:
        """What stood below the input field goes before the next screen comes."""
        if before.shown is None or not self.renderer.below(before.shown.takes) or self.renderer.below(screen.takes):
            return ()
        call = self.renderer.unkeyboard(address=self.incoming.address, text=received(facts.words))
        return () if call is None else (call,)

    def _menu(self, taken: Step, facts: Facts) -> tuple[bytes, ...]:
        """The phone lists the commands of the person's roles, in their language; /start lists them anew."""
        started = isinstance(self.incoming.event, Commanded) and self.incoming.event.name == "start"
        changed = any(
            isinstance(effect, UseInvitation | UseLinkCode | WithdrawConsent | SetLanguage) for effect in taken.effects
        )
        if not changed and not (started and facts.person is not None):
            return ()
        commands = [(command.name, description(command.name, facts.words)) for command in commands_for(facts.person)]
        call = self.renderer.menu(commands, address=self.incoming.address)
        return () if call is None else (call,)

    def _with_answer(self, taken: Step, facts: Facts, wanted: Needs) -> Facts | None:
        """Most turns save an answer and go on in the same report: nothing need be read again."""
        if wanted != facts.loaded or not all(type(effect) is SaveAnswer for effect in taken.effects):
            return None
        return with_answer(facts, self.tx, caches=self.services.caches)

    async def _facts(self, session: Session, wanted: Needs) -> Facts:
        return await load_facts(
            self.tx,
            wanted,
            session=session,
            services=self.services,
            caches=self.services.caches,
            now=self.now,
            plain=self.renderer.plain,
        )

    def _save(self, session: Session, *, blocked: bool) -> None:
        sessions.save_later(
            self.tx,
            channel=self.incoming.channel,
            address=self.incoming.address,
            session=session,
            at=millis(self.now),
            blocked=blocked,
            known=self.services.caches.sessions,
        )

    async def _send(self, body: bytes, *, kind: Kind, revision: int | None = None) -> Due | None:
        outgoing = Outgoing(
            channel=self.incoming.channel, address=self.incoming.address, kind=kind, body=body, revision=revision
        )
        return await _put(self.tx, outgoing, self.services, self.now)

    def _queue(self, told: Told) -> None:
        """Many are told something: whoever dispatches takes them one after another, behind all answers."""
        renderer = self.services.renderers.get(told.channel)
        if renderer is not None:
            body = renderer.message(told.message, address=told.address)
            outgoing = Outgoing(channel=told.channel, address=told.address, kind="notice", body=body, key=told.key)
            put_later(self.tx, outgoing, at=millis(self.now))

    async def _tell(self, told: Told) -> Due | None:
        if told.key is not None:
            self._queue(told)
            return None
        renderer = self.services.renderers.get(told.channel)
        if renderer is None:
            return None
        body = renderer.message(told.message, address=told.address)
        outgoing = Outgoing(channel=told.channel, address=told.address, kind="notice", body=body)
        return await _put(self.tx, outgoing, self.services, self.now)


async def _put(tx: Transaction, outgoing: Outgoing, services: Services, now: datetime) -> Due | None:
    return await put_in_hand(tx, outgoing, at=millis(now), worker=services.worker, until=millis(now + LEASE))


def _apology_of(incoming: Incoming, services: Services, code: str) -> Callable[[Transaction], Awaitable[Turned]]:
    """Our fault: logged under a code; the person gets an apology with that code, keeps their place and loses
    nothing.
    """

    async def work(tx: Transaction) -> Turned:
        now = services.clock.now()
        if not await inbox.claim(
            tx, channel=incoming.channel, update_key=incoming.key, kind=incoming.kind, at=millis(now)
        ):
            return Turned(duplicate=True)
        body = services.renderers[incoming.channel].message(
            our_fault(services.words["vi"], code), address=incoming.address
        )
        outgoing = Outgoing(channel=incoming.channel, address=incoming.address, kind="answer", body=body)
        due = await _put(tx, outgoing, services, now)
        return Turned(outgoing=(due,) if due is not None else ())

    return work

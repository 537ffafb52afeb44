"""A group's turn: something happened in a group; it is decided by pure code and written in one transaction with all
that must leave.

Inbox row first (an update that is there already changes nothing), then who did it and what the group follows, the
decision, its effect, outbox. What a group is told is told to everybody there, so refusals and greetings are rationed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, assert_never

from conversations.dialogues import group as dialogue
from conversations.engine.group import (
    Answer,
    BotStands,
    Follow,
    FollowNothing,
    GroupCommanded,
    GroupEvent,
    GroupFacts,
    GroupMoved,
    GroupPressed,
    Question,
    QuestionId,
)
from conversations.engine.screen import Picture
from conversations.programme.group import Barrier
from conversations.programme.problem import Problem
from conversations.screens import group as screens
from conversations.screens import group_notices
from conversations.screens.faults import our_fault
from handlers.deliver import LEASE
from handlers.facts.person import person_with_units
from handlers.group_digest import shown_in_group
from handlers.groups_reach import lost, to_person
from handlers.ports import Place
from handlers.turn import Turned
from storage import group_questions, inbox
from storage.addresses import address_of, topic_of
from storage.audit import note_later
from storage.dialects import LOCK_NEW_SESSION
from storage.group_talk import came_from_a_move, may_tell, move_group, where_now
from storage.groups import bind, end_binding, group_at, lift_barriers, retitle
from storage.outbox import Outgoing, put_in_hand
from storage.outbox_outcomes import move_chat
from storage.people import move_account, person_at
from storage.programme import stamp_of, stamp_read
from storage.refusals import is_outage
from storage.roles import known_person, person_read
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from conversations.dialogues.group import Shows
    from conversations.engine.screen import Message, Screen
    from conversations.engine.words import Words
    from conversations.programme.group import GroupChat
    from conversations.programme.person import Person
    from handlers.ports import Renderer, Services
    from storage.database import Database, Transaction
    from storage.outbox import Due
    from storage.programme import Programme

_log = logging.getLogger(__name__)

TOLD_AGAIN_AFTER: Final = timedelta(hours=1)
SHOWN_AGAIN_AFTER: Final = timedelta(minutes=2)
PART_AGAIN_AFTER: Final = timedelta(seconds=10)
"""A summary of a province costs some reading; nobody can keep the bot busy with it."""
REFUSED_AGAIN_AFTER: Final = timedelta(minutes=1)
GREETINGS: Final = frozenset({"start", "trogiup", "help"})
NUMBER: Final = 15
"""Digits of a question's number in a button, at most: no longer than every database takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupIncoming:
    """What a channel received in a group. address: the group's; topic: where it has topics and it was in one.

    sender: the address of the private chat of whoever did it, empty for somebody who writes in the group's name.
    pressed_on: id of the message under which the button stood.
    """

    channel: str
    key: str
    kind: str
    address: str
    event: GroupEvent
    topic: int | None = None
    title: str = ""
    sender: str = ""
    pressed_on: str | None = None


async def take_group_turn(database: Database, incoming: GroupIncoming, services: Services) -> Turned:
    """Take one turn; it is durably committed when this returns. Raises only when the database cannot be used."""

    async def work(tx: Transaction) -> Turned:
        begun = await _begun(tx, incoming, services)
        return Turned(duplicate=True) if begun is None else await begun.take()

    try:
        return await database.turn(work)
    except Exception as problem:
        if isinstance(problem, Problem) and is_outage(problem):
            raise
        code = services.secrets.code()[:6]
        _log.exception("a group's turn went wrong", extra={"key": incoming.key, "kind": incoming.kind, "code": code})
        return await database.turn(_apology_of(incoming, services, code))


async def _begun(tx: Transaction, incoming: GroupIncoming, services: Services) -> _Turn | None:
    """None: it was taken before. Turns of one group come one after the other, also from several workers."""
    now = services.clock.now()
    if not await inbox.claim(tx, channel=incoming.channel, update_key=incoming.key, kind=incoming.kind, at=millis(now)):
        return None
    if tx.dialect == "postgresql":
        await tx.all(LOCK_NEW_SESSION, channel=incoming.channel, address=incoming.address)
    chat = await where_now(tx, channel=incoming.channel, chat=incoming.address)
    return _Turn(tx=tx, incoming=incoming, services=services, now=now, chat=chat)


def _apology_of(incoming: GroupIncoming, services: Services, code: str) -> Callable[[Transaction], Awaitable[Turned]]:
    """Our fault: the update is taken, nothing of it is kept, and whoever gave a command is told."""

    async def work(tx: Transaction) -> Turned:
        turn = await _begun(tx, incoming, services)
        if turn is None:
            return Turned(duplicate=True)
        if not isinstance(incoming.event, GroupCommanded | GroupPressed):
            return Turned()
        message = our_fault(turn.words, code)
        body = turn.renderer.message(message, address=turn.address)
        return Turned(outgoing=await turn.hand_over(turn.outgoing(body)))

    return work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One turn inside its transaction. chat: the id that the group has now."""

    tx: Transaction
    incoming: GroupIncoming
    services: Services
    now: datetime
    chat: str

    @property
    def renderer(self) -> Renderer:
        return self.services.renderers[self.incoming.channel]

    @property
    def words(self) -> Words:
        """A group is spoken to in the source language."""
        return self.services.words["vi"]

    @property
    def address(self) -> str:
        return address_of(self.chat, self.incoming.topic)

    async def take(self) -> Turned:
        event = self.incoming.event
        match event:
            case GroupCommanded():
                return await self._commanded(event)
            case GroupPressed():
                return await self._pressed(event)
            case BotStands():
                return await self._stands(event)
            case GroupMoved(to=to):
                return await self._moved(to)
            case _:
                assert_never(event)

    # ---- what people do

    async def _commanded(self, event: GroupCommanded) -> Turned:
        if self.incoming.title:
            await retitle(self.tx, channel=self.incoming.channel, chat=self.chat, title=self.incoming.title)
        name = event.name
        shows = dialogue.shown_by(name)
        if shows is not None:
            return await self._shows(shows, event.arguments)
        if name not in {dialogue.BIND, dialogue.UNBIND}:
            return await self._by_the_way(name)
        facts, _, _ = await self._facts(self.address)
        answer = dialogue.bind(event.arguments, facts) if name == dialogue.BIND else dialogue.unbind(facts)
        if answer.ask is None and not await self._may_tell("refused", REFUSED_AGAIN_AFTER, only=answer.screen):
            return Turned()
        return await self._answer(answer, facts, question=None)

    async def _shows(self, shows: Shows, name: str) -> Turned:
        """Anybody may ask; the same again within a moment is above."""
        facts, _, group = await self._facts(self.address)
        if group is None or facts.follows is None:
            if not await self._may_tell("follows_nothing", REFUSED_AGAIN_AFTER):
                return Turned()
            screen = screens.follows_nothing(facts)
            return Turned(outgoing=await self.hand_over(self._shown(screen, token="", edit=None)))
        if name:
            if not await self._may_tell(f"{shows} of a part", PART_AGAIN_AFTER):
                return Turned()
        elif not await self._may_tell(shows, SHOWN_AGAIN_AFTER):
            if not await self._may_tell("told_just_now", SHOWN_AGAIN_AFTER):
                return Turned()
            screen = screens.told_just_now(facts)
            return Turned(outgoing=await self.hand_over(self._shown(screen, token="", edit=None)))
        told = await shown_in_group(
            self.tx,
            self.services.caches.sets,
            group=group,
            unit=facts.follows,
            shows=shows,
            name=name,
            facts=facts,
        )
        return Turned(outgoing=await self.hand_over(*map(self._told, told)))

    def _told(self, one: Message | Picture) -> Outgoing:
        if isinstance(one, Picture):
            return self.outgoing(self.renderer.picture(one, address=self.address))
        return self.outgoing(self.renderer.message(one, address=self.address))

    async def _by_the_way(self, name: str) -> Turned:
        """A command that changes nothing in a group."""
        if name in GREETINGS:
            facts, _, _ = await self._facts(self.address)
            screen, what = screens.hello(facts), "hello"
        else:
            screen, what = screens.private_only(self.words, link=self.services.link_base), "private_only"
        if not await self._may_tell(what, TOLD_AGAIN_AFTER):
            return Turned()
        return Turned(outgoing=await self.hand_over(self._shown(screen, token="", edit=None)))

    async def _pressed(self, event: GroupPressed) -> Turned:
        number = _question_number(event.token)
        question = (
            None
            if number is None
            else await group_questions.question(self.tx, number, channel=self.incoming.channel, chat=self.chat)
        )
        facts, programme, _ = await self._facts(self.address if question is None else question.address)
        units = [
            unit
            for wanted in (question.units if question is not None else ())
            if (unit := await programme.unit(self.tx, wanted)) is not None and unit.exists_on(self.now.date())
        ]
        return await self._answer(dialogue.press(question, event.option, units, facts), facts, question=question)

    async def _answer(self, answer: Answer, facts: GroupFacts, *, question: Question | None) -> Turned:
        address = self.address if question is None else question.address
        number = question.id if question is not None else None
        outgoing: list[Outgoing] = []
        if answer.ask is not None and facts.person is not None:
            if number is None:
                number = await group_questions.ask(
                    self.tx,
                    channel=self.incoming.channel,
                    address=address,
                    kind=answer.ask.kind,
                    person=facts.person.id,
                    units=answer.ask.units,
                    was=facts.follows.id if facts.follows is not None else None,
                    now=self.now,
                )
            else:
                group_questions.choose(self.tx, number, answer.ask.units)
        if answer.closes and question is not None:
            group_questions.close(self.tx, question.id, now=self.now)
        if answer.effect is not None and facts.person is not None:
            outgoing += await self._carry_out(answer.effect, facts, facts.person, address)
        if answer.screen is None:
            return Turned(toast=answer.toast)
        token = "" if number is None else format(number, "x")
        shown = self._shown(answer.screen, token=token, edit=self._edit(address, question), address=address)
        return Turned(
            toast=answer.toast, outgoing=await self.hand_over(*self._unbuttoned(address, question), shown, *outgoing)
        )

    async def _carry_out(
        self, effect: Follow | FollowNothing, facts: GroupFacts, person: Person, address: str
    ) -> tuple[Outgoing, ...]:
        """Bind or end; whoever had bound it before is told, where that was somebody else."""
        channel = self.incoming.channel
        before = await group_at(self.tx, channel=channel, address=address)
        match effect:
            case Follow(unit=unit):
                title = self.incoming.title or (before.title if before is not None else "")
                group = await bind(
                    self.tx, channel=channel, address=address, title=title, unit=unit, by=person.id, now=self.now
                )
                self._note(person, "group_bound", group=group, unit=unit)
            case FollowNothing():
                await end_binding(self.tx, channel=channel, address=address, by=person.id, now=self.now)
                if before is not None:
                    self._note(person, "group_unbound", group=before.id, unit=before.unit)
            case _:
                assert_never(effect)
        if before is None or facts.follows is None or before.bound_by == person.id:
            return ()
        old = facts.follows
        new = None
        if isinstance(effect, Follow):
            new = next(grant.unit for grant in person.grants if grant.unit.id == effect.unit)
        return await to_person(
            self.tx, self.services, before.bound_by, lambda words: group_notices.went_over(before, old, new, words)
        )

    def _note(self, person: Person, act: str, *, group: int, unit: int) -> None:
        note_later(
            self.tx,
            at=millis(self.now),
            person=person.id,
            act=act,
            subject=f"unit:{unit}",
            detail={"group": group},
        )

    # ---- what happens to the bot and to the group

    async def _stands(self, event: BotStands) -> Turned:
        channel = self.incoming.channel
        if self.chat != self.incoming.address:
            return Turned()  # said of the group that it was before it became a supergroup
        if not event.inside or not event.may_write:
            barrier = Barrier.NO_RIGHTS if event.inside else Barrier.REMOVED
            told = await lost(self.tx, self.services, channel=channel, address=self.chat, barrier=barrier, now=self.now)
            return Turned(outgoing=await self.hand_over(*told))
        await lift_barriers(self.tx, channel=channel, address=self.chat, topics=event.came)
        if not event.came or await came_from_a_move(self.tx, channel=channel, chat=self.chat):
            return Turned()
        return await self._by_the_way("start")

    async def _moved(self, to: str) -> Turned:
        channel, old = self.incoming.channel, self.incoming.address
        if to != old:
            await move_chat(self.tx, channel=channel, old=old, new=to)
            move_account(self.tx, channel=channel, address=old, to=to)
            await move_group(self.tx, channel=channel, old=old, new=to, now=self.now)
        return Turned()

    # ---- what it is decided on, and what leaves

    async def _facts(self, address: str) -> tuple[GroupFacts, Programme, GroupChat | None]:
        person = None
        if self.incoming.sender:
            person = await person_at(self.tx, channel=self.incoming.channel, address=self.incoming.sender)
        reads = [stamp_read()] if person is None else [stamp_read(), person_read(person, self.now.date())]
        stamp, *rows = await self.tx.together(*reads)
        programme = self.services.caches.programme(stamp=stamp_of(stamp), today=self.now.date())
        known = None if person is None else known_person(person, rows[0])
        group = await group_at(self.tx, channel=self.incoming.channel, address=address)
        facts = GroupFacts(
            now=self.now,
            words=self.words,
            topic=topic_of(address) is not None,
            person=None if known is None else await person_with_units(self.tx, known, programme),
            anonymous=not self.incoming.sender,
            follows=None if group is None else await programme.unit(self.tx, group.unit),
            since=None if group is None else group.bound_at.date(),
        )
        return facts, programme, group

    async def _may_tell(self, what: str, again: timedelta, *, only: Screen | None = None) -> bool:
        """Whether the group may be told this now. only: rations nothing but a refusal."""
        if only is not None and only.name not in {"group.refused", "group.anonymous"}:
            return True
        return await may_tell(
            self.tx, what, channel=self.incoming.channel, chat=self.address, now=self.now, again=again
        )

    def _edit(self, address: str, question: Question | None) -> str | None:
        """A pressed question becomes its answer where it stands. One of the group's former life cannot be edited; in a
        topic an edit that fails would come as a new message somewhere else.
        """
        if question is None or self.chat != self.incoming.address or topic_of(address) is not None:
            return None
        return self.incoming.pressed_on

    def _unbuttoned(self, address: str, question: Question | None) -> tuple[Outgoing, ...]:
        """An answered question keeps no live buttons."""
        pressed_on = self.incoming.pressed_on
        if question is None or pressed_on is None or self._edit(address, question) is not None:
            return ()
        if self.chat != self.incoming.address:
            return ()
        call = self.renderer.unbutton(address=address, message_id=pressed_on)
        return () if call is None else (self.outgoing(call, address=address),)

    def _shown(self, screen: Screen, *, token: str, edit: str | None, address: str = "") -> Outgoing:
        place = Place(address=address or self.address, edit=edit)
        return self.outgoing(self.renderer.screen(screen, token=token, place=place), address=place.address)

    def outgoing(self, body: bytes, *, address: str = "") -> Outgoing:
        return Outgoing(channel=self.incoming.channel, address=address or self.address, kind="notice", body=body)

    async def hand_over(self, *outgoing: Outgoing) -> tuple[Due, ...]:
        """Written down as in this worker's hand."""
        dues = [
            await put_in_hand(
                self.tx, one, at=millis(self.now), worker=self.services.worker, until=millis(self.now + LEASE)
            )
            for one in outgoing
        ]
        return tuple(due for due in dues if due is not None)


def _question_number(token: str) -> QuestionId | None:
    """The number of the question in a button; None for anything forged."""
    try:
        number = int(token, 16)
    except ValueError:
        return None
    return QuestionId(number) if number > 0 and len(token) <= NUMBER and token == format(number, "x") else None

"""A group's turn as values: what happened there, what it is decided on, and what follows. No channel's words.

A group holds no conversation: a command is answered, and what must be confirmed is one question to the person who gave
the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NewType

from conversations.engine.words import SOURCE, Words

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.engine.screen import Screen
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit

QuestionId = NewType("QuestionId", int)
QuestionKind = Literal["bind", "unbind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCommanded:
    """A command meant for the bot."""

    name: str
    arguments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPressed:
    """An option under a question; anything may be forged."""

    token: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotStands:
    """The bot's own place has changed. came: it was not in the group before."""

    inside: bool
    may_write: bool
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoved:
    """The group became a supergroup: it has another id now."""

    to: str


GroupEvent = GroupCommanded | GroupPressed | BotStands | GroupMoved


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one person was asked. units: to choose from, or the one to confirm. was: what the group followed then."""

    id: QuestionId
    address: str
    person: PersonId
    kind: QuestionKind
    units: tuple[UnitId, ...]
    was: UnitId | None
    asked_at: datetime
    answered: bool = False
    open_to_managers: bool = False
    """Not the person alone: any manager of the unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """now: aware. person: who gave the command or pressed, None where we do not know them. follows: the unit that the
    group, or the topic, follows, since that day.
    """

    now: datetime
    words: Words = SOURCE
    topic: bool = False
    person: Person | None = None
    anonymous: bool = False
    """The sender writes in the group's name, so nobody knows who it is."""
    follows: Unit | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Put this to the person; where they were asked already, it takes the place of what they were asked before."""

    kind: QuestionKind
    units: tuple[UnitId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """From now on the group follows the unit."""

    unit: UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowNothing:
    """The group follows nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a group's turn comes to. screen: told in the group (in place of the question pressed); None: only the toast.

    closes: the question is answered by it.
    """

    screen: Screen | None = None
    toast: str = ""
    ask: Ask | None = None
    effect: Follow | FollowNothing | None = None
    closes: bool = False

"""Ports to the outside that use cases are given as arguments; everything is built in one place, bot/wiring.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from conversations.programme.workdays import Workdays
from handlers.caches import Caches
from handlers.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime, timedelta

    from conversations.engine.screen import Document, Message, Picture, Screen, Takes
    from conversations.engine.session import Session
    from conversations.engine.words import Words


class Clock(Protocol):
    """The only way to know the time."""

    def now(self) -> datetime:
        """Aware, in the programme's zone."""
        ...


class Secrets(Protocol):
    """Unguessable values."""

    def code(self) -> str:
        """A fresh invitation code: 10 letters and digits that cannot be misread, safe in a link."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a screen is put. edit: the channel's id of the message to replace; None: a new message."""

    address: str
    edit: str | None = None


class Renderer(Protocol):
    """Turns screens into what one channel sends. Pure; called inside the turn, so that the outbox row is ready to
    send.
    """

    plain: bool
    """No buttons: options are numbered in the text."""
    files: bool
    """Pictures and documents arrive as files; without, their words do."""
    edits: bool

    def screen(self, screen: Screen, *, token: str, place: Place) -> bytes:
        """The prepared call that shows a screen."""
        ...

    def message(self, message: Message, *, address: str) -> bytes:
        """The prepared call that tells something by the way."""
        ...

    def picture(self, picture: Picture, *, address: str) -> bytes:
        """The prepared call that shows a picture, or tells in words all that it shows."""
        ...

    def document(self, document: Document, *, address: str) -> bytes | None:
        """The prepared call that sends a file; where the channel has no files, the words instead, or None."""
        ...

    def unbutton(self, *, address: str, message_id: str) -> bytes | None:
        """The prepared call that takes the live buttons from an answered question; None where the channel has none."""
        ...

    def below(self, takes: Collection[Takes]) -> bool:
        """Whether a screen that takes these stands partly below the input field: it is never an edit."""
        ...

    def unkeyboard(self, *, address: str, text: str) -> bytes | None:
        """The prepared call that takes away what stands below the input field, with these words where it needs some."""
        ...

    def menu(self, commands: Sequence[tuple[str, str]], *, address: str) -> bytes | None:
        """The prepared call that lists these commands, with what they do, in this chat; None where none are listed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLinks:
    """base: the bot's own public address, without a slash at its end. good_for: how long a link opens its file."""

    base: str
    good_for: timedelta

    def fresh_key(self, secrets: Secrets) -> str:
        """A key to sign links with, for a database that has none: four codes, more than anybody can try."""
        return "".join(secrets.code() for _ in range(4))


def _every_weekday(_day: date) -> Workdays:
    """Where nobody has said which days are off."""
    return Workdays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What a turn needs from outside."""

    clock: Clock
    secrets: Secrets
    words: Mapping[str, Words]
    """By language code; "vi" is always there."""
    renderers: Mapping[str, Renderer]
    """By channel."""
    link_base: str = ""
    """"https://t.me/<bot>": where an invitation's link leads; empty where no channel has links."""
    operator: str = ""
    """Who runs the assistant, for the consent text."""
    version: str = ""
    """Of the program."""
    retention: Retention = field(default_factory=Retention)
    """For how long each kind of data is kept."""
    workdays: Callable[[date], Workdays] = _every_weekday
    """The working days of the years around a day."""
    file_links: FileLinks | None = None
    """Where files are fetched from a channel that carries none; None: nowhere."""
    caches: Caches = field(default_factory=Caches)
    """What this process keeps between turns; right only for the database that it is used with."""
    worker: str = "worker"
    """The name under which this process sends what its turns hand over."""

    def words_of(self, session: Session) -> Words:
        """The words of a session's language."""
        return self.words_in(session.language)

    def words_in(self, language: str) -> Words:
        """The words of a language; Vietnamese where we do not speak it."""
        return self.words.get(language) or self.words["vi"]

"""The one place where the parts are put together, from settings and an open database."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import bot
from bot.attachments import Photos
from bot.background import Background
from bot.backups.keeper import BackupKeeper
from bot.channels.plain import PlainRenderer
from bot.channels.telegram.connection import Connection
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender
from bot.codes import RandomCodes
from bot.dispatching import Dispatcher
from bot.file_pages import FilePages
from bot.health import Health
from bot.languages import load_words
from bot.making.workshop import Start, Workshop
from bot.pages import Pages
from bot.public_pages import PublicPages
from bot.receiving.intake import Answer, Intake
from bot.scheduling import Scheduling
from bot.turns import Turns
from bot.workdays import KnownWorkdays
from handlers.deliver import Outbox
from handlers.ports import Services
from handlers.retention import Retention

if TYPE_CHECKING:
    from pathlib import Path

    from bot.channels.results import Sender
    from bot.clock import Clock
    from bot.pace import Pace
    from bot.settings import Settings
    from bot.trying import Trying
    from handlers.ports import FileLinks, Renderer
    from storage.database import Database


@dataclass(slots=True, kw_only=True)
class TelegramBot:
    """The parts of the bot on Telegram, connected and not yet running."""

    settings: Settings
    database: Database
    clock: Clock
    pace: Pace
    connection: Connection
    sender: TelegramSender
    outbox: Outbox
    dispatcher: Dispatcher
    turns: Turns
    intake: Intake
    health: Health
    pages: Pages
    workshop: Workshop
    scheduling: Scheduling
    backups: BackupKeeper
    trying: Trying | None
    background: Background = field(default_factory=Background)

    def answer(self, answer: Answer) -> None:
        """Stop a button's turning, without waiting for it."""
        self.background.run(self.sender.answer_press(answer.query, answer.toast))


def make_services(
    clock: Clock,
    *,
    worker: str,
    operator: str = "",
    holidays: Path | None = None,
    retention: Retention | None = None,
    file_links: FileLinks | None = None,
) -> Services:
    """What turns need from outside. Every process renders for every channel: a turn on one tells people on another."""
    plain = PlainRenderer()
    renderers: dict[str, Renderer] = {"telegram": TelegramRenderer(), "console": plain, "plain": plain}
    return Services(
        clock=clock,
        secrets=RandomCodes(),
        words=load_words(),
        renderers=renderers,
        operator=operator,
        version=bot.__version__,
        worker=worker,
        workdays=KnownWorkdays(holidays),
        retention=retention or Retention(),
        file_links=file_links,
    )


def worker_name(database: Database) -> str:
    """Whose rows are whose. On SQLite one process sends, and its next life is known by the same name."""
    return "sqlite" if database.dialect == "sqlite" else f"{socket.gethostname()}:{os.getpid()}"


def wire_telegram(settings: Settings, database: Database, *, clock: Clock, pace: Pace) -> TelegramBot:
    """The bot on Telegram. The settings have been checked for running."""
    if settings.telegram_token is None:
        raise ValueError("checked before: there is a token")
    connection = Connection(base_url=settings.telegram_base_url, token=settings.telegram_token.get_secret_value())
    services = make_services(
        clock,
        worker=worker_name(database),
        operator=settings.operator,
        holidays=settings.holidays,
        retention=settings.retention,
        file_links=settings.file_links,
    )
    workshop = Workshop(
        Start(
            database_url=settings.database_url,
            folder=str(settings.evidence_dir),
            logs=settings.log,
            secrets=settings.secrets(),
        ),
        photos=Photos(database=database, folder=settings.evidence_dir),
    )
    sender = TelegramSender(connection, workshop)
    background = Background()
    outbox = Outbox(database=database, clock=clock, worker=services.worker, channel="telegram", services=services)
    senders: dict[str, Sender] = {"telegram": sender}
    dispatcher = Dispatcher(senders=senders, rows=outbox, pace=pace)
    turns = Turns(database=database, services=services, hand_over=dispatcher.hand_over, pace=pace)
    scheduling = Scheduling(database=database, services=lambda: turns.services, holidays=settings.holidays)
    intake = Intake(turns=turns, clock=clock)
    return TelegramBot(
        settings=settings,
        database=database,
        clock=clock,
        pace=pace,
        connection=connection,
        sender=sender,
        outbox=outbox,
        dispatcher=dispatcher,
        turns=turns,
        intake=intake,
        background=background,
        scheduling=scheduling,
        backups=BackupKeeper(settings=settings, database=database, services=lambda: turns.services),
        trying=_wire_trying(settings, database, clock=clock, pace=pace, scheduling=scheduling, dispatcher=dispatcher),
        workshop=workshop,
        pages=Pages(
            files=FilePages(database=database, files=workshop, services=services),
            public=PublicPages(database=database, clock=clock),
        ),
        health=Health(intake=intake, dispatcher=dispatcher, mode=settings.telegram_mode, queue=outbox.counts),
    )


def _wire_trying(
    settings: Settings, database: Database, *, clock: Clock, pace: Pace, scheduling: Scheduling, dispatcher: Dispatcher
) -> Trying | None:
    """What only a trial on this machine has."""
    if settings.try_listen is None:
        return None
    from bot.trying import PlainPhones, Trying, Winding  # noqa: PLC0415 - a server that nobody needs elsewhere

    phones = None
    if settings.plain_url is not None:
        services = make_services(
            clock,
            worker=f"{worker_name(database)} plain",
            operator=settings.operator,
            file_links=settings.file_links,
        )
        phones = PlainPhones(url=settings.plain_url, database=database, clock=clock, pace=pace, services=services)
    winding = None
    if settings.clock is not None:
        dispatchers = (dispatcher,) if phones is None else (dispatcher, phones.dispatcher)
        winding = Winding(clock=clock, scheduling=scheduling, dispatchers=dispatchers)
    return Trying(address=settings.try_listen, winding=winding, phones=phones)

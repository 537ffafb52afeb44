"""The bot's life: free what the last life held, receive, and at the end finish what was begun. Nothing is cut off.

Telegram or the network may be away at start: the bot waits for them. A wrong token or a taken address stops it.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import TYPE_CHECKING, Final

from bot.backups.keeper import EVERY as LOOK_AT_BACKUPS_EVERY
from bot.channels.telegram.updates import ALLOWED_UPDATES
from bot.evidence import Evidence
from bot.housekeeping import EVERY as TIDY_UP_EVERY
from bot.housekeeping import Housekeeping
from bot.importing import Importing
from bot.listening import Listener
from bot.pace import growing
from bot.receiving.polling import Polling
from bot.receiving.webhook import CONNECTIONS, Webhook
from bot.scheduling import EVERY as LOOK_EVERY
from bot.settings import SettingsProblem
from bot.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.channels.telegram.files import TelegramFiles
    from bot.wiring import TelegramBot

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
GRACE: Final = 3.0

_log = logging.getLogger(__name__)


class Serving:
    """One life of the bot on Telegram. ready is set when it receives."""

    def __init__(self, parts: TelegramBot) -> None:
        self.ready = asyncio.Event()
        self.port = 0
        self._parts = parts
        self._stop = asyncio.Event()
        self._problem: SettingsProblem | None = None

    def stop(self) -> None:
        """End in good order: take what was received to its end, ask for no more."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until stop(). Raises SettingsProblem where a setting turns out to be wrong."""
        parts = self._parts
        settings = parts.settings
        freed = await parts.outbox.free_own()
        if freed.again or freed.unknown:
            _log.warning("the last life was cut off", extra={"again": freed.again, "unknown": freed.unknown})
        secret = settings.telegram_webhook_secret
        webhook = settings.telegram_mode == "webhook" and secret is not None
        take = Webhook(intake=parts.intake, secret=secret.get_secret_value()) if webhook and secret else None
        listener = Listener(health=parts.health.answer, pages=parts.pages, webhook=take)
        polling = Polling(connection=parts.connection, intake=parts.intake, answer=parts.answer, pace=parts.pace)
        housekeeping = Housekeeping(
            database=parts.database, services=parts.turns.services, evidence=settings.evidence_dir
        )
        ticks = Ticks(
            {
                housekeeping.tick: TIDY_UP_EVERY,
                parts.scheduling.tick: LOOK_EVERY,
                parts.backups.tick: LOOK_AT_BACKUPS_EVERY,
            }
        )
        try:
            if webhook or settings.public_url or "listen" in settings.model_fields_set:
                await self._listen(listener)
            parts.dispatcher.start()
            if parts.trying is not None:
                await parts.trying.start()
            receiving = None if webhook else asyncio.create_task(polling.run())
            parts.background.keep(self._introduce(webhook=webhook))
            ticks.start()
            parts.background.run(parts.scheduling.tick())
            self.ready.set()
            await self._until_stopped(receiving)
            polling.stop()
            if receiving is not None:
                await receiving
        finally:
            await listener.close()
            ticks.stop()
            await parts.backups.close()
            await parts.background.close(within=GRACE)
            if parts.trying is not None:
                await parts.trying.close()
            await parts.dispatcher.close()
            await parts.workshop.close()
            await parts.connection.close()
        if self._problem is not None:
            raise self._problem

    async def _until_stopped(self, receiving: asyncio.Task[None] | None) -> None:
        """A bot that no longer receives must not go on as if it did: it ends, and whoever runs it starts it again."""
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({stopped, receiving} if receiving else {stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()

    async def _listen(self, listener: Listener) -> None:
        settings = self._parts.settings
        try:
            await listener.open(settings.listen_host, settings.listen_port)
        except OSError as problem:
            raise SettingsProblem(
                "NTM_LISTEN",
                f"không lắng nghe được ở {settings.listen} ({problem.strerror or 'địa chỉ không dùng được'}).",
                "Hãy chọn cổng khác hoặc dừng chương trình đang giữ cổng đó.",
            ) from problem
        self.port = listener.port

    async def _introduce(self, *, webhook: bool) -> None:
        """Ask Telegram who we are, tell it where to call, set the menus, fetch photos. Waits out a missing network."""
        # PTB takes half a second to load: in a thread, while the first updates are already taken
        request = await asyncio.to_thread(__import__, "bot.channels.telegram.request", fromlist=["make_bot"])
        parts = self._parts
        settings = parts.settings
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        bot: Bot = request.make_bot(
            parts.connection, token, base_url=settings.telegram_base_url, file_url=settings.telegram_file_url
        )
        from bot.channels.telegram.files import TelegramFiles  # noqa: PLC0415 - with PTB, after the start

        files = TelegramFiles(bot=bot, connection=parts.connection, folder=settings.evidence_dir)
        evidence, importing = self._evidence(files), self._importing(files)

        def file_came() -> None:
            evidence.photo_came()
            importing.file_came()

        parts.intake.photo_came = file_came
        if await self._until_done(lambda: self._know_ourselves(bot)):
            parts.background.keep(evidence.run())
            parts.background.keep(importing.run())
            if webhook:
                await self._until_done(lambda: self._set_webhook(bot))
            from bot.channels.telegram.menus import set_default_menus, set_group_menus  # noqa: PLC0415 - with PTB

            await self._until_done(lambda: set_default_menus(bot, parts.turns.services.words))
            await self._until_done(lambda: set_group_menus(bot, parts.turns.services.words))
        gc.freeze()  # PTB stays too; to look through it for garbage would hold everybody up

    def _importing(self, files: TelegramFiles) -> Importing:
        parts = self._parts
        services = parts.turns.services
        return Importing(
            channel="telegram", files=files, database=parts.database, sets=services.caches.sets, services=services
        )

    def _evidence(self, files: TelegramFiles) -> Evidence:
        parts = self._parts
        return Evidence(
            channel="telegram", files=files, database=parts.database, services=parts.turns.services, pace=parts.pace
        )

    async def _know_ourselves(self, bot: Bot) -> None:
        me = await bot.get_me()
        self._parts.intake.username = me.username or ""
        self._parts.turns.link_to(f"https://t.me/{me.username}")
        if self._parts.trying is not None:
            self._parts.trying.link_to(f"https://t.me/{me.username}")
        _log.info("connected to Telegram as @%s", me.username)

    async def _set_webhook(self, bot: Bot) -> None:
        settings = self._parts.settings
        secret = settings.telegram_webhook_secret
        await bot.set_webhook(
            settings.telegram_webhook_url or "",
            secret_token=secret.get_secret_value() if secret else None,
            allowed_updates=list(ALLOWED_UPDATES),
            max_connections=CONNECTIONS,
        )

    async def _until_done(self, job: Callable[[], Awaitable[None]]) -> bool:
        """Try until it is done. False: it never will be, and the bot stops."""
        from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError  # noqa: PLC0415 - as above

        attempt = 0
        while True:
            try:
                await job()
            except InvalidToken:
                self._problem = SettingsProblem(
                    "NTM_TELEGRAM_TOKEN", "Telegram không nhận mã bot này.", "Hãy lấy mã mới ở @BotFather."
                )
                self.stop()
                return False
            except BadRequest as refused:
                _log.error("Telegram refuses: %s", self._parts.connection.without_token(refused.message))
                return True
            except TelegramError as problem:
                wait = growing(attempt, first=FIRST_WAIT, longest=LONGEST_WAIT, chance=self._parts.pace.chance())
                if isinstance(problem, RetryAfter):
                    wait = max(wait, problem.retry_after.total_seconds())  # type: ignore[union-attr] # see request.py
                attempt += 1
                _log.warning("Telegram cannot be reached yet (%s); again in %.0f s", type(problem).__name__, wait)
                await self._parts.pace.sleep(wait)
            else:
                return True

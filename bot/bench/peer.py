"""A bot as most are written: PTB's ConversationHandler with its state in SQLite, one commit for each answer.

It asks the same interview as `ntm bench`, so that what an update costs can be compared within one run.
"""

from __future__ import annotations

import asyncio
import json
import signal
import warnings
from pathlib import Path
from typing import Any

import aiosqlite
from aiohttp import web
from telegram import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    BasePersistence,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    filters,
)
from telegram.warnings import PTBUserWarning

from bot.bench.interview import BEGIN, COMMAND, OPTIONS, QUESTIONS, SEND, typed
from bot.bench.subjects import DATABASE
from bot.receiving.webhook import SECRET_HEADER
from bot.settings import Settings, load_settings

Handled = Any
"""PTB's own types are generic over six parameters; nothing here depends on them."""

_TABLES = """
CREATE TABLE IF NOT EXISTS answer (chat INTEGER, question INTEGER, value TEXT, PRIMARY KEY (chat, question));
CREATE TABLE IF NOT EXISTS conversation (name TEXT, key TEXT, state INTEGER, PRIMARY KEY (name, key));
CREATE TABLE IF NOT EXISTS user_data (user INTEGER PRIMARY KEY, data TEXT);
"""


class Persistence(BasePersistence[Any, Any, Any]):
    """Every change is written at once; the connection commits by itself."""

    def __init__(self, file: Path) -> None:
        super().__init__(PersistenceInput(bot_data=False, chat_data=False, callback_data=False), update_interval=1)
        self._file = file
        self._opened: aiosqlite.Connection | None = None

    async def opened(self) -> aiosqlite.Connection:
        if self._opened is None:
            self._opened = await aiosqlite.connect(self._file, isolation_level=None)
            await self._opened.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {_TABLES}")
        return self._opened

    async def get_user_data(self) -> dict[int, Any]:
        async with (await self.opened()).execute("SELECT user, data FROM user_data") as rows:
            return {user: json.loads(data) async for user, data in rows}

    async def get_conversations(self, name: str) -> dict[Any, Any]:
        async with (await self.opened()).execute("SELECT key, state FROM conversation WHERE name = ?", (name,)) as rows:
            return {tuple(json.loads(key)): state async for key, state in rows}

    async def update_conversation(self, name: str, key: tuple[int | str, ...], new_state: object | None) -> None:
        file, text = await self.opened(), json.dumps(key)
        if new_state is None:
            await file.execute("DELETE FROM conversation WHERE name = ? AND key = ?", (name, text))
        else:
            await file.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?)", (name, text, new_state))

    async def update_user_data(self, user_id: int, data: dict[Any, Any]) -> None:
        await (await self.opened()).execute(
            "INSERT OR REPLACE INTO user_data VALUES (?, ?)", (user_id, json.dumps(data))
        )

    async def keep(self, chat: int, question: int, value: str) -> None:
        await (await self.opened()).execute(
            "INSERT INTO answer VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (chat, question, value),
        )

    async def flush(self) -> None:
        if self._opened is not None:
            await self._opened.close()

    async def get_chat_data(self) -> dict[int, Any]:
        return {}

    async def get_bot_data(self) -> dict[Any, Any]:
        return {}

    async def get_callback_data(self) -> None:
        return None

    async def update_chat_data(self, chat_id: int, data: Any) -> None: ...  # noqa: ANN401 - the library's form
    async def update_bot_data(self, data: Any) -> None: ...  # noqa: ANN401 - as above
    async def update_callback_data(self, data: Any) -> None: ...  # noqa: ANN401 - as above
    async def drop_chat_data(self, chat_id: int) -> None: ...
    async def drop_user_data(self, user_id: int) -> None: ...
    async def refresh_user_data(self, user_id: int, user_data: Any) -> None: ...  # noqa: ANN401 - as above
    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None: ...  # noqa: ANN401 - as above
    async def refresh_bot_data(self, bot_data: Any) -> None: ...  # noqa: ANN401 - as above


class Interview:
    """The handlers. The conversation's state is the question on the screen; 0 the overview, 20 the summary."""

    def __init__(self, kept: Persistence) -> None:
        self._kept = kept

    async def begin(self, update: Update, _context: Handled) -> int:
        await _message(update).reply_text("Báo cáo 6 tháng đầu năm", reply_markup=_one("Tiếp tục", BEGIN))
        return 0

    async def pressed(self, update: Update, context: Handled) -> int:
        query = _query(update)
        question, _, option = str(query.data).partition("|choice:")
        at = int(question)
        await self._answer(update, context, at, OPTIONS[int(option)])
        await query.answer()
        await query.edit_message_text(_text(at + 1), reply_markup=_markup(at + 1))
        return at + 1

    async def first(self, update: Update, _context: Handled) -> int:
        await _query(update).answer()
        await _query(update).edit_message_text(_text(1), reply_markup=_markup(1))
        return 1

    def number(self, at: int) -> Any:  # noqa: ANN401 - a handler of PTB's
        async def take(update: Update, context: Handled) -> int:
            text = str(_message(update).text)
            if not text.isdecimal():
                await _message(update).reply_text("?")
                return at
            await self._answer(update, context, at, text)
            await _message(update).reply_text(_text(at + 1), reply_markup=_markup(at + 1))
            return at + 1

        return take

    async def send(self, update: Update, context: Handled) -> int:
        await _query(update).answer()
        await _query(update).edit_message_text("Đã nhận báo cáo.")
        context.user_data.clear()
        return ConversationHandler.END

    async def _answer(self, update: Update, context: Handled, at: int, value: str) -> None:
        await self._kept.keep(_chat(update).id, at, value)
        context.user_data[str(at)] = value

    def handler(self) -> Any:  # noqa: ANN401 - as above
        states: dict[object, list[Any]] = {
            0: [CallbackQueryHandler(self.first, pattern=rf"^0\|{BEGIN}$")],
            QUESTIONS + 1: [CallbackQueryHandler(self.send, pattern=rf"^0\|{SEND}$")],
        }
        for at in range(1, QUESTIONS + 1):
            number = MessageHandler(filters.TEXT & ~filters.COMMAND, self.number(at))
            states[at] = [number if typed(at) else CallbackQueryHandler(self.pressed, pattern=rf"^{at}\|choice:")]
        begin: Any = CommandHandler(COMMAND[1:], self.begin)
        return ConversationHandler([begin], states, [begin], name="interview", persistent=True)


def _text(at: int) -> str:
    return f"[Q{at}/19] Tình hình tại địa bàn phụ trách, xin trả lời:" if at <= QUESTIONS else "Gửi báo cáo?"


def _markup(at: int) -> InlineKeyboardMarkup | None:
    if at > QUESTIONS:
        return _one("Gửi", SEND)
    if typed(at):
        return None
    buttons = [InlineKeyboardButton(label, callback_data=f"{at}|choice:{n}") for n, label in enumerate(OPTIONS)]
    return InlineKeyboardMarkup([buttons[:2], buttons[2:]])


def _one(label: str, option: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"0|{option}")]])


def _message(update: Update) -> Message:
    if update.message is None:
        raise LookupError("message")
    return update.message


def _query(update: Update) -> CallbackQuery:
    if update.callback_query is None:
        raise LookupError("callback_query")
    return update.callback_query


def _chat(update: Update) -> Chat:
    if update.effective_chat is None:
        raise LookupError("chat")
    return update.effective_chat


def built(settings: Settings) -> Any:  # noqa: ANN401 - PTB's application, generic over six parameters
    """The application, not yet running."""
    kept = Persistence(settings.data_dir / DATABASE)
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    made = Application.builder().token(token).base_url(settings.telegram_base_url).persistence(kept).build()
    with warnings.catch_warnings(action="ignore", category=PTBUserWarning):  # it advises on per_message, as always
        made.add_handler(Interview(kept).handler())
    return made


async def serve(settings: Settings) -> None:
    """The webhook, until told to stop. PTB's own server wants tornado; aiohttp's is as quick and is there."""
    application = built(settings)
    secret = settings.telegram_webhook_secret

    async def take(request: web.BaseRequest) -> web.Response:
        if secret is None or request.headers.get(SECRET_HEADER) != secret.get_secret_value():
            return web.Response(status=403)
        application.update_queue.put_nowait(Update.de_json(json.loads(await request.read()), application.bot))
        return web.Response()

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    runner = web.ServerRunner(web.Server(take, access_log=None), shutdown_timeout=1.0)
    async with application:
        await application.bot.set_webhook(settings.telegram_webhook_url)
        await application.start()
        await runner.setup()
        await web.TCPSite(runner, settings.listen_host, settings.listen_port).start()
        await stop.wait()
        await runner.cleanup()
        await application.stop()


def main() -> None:
    """Run until told to stop."""
    settings, _ = load_settings()
    if settings.telegram_mode == "polling":
        built(settings).run_polling()
    else:
        asyncio.run(serve(settings))


if __name__ == "__main__":
    main()

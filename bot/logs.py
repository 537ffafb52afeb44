"""Logs go to stderr, as text or as one JSON document a line, and never hold a token or what somebody typed.

What is redacted is the finished line, so that arguments, tracebacks and texts of other libraries are covered alike.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TextIO

import orjson

from bot.tracebacks import told_without_values

if TYPE_CHECKING:
    from types import TracebackType

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LOUD_LIBRARIES = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "asyncio", "telegram")
"""They report every call; a call's address holds the token, and a busy bot makes hundreds a second."""

TOKEN: Final = re.compile(r"[0-9]+(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
TOKEN_IN_ADDRESS: Final = re.compile(r"(/bot)[0-9]+(?::|%3[Aa])[^/\s\"']+")
PASSWORD_IN_ADDRESS: Final = re.compile(r"(\w://[^/\s:@\"]*:)[^/\s@\"]+@")
FILE_LINK: Final = re.compile(r"(/tep/)[0-9]+\.[A-Za-z0-9_-]+")
QR_RECIPE: Final = re.compile(r"(ntm:qr:)[^\s\"']+")
"""A picture of an invitation: whoever reads its link may use it."""
OWN_FIELDS: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def set_up_logs(style: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Let every logger speak through one handler. style: "text" or "json". secrets: texts to redact anywhere."""
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter((JsonLines if style == "json" else TextLines)(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in LOUD_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without Telegram tokens, links to files, pictured links, passwords in addresses, and these secrets."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[…]")
    text = TOKEN_IN_ADDRESS.sub(r"\1[…]", text)
    text = TOKEN.sub("[…]", text)
    text = FILE_LINK.sub(r"\1[…]", text)
    text = QR_RECIPE.sub(r"\1[…]", text)
    return PASSWORD_IN_ADDRESS.sub(r"\1[…]@", text)


class _WithoutValues(logging.Formatter):
    """Tracebacks quote no values."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is the library's
        return "" if ei[1] is None else told_without_values(ei[1])


class TextLines(_WithoutValues):
    """`2023-06-05 08:00:00 INFO bot.receiving: text key=value`, with the traceback below where there is one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is the library's
        return super().formatMessage(record) + "".join(f" {key}={value}" for key, value in extras(record).items())

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept its own form of the traceback there
        return redact(super().format(record), self._secrets)


class JsonLines(_WithoutValues):
    """One JSON object a line: time, level, logger, text, what was given as `extra`, and the traceback, if any."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
            **extras(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return redact(orjson.dumps(line, default=str).decode(), self._secrets)


def extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in record.__dict__.items() if key not in OWN_FIELDS}

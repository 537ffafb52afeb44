"""What is measured: the bot as it is run in production, or a small peer. How each is started and what it has stored."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.bench.calls import TOKEN
from bot.bench.connections import PATH, SECRET
from bot.bench.prepare import CHANNEL, NOW, database_url
from bot.settings import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).resolve().parents[2]
DATABASE: Final = "bench.db"

Stored = dict[tuple[int, int], list[str]]
"""By chat and question: every version of the answer that is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the made-up Telegram and the webhook listen, on 127.0.0.1."""

    api: int
    webhook: int


@dataclass(frozen=True, slots=True)
class Subject:
    """peer False: the product."""

    name: str
    peer: bool = False

    def command(self, profile: Path | None) -> list[str]:
        """How it is started. profile: where cProfile writes what took how long."""
        module = ["bot.bench.peer"] if self.peer else ["bot", "run"]
        watched = [] if profile is None else ["-m", "cProfile", "-o", str(profile)]
        return [sys.executable, *watched, "-m", *module]

    def environment(self, folder: Path, ports: Ports, *, mode: str) -> Mapping[str, str]:
        """The settings, and nothing of the caller's own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        base = f"http://127.0.0.1:{ports.api}"
        paths = [str(ROOT), *([kept["PYTHONPATH"]] if "PYTHONPATH" in kept else [])]
        return kept | {
            "PYTHONPATH": os.pathsep.join(paths),
            "NTM_TELEGRAM_TOKEN": TOKEN,
            "NTM_TELEGRAM_BASE_URL": f"{base}/bot",
            "NTM_TELEGRAM_FILE_URL": f"{base}/file/bot",
            "NTM_TELEGRAM_MODE": mode,
            "NTM_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{ports.webhook}{PATH}",
            "NTM_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "NTM_LISTEN": f"127.0.0.1:{ports.webhook}",
            "NTM_DATABASE_URL": database_url(folder / DATABASE),
            "NTM_DATA_DIR": str(folder),
            "NTM_CLOCK": NOW.isoformat(timespec="minutes"),
        }

    def stored(self, folder: Path) -> Stored:
        """Every answer there is, read from the file after the process has ended."""
        with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as file:
            rows = file.execute(_PEER if self.peer else _PRODUCT, {} if self.peer else {"channel": CHANNEL}).fetchall()
        found: Stored = {}
        for chat, question, value in rows:
            found.setdefault((int(chat), int(question)), []).append(value)
        return found


_PRODUCT = """
SELECT c.address, CAST(a.indicator AS INTEGER), CASE WHEN n.version IS NULL THEN 'superseded'
    ELSE coalesce(a.value, a.choice) END
FROM answer a
JOIN report r ON r.id = a.report
JOIN role_grant g ON g.unit = r.unit
JOIN channel_account c ON c.person = g.person AND c.channel = :channel
LEFT JOIN answer_now n ON n.report = a.report AND n.indicator = a.indicator AND n.version = a.version
"""
"""Under the unit of whoever answered: an answer in somebody else's report is missing here."""
_PEER = "SELECT chat, question, value FROM answer"

PRODUCT: Final = Subject("ntm")
PEER: Final = Subject("PTB ConversationHandler", peer=True)

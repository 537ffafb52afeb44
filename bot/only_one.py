"""On SQLite one process runs the bot: a second one stops at once, instead of sending what the first has in hand."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the data folder. Raises Problem where another process holds it; the system lets go when a process dies."""
    if not settings.database_url.startswith("sqlite:") or sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - only where it is

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    place = settings.data_dir / "run.lock"
    with place.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                code="already_running",
                where=str(settings.data_dir),
                message="Bot đang chạy với thư mục dữ liệu này.",
                remedy="Hãy dừng tiến trình kia trước, hoặc đặt NTM_DATA_DIR khác.",
            ) from None
        yield

"""Writing the file that was asked for; what the disk refuses is one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.documents.write_rows import write_whole
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def written(out: Path, content: bytes) -> None:
    """The whole file or nothing. Raises Problem."""
    with refused(out):
        write_whole(out, content)


@contextmanager
def refused(out: Path) -> Iterator[None]:
    """Turns the disk's refusal into a Problem."""
    try:
        yield
    except OSError as refusal:
        raise Problem(
            code="file_not_written",
            where=str(out),
            message=f"Không ghi được tệp ({refusal.strerror}).",
            remedy="Hãy chọn thư mục khác có quyền ghi.",
        ) from None

"""Writing the file that was asked for: how far it is, and what the disk refuses in one sentence."""

from __future__ import annotations

import errno
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.options import print_json
from bot.documents.write_rows import write_whole
from conversations.programme.problem import Problem
from conversations.reading.show import show_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from conversations.programme.unit import Unit


T = TypeVar("T")


class Progress:
    """How far a long export is, on the terminal of whoever waits for it; nothing where nobody looks."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = 0
        self._shown = sys.stderr.isatty()

    def add(self, more: int) -> None:
        """So much more is done."""
        self._done += more
        if self._shown:
            click.echo(f"\rĐang ghi: {show_number(self._done)} {self._what}…", nl=False, err=True)

    def over(self, parts: Iterable[T]) -> Iterator[T]:
        """The parts, each counted when the next is asked for."""
        for part in parts:
            yield part
            self.add(1)

    def end(self) -> None:
        """The line is left."""
        if self._shown and self._done:
            click.echo("", err=True)


def written(out: Path, content: bytes) -> None:
    """The whole file or nothing. Raises Problem."""
    with refused(out):
        write_whole(out, content)


def tell_rows(out: Path, rows: int, what: str, unit: Unit, as_of: date, *, as_json: bool) -> None:
    """Say that so many rows are written. what: as officials call a row."""
    if as_json:
        print_json({"file": str(out), "rows": rows, "unit": unit.title, "as_of": as_of.isoformat()})
    else:
        click.echo(f"Đã ghi {rows} {what} của {unit.title} vào {out}.")


_WHY = {
    errno.ENOENT: "không có thư mục này",
    errno.ENOTDIR: "đường dẫn đi qua một tệp",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ chỉ cho đọc",
    errno.EISDIR: "đây là một thư mục",
    errno.ENOSPC: "ổ đã đầy",
}


@contextmanager
def refused(out: Path) -> Iterator[None]:
    """Turns the disk's refusal into a Problem."""
    try:
        yield
    except OSError as refusal:
        raise Problem(
            code="file_not_written",
            where=str(out),
            message=f"Không ghi được tệp ({_WHY.get(refusal.errno or 0, refusal.strerror)}).",
            remedy="Hãy chọn thư mục khác có quyền ghi.",
        ) from None

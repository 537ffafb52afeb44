"""The folder of backups: names by time, one writer at a time, the newest N kept. Only names of ours are touched."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bot.backups.refusals import busy, not_written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

ENDING: Final = ".zip"
PART: Final = ".part"
"""Ends the names of whatever is not finished."""

_NAME = re.compile(r"ntm-\d{8}-\d{6}(?:-\d{1,3})?\.zip")
_UNFINISHED = re.compile(r"\.ntm-[A-Za-z0-9-]{1,60}\.part")


def fresh_name(folder: Path, at: datetime) -> str:
    """A name that sorts by time and that no backup in the folder has. at: local."""
    stem = f"ntm-{at:%Y%m%d-%H%M%S}"
    name, number = stem + ENDING, 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number:03}{ENDING}"
    return name


def backups_in(folder: Path) -> tuple[Path, ...]:
    """The finished ones, newest first."""
    if not folder.is_dir():
        return ()
    found = [file for file in folder.iterdir() if _NAME.fullmatch(file.name) and file.is_file()]
    return tuple(sorted(found, key=lambda file: file.name.removesuffix(ENDING), reverse=True))


def drop_old(folder: Path, *, keep: int, spare: str = "") -> tuple[str, ...]:
    """Delete all but the newest; the names of those that went. spare: the name of one that stays all the same."""
    old = [file for file in backups_in(folder)[keep:] if file.name != spare]
    for file in old:
        file.unlink(missing_ok=True)
    return tuple(file.name for file in old)


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Be the only one who makes a backup there; what an earlier one left unfinished is removed. Raises Problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = (folder / ".ntm-backup.lock").open("a")
    except OSError as problem:
        raise not_written(folder, problem) from problem
    with held:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - only where it is

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy(folder) from None
        for left in folder.iterdir():
            if _UNFINISHED.fullmatch(left.name):
                remove(left)
        yield


def unfinished(folder: Path, stem: str) -> Path:
    """A place for work that nobody takes for a backup. stem: ASCII letters, digits and hyphens."""
    return folder / f".ntm-{stem}{PART}"


def remove(place: Path) -> None:
    """A file or a folder, where it is there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def sync(place: Path) -> None:
    """Onto the disk: a file's contents, or a folder's names. Not every system lets a folder be opened."""
    try:
        handle = os.open(place, os.O_RDONLY)
    except OSError:
        if place.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""What a process has cost so far, as Linux tells it, and which core it runs on. Elsewhere that stays unknown."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LOAD_CORE: Final = 0
BOT_CORE: Final = 1


def cpu_seconds(process: int) -> float | None:
    """User and system time of the process with all its threads; exact to the tick of the system, mostly 10 ms."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_megabytes(process: int) -> float | None:
    """What the process holds in memory now."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def pin(process: int, core: int) -> bool:
    """Let a process (0: this one) run on that core alone; False where that cannot be."""
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2:
        return False
    try:
        os.sched_setaffinity(process, {core})
    except OSError:
        return False
    return True


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """This process on that core alone, and afterwards where it ran before."""
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    pin(0, core)
    try:
        yield
    finally:
        if before is not None:
            os.sched_setaffinity(0, before)

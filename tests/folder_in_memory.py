"""Where tests keep their files: in memory where the machine offers that, else where every program does.

A test's database is some megabyte, thrown away a moment later; a disk takes longer to take it than the test to run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - as Linux has it
ROOM_WANTED = 2 << 30
"""Bytes; a container often gives 64 megabytes, which the databases of two workers fill."""


def keep_files_in_memory() -> None:
    """For this process and those it starts, unless whoever calls has chosen a folder."""
    if "TMPDIR" not in os.environ and is_fit(IN_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def is_fit(folder: Path) -> bool:
    """Whether there is such a folder, with room, whose programs may be run: PostgreSQL's are sometimes copied there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    runs = not os.statvfs(folder).f_flag & getattr(os, "ST_NOEXEC", 0)
    return runs and shutil.disk_usage(folder).free >= ROOM_WANTED

"""Removing a kept file for good: its name goes from the disk, and that survives a power cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def remove_file(folder: Path, path: str) -> None:
    """Also where it is gone already. path: below the folder. Raises OSError, also for a path that leads out of it."""
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise OSError("a path that leads out of the folder")
    place.unlink(missing_ok=True)
    try:
        handle = os.open(place.parent, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

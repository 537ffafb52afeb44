"""The criteria sets that come with the program, as files that an official can read, correct and load again.

A file's name is its set's id. What a file may hold stands in set_file.py.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def shipped_files() -> tuple[tuple[str, str], ...]:
    """(file name, text) of every set in this folder, by name."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    return tuple(sorted((file.name, file.read_text(encoding="utf-8")) for file in files))

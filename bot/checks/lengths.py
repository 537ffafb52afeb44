"""No Python file over 500 lines: nobody enjoys reading it, and it holds more than one feature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.checks.sources import python_files

MOST_LINES: Final = 500


def long_files(house: Path) -> Sequence[str]:
    lengths = {
        file: len(file.read_text(encoding="utf-8").splitlines()) for file in [*python_files(house), house / "ntm"]
    }
    return [
        f"{file.relative_to(house)}: {length} lines, at most {MOST_LINES}"
        for file, length in lengths.items()
        if length > MOST_LINES
    ]

"""Where the source tree is. The chores of a developer work on it, so they need it; an installed wheel has none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from conversations.programme.problem import Problem

FOLDERS: Final = ("bot", "handlers", "conversations", "storage", "locales")
"""The import packages."""


def find_house() -> Path:
    """The folder with pyproject.toml. Raises Problem where the program runs without its source."""
    house = Path(__file__).resolve().parents[2]
    if not (house / "pyproject.toml").is_file():
        raise Problem(
            code="no_source",
            message="Lệnh này làm việc trên mã nguồn, nhưng chương trình đang chạy từ bản cài đặt.",
            remedy="Hãy gọi ./ntm trong thư mục mã nguồn.",
        )
    return house

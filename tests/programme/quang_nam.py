"""The plan of Quảng Nam for 2024-2025 as the source document has it, also with pieces replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bot.simulator.quang_nam
from tests.programme.ha_giang import changed

if TYPE_CHECKING:
    from conversations.programme.table import Document

SEED = Path(bot.simulator.quang_nam.__file__).parent / "plan.txt"


def seed(*changes: tuple[str, str]) -> Document:
    """The source with these pieces replaced, each of which stands in it."""
    return changed(SEED, *changes)

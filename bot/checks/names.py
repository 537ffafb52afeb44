"""Our five folders are import names of their own: another distribution that ships one of them would overwrite ours."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

from bot.checks.house import FOLDERS

OURS: Final = "ntm-reporting-bot"


def second_owners(_house: Path) -> Sequence[str]:
    owners = packages_distributions()
    return [
        f"{name}: also shipped by {other}" for name in FOLDERS for other in sorted({*owners.get(name, ())} - {OURS})
    ]

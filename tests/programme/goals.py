"""The documents that set goals, as the sources have them, also with pieces replaced; and goals in few words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bot.simulator.ha_tinh
from conversations.programme.goal import GoalKind
from conversations.programme.stated import vietnamese
from tests.programme.ha_giang import SEED as HA_GIANG
from tests.programme.ha_giang import changed as source
from tests.programme.quang_nam import SEED as QUANG_NAM

if TYPE_CHECKING:
    from conversations.programme.goal import Goal

__all__ = ["HA_GIANG", "HA_TINH", "LETTER", "QUANG_NAM", "expected", "in_short", "source"]
HA_TINH = Path(bot.simulator.ha_tinh.__file__).with_name("resolution.txt")
LETTER = HA_TINH.with_name("letter.txt")
SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "range": "~"}


def in_short(goal: Goal) -> str:
    """Kind, figure, what it speaks of, year, its parent: "share ≥ 13/13 đơn vị | đơn vị cấp huyện … | 2025 | < 3"."""
    if goal.kind is GoalKind.GRADE:
        figure = f"≥ {goal.grade}"
    else:
        assert goal.target is not None
        high = "" if goal.upto is None else f"-{vietnamese(goal.upto)}"
        of = "" if goal.of is None else f"/{goal.of}"
        figure = f"{SIGNS[goal.bound.value]} {vietnamese(goal.target)}{high}{of} {goal.measure}".strip()
    falls = " (giảm)" if goal.falls else ""
    base = "" if goal.base_year is None else f" so với {goal.base_year}"
    parent = "" if goal.parent is None else f" | < {goal.parent}"
    return f"{goal.kind.value} {figure}{falls}{base} | {goal.name} | {goal.by_year}{parent}"


def expected() -> dict[Path, list[str]]:
    """By document the goals as somebody wrote them down from it."""
    found: dict[Path, list[str]] = {}
    files = {"Hà Tĩnh": HA_TINH, "công văn": LETTER, "Hà Giang": HA_GIANG, "Quảng Nam": QUANG_NAM}
    lines: list[str] = []
    for line in (Path(__file__).parent / "goals.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = found.setdefault(files[line.removeprefix("# ")], [])
        else:
            lines.append(line)
    return found

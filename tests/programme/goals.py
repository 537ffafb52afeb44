"""The documents that set goals, as the sources have them, also with pieces replaced; and goals in few words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents.read_text import read_text
from conversations.programme.goal import GoalKind
from conversations.programme.stated import vietnamese
from conversations.programme.table import Document

if TYPE_CHECKING:
    from conversations.programme.goal import Goal

SEEDS = Path(__file__).parent.parent / "seeds"
HA_TINH = "ha_tinh_resolution_2021.txt"
LETTER = "ha_tinh_letter_2022.txt"
HA_GIANG = "ha_giang_targets_2022.txt"
QUANG_NAM = "quang_nam_plan_2024.txt"
SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "range": "~"}


def source(name: str, *changes: tuple[str, str]) -> Document:
    """The document with these pieces replaced, each of which stands in it."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Document(name=name, blocks=read_text(text))


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


def expected() -> dict[str, list[str]]:
    """By document the goals as somebody wrote them down from it."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (Path(__file__).parent / "goals.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = found.setdefault(line.removeprefix("# "), [])
        else:
            lines.append(line)
    return found

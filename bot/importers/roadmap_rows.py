"""A goal of a roadmap as JSON, the same when it is imported and when it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conversations.programme.roadmap import Goal


def goal_rows(goal: Goal) -> dict[str, Any]:
    """total: a number, or the two ends of a range; share: 0 to 1; what is not stated is null."""
    return {
        "level": goal.level.value,
        "standard": goal.standard.value,
        "part": goal.part,
        "by_year": goal.by_year,
        "added": goal.added,
        "kept": goal.kept,
        "total": goal.total_low if goal.total_low == goal.total_high else [goal.total_low, goal.total_high],
        "share": None if goal.share is None else float(goal.share),
        "of": goal.of_count,
        "to_find": goal.to_find,
    }

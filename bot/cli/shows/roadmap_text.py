"""What `ntm show roadmap` says as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.shows.progress_rows import floor_rows, paper_rows
from bot.importers.roadmap_rows import goal_rows

if TYPE_CHECKING:
    from conversations.programme.roadmap_progress import GoalProgress, RoadmapProgress


def as_document(found: RoadmapProgress) -> dict[str, Any]:
    """The JSON of the progress; what is not followed is null."""
    return {
        **paper_rows(found),
        "goals": [_goal(one) for one in found.goals],
        "every_district": found.covers_all,
        "districts_without": [
            {
                "unit": one.unit.name,
                "stated": one.stated,
                "communes_known": one.communes,
                "named": [{"unit": unit.name, "year": year} for unit, year in one.named],
            }
            for one in found.bare
        ],
        "districts_not_known": [one.name for one in found.not_told],
        "floor": floor_rows(found),
        "keeping": [
            {"unit": one.unit.name, "standard": one.standard.value, "state": one.state.value} for one in found.keeping
        ],
    }


def _goal(one: GoalProgress) -> dict[str, Any]:
    return {
        **goal_rows(one.goal),
        "followed": one.holding is not None,
        "named": one.named,
        "recognised": one.recognised,
        "left": one.left,
        "holding": one.holding,
        "years": [
            {
                "year": year.year,
                "named": year.named,
                "in_time": year.in_time,
                "recognised": year.recognised,
                "open": year.open,
                "late": [unit.name for unit in year.late],
            }
            for year in one.years
        ],
    }

"""What `ntm show roadmap` says as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conversations.programme.roadmap_progress import GoalProgress, RoadmapProgress


def as_document(found: RoadmapProgress) -> dict[str, Any]:
    """The JSON of the progress; what is not followed is null."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "source": {"title": found.title, "number": found.number, "dated": found.dated.isoformat()},
        "version": found.version,
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
        "floor": None
        if found.floor is None
        else {
            "criteria": found.floor,
            "under": [{"unit": one.unit.name, "met": one.met} for one in found.under_floor],
        },
        "keeping": [
            {"unit": one.unit.name, "standard": one.standard.value, "state": one.state.value} for one in found.keeping
        ],
    }


def _goal(one: GoalProgress) -> dict[str, Any]:
    goal = one.goal
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

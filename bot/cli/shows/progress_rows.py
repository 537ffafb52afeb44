"""What the JSON of targets and of a roadmap says alike: the paper that counts, and the floor of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conversations.programme.roadmap_progress import RoadmapProgress
    from conversations.programme.target_progress import TargetsProgress


def paper_rows(found: RoadmapProgress | TargetsProgress) -> dict[str, Any]:
    """Whose it is, of which day, by which version of which paper."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "source": {"title": found.title, "number": found.number, "dated": found.dated.isoformat()},
        "version": found.version,
    }


def floor_rows(found: RoadmapProgress | TargetsProgress) -> dict[str, Any] | None:
    """Communes under the floor of criteria; None: the paper sets none."""
    if found.floor is None:
        return None
    return {
        "criteria": found.floor,
        "under": [{"unit": one.unit.name, "met": one.met} for one in found.under_floor],
    }

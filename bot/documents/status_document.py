"""A unit's status for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.programme.stated import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.status import Status
    from conversations.programme.unit_marks import MarkAverage


def marks_document(marked: Sequence[MarkAverage]) -> dict[str, Any]:
    """Beside it: communes by the groups they belong to."""
    return {
        "groups": [
            {
                "name": one.name,
                "communes": one.communes,
                "known": one.known,
                "average": None if one.average is None else float(rounded(one.average, 4)),
            }
            for one in marked
        ]
    }


def status_document(status: Status) -> dict[str, Any]:
    """The JSON of a status. met null: nothing is known of the commune. average is exact to four decimals, of the known
    communes; the table shows it rounded half up to one.
    """
    return {
        "unit": status.unit.title,
        "as_of": status.as_of.isoformat(),
        "criteria_set": status.form.id if status.form else None,
        "communes": [
            {
                "name": commune.unit.name,
                "met": commune.met if commune.known else None,
                "known": commune.known,
                "criteria": {
                    code: {"state": found.state.value, "target_year": found.target_year}
                    for code, found in commune.criteria.items()
                },
            }
            for commune in status.communes
        ],
        "by_criterion": dict(status.by_criterion),
        "known": len(status.known),
        "total_met": status.total_met if status.known else None,
        "average": None if status.average is None else float(rounded(status.average, 4)),
        "open_by_year": {str(year): count for year, count in status.open_by_year.items()},
    }

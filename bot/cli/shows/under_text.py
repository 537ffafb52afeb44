"""What `ntm show status --set` says: a commune, or a district's communes, under another criteria set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.engine.words import SOURCE
from conversations.reading.show import show_date
from conversations.screens.crosswalk import under_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.crosswalk import CommuneUnder, StatusUnder


def as_document(found: StatusUnder) -> dict[str, Any]:
    """The JSON: for each commune its criteria under the set, what is carried over, and what is dropped."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "criteria_set": found.form.id,
        "from_set": None if found.old is None else found.old.id,
        "communes": [_commune(one) for one in found.communes],
    }


def _commune(one: CommuneUnder) -> dict[str, Any]:
    return {
        "name": one.status.unit.name,
        "met": one.status.met if one.status.known else None,
        "known": one.status.known,
        "criteria": {code: status.state.value for code, status in one.status.criteria.items()},
        "own": sorted(one.own),
        "carried": [
            {
                "indicator": thing.indicator,
                "relation": thing.relation.value,
                "from": list(thing.parts),
                "state": thing.state.value,
                "value": None if thing.figure is None else str(thing.figure.value),
                "judged": thing.judged,
            }
            for thing in one.carried
        ],
        "dropped": {code: state.value for code, state in one.dropped.items()},
    }


def in_words(found: StatusUnder) -> str:
    """For a person; of several communes each under its name."""
    return "\n".join(_lines(found))


def _lines(found: StatusUnder) -> Iterator[str]:
    yield f"{found.unit.title}, đến ngày {show_date(found.as_of)}, theo {found.form.title}"
    if found.old is None:
        yield "Các xã đang báo cáo theo chính bộ này: xem bằng ntm show status, không cần --set."
        return
    yield f"Đối chiếu từ {found.old.title}; không có số nào được tự thêm."
    for one in found.communes:
        yield ""
        yield f"{one.status.unit.title}"
        yield from under_lines(one, found.form, SOURCE)

"""What `ntm show tasks` says: as one JSON document, and in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from conversations.programme.paper_tasks import TaskState
from conversations.reading.show import show_date
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.paper_tasks import FollowedTask, UnitTasks

TEXT = 140
"""So many characters of a task are shown; the JSON has all of it."""
_HEADS = (
    (TaskState.LATE, "Quá hạn"),
    (TaskState.OPEN, "Chưa xong, còn hạn"),
    (TaskState.NOT_DATED, "Chưa xong, văn bản không nêu ngày"),
    (TaskState.DONE, "Đã xong"),
)
_LEVELS = {"office": "sở, ngành", "district": "huyện", "commune": "xã", "village": "thôn"}


def as_document(found: UnitTasks) -> dict[str, Any]:
    """Every task, in the order of the papers."""
    counts = Counter(one.state(found.as_of) for one in found.tasks)
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "counts": {state.value: counts[state] for state in TaskState},
        "tasks": [
            {
                "code": one.code,
                "number": one.task.number,
                "paper": one.paper,
                "text": one.task.text,
                "who": one.task.who,
                "levels": [level.value for level in one.owing.levels],
                "units": list(one.owing.names),
                "not_told": one.owing.left,
                "due": one.task.due,
                "last_day": None if one.last_day is None else one.last_day.isoformat(),
                "state": one.state(found.as_of).value,
                "sent": one.sent,
                "owed": one.owed,
                "done": None if one.done is None else {"number": one.done.number, "day": one.done.day.isoformat()},
            }
            for one in found.tasks
        ],
    }


def in_words(found: UnitTasks) -> str:
    """The late ones first."""
    return "\n".join(_lines(found))


def _lines(found: UnitTasks) -> Iterator[str]:
    yield f"Nhiệm vụ theo văn bản của {found.unit.title} đến {show_date(found.as_of)}."
    for state, head in _HEADS:
        tasks = [one for one in found.tasks if one.state(found.as_of) is state]
        if tasks:
            yield ""
            yield f"{head} ({len(tasks)}):"
            yield from (f"- {_line(one)}" for one in tasks)


def _line(one: FollowedTask) -> str:
    told = ", ".join(_LEVELS[level.value] for level in one.owing.levels) or ", ".join(one.owing.names)
    who = "" if one.task.text.startswith(one.task.who) else f"{one.task.who}: "
    parts = [f"{one.code}. {who}{clip(one.task.text, TEXT)}"]
    if told:
        parts.append(f"phải làm: {told}")
    if one.last_day is not None:
        parts.append(f"chậm nhất {show_date(one.last_day)}")
    if one.owed:
        parts.append(f"đã gửi {one.sent}/{one.owed}")
    if one.done is not None:
        parts.append(f"đã báo xong, văn bản {one.done.number} ngày {show_date(one.done.day)}")
    return "; ".join(parts)

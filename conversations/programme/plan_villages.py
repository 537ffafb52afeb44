"""What a plan wants of the villages as a whole: how many, which share, at which standard, by when.

The plan's table knows communes only, so these figures can be held against each other, not against cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import STANDARD_NAMES, Standard, standard_named
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conversations.programme.table import Paragraph

_VILLAGE = r"(?:thôn|xóm|bản|ấp|làng)"
_SHARE = re.compile(
    rf"(?P<percent>\d{{1,3}})\s*%\s*(?:trở lên\s+)?(?:số\s+)?{_VILLAGE}\b(?P<before>[^.;%]*?)"
    rf"tương đương(?:\s+với|\s+khoảng)*\s+(?P<count>\d{{1,4}})\s+{_VILLAGE}[^)]*\)?(?P<after>[^.;]*)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?:\bcó|\bvà)\s+(?P<count>\d{{1,4}})\s+{_VILLAGE}\s+(?P<what>(?:được công nhận\s+)?đạt[^.;,(]*)", re.IGNORECASE
)
_NEXT_COUNT = re.compile(rf"\bvà\s+\d{{1,4}}\s+{_VILLAGE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageGoal:
    """So many villages at a standard. percent: of all villages, at least; None: only the count is stated."""

    count: int
    standard: Standard
    percent: int | None = None
    place: Place = field(compare=False)


def read_village_goals(prose: Iterable[Paragraph]) -> tuple[VillageGoal, ...]:
    """Every statement in the order of the text, also one that is made twice."""
    return tuple(goal for paragraph in prose for goal in _goals(paragraph))


def _goals(paragraph: Paragraph) -> Iterator[VillageGoal]:
    for found in _SHARE.finditer(paragraph.text):
        said = found["before"] + " " + _NEXT_COUNT.split(found["after"], maxsplit=1)[0]
        if (standard := standard_named(said)) is not None:
            yield VillageGoal(
                count=int(found["count"]), standard=standard, percent=int(found["percent"]), place=paragraph.place
            )
    for found in _COUNT.finditer(paragraph.text):
        if (standard := standard_named(found["what"])) is not None:
            yield VillageGoal(count=int(found["count"]), standard=standard, place=paragraph.place)


def village_warnings(goals: Iterable[VillageGoal]) -> Iterator[SourceWarning]:
    """The same standard with two figures, and one count that stands at two standards, in two places."""
    first: dict[Standard, VillageGoal] = {}
    for goal in goals:
        before = first.setdefault(goal.standard, goal)
        if (before.count, before.percent or goal.percent) != (goal.count, goal.percent or before.percent):
            yield _differs(before, goal)
            continue
        other = next(
            (one for one in first.values() if one.count == goal.count and one.standard is not goal.standard), None
        )
        if before is goal and other is not None and other.place != goal.place:
            yield SourceWarning(
                code="village_standard_differs",
                place=goal.place,
                stated=_said(goal),
                computed=_said(other),
                message=f"Ở đây ghi {_said(goal)}, {other.place} ghi {_said(other)}: cùng một số mà khác mức. "
                "Cần hỏi lại nơi ban hành; cả hai được giữ nguyên.",
            )


def _differs(before: VillageGoal, goal: VillageGoal) -> SourceWarning:
    return SourceWarning(
        code="village_goal_differs",
        place=goal.place,
        stated=_said(goal),
        computed=_said(before),
        message=f"Ở đây ghi {_said(goal)}, {before.place} ghi {_said(before)}. Cả hai được giữ nguyên.",
    )


def _said(goal: VillageGoal) -> str:
    name = next(name for known, name in STANDARD_NAMES if known is goal.standard)
    share = "" if goal.percent is None else f" ({goal.percent}%)"
    return f"{goal.count} thôn{share} đạt {name}"

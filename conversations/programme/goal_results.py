"""What a document states to be reached already, by a goal's own matter: "171/182 xã (tỷ lệ 94%) đạt chuẩn NTM".

It is where a goal sets out from; a percentage beside a count is worked out again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import Base, Goal, GoalKind
from conversations.programme.goal_figures import NOUNS, decimal_of
from conversations.programme.goal_sections import goal_sections, whole_paragraphs
from conversations.programme.plan_names import title_key
from conversations.programme.table import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.programme.table import Paragraph

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
_SO_FAR = re.compile(r"\b(?:đến nay|hiện nay|đến (?:hết|cuối) năm (?P<year>20\d{2}))\b", re.IGNORECASE)
_PERCENT = r"\(\s*(?:tỷ lệ|đạt|chiếm|bằng)?\s*(?:tỷ lệ)?\s*(?P<{0}>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*%\s*\)"
_COUNTED = re.compile(
    rf"(?<![\d/.,])(?P<count>{_NUMBER})(?:\s*/\s*(?P<of>\d{{1,5}}))?\s+"
    rf"(?P<noun>huyện, thành phố, thị xã|{NOUNS})\b\s*(?:{_PERCENT.format('before')}\s*)?"
    rf"(?P<rest>(?:(?:đã )?(?:được công nhận|đạt chuẩn|đạt)|nông thôn mới|NTM)\b[^,;.()]*)?"
    rf"(?:\s*{_PERCENT.format('after')})?",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?P<name>thu nhập bình quân[^,;.]*?)\s+đạt\s+(?:trên\s+|khoảng\s+)?(?P<value>\d{1,4}(?:[.,]\d{1,3})?)\s*"
    r"triệu đồng",
    re.IGNORECASE,
)
_FILLERS = (
    "tong so ",
    "ty le ",
    "so ",
    "dat chuan ",
    "hoan thanh nhiem vu ",
    "xay dung ",
    "duoc cong nhan ",
    "da ",
    "trong toan tinh ",
    "toan tinh ",
)
TOTAL = "tổng số"
"""Of two goals that speak of the same, the one that is no increase."""
_SAME = (("huyen thanh pho thi xa ", "don vi cap huyen "),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One stated result. day: None is the document's own. percent: as stated beside it."""

    what: str
    noun: str
    count: Decimal
    of: int | None
    percent: Decimal | None
    day: date | None
    place: Place = field(compare=False)


def matter(name: str) -> str:
    """What a goal or result speaks of, to compare: equal for "số xã đạt chuẩn NTM" and "xã đạt chuẩn nông thôn mới"."""
    words = f"{title_key(name)} "
    for one, other in _SAME:
        words = words.replace(one, other)
    for filler in _FILLERS:
        words = f" {words}".replace(f" {filler}", " ").lstrip()
    return " ".join(words.split())


def read_results(prose: Sequence[Paragraph]) -> tuple[Result, ...]:
    """Of all paragraphs but those that set goals."""
    goals = {section.paragraph.place for section in goal_sections(prose)}
    return tuple(result for one in whole_paragraphs(prose) if one.place not in goals for result in _in_paragraph(one))


def _in_paragraph(one: Paragraph) -> Iterator[Result]:
    for found in _LEVEL.finditer(one.text):
        value = Decimal(found["value"].replace(",", "."))
        yield Result(what=found["name"], noun="", count=value, of=None, percent=None, day=None, place=one.place)
    said = _SO_FAR.search(one.text)
    if said is None:
        return
    day = date(int(said["year"]), 12, 31) if said["year"] else None
    for found in _COUNTED.finditer(one.text, said.start()):
        percent = found["before"] or found["after"]
        if found["rest"] is None and found["of"] is None:
            continue
        yield Result(
            what=f"{found['noun']} {found['rest'] or ''}".strip(),
            noun=found["noun"].lower(),
            count=decimal_of(found["count"]),
            of=int(found["of"]) if found["of"] else None,
            percent=Decimal(percent.replace(",", ".")) if percent else None,
            day=day,
            place=one.place,
        )


def with_bases(goals: Sequence[Goal], results: Sequence[Result]) -> tuple[Goal, ...]:
    """Each goal with the result that speaks of the same; a count becomes a share where its whole is stated."""
    known = {matter(one.what): one for one in reversed(results)}
    alike = Counter((matter(one.name), one.kind) for one in goals)
    wholes = {one.noun: one.of for one in reversed(results) if one.of is not None}
    return tuple(
        _with_base(goal, known, wholes)
        if alike[matter(goal.name), goal.kind] == 1 or goal.name.startswith(TOTAL)
        else goal
        for goal in goals
    )


def _with_base(goal: Goal, known: Mapping[str, Result], wholes: Mapping[str, int]) -> Goal:
    found = known.get(matter(goal.name))
    if found is None or goal.parent is not None or goal.kind in {GoalKind.YEARLY_RATE, GoalKind.RATIO_TO_BASE}:
        return goal
    of = found.of or (wholes.get(found.noun) if found.noun else None)
    if goal.kind is GoalKind.SHARE and of is None:
        return goal
    return replace(goal, base=Base(value=found.count, of=of if goal.kind is GoalKind.SHARE else None, day=found.day))

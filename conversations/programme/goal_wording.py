"""One goal out of one clause: what it speaks of without its figure, its kind, and of whom."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import Bound, Goal, GoalKind
from conversations.programme.goal_figures import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.goal_clauses import Clause
    from conversations.programme.goal_figures import Figure
    from conversations.programme.table import Place

_LEAD = re.compile(
    r"^(?:(?:tiếp tục\s+)?ph[aấâầ]n\s+đ[aấâầ]u|đồng thời|tập trung(?: cao)?(?: chỉ đạo)?|chỉ đạo|thực hiện(?= số)|"
    r"giai đoạn\s+20\d{2}\s*[-–]\s*20\d{2}|(?:đến|tới|trong|vào)\s+(?:hết |cuối )?năm\s+20\d{2}|có(?! thêm)|"
    r"nâng(?= tổng)|và|cụ thể|[,:.\s]+)\s*[,:]?\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]*\b(?:đạt được|đạt tỷ lệ|chiếm tỷ lệ|đạt|được|là|lên|có|còn|tăng|giảm|duy trì mức|mức|bình quân|"
    r"(?:mỗi|hằng|hàng) năm|đến (?:cuối |hết )?năm 20\d{2}|giai đoạn 20\d{2}\s*[-–]\s*20\d{2}))+[\s,]*$",
    re.IGNORECASE,
)
_TOLD = re.compile(r",?\s*cụ thể\s*:?\s*$")
_OWN_YEAR = re.compile(r"\s*\b(?:trong|đến|vào)\s+(?:hết\s+|cuối\s+)?năm\s+20\d{2}\b", re.IGNORECASE)
_RATE = re.compile(r"(?:mỗi|hằng|hàng) năm|bình quân\b.*\bnăm\b|tốc độ tăng", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(đơn vị cấp huyện|đơn vị cấp xã|hộ nghèo|hộ gia đình|hộ dân|nghèo đồng bào dân tộc thiểu số|hộ|người dân|"
    r"dân số|lao động|cán bộ|sản phẩm|di sản|thủ tục hành chính|hồ sơ|mô hình|xã|huyện|(?<!nông )thôn|xóm)\b",
    re.IGNORECASE,
)
_NOUN_ONLY = re.compile(rf"^(?:{NOUNS})$", re.IGNORECASE)
_COUNTS = re.compile(r"(?:^|\b(?:thêm|lên|là|có|đạt|duy trì|nâng chuẩn|còn))\s*$", re.IGNORECASE)
"""What stands before a count that is a goal, where no "ít nhất" says so."""
_EACH = re.compile(r"^mỗi\s+(?P<each>xã|huyện|thôn|xóm|hộ)\b(?:\s+bình quân)?$", re.IGNORECASE)
_FALLS = re.compile(r"\bgiảm\b", re.IGNORECASE)
LONG, SHORT = 120, 100
"""A name longer than the first is cut at its last comma before the second."""


def goal_of(clause: Clause, figure: Figure, place: Place, *, year: int, parent: int | None) -> Goal | None:
    before, after = clause.text[: figure.start], clause.text[figure.end :]
    name = _name(before, after, figure)
    kind = _kind(before, name, figure)
    if not name and parent is None:
        return None
    if kind is GoalKind.COUNT and not figure.said and figure.high is None and not _COUNTS.search(before):
        return None
    falls = kind is GoalKind.YEARLY_RATE and _FALLS.search(before) is not None
    measure = figure.measure
    if figure.percent:
        measure = "%/năm" if kind is GoalKind.YEARLY_RATE else "%"
    elif figure.times:
        measure = "lần"
    goal = Goal(
        name=name,
        kind=kind,
        bound=figure.bound,
        by_year=year,
        target=figure.low,
        upto=figure.high,
        of=figure.of,
        measure=measure,
        group=group_of(name, measure),
        falls=falls,
        of_level=falls,
        base_year=figure.base_year,
        parent=parent,
        quote=clause.quote,
        place=place,
    )
    each = _EACH.match(_head(before))
    if each is None or kind is not GoalKind.COUNT:
        return goal
    return for_each(goal, each["each"].lower(), name.split(" ", len(_head(before).split()))[-1])


def for_each(goal: Goal, each: str, name: str) -> Goal:
    """So many in each place, on average: "mỗi xã bình quân ít nhất 1km"."""
    return replace(goal, name=f"{name}, mỗi {each}", kind=GoalKind.LEVEL, measure=f"{goal.measure}/{each}", group=each)


def _kind(before: str, name: str, figure: Figure) -> GoalKind:
    if figure.times:
        return GoalKind.RATIO_TO_BASE
    if figure.percent and (figure.yearly or _RATE.search(before)):
        return GoalKind.YEARLY_RATE
    if figure.percent:
        return GoalKind.LEVEL if name.lower().startswith("chỉ số") else GoalKind.SHARE
    if figure.of is not None:
        return GoalKind.SHARE
    return GoalKind.LEVEL if "đồng" in figure.measure or "/" in figure.measure else GoalKind.COUNT


def _name(before: str, after: str, figure: Figure) -> str:
    """What the clause speaks of, without the figure, its verb and its year."""
    head = _head(before)
    tail = _TOLD.sub("", _OWN_YEAR.sub("", after)).strip(" .:”" if "“" not in after else " .:").rstrip(",")
    if figure.percent or figure.times or figure.of is not None:
        tail = tail if figure.percent or figure.of is not None else ""
        noun = figure.measure if figure.of is not None and not head else ""
        joined = [part for part in (noun, tail) if part]
        if head and tail:
            return f"{head}: {tail}"
        return head or _short(" ".join(joined).lstrip(", "))
    counted = figure.measure if _NOUN_ONLY.match(figure.measure) else ""
    if counted in {"km", "ha", "tấn"}:
        counted = ""
    if counted.lower() in head.lower():
        counted = ""
    said = " ".join(part for part in (head, counted, tail) if part)
    return _short(said.replace(" , ", ", ").lstrip(", "))


def _short(name: str) -> str:
    if len(name) <= LONG or "," not in name[:SHORT]:
        return name
    return name[: name.rindex(",", 0, SHORT)]


def _head(before: str) -> str:
    """What stands before the figure, without its verb."""
    head = stripped(before)
    shorter = _TAIL.sub("", head)
    while shorter != head:
        head, shorter = shorter, _TAIL.sub("", shorter)
    return head


def stripped(text: str) -> str:
    """Without what stands before the matter: "Phấn đấu đến năm 2025, có"."""
    bare, shorter = text, _LEAD.sub("", text)
    while shorter != bare:
        bare, shorter = shorter, _LEAD.sub("", shorter)
    return bare.strip()


def named_goals(found: re.Match[str], quote: str, place: Place, *, year: int, parent: int | None) -> Iterator[Goal]:
    """One goal for each place that is named: "huyện Bắc Quang, Quang Bình đạt chuẩn huyện NTM"."""
    kind = ""
    for name in re.split(r",\s*|\s+và\s+", found["names"]):
        first, _, rest = name.partition(" ")
        if first.islower():
            kind = f"{first} {rest.partition(' ')[0]}" if first in {"thành", "thị"} else first
            bare = name
        else:
            bare = f"{kind} {name}".strip()
        yield Goal(
            name=f"{bare} {found['what'].strip()}",
            kind=GoalKind.DONE,
            bound=Bound.AT_LEAST,
            by_year=year,
            target=Decimal(1),
            group=kind,
            parent=parent,
            quote=quote,
            place=place,
        )


def whole_goal(text: str, quote: str, place: Place, *, year: int, parent: int | None) -> Goal:
    return Goal(
        name=text,
        kind=GoalKind.DONE,
        bound=Bound.AT_LEAST,
        by_year=year,
        target=Decimal(1),
        group=group_of(text, ""),
        parent=parent,
        quote=quote,
        place=place,
    )


def none_left_goal(text: str, quote: str, place: Place, *, year: int, parent: int | None) -> Goal:
    what = _OWN_YEAR.sub("", text).strip(" ,.")
    noun = next((found[0] for found in re.finditer(rf"\b(?:{NOUNS})\b", what)), "")
    return Goal(
        name=what,
        kind=GoalKind.COUNT,
        bound=Bound.AT_MOST,
        by_year=year,
        target=Decimal(0),
        measure=noun,
        group=noun,
        parent=parent,
        quote=quote,
        place=place,
    )


def group_of(name: str, measure: str) -> str:
    found = _GROUP.search(name) or _GROUP.search(measure)
    return found[0].lower() if found else ""

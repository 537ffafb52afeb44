"""Goals in a table: a line for each, with its unit of measure, where it set out from and a column for each year.

"Tên chỉ tiêu · Đơn vị tính · Loại · Năm gốc · Giá trị gốc · 2023 · 2024 · 2025 · Cơ quan". The last year with a figure
is the goal's own, those before it are on the way. A cell that is no figure is a problem with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import GRADES, Base, Bound, Goal, GoalKind, Interim
from conversations.programme.goal_figures import BOUNDS, decimal_of
from conversations.programme.goal_wording import group_of
from conversations.programme.headed_table import numbers_columns, value_in
from conversations.programme.problem import Problem
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.programme.table import Document, Row

_NAMES = frozenset({"ten chi tieu", "chi tieu", "noi dung chi tieu", "noi dung"})
_MEASURES = frozenset({"don vi tinh", "dvt", "don vi"})
_KINDS = frozenset({"loai", "kieu", "loai chi tieu"})
_BASE_YEARS = frozenset({"nam goc"})
_BASES = frozenset({"gia tri goc", "gia tri nam goc", "goc"})
_OWNERS = frozenset({"co quan", "co quan phu trach", "co quan chu tri", "don vi phu trach"})
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_CELL = re.compile(
    r"(?P<bound>ít nhất trên|ít nhất|tối thiểu|trên|hơn|không quá|tối đa|dưới|từ|>=|≥|<=|≤|>|<)?\s*"
    r"(?P<low>\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?)"
    r"(?:\s*[-–]\s*(?P<high>\d{1,9}(?:[.,]\d{1,4})?)|\s*/\s*(?P<of>\d{1,5}))?\s*(?:%|lần)?(?:\s*/\s*năm)?"
    r"(?:\s*trở lên)?",
    re.IGNORECASE,
)
_SIGNS = {
    ">=": Bound.AT_LEAST,
    "≥": Bound.AT_LEAST,
    "<=": Bound.AT_MOST,
    "≤": Bound.AT_MOST,
    ">": Bound.MORE_THAN,
    "<": Bound.LESS_THAN,
}
_WORDS: tuple[tuple[str, GoalKind], ...] = (
    ("so voi nam goc", GoalKind.RATIO_TO_BASE),
    ("so lan", GoalKind.RATIO_TO_BASE),
    ("binh quan nam", GoalKind.YEARLY_RATE),
    ("moi nam", GoalKind.YEARLY_RATE),
    ("hang nam", GoalKind.YEARLY_RATE),
    ("toc do", GoalKind.YEARLY_RATE),
    ("xep loai", GoalKind.GRADE),
    ("xep hang", GoalKind.GRADE),
    ("ty le", GoalKind.SHARE),
    ("so luong", GoalKind.COUNT),
    ("dat chua dat", GoalKind.DONE),
    ("muc", GoalKind.LEVEL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    name: int
    years: Mapping[int, int]
    """Column to its year."""
    others: Mapping[str, int]

    def text(self, row: Row, what: str) -> str:
        column = self.others.get(what)
        return "" if column is None else value_in(row.cell(column)).text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    bound: Bound
    low: Decimal | None
    high: Decimal | None
    of: int | None
    grade: str


def read_goal_tables(document: Document) -> tuple[Goal, ...]:
    """The goals of all such tables, in order; none where there is none. Raises Problem: a wrong cell."""
    found: list[Goal] = []
    for table in document.tables:
        columns: _Columns | None = None
        parent: int | None = None
        for row in table.rows:
            heading = _columns(row)
            if heading is not None:
                columns = heading
                continue
            name = "" if columns is None else value_in(row.cell(columns.name)).text.strip()
            if columns is None or not name or row.only_text is not None or numbers_columns(row):
                continue
            part = plain_words(name).startswith("trong do") or name.startswith(("-", "+"))
            goal = _goal(
                row,
                columns,
                re.sub(r"^(?:[-+]\s*)?(?:trong đó)?\s*:?\s*", "", name, flags=re.IGNORECASE),
                parent=parent if part else None,
            )
            if not part:
                parent = len(found)
            found.append(goal)
    return tuple(found)


def _columns(row: Row) -> _Columns | None:
    heads = [plain_words(cell.text) for cell in row.cells]
    name = next((at for at, head in enumerate(heads) if head in _NAMES), None)
    years = {
        at: int(year[1]) for at, head in enumerate(heads) if head not in _BASE_YEARS and (year := _YEAR.search(head))
    }
    others = {
        what: at
        for what, known in (
            ("measure", _MEASURES),
            ("kind", _KINDS),
            ("base_year", _BASE_YEARS),
            ("base", _BASES),
            ("owner", _OWNERS),
        )
        for at, head in enumerate(heads)
        if head in known
    }
    if name is None or not years or "measure" not in others:
        return None
    return _Columns(name=name, years=years, others=others)


def _goal(row: Row, columns: _Columns, name: str, *, parent: int | None) -> Goal:
    figures = list(_figures(row, columns))
    if not figures:
        raise _wrong(row, min(columns.years), "", "Chỉ tiêu này chưa có mục tiêu năm nào.")
    by_year, last = figures[-1]
    measure = columns.text(row, "measure")
    kind = _kind(columns.text(row, "kind"), measure, last, name)
    base_year = columns.text(row, "base_year")
    year = _YEAR.search(base_year)
    if base_year.strip() and year is None:
        raise _wrong(row, columns.others["base_year"], base_year, "Năm gốc phải là một năm.")
    falls = kind is GoalKind.YEARLY_RATE and "giam" in plain_words(f"{name} {columns.text(row, 'kind')}").split()
    return Goal(
        name=name,
        kind=kind,
        bound=last.bound,
        by_year=by_year,
        target=last.low,
        upto=last.high,
        of=last.of,
        grade=last.grade,
        measure=measure,
        group=group_of(name, measure),
        falls=falls,
        of_level=falls,
        base_year=int(year[1]) if year else None,
        base=_base(row, columns, int(year[1]) if year else None),
        parent=parent,
        interims=tuple(Interim(year=at, value=one.low) for at, one in figures[:-1] if one.low is not None),
        owner=columns.text(row, "owner"),
        quote=" | ".join(cell.text for cell in row.cells if cell.text),
        place=row.place,
    )


def _figures(row: Row, columns: _Columns) -> Iterator[tuple[int, _Figure]]:
    for at, year in sorted(columns.years.items(), key=lambda one: one[1]):
        text = value_in(row.cell(at)).text.strip()
        if text and plain_words(text):
            yield year, _figure(row, at, text)


def _figure(row: Row, column: int, text: str) -> _Figure:
    grade = plain_words(text).removeprefix("loai ")
    named = next((one for one in GRADES if plain_words(one) == grade), "")
    if named:
        return _Figure(bound=Bound.AT_LEAST, low=None, high=None, of=None, grade=named)
    if grade in {"dat", "x", "hoan thanh"}:
        return _Figure(bound=Bound.AT_LEAST, low=Decimal(1), high=None, of=None, grade="")
    found = _CELL.fullmatch(text)
    if found is None:
        raise _wrong(row, column, text, "Ô này phải là một con số, ví dụ “95”, “trên 95”, “13/13”, “0,3 - 0,4”.")
    said = (found["bound"] or "").lower()
    high = decimal_of(found["high"]) if found["high"] else None
    bound = Bound.RANGE if high is not None else _SIGNS.get(said) or BOUNDS.get(said, Bound.AT_LEAST)
    return _Figure(
        bound=Bound.MORE_THAN if said == "ít nhất trên" else bound,
        low=decimal_of(found["low"]),
        high=high,
        of=int(found["of"]) if found["of"] else None,
        grade="",
    )


def _kind(said: str, measure: str, figure: _Figure, name: str) -> GoalKind:
    words = plain_words(said)
    for word, kind in _WORDS:
        if word in words:
            return kind
    if figure.grade:
        return GoalKind.GRADE
    unit = measure.replace(" ", "").lower()
    if unit == "%/năm":
        return GoalKind.YEARLY_RATE
    if unit == "lần":
        return GoalKind.RATIO_TO_BASE
    if unit == "%":
        return GoalKind.LEVEL if plain_words(name).startswith("chi so") else GoalKind.SHARE
    if figure.of is not None:
        return GoalKind.SHARE
    return GoalKind.LEVEL if "/" in unit or "đồng" in unit else GoalKind.COUNT


def _base(row: Row, columns: _Columns, year: int | None) -> Base | None:
    text = columns.text(row, "base").strip()
    if not plain_words(text):
        return None
    found = _figure(row, columns.others["base"], text)
    if found.low is None:
        return None
    return Base(value=found.low, of=found.of, day=None if year is None else date(year, 12, 31))


def _wrong(row: Row, column: int, text: str, message: str) -> Problem:
    said = f" Đang ghi “{text}”." if text else ""
    return Problem(
        code="goal_cell_wrong",
        where=str(row.cell(column).place),
        message=f"{message}{said}",
        remedy="Hãy sửa ô này rồi nhập lại; chưa ghi gì cả.",
    )


def refuse_twice(goals: Sequence[Goal], keys: Sequence[str]) -> None:
    """Raises Problem: two lines of a table speak of the same."""
    seen: dict[str, Goal] = {}
    for goal, key in zip(goals, keys, strict=True):
        if key in seen:
            raise Problem(
                code="goal_twice",
                where=str(goal.place),
                message=f"“{goal.name}” đã có ở {seen[key].place}.",
                remedy="Hãy giữ lại một dòng cho mỗi chỉ tiêu.",
            )
        seen[key] = goal

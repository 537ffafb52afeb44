"""The heading of a plan table: which column holds what. Columns are found by name, then by number, in any order.

A name beats a number, because a row of numbers may only count columns. One column may stand for a group of criteria
that it lists ("Nhóm tiêu chí 2-9"). Nothing is guessed: a criterion without a column, or with two, is a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.plan_names import title_key
from conversations.programme.problem import Problem
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from conversations.programme.criteria import Criterion
    from conversations.programme.table import Row, Table

FEWEST_NAMES = 3
"""A row that names this many criteria (or all of a smaller set) is taken for the heading of a plan table."""

_NUMBER_HEADS = frozenset({"tt", "stt", "so tt", "so thu tu", "s t t", "t t"})
_NAME_HEADS = frozenset(
    {"xa", "ten xa", "cac xa", "don vi", "ten don vi", "xa phuong", "xa thi tran", "dia phuong", "don vi xa", "dia ban"}
)
_TOTAL_WORDS = ("so tieu chi", "tieu chi dat", "kq dat", "ket qua dat", "tong tieu chi", "tong cong", "tong so")
_NOTE_HEADS = frozenset({"ghi chu", "ghi chi", "chu thich"})
_NUMBERED = re.compile(r"\(?(?:tiêu chí|tc)?\s*(?:số\s*)?(\d{1,2})\)?", re.IGNORECASE)
_WORDY = re.compile(r"[^\W\d_]{2,}")
_UNKNOWN_NAMES = 4
"""One name in so many may be unknown, and its column be known by its number."""
_SHOWN_NAMES = 4
_GROUP = re.compile(
    r"(?:.*\b(?:tiêu chí|tc)\s*(?:số\s*)?)(?P<list>\d{1,2}(?:\s*(?:-|–|,|;|đến|và)\s*\d{1,2})+)\W*", re.IGNORECASE
)
_LETTER_OR_NUMBER = re.compile(r"\(?(?:[A-Za-z]|\d{1,2})\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Which column of a table holds what. Columns count from 0; None: the table has no such column."""

    first_row: int
    """The first row below the heading, counted from 0."""
    number: int | None
    name: int
    total: int | None
    criteria: Mapping[str, int]
    """Criterion code to column, in the order of the set; those of a group share one."""
    grouped: frozenset[str]
    """Codes whose column is a group's, so that the column's total is not theirs."""
    unknown: tuple[tuple[int, str], ...]
    """Columns whose heading says something that is none of these."""
    titles: Mapping[int, str]
    """What the heading says over each column."""

    def reads(self, column: int) -> bool:
        """Whether the column is one that is read."""
        return column in {self.number, self.name, self.total, *self.criteria.values()}

    def repeats(self, row: Row) -> bool:
        """Whether the row is the same heading again, as on a new page."""
        columns = self.criteria.values()
        same = sum(
            1
            for column in columns
            if row.text(column) and plain_words(row.text(column)) == plain_words(self.titles[column])
        )
        return same * 2 > len(self.criteria)


def find_heading(table: Table, criteria: Sequence[Criterion]) -> Heading | None:
    """The table's heading; None where this is no plan table. Raises Problem where it is one, but not a whole one."""
    fewest = min(FEWEST_NAMES, len(criteria))
    names = _criterion_names(criteria)
    best, found, groups = -1, dict[int, str](), dict[int, tuple[str, ...]]()
    for index, row in enumerate(table.rows):
        here, listed = _named(row, names), _groups(row, names)
        if len(set(here.values()).union(*listed.values())) > len(set(found.values()).union(*groups.values())):
            best, found, groups = index, here, listed
    numbers_at, numbers = _number_row(table, criteria)
    if len(set(found.values()).union(*groups.values())) < fewest:
        if numbers_at is None:
            return None
        best, found, groups = numbers_at, {}, {}
    if numbers_at is not None:
        _refuse_other_set(table, numbers_at, numbers, found)
    last = best if numbers_at is None else numbers_at
    return _heading(table, criteria, at=best, named=found, groups=groups, numbers_at=last, numbers=numbers)


def _heading(
    table: Table,
    criteria: Sequence[Criterion],
    *,
    at: int,
    named: Mapping[int, str],
    groups: Mapping[int, tuple[str, ...]],
    numbers_at: int,
    numbers: Mapping[int, str],
) -> Heading:
    row = table.rows[at]
    stated = [*named.items(), *((column, code) for column, codes in groups.items() for code in codes)]
    columns = {code: column for column, code in stated}
    if len(columns) < len(stated):
        twice = next(code for column, code in stated if columns[code] != column)
        raise Problem(
            code="plan_column_twice",
            where=str(row.place),
            message=f"Tiêu chí {twice} có hai cột trong bảng.",
            remedy="Hãy để mỗi tiêu chí một cột.",
        )
    for column, code in numbers.items():
        if code not in columns and column not in named:
            columns[code] = column
    missing = [criterion for criterion in criteria if criterion.code not in columns]
    if missing:
        listed = ", ".join(f"{criterion.code} ({criterion.title})" for criterion in missing)
        raise Problem(
            code="plan_column_missing",
            where=str(row.place),
            message=f"Bảng thiếu cột của tiêu chí {listed}.",
            remedy="Hãy thêm cột còn thiếu hoặc sửa tên cột cho đúng bộ tiêu chí rồi nhập lại.",
        )
    last = numbers_at if at < numbers_at <= at + 2 else at
    titles = {column: _title(_head_rows(table, at), column) for column in range(table.width)}
    number, name, total, unknown = _other_columns(table, columns, titles, last)
    return Heading(
        first_row=last + 1,
        number=number,
        name=name,
        total=total,
        criteria={criterion.code: columns[criterion.code] for criterion in criteria},
        grouped=frozenset(code for codes in groups.values() for code in codes),
        unknown=unknown,
        titles=titles,
    )


def _criterion_names(criteria: Sequence[Criterion]) -> dict[str, set[str]]:
    return {
        criterion.code: {title_key(name) for name in (criterion.title, criterion.short, *criterion.variants) if name}
        for criterion in criteria
    }


def _named(row: Row, names: Mapping[str, set[str]]) -> dict[int, str]:
    """Column to criterion code for every cell of the row that names a criterion."""
    found: dict[int, str] = {}
    for column, cell in enumerate(row.cells):
        code = _criterion_named(cell.text, names)
        if code is not None and not (cell.covered and found.get(column - 1) == code):
            found[column] = code
    return found


def _groups(row: Row, known: Container[str]) -> dict[int, tuple[str, ...]]:
    """Column to codes for every cell of the row that lists several criteria by number: "Nhóm tiêu chí 2-9, 11"."""
    found: dict[int, tuple[str, ...]] = {}
    for column, cell in enumerate(row.cells):
        listed = _GROUP.fullmatch(cell.text)
        codes = tuple(_listed(listed["list"])) if listed else ()
        if codes and all(code in known for code in codes) and not (cell.covered and found.get(column - 1) == codes):
            found[column] = codes
    return found


def _listed(text: str) -> Iterator[str]:
    """The numbers of "2-4, 7 và 9": 2, 3, 4, 7, 9."""
    for part in re.split(r",|;|và", text):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        yield from (str(number) for number in range(ends[0], ends[-1] + 1))


def _criterion_named(text: str, names: Mapping[str, set[str]]) -> str | None:
    """The criterion of that name: exactly, or the only one of which it is the beginning (or that begins it)."""
    wanted = title_key(text) if _WORDY.search(text) else ""
    if not wanted or plain_words(text) in _NUMBER_HEADS or plain_words(text) in _NAME_HEADS:
        return None
    for code, known in names.items():
        if wanted in known:
            return code
    close = [
        code
        for code, known in names.items()
        if any(name.startswith(f"{wanted} ") or wanted.startswith(f"{name} ") for name in known)
    ]
    return close[0] if len(close) == 1 else None


def _number_row(table: Table, criteria: Sequence[Criterion]) -> tuple[int | None, dict[int, str]]:
    """The row that numbers the criteria ("A B C 1 2 … 19") and its columns; a row that numbers all columns is none."""
    codes = {criterion.code for criterion in criteria}
    for index, row in enumerate(table.rows):
        found: dict[int, str] = {}
        for column, cell in enumerate(row.cells):
            number = _NUMBERED.fullmatch(cell.text)
            if number and number[1] in codes and number[1] not in found.values():
                found[column] = number[1]
        first = next(iter(row.cells), None)
        if found and len(found) == len(codes) and first is not None and 0 not in found:
            return index, found
    return None, {}


def _refuse_other_set(table: Table, at: int, numbers: Mapping[int, str], named: Mapping[int, str]) -> None:
    """A number stands for a column's unknown name only where nearly all other names are known, and no number is over.

    Otherwise the table belongs to another criteria set, whose number 3 is another criterion.
    """
    if len(set(named.values())) == len(numbers):
        return
    row = table.rows[at]
    further = [cell.text for column, cell in enumerate(row.cells) if column > max(numbers) and cell.text.isdecimal()]
    rows = _head_rows(table, at)[:-1]
    names = [title for column in numbers if column not in named and _WORDY.search(title := _title(rows, column))]
    if len(names) * _UNKNOWN_NAMES <= len(numbers):
        names = []
    if further or names:
        listed = ", ".join(f"“{name}”" for name in [*names, *further][:_SHOWN_NAMES])
        raise Problem(
            code="plan_heading_unknown",
            where=str(row.place),
            message=f"Tên cột trong bảng không khớp bộ tiêu chí đang dùng: {listed}.",
            remedy="Hãy chọn đúng bộ tiêu chí của văn bản, hoặc sửa tên cột cho đúng bộ tiêu chí.",
        )


def _head_rows(table: Table, at: int) -> Sequence[Row]:
    """The rows of the heading down to this one: up to a title, a note or an empty line."""
    first = at
    while first > 0 and table.rows[first - 1].only_text is None and not table.rows[first - 1].blank:
        first -= 1
    return table.rows[first : at + 1]


def _title(rows: Sequence[Row], column: int) -> str:
    """What stands over the column, the lowest line last; a text repeated by a merged cell once."""
    said: list[str] = []
    for row in rows:
        text = row.text(column)
        if text and text not in said:
            said.append(text)
    return said[-1] if said else ""


def _other_columns(
    table: Table, criteria: Mapping[str, int], titles: Mapping[int, str], last: int
) -> tuple[int | None, int, int | None, tuple[tuple[int, str], ...]]:
    """The columns of row number, name and stated total, and those that say something else."""
    free = [column for column in range(table.width) if column not in criteria.values()]
    letters = {table.rows[last].text(column): column for column in free}
    number = next((column for column in free if plain_words(titles[column]) in _NUMBER_HEADS), letters.get("A"))
    name = next((column for column in free if plain_words(titles[column]) in _NAME_HEADS), letters.get("B"))
    if name is None:
        name = next(
            (column for column in free if plain_words(titles[column]).startswith(("xa ", "ten ", "don vi "))),
            _first_wordy(table, [column for column in free if column != number], last + 1),
        )
    if name is None:
        raise Problem(
            code="plan_name_column_missing",
            where=str(table.rows[last].place),
            message="Bảng không có cột tên xã.",
            remedy="Hãy thêm cột “Xã” ở bên trái các tiêu chí rồi nhập lại.",
        )
    total = next(
        (
            column
            for column in free
            if column not in {number, name} and any(word in plain_words(titles[column]) for word in _TOTAL_WORDS)
        ),
        letters["C"] if "C" in letters and titles[letters["C"]] in {"", "C"} else None,
    )
    unknown = tuple(
        (column, titles[column])
        for column in free
        if column not in {number, name, total} and titles[column] and plain_words(titles[column]) not in _NOTE_HEADS
    )
    return number, name, total if total not in {number, name} else None, unknown


def _first_wordy(table: Table, columns: Sequence[int], first_row: int) -> int | None:
    """The first of these columns that mostly holds words."""
    for column in columns:
        texts = [row.text(column) for row in table.rows[first_row:] if row.text(column)]
        if texts and sum(1 for text in texts if len(plain_words(text)) > 1 and not text.isdecimal()) * 2 > len(texts):
            return column
    return None


def is_number_row(row: Row, heading: Heading) -> bool:
    """Whether the row only letters or numbers the columns."""
    texts = [cell.text for cell in row.cells if cell.text]
    return (
        len(texts) > 1
        and all(_LETTER_OR_NUMBER.fullmatch(text) for text in texts)
        and bool(_LETTER_OR_NUMBER.fullmatch(row.text(heading.name)))
    )

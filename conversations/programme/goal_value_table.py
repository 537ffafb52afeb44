"""Figures of goals in a table: "Mã · Tên chỉ tiêu · Ngày · Giá trị · Ước · Nguồn". Code or name is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.headed_table import value_in
from conversations.programme.problem import Problem
from conversations.reading.dates import Day, read_date
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from conversations.programme.table import Document, Row

_HEADS = {
    "code": frozenset({"ma", "ma chi tieu", "so"}),
    "name": frozenset({"ten chi tieu", "chi tieu", "noi dung"}),
    "day": frozenset({"ngay", "den ngay", "ngay so lieu", "thoi diem"}),
    "value": frozenset({"gia tri", "ket qua", "so lieu", "thuc hien"}),
    "estimate": frozenset({"uoc", "so uoc", "uoc tinh"}),
    "source": frozenset({"nguon", "nguon so lieu", "van ban"}),
}
_NO = frozenset({"", "khong", "chinh thuc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenValue:
    """A figure as it is typed. code None: the goal is found by words of its name. place: where it stands in a file."""

    code: int | None
    name: str
    text: str
    day: date
    estimate: bool = False
    source: str = ""
    place: str = ""


def read_goal_values(document: Document, *, today: date) -> tuple[GivenValue, ...]:
    """Of all such tables; none where there is none. Raises Problem: a wrong cell."""
    found: list[GivenValue] = []
    for table in document.tables:
        columns: Mapping[str, int] = {}
        for row in table.rows:
            if heading := _columns(row):
                columns = heading
            elif columns and row.only_text is None and not row.blank:
                found += _given(row, columns, today)
    return tuple(found)


def _columns(row: Row) -> Mapping[str, int]:
    heads = [plain_words(cell.text) for cell in row.cells]
    found = {what: at for what, known in _HEADS.items() for at, head in enumerate(heads) if head in known}
    return found if {"day", "value"} <= found.keys() and found.keys() & {"code", "name"} else {}


def _given(row: Row, columns: Mapping[str, int], today: date) -> Iterator[GivenValue]:
    texts = {what: value_in(row.cell(at)).text.strip() for what, at in columns.items()}
    if not texts["value"]:
        return
    code = texts.get("code", "").strip("[]. ")
    if code and not code.isdecimal():
        raise _wrong(row, columns["code"], code, "Mã chỉ tiêu là một số.")
    day = read_date(texts["day"], today=today)
    if not isinstance(day, Day):
        raise _wrong(row, columns["day"], texts["day"], "Ngày phải đủ ngày, tháng, năm, ví dụ 30/6/2023.")
    yield GivenValue(
        code=int(code) if code else None,
        name=texts.get("name", ""),
        text=texts["value"],
        day=day.day,
        estimate=plain_words(texts.get("estimate", "")) not in _NO,
        source=texts.get("source", ""),
        place=str(row.cell(columns["value"]).place),
    )


def _wrong(row: Row, column: int, text: str, message: str) -> Problem:
    return Problem(
        code="goal_cell_wrong",
        where=str(row.cell(column).place),
        message=f"{message} Đang ghi “{text}”.",
        remedy="Hãy sửa ô này rồi nhập lại; chưa ghi gì cả.",
    )

"""A table of administrative units as a resolution or an office lists them: one a row, in whatever order.

A row with predecessors is itself the renaming, the move or the merger of that day. "Đến ngày" is the last day there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.headed_table import Heading, own_text, read_day, read_headed_table, unread_columns
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.unit import KINDS, kind_named, title_of, without_kind
from conversations.programme.unit_marks import MARK_LENGTH, mark_name
from conversations.reading import limits
from conversations.reading.fold import accented, accents_agree, fold, plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.headed_table import HeadedTable
    from conversations.programme.table import Cell, Document, Place, Row
    from conversations.programme.unit import Kind

_HEADINGS = (
    Heading(key="kind", title="loại", needed=True, names=frozenset({"loai", "cap", "loai don vi", "cap don vi"})),
    Heading(key="name", title="tên", needed=True, names=frozenset({"ten", "ten don vi", "don vi"})),
    Heading(
        key="under",
        title="thuộc",
        needed=True,
        names=frozenset({"thuoc", "truc thuoc", "thuoc don vi", "cap tren", "don vi cap tren"}),
    ),
    Heading(key="from", title="từ ngày", names=frozenset({"tu ngay", "co tu ngay", "tu"})),
    Heading(key="to", title="đến ngày", names=frozenset({"den ngay", "den het ngay", "den"})),
    Heading(key="code", title="mã", names=frozenset({"ma", "ma so", "ma don vi"})),
    Heading(
        key="before",
        title="sáp nhập từ (trước đây là)",
        names=frozenset({"sap nhap tu", "truoc day la", "truoc day", "don vi cu", "sap nhap tu truoc day la"}),
    ),
    Heading(
        key="counted",
        title="trong chương trình đến ngày",
        names=frozenset({"trong chuong trinh den ngay", "tinh den ngay", "trong chuong trinh den"}),
    ),
    Heading(key="region", title="vùng (nhóm)", names=frozenset({"vung", "nhom", "vung nhom"})),
    Heading(key="marks", title="thuộc diện", names=frozenset({"thuoc dien", "dien", "dac diem", "nhom don vi"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit as the table gives it. under: what stands above it, as written; "": what the table is imported for."""

    kind: Kind
    name: str
    under: str
    valid_from: date | None = None
    last_day: date | None = None
    counted_to: date | None = None
    """The last day on which the programme counts it."""
    code: str = ""
    before: tuple[str, ...] = ()
    region: str = ""
    marks: tuple[str, ...] = ()
    """Groups that it belongs to, from its first day on."""
    place: Place = field(compare=False)
    places: Mapping[str, Place] = field(compare=False, repr=False, default_factory=dict)
    """Of its cells, by column."""

    @property
    def title(self) -> str:
        """The name as it stands in a sentence."""
        return title_of(self.kind, self.name)

    def at(self, key: str) -> Place:
        """Where the cell of that column stands."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRows:
    """Rows in the table's order."""

    rows: tuple[UnitRow, ...]
    warnings: tuple[SourceWarning, ...]


def read_unit_rows(document: Document) -> UnitRows:
    """Raises Problem: no such table, or anything wrong in it, with the place."""
    table = read_headed_table(document, _HEADINGS, what="bảng đơn vị")
    rows = tuple(_row(table, row) for row in table.rows)
    if not rows:
        raise Problem(
            code="table_empty", where=document.name, message="Bảng không có đơn vị nào.", remedy="Mỗi đơn vị một dòng."
        )
    _refuse_twice(rows)
    _refuse_circle(rows)
    return UnitRows(rows=rows, warnings=unread_columns(table))


def heads_unit_rows(row: Row) -> bool:
    """Whether it names every column that such a table must have."""
    written = {plain_words(cell.text) for cell in row.cells}
    return all(written & heading.names for heading in _HEADINGS if heading.needed)


def _row(table: HeadedTable, row: Row) -> UnitRow:
    name_cell = _needed(table, row, "name")
    name = own_text(name_cell)
    said = table.text(row, "kind")
    kind = kind_named(said.removeprefix("cấp ").removeprefix("Cấp "))
    if kind is None:
        raise Problem(
            code="kind_unknown",
            where=str(_needed(table, row, "kind").place),
            message=f"“{said}” không phải loại đơn vị." if said else f"Dòng “{name}” không ghi loại đơn vị.",
            remedy=f"Các loại: {', '.join(one.name for one in KINDS)}.",
        )
    found = UnitRow(
        kind=kind,
        name=checked_name(without_kind(name, kind), name_cell),
        under=table.text(row, "under"),
        valid_from=read_day(table.cell(row, "from")),
        last_day=read_day(table.cell(row, "to")),
        counted_to=read_day(table.cell(row, "counted")),
        code=table.text(row, "code"),
        before=tuple(one.strip() for one in table.text(row, "before").split(";") if one.strip()),
        region=table.text(row, "region"),
        marks=_marks(table, row),
        place=name_cell.place,
        places={key: row.cell(column).place for key, column in table.columns.items()},
    )
    for column, day in (("to", found.last_day), ("counted", found.counted_to)):
        if found.valid_from and day and day < found.valid_from - timedelta(days=column == "counted"):
            raise Problem(
                code="dates_reversed",
                where=str(found.at(column)),
                message=f"{found.title} có đến ngày trước từ ngày.",
                remedy="Hãy kiểm tra lại hai ngày.",
            )
    if found.before and found.valid_from is None:
        raise Problem(
            code="date_missing",
            where=str(found.at("from")),
            message=f"{found.title} ghi trước đây là đơn vị khác nhưng không ghi từ ngày nào.",
            remedy="Hãy ghi ngày đầu tiên có hiệu lực, ví dụ 1/7/2025.",
        )
    return found


def _marks(table: HeadedTable, row: Row) -> tuple[str, ...]:
    """Several stand with ";" between. Raises Problem."""
    said = [one.strip() for one in table.text(row, "marks").split(";") if one.strip()]
    names = tuple(mark_name(one) for one in said)
    if not all(names):
        raise Problem(
            code="mark_name_wrong",
            where=str(_needed(table, row, "marks").place),
            message=f"“{table.text(row, 'marks')}” không phải tên nhóm.",
            remedy=f"Mỗi tên có chữ, dài không quá {MARK_LENGTH} ký tự, cách nhau bằng dấu chấm phẩy.",
        )
    return names


def checked_name(name: str, cell: Cell) -> str:
    """The name as it may be stored. Raises Problem."""
    if len(name) > limits.UNIT_NAME:
        raise Problem(
            code="unit_name_wrong",
            where=str(cell.place),
            message=f"Tên đơn vị dài hơn {limits.UNIT_NAME} chữ.",
            remedy="Xin ghi tên ngắn hơn.",
        )
    return name


def _needed(table: HeadedTable, row: Row, key: str) -> Cell:
    cell = table.cell(row, key)
    if cell is None:
        raise LookupError(key)
    return cell


def _refuse_twice(rows: Sequence[UnitRow]) -> None:
    seen: dict[tuple[str, str, str], UnitRow] = {}
    for row in rows:
        first = seen.setdefault((row.kind.code, accented(row.name), fold(row.under)), row)
        if first is not row:
            raise Problem(
                code="unit_twice",
                where=str(row.place),
                message=f"{row.title} có hai dòng, dòng kia ở {first.place}.",
                remedy="Hãy giữ lại một dòng cho mỗi đơn vị.",
            )


def _refuse_circle(rows: Sequence[UnitRow]) -> None:
    for row in rows:
        line = [row]
        while (above := _row_above(rows, line[-1])) is not None:
            line.append(above)
            if above is row:
                said = ", ".join(f"{one.title} thuộc {one.under}" for one in line[:-1])
                raise Problem(
                    code="unit_circle",
                    where=str(row.at("under")),
                    message=f"Các đơn vị thuộc vòng quanh nhau: {said}.",
                    remedy="Hãy sửa cột “thuộc”.",
                )
            if len(line) > len(rows):
                break


def _row_above(rows: Sequence[UnitRow], row: UnitRow) -> UnitRow | None:
    """The row that the other one says it belongs to, where the table has it."""
    own = row.under.split(",")[0].strip()
    if not own:
        return None
    titled = [one for one in rows if accents_agree(own, one.title)]
    named = [one for one in rows if one is not row and accents_agree(own, one.name)]
    return min(titled or named, key=lambda one: one.kind.rank, default=None)

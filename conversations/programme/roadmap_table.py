"""A roadmap as a table: a row for each commune and standard; columns for commune, district, standard, year, two days.
With a column of villages a row is a village's, in the commune beside it.

The columns are known by their headings and stand in any order; what a document does not need it leaves out: the
district, the days. A day under "trước ngày …" or written "trước …" is itself late, any other is in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.dossier import DossierKind
from conversations.programme.headed_table import numbers_columns, value_in
from conversations.programme.plan_targets import read_targets, standard_named
from conversations.programme.problem import Problem
from conversations.programme.roadmap import RoadmapEntry
from conversations.programme.roadmap_dates import deadline_read
from conversations.programme.unit import Kind, Level, kind_by_code
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conversations.programme.plan_targets import Standard
    from conversations.programme.table import Cell, Document, Place, Row

_NAME = frozenset({"xa", "ten xa", "don vi", "ten don vi", "dia phuong", "xa phuong", "ten"})
_VILLAGE = re.compile(r"(?:ten )?(?P<sort>thon|xom|ban|ap|lang|khu dan cu)(?: ban| xom| ap)*")
_DISTRICT = frozenset({"huyen", "ten huyen", "thuoc huyen", "cap huyen", "huyen thi xa thanh pho"})
_STANDARD = re.compile(r"\b(?:muc|chuan|tieu chuan|danh hieu|muc dat)\b")
_YEAR_HEAD = re.compile(r"\bnam\b")
_DAY_HEAD = re.compile(r"\b(?:han|ngay|thoi han|truoc)\b")
_YEAR = re.compile(r"(?:năm\s*)?(20\d{2})", re.IGNORECASE)
_DAY = re.compile(r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>20\d{2})")
_ISO = re.compile(r"(?P<year>20\d{2})-(?P<month>\d{2})-(?P<day>\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    name: int
    standard: int
    year: int
    district: int | None
    first: int | None
    second: int | None
    note: int | None
    before: frozenset[int]
    """Columns whose heading says "trước"."""
    village: int | None = None
    """Then name is the commune's column."""
    sort: str = ""
    """What villages are called in its heading: the code of a kind."""

    @property
    def own(self) -> int:
        """The column of the unit that a row is about."""
        return self.name if self.village is None else self.village


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRow:
    """A village named for one standard, as the table writes it."""

    name: str
    sort: Kind
    """What it is, where its name does not say so."""
    commune: str
    district: str
    standard: Standard
    kind: DossierKind
    year: int
    first: Deadline | None
    second: Deadline | None
    place: Place


def read_rows(document: Document) -> Iterator[RoadmapEntry]:
    """Every row of every such table. Raises Problem: a cell that cannot be read."""
    for table in document.tables:
        columns: _Columns | None = None
        for row in table.rows:
            headed = _columns(row)
            if headed is not None:
                columns = headed
            elif columns is not None and columns.village is None and _is_entry(row, columns):
                yield _entry(row, columns)


def read_villages(document: Document) -> Iterator[VillageRow]:
    """Every row of every table with a column of villages. Raises Problem: as above, or a row without its commune or
    year.
    """
    for table in document.tables:
        columns: _Columns | None = None
        for row in table.rows:
            headed = _columns(row)
            if headed is not None:
                columns = headed
            elif columns is not None and columns.village is not None and _is_entry(row, columns):
                yield _village(row, columns)


def read_years(document: Document) -> Iterator[RoadmapEntry]:
    """The list of a district's plan: a row for each commune, a column of years or "Duy trì" for each standard."""
    for commune in read_targets(document):
        for one in commune.standards:
            yield RoadmapEntry(
                name=commune.name,
                level=Level.COMMUNE,
                standard=one.standard,
                kind=DossierKind.KEEPING if one.kept else DossierKind.RECOGNITION,
                year=one.year,
                place=commune.place,
            )


def _columns(row: Row) -> _Columns | None:
    """Where the row heads such a table; None: it does not."""
    if row.only_text is not None:
        return None
    heads = [plain_words(cell.text) for cell in row.cells]
    name = _first(heads, lambda head: head in _NAME)
    standard = _first(
        heads, lambda head: bool(_STANDARD.search(head)) and not _DAY_HEAD.search(head) and not _YEAR_HEAD.search(head)
    )
    year = _first(
        heads, lambda head: bool(_YEAR_HEAD.search(head)) and not _DAY_HEAD.search(head) and not standard_named(head)
    )
    village = _first(heads, lambda head: bool(_VILLAGE.fullmatch(head)))
    sort = None if village is None else _VILLAGE.fullmatch(heads[village])
    if name is None or standard is None or year is None:
        return None
    first = _first(heads, lambda head: bool(_DAY_HEAD.search(head)) and ("xa" in head.split() or "trinh huyen" in head))
    second = _first(
        heads,
        lambda head: bool(_DAY_HEAD.search(head)) and not {"huyen", "tinh"}.isdisjoint(head.split()),
        but=first,
    )
    return _Columns(
        name=name,
        standard=standard,
        year=year,
        district=_first(heads, lambda head: head in _DISTRICT),
        first=first,
        second=second,
        note=_first(heads, lambda head: head == "ghi chu"),
        before=frozenset(at for at, head in enumerate(heads) if "truoc" in head.split()),
        village=village,
        sort="" if sort is None else sort["sort"].replace(" ", "_"),
    )


def _first(heads: Sequence[str], fits: Callable[[str], bool], but: int | None = None) -> int | None:
    return next((at for at, head in enumerate(heads) if at != but and fits(head)), None)


def _is_entry(row: Row, columns: _Columns) -> bool:
    """A row with a name and a standard or year: not the line of column numbers, a total or a signature."""
    name = row.text(columns.own)
    if not name or name.isdecimal() or row.only_text is not None or numbers_columns(row):
        return False
    if plain_words(name).startswith(("tong cong", "tong so", "cong")):
        return False
    return bool(row.text(columns.standard) or row.text(columns.year))


def _standard(row: Row, columns: _Columns) -> Standard:
    standard = standard_named(row.text(columns.standard))
    if standard is None:
        raise _wrong(
            row.text(columns.own), row.cell(columns.standard), "Ở đây ghi NTM, NTM nâng cao hoặc NTM kiểu mẫu."
        )
    return standard


def _note(row: Row, columns: _Columns) -> str:
    return plain_words(f"{row.text(columns.standard)} {'' if columns.note is None else row.text(columns.note)}")


def _village(row: Row, columns: _Columns) -> VillageRow:
    name = row.text(columns.own)
    commune, year = row.text(columns.name), _year(row, columns)
    if not commune:
        raise _wrong(name, row.cell(columns.name), "Hãy ghi xã của thôn này.")
    if year is None:
        raise _wrong(name, row.cell(columns.year), "Hãy ghi năm xét, ví dụ 2024.")
    return VillageRow(
        name=name,
        sort=kind_by_code(columns.sort),
        commune=commune,
        district="" if columns.district is None else row.text(columns.district),
        standard=_standard(row, columns),
        kind=DossierKind.KEEPING if "duy tri" in _note(row, columns) else DossierKind.RECOGNITION,
        year=year,
        first=_deadline(row, columns, columns.first),
        second=_deadline(row, columns, columns.second),
        place=row.place,
    )


def _entry(row: Row, columns: _Columns) -> RoadmapEntry:
    standard, note = _standard(row, columns), _note(row, columns)
    return RoadmapEntry(
        name=row.text(columns.name),
        district="" if columns.district is None else row.text(columns.district),
        level=Level.COMMUNE,
        standard=standard,
        kind=DossierKind.KEEPING if "duy tri" in note else DossierKind.RECOGNITION,
        year=_year(row, columns),
        backlog="chuyen tiep" in note or "ton dong" in note,
        first=_deadline(row, columns, columns.first),
        second=_deadline(row, columns, columns.second),
        place=row.place,
    )


def _year(row: Row, columns: _Columns) -> int | None:
    text = value_in(row.cell(columns.year)).text
    found = _YEAR.fullmatch(text)
    if text and found is None:
        raise _wrong(row.text(columns.own), row.cell(columns.year), "Ở đây ghi năm phấn đấu, ví dụ 2024.")
    return None if found is None else int(found[1])


def _deadline(row: Row, columns: _Columns, column: int | None) -> Deadline | None:
    if column is None or not (cell := value_in(row.cell(column))).text.strip(" -–"):
        return None
    found = _DAY.fullmatch(cell.text) or _ISO.fullmatch(cell.text)
    if found is None:
        return deadline_read(cell.text, place=cell.place)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise _wrong(row.text(columns.own), cell, "Ngày này không có trong lịch.") from None
    return Deadline(operator=DueOperator.BEFORE if column in columns.before else DueOperator.UNTIL, day=day)


def _wrong(name: str, cell: Cell, remedy: str) -> Problem:
    return Problem(
        code="roadmap_cell_wrong", where=f"{name}, {cell.place}", message=f"Ô này ghi “{cell.text}”.", remedy=remedy
    )

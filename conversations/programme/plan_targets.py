"""The list of communes with the year each shall reach a standard, NTM or a higher one, or "Duy trì" where it is kept.

The standards are told apart by the words of the column's heading, so a new one only adds a word here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.headed_table import value_in
from conversations.programme.plan_names import commune_key, commune_name, namesake
from conversations.programme.problem import Problem
from conversations.programme.table import Document, Place, Row, Table
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = re.compile(r"(?:năm\s*)?(20\d{2}|2100)", re.IGNORECASE)
_NAME_HEADS = frozenset({"xa", "ten xa", "don vi", "ten don vi", "xa phuong", "dia phuong"})


class Standard(StrEnum):
    """What a commune can be recognised as."""

    NTM = "ntm"
    ADVANCED = "nang_cao"
    MODEL = "kieu_mau"
    MODERN = "hien_dai"


_WORDS: tuple[tuple[str, Standard], ...] = (
    ("nang cao", Standard.ADVANCED),
    ("kieu mau", Standard.MODEL),
    ("hien dai", Standard.MODERN),
)

STANDARD_NAMES: tuple[tuple[Standard, str], ...] = (
    (Standard.NTM, "nông thôn mới"),
    (Standard.ADVANCED, "nông thôn mới nâng cao"),
    (Standard.MODEL, "nông thôn mới kiểu mẫu"),
    (Standard.MODERN, "nông thôn mới hiện đại"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardTarget:
    """The standard and the year by whose end it is reached; kept: it is reached already and to be kept ("Duy trì")."""

    standard: Standard
    year: int | None
    kept: bool = False
    text: str = ""
    """As the document writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneTarget:
    """One commune of the list."""

    name: str
    standards: tuple[StandardTarget, ...]
    note: str = ""
    place: Place = field(compare=False)

    @property
    def bare_name(self) -> str:
        """The name without "xã"."""
        return commune_name(self.name)

    def target(self, standard: Standard) -> StandardTarget | None:
        """What the list says about that standard; None: nothing."""
        return next((target for target in self.standards if target.standard is standard), None)

    def reached_by(self, standard: Standard, year: int) -> bool:
        """Whether the list has the commune at that standard by the end of the year."""
        target = self.target(standard)
        return target is not None and (target.kept or (target.year is not None and target.year <= year))


def standard_named(text: str) -> Standard | None:
    """The standard a heading or a phrase names; the plain one where it only says "nông thôn mới" or "NTM"."""
    folded = plain_words(text)
    for words, standard in _WORDS:
        if words in folded:
            return standard
    return Standard.NTM if "nong thon moi" in folded or "ntm" in folded.split() else None


def read_targets(document: Document) -> tuple[CommuneTarget, ...]:
    """The communes of the list in its order; empty where the document has none. Raises Problem: a wrong cell."""
    for table in document.tables:
        for index, row in enumerate(table.rows):
            columns = _columns(row)
            if columns is not None:
                return _read(table, index + 1, *columns)
    return ()


def _columns(row: Row) -> tuple[int, Mapping[int, Standard], int | None] | None:
    """Name column, columns of standards, note column, where the row heads such a list."""
    if row.only_text is not None:
        return None
    heads = [plain_words(cell.text) for cell in row.cells]
    name = next((column for column, head in enumerate(heads) if head in _NAME_HEADS), None)
    if name is None:
        return None
    standards: dict[int, Standard] = {}
    for column, head in enumerate(heads):
        standard = standard_named(head)
        if "nam" in head.split() and standard is not None and standard not in standards.values():
            standards[column] = standard
    note = next((column for column, head in enumerate(heads) if head == "ghi chu"), None)
    return (name, standards, note) if standards else None


def _read(
    table: Table, first: int, name_column: int, columns: Mapping[int, Standard], note_column: int | None
) -> tuple[CommuneTarget, ...]:
    targets: list[CommuneTarget] = []
    seen: dict[str, list[str]] = {}
    for row in table.rows[first:]:
        name = row.text(name_column)
        if not _is_commune(row, name, columns):
            continue
        if namesake(name, seen) is not None:
            raise Problem(
                code="plan_target_twice",
                where=str(row.place),
                message=f"Xã {name} có hai dòng trong danh sách phấn đấu đạt chuẩn.",
                remedy="Hãy giữ lại một dòng cho mỗi xã.",
            )
        seen.setdefault(commune_key(name), []).append(name)
        standards = tuple(
            _target(row, column, standard, name)
            for column, standard in columns.items()
            if value_in(row.cell(column)).text
        )
        note = row.text(note_column) if note_column is not None else ""
        targets.append(CommuneTarget(name=name, standards=standards, note=note, place=row.place))
    return tuple(targets)


def _is_commune(row: Row, name: str, columns: Mapping[int, Standard]) -> bool:
    """A row with a name and a number or any target: not the line of column numbers, a total or a signature."""
    if not name or name.isdecimal() or row.only_text is not None:
        return False
    if plain_words(name).startswith(("tong cong", "tong so")):
        return False
    return row.text(0).rstrip(".").isdecimal() or any(row.text(column) for column in columns)


def _target(row: Row, column: int, standard: Standard, name: str) -> StandardTarget:
    text = row.text(column)
    year = _YEAR.fullmatch(text)
    if year:
        return StandardTarget(standard=standard, year=int(year[1]), text=text)
    if plain_words(text).startswith(("duy tri", "giu vung", "da dat")):
        return StandardTarget(standard=standard, year=None, kept=True, text=text)
    raise Problem(
        code="plan_target_wrong",
        where=f"xã {name}, {row.cell(column).place}",
        message=f"Ô này ghi “{text}”.",
        remedy="Ở đây chỉ ghi năm phấn đấu đạt chuẩn (ví dụ 2024) hoặc “Duy trì”; để trống nếu không có.",
    )

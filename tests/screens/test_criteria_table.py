"""The table in words: golden text, and the text says exactly what the picture's cells say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.answer import Assessor, State
from conversations.programme.criteria import CriteriaSet
from conversations.programme.criteria_table import Cell, Mark, Table, Tables, tables_of
from conversations.programme.ids import SetId, UnitId
from conversations.programme.status import CommuneStatus, CriterionStatus, Status
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.screens.criteria_table import (
    Drawn,
    ranges,
    sign,
    summary_drawing,
    summary_text,
    table_drawing,
    table_text,
)
from tests.handlers.test_import_plan import typed_table
from tests.programme.quang_hoa import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTRICT = Unit(id=UnitId(1), kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None)
FORM = CriteriaSet(
    id=SetId("xa-ntm-2021-2025"), version=1, title="Bộ tiêu chí", level=Level.COMMUNE, criteria=CRITERIA,
    valid_from=date(2022, 3, 8),
)  # fmt: skip
CODES = [criterion.code for criterion in CRITERIA]
WORDS = {
    "phòng đánh giá đạt": Mark.CONFIRMED,
    "đạt, chưa bền vững": Mark.UNSTABLE,
    "không phải xét": Mark.NOT_APPLICABLE,
    "không giữ được": Mark.LOST,
    "chưa đạt": Mark.NOT_MET,
    "chưa có báo cáo": Mark.NOT_REPORTED,
}


def quang_hoa(changes: Mapping[tuple[str, str], CriterionStatus] | None = None) -> Table:
    """The plan's own table on 5/6/2023, some cells changed."""
    communes = []
    for number, row in enumerate(typed_table(), 2):
        unit = Unit(id=UnitId(number), kind=kind_by_code("xa"), name=row["xa"], parent=DISTRICT.id)
        criteria = {code: (changes or {}).get((unit.name, code)) or _planned(row[f"c{code}"]) for code in CODES}
        communes.append(CommuneStatus(unit=unit, criteria=criteria))
    made = tables_of(Status(unit=DISTRICT, as_of=date(2023, 6, 5), form=FORM, communes=tuple(communes)))
    assert made is not None
    return made.whole


def _planned(value: str) -> CriterionStatus:
    if value == "x":
        return CriterionStatus(state=State.MET)
    return CriterionStatus(state=State.NOT_MET, target_year=int(value))


EVERY_MARK = {
    ("Phúc Sen", "3"): CriterionStatus(state=State.MET, assessor=Assessor.OFFICE),
    ("Phúc Sen", "4"): CriterionStatus(state=State.UNSTABLE),
    ("Phúc Sen", "5"): CriterionStatus(state=State.NOT_APPLICABLE),
    ("Phúc Sen", "6"): CriterionStatus(state=State.NOT_MET, lost=True),
    ("Phúc Sen", "7"): CriterionStatus(state=State.NOT_MET),
    ("Tự Do", "1"): CriterionStatus(state=State.NOT_REPORTED),
    ("Tự Do", "2"): CriterionStatus(state=State.NOT_REPORTED),
    ("Tự Do", "3"): CriterionStatus(state=State.NOT_REPORTED),
}


def read_back(text: str) -> list[tuple[Cell, ...]]:
    """The cells that the text says, one tuple for each commune."""
    found = []
    for line in text.splitlines():
        head = re.fullmatch(r"(?P<name>[^.]+) \d+/\d+(?:; (?P<said>.+))?", line)
        if head is None:
            continue
        cells = [Cell(mark=Mark.MET)] * len(CODES)
        for group in (head["said"] or "").split("; ") if head["said"] else []:
            words, _, listed = group.rpartition(": ")
            for code in _codes(listed):
                cells[CODES.index(code)] = _said(words)
        found.append(tuple(cells))
    return found


def _codes(listed: str) -> list[str]:
    codes = []
    for part in listed.split(", "):
        first, _, last = part.partition("-")
        codes += CODES[CODES.index(first) : CODES.index(last or first) + 1]
    return codes


def _said(words: str) -> Cell:
    if words in WORDS:
        return Cell(mark=WORDS[words])
    if words == "lộ trình năm nay":
        return Cell(mark=Mark.PROMISED, year=2023)
    mark = Mark.OVERDUE if words.startswith("nợ ") else Mark.LATER
    return Cell(mark=mark, year=int(words[-4:]))


def test_the_text_of_quang_hoa_is_what_an_official_reads() -> None:
    assert table_text(quang_hoa(), SOURCE).splitlines()[:7] == [
        "Huyện Quảng Hòa · hiện trạng tiêu chí",
        "Đến ngày 5/6/2023, xã tự đánh giá: 183 lượt đạt, bình quân 11,4/xã",
        "Tiêu chí không nêu là xã tự đánh giá đạt.",
        "Đại Sơn 14/19; nợ lộ trình 2022: 10, 11, 13, 15, 17",
        "Quảng Hưng 15/19; nợ lộ trình 2022: 17; lộ trình năm nay: 10, 11, 18",
        "Phúc Sen 13/19; nợ lộ trình 2022: 1, 2; lộ trình năm nay: 10, 11, 13, 17",
        "Độc Lập 13/19; nợ lộ trình 2022: 1; lộ trình năm nay: 2, 6; lộ trình 2024: 5, 10, 18",
    ]


def test_the_text_says_every_cell_of_the_table_and_of_the_picture() -> None:
    for changes in ({}, EVERY_MARK):
        table = quang_hoa(changes)
        assert read_back(table_text(table, SOURCE)) == [row.cells for row in table.rows]
        drawing = table_drawing(table, SOURCE)
        assert [row.cells for row in drawing.rows] == [
            tuple(Drawn(cell.mark.value, sign(cell)) for cell in row.cells) for row in table.rows
        ]
        assert [row.met for row in drawing.rows] == [str(row.met) for row in table.rows]


def test_no_two_marks_have_the_same_sign_and_each_that_is_there_stands_in_the_legend() -> None:
    table = quang_hoa(EVERY_MARK)
    drawing = table_drawing(table, SOURCE)
    explained = {drawn.kind: drawn.sign for drawn, _ in drawing.legend}
    assert set(explained) == {mark.value for mark in Mark}
    assert len(set(explained.values())) == len(explained)
    assert len({said for _, said in drawing.legend}) == len(drawing.legend)


def test_a_total_with_verdicts_of_offices_says_how_many_there_are() -> None:
    assert table_text(quang_hoa(EVERY_MARK), SOURCE).splitlines()[1] == (
        "Đến ngày 5/6/2023: 180 lượt đạt (1 do phòng đánh giá), bình quân 11,3/xã"
    )


def test_neighbours_are_a_range_from_three_on() -> None:
    assert ranges([0, 1, 3, 4, 5, 6, 18], CODES) == "1, 2, 4-7, 19"


def test_the_summary_counts_communes_in_text_and_picture_alike() -> None:
    table = quang_hoa()
    parts = tuple(
        replace(table, group=replace(DISTRICT, id=UnitId(100 + number), name=name), rows=table.rows[number::3])
        for number, name in enumerate(("Quảng Hòa", "Hạ Lang", "Thạch An"))
    )
    tables = Tables(whole=table, parts=parts)
    assert summary_text(tables, SOURCE).splitlines()[1:5] == [
        "Đến ngày 5/6/2023, xã tự đánh giá: 183 lượt đạt, bình quân 11,4/xã",
        "Quảng Hòa: 6 xã, bình quân 10,8 tiêu chí/xã",
        "Hạ Lang: 5 xã, bình quân 12,2 tiêu chí/xã",
        "Thạch An: 5 xã, bình quân 11,4 tiêu chí/xã",
    ]
    drawing = summary_drawing(tables, SOURCE)
    assert [row.name for row in drawing.rows] == ["Quảng Hòa (6)", "Hạ Lang (5)", "Thạch An (5)"]
    summed = [sum(int(row.cells[place].sign) for row in drawing.rows) for place in range(len(CODES))]
    assert [cell.sign for cell in drawing.total.cells] == [str(count) for count in summed]


def test_of_what_nobody_has_reported_no_zeros_are_read_out() -> None:
    nothing = {(row["xa"], code): CriterionStatus(state=State.NOT_REPORTED) for row in typed_table() for code in CODES}
    said = table_text(quang_hoa(nothing), SOURCE)
    assert said == "Huyện Quảng Hòa · hiện trạng tiêu chí\nĐến ngày 5/6/2023. Chưa xã nào có số liệu tiêu chí."
    drawn = table_drawing(quang_hoa(nothing), SOURCE)
    assert {row.met for row in (*drawn.rows, drawn.total)} == {"·"}
    assert {cell.sign for cell in drawn.total.cells} == {"·"}
    del nothing["Đại Sơn", "1"]
    lines = table_text(quang_hoa(nothing), SOURCE).splitlines()
    assert lines[3:5] == ["Đại Sơn 1/19; chưa có báo cáo: 2-19", "Quảng Hưng: chưa có báo cáo nào"]
    assert lines[1].endswith("1 lượt đạt, bình quân 1,0/xã; 15 xã chưa có số liệu, không tính")

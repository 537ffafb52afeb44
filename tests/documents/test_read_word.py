"""Word documents: order, merged cells, and text that hides in tracked changes, links and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.documents.limits import SHEET_CELLS
from bot.documents.read_document import read_document
from conversations.programme.problem import Problem
from conversations.programme.table import Paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as Word

    from conversations.programme.table import Document


def saved(document: Word, folder: Path) -> Document:
    document.save(str(folder / "a.docx"))
    return read_document(folder / "a.docx")


def test_paragraphs_and_tables_come_in_their_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("một")
    word.add_table(1, 2).rows[0].cells[1].text = "hai"
    word.add_paragraph("  ")
    word.add_paragraph("ba\nbốn")
    document = saved(word, tmp_path)
    said = [block.text if isinstance(block, Paragraph) else block.rows[0].text(1) for block in document.blocks]
    assert said == ["một", "hai", "ba", "bốn"]
    assert [str(block.place) for block in document.paragraphs] == ["đoạn 1", "đoạn 2", "đoạn 3"]


def test_merged_cells_are_filled_to_the_right_and_down(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "x"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Tiêu chí"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Xã"
    table.cell(2, 0).text = "Tự Do"
    (read,) = saved(word, tmp_path).tables
    assert [[(cell.text, cell.covered) for cell in row.cells] for row in read.rows] == [
        [("Xã", False), ("Tiêu chí", False), ("Tiêu chí", True)],
        [("Xã", True), ("x", False), ("x", False)],
        [("Tự Do", False), ("x", False), ("x", False)],
    ]
    assert str(read.rows[2].cells[0].place) == "bảng 1, dòng 3, cột A"


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    word = docx.Document()
    xml = (
        f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>năm </w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>2022</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>2023</w:t></w:r></w:ins>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve"
        "'> và sau</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    word.element.body.insert(0, parse_xml(xml))
    assert [paragraph.text for paragraph in saved(word, tmp_path).paragraphs] == ["năm 2023 và sau"]


def test_a_row_that_was_deleted_is_left_out(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "cũ", "mới"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='a'/>"))
    (read,) = saved(word, tmp_path).tables
    assert [[cell.text for cell in row.cells] for row in read.rows] == [["mới"]]


def test_cells_that_span_more_than_any_table_has_are_refused_before_they_are_made(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(1, 1)
    cell = f'<w:tc {nsdecls("w")}><w:tcPr><w:gridSpan w:val="200"/></w:tcPr><w:p/></w:tc>'
    for _ in range(SHEET_CELLS // 200):
        table.rows[0]._tr.append(parse_xml(cell))
    with pytest.raises(Problem) as refused:
        saved(word, tmp_path)
    assert refused.value.code == "file_too_large"

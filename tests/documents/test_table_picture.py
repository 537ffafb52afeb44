"""The picture of the criteria table: its glyphs, its size, and that text stays text."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from bot.documents.table_picture import LARGEST, TablePictures
from bot.documents.typesetting import HERE
from conversations.engine.words import SOURCE
from conversations.screens.criteria_table import DrawnRow, table_drawing
from tests.screens.test_criteria_table import EVERY_MARK, quang_hoa

if TYPE_CHECKING:
    from conversations.screens.criteria_table import Drawing

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđbcghklmnpqrstvxfjwz"
SIGNS = "0123456789 .,;:!?%()-–/·~“”…+"


@pytest.fixture(scope="module")
def pictures() -> TablePictures:
    return TablePictures()


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def all_text(drawing: Drawing) -> str:
    cells = [cell.sign for row in (*drawing.rows, drawing.total) for cell in row.cells]
    legend = [said + drawn.sign for drawn, said in drawing.legend]
    named = [code + label for code, label in drawing.named]
    heads = [drawing.title, drawing.subtitle, drawing.name_head, drawing.met_head, *drawing.codes]
    return "".join([*heads, *cells, *legend, *named, *(row.name + row.met for row in drawing.rows)])


def test_the_fonts_have_every_vietnamese_letter_and_every_sign_of_a_table() -> None:
    wanted = {*LETTERS, *LETTERS.upper(), *SIGNS, *all_text(table_drawing(quang_hoa(EVERY_MARK), SOURCE))}
    for file in sorted((HERE / "fonts").glob("*.ttf")):
        with TTFont(file) as font:
            there = {chr(code) for code in font.getBestCmap()}
        assert wanted - there == set(), file.name
    assert [file.name for file in sorted((HERE / "fonts").iterdir())] == [
        "BeVietnamPro-Bold.ttf",
        "BeVietnamPro-Regular.ttf",
        "OFL.txt",
    ]


def test_sixteen_communes_make_a_small_picture_twice_as_sharp_as_the_phone(pictures: TablePictures) -> None:
    png = pictures.draw(table_drawing(quang_hoa(EVERY_MARK), SOURCE))
    assert len(png) <= LARGEST
    assert size(png)[0] == 720


def test_the_longest_table_of_one_picture_is_still_small(pictures: TablePictures) -> None:
    table = quang_hoa()
    png = pictures.draw(table_drawing(replace(table, rows=(table.rows * 2)[:30]), SOURCE))
    assert len(png) <= LARGEST
    assert size(png)[0] >= 360


def test_the_same_table_gives_the_same_picture_and_another_gives_another(pictures: TablePictures) -> None:
    first = pictures.draw(table_drawing(quang_hoa(), SOURCE))
    assert pictures.draw(table_drawing(quang_hoa(EVERY_MARK), SOURCE)) != first
    assert TablePictures().draw(table_drawing(quang_hoa(), SOURCE)) == first


def test_a_name_that_looks_like_markup_is_drawn_as_it_is_written(pictures: TablePictures) -> None:
    drawing = table_drawing(quang_hoa(), SOURCE)

    def named(name: str) -> bytes:
        return pictures.draw(replace(drawing, rows=(replace(drawing.rows[0], name=name), *drawing.rows[1:])))

    # each would be an error, or something else than letters, if it were read as markup
    for name in ("#panic()", "*x* _y_ $z", "\\u{41}", '"]; #x', "]] [[", "<a> @b"):
        assert named(name) != named(name[1:])


def test_a_set_of_one_criterion_and_a_table_without_rows_can_be_drawn(pictures: TablePictures) -> None:
    drawing = table_drawing(quang_hoa(), SOURCE)
    one = [replace(row, cells=row.cells[:1]) for row in drawing.rows]
    pictures.draw(replace(drawing, codes=("1",), rows=tuple(one), total=replace(drawing.total, cells=())))
    empty = DrawnRow(name="Số xã đạt", met="0", cells=())
    assert size(pictures.draw(replace(drawing, codes=(), rows=(), total=empty, legend=(), named=())))[0] == 720

"""Quế Sơn with two communes in Quảng Nam, and tables of its money and its works in every form officials send."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import docx
import openpyxl

from bot.documents.read_document import read_document
from bot.documents.read_text import read_csv
from conversations.programme.table import Document
from handlers.import_money import import_money
from handlers.load_criteria import load_shipped_sets
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from storage.times import ZONE
from tests.programme.quang_nam import seed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from storage.database import Database

JANUARY = datetime(2024, 1, 20, 9, tzinfo=ZONE)
JUNE = datetime(2024, 6, 10, 9, tzinfo=ZONE)
DISTRICT = "huyện Quế Sơn"
MONEY = """Giải ngân đến ngày 31/5/2024
Đơn vị tính: triệu đồng
Đơn vị;Nguồn vốn;Loại vốn;Năm;Kế hoạch vốn;Đã giải ngân
xã Quế Hiệp;Ngân sách trung ương;Đầu tư phát triển;2024;1.500,5;650,5
xã Quế Long;Ngân sách trung ương;Đầu tư phát triển;2024;1.200;450
xã Quế Long;Ngân sách tỉnh;Sự nghiệp;2024;500;0
xã Quế Long;Ngân sách huyện;;2024;400;300
Tổng cộng;;;;3.600,5;1.400,5
"""
WORKS = """ĐVT: triệu đồng
TT;Mã;Tên công trình;Xã;Nguồn vốn;Tiêu chí;Ngày phân bổ vốn;Tổng mức đầu tư;Kế hoạch năm 2024;Giải ngân đến 31/5/2024;\
Ngày bàn giao;Ngày phê duyệt quyết toán;Còn nợ
1;QS-01;Đường ĐX1 thôn Lộc Đại;Quế Hiệp;NSTW;2;15/3/2021;3.500;800;650,5;20/12/2022;;412,5
2;QS-02;Nhà văn hóa thôn 2;Quế Long;Ngân sách tỉnh;6;10/2/2024;1.200;1.200;0;;;
3;;Kênh mương nội đồng;Quế Long;NSTW;3;10/2/2023;900;900;450;1/5/2024;;
4;QS-04;Trạm y tế;Quế Long;NSTW;15;1/6/2020;2.000;0;2.000;1/3/2021;1/6/2022;
;;Tổng cộng;;;;;7.600;2.900;3.100,5;;;412,5
"""
CONTRACTS = """ĐVT: triệu đồng
Mã;Tên công trình;Xã;Nguồn vốn;Tiêu chí;Ngày phân bổ vốn;Tổng mức đầu tư;Kế hoạch năm 2024;Giải ngân đến 31/5/2024;\
Ngày bàn giao;Ngày phê duyệt quyết toán;Còn nợ;Nhà thầu;Số hợp đồng;Ngày hợp đồng;Giá trị hợp đồng
QS-01;Đường ĐX1 thôn Lộc Đại;Quế Hiệp;NSTW;2;15/3/2021;3.500;800;650,5;20/12/2022;;412,5;\
=HYPERLINK("x")&Công ty Lộc Đại;07/HĐXD;1/4/2021;3.450,5
QS-02;Nhà văn hóa thôn 2;Quế Long;Ngân sách tỉnh;6;10/2/2024;1.200;1.200;0;;;;;;;
;Kênh mương nội đồng;Quế Long;NSTW;3;10/2/2023;900;900;450;1/5/2024;;;Hợp tác xã Quế Long;;;
QS-04;Trạm y tế;Quế Long;NSTW;15;1/6/2020;2.000;0;2.000;1/3/2021;1/6/2022;;;;;
"""
"""The same works with who is contracted for them."""


async def que_son(database: Database) -> CriteriaSets:
    """The units, and the money of the province as its plan says."""
    await load_shipped_sets(database, at=JANUARY)
    sets = CriteriaSets()
    await import_money(database, seed(), unit="tỉnh Quảng Nam", now=JANUARY)
    for name, kind, parent in (
        ("Quế Sơn", "huyện", "tỉnh Quảng Nam"),
        ("Quế Hiệp", "xã", DISTRICT),
        ("Quế Long", "xã", DISTRICT),
    ):
        await add_named_unit(database, sets, name=name, kind=kind, parent=parent, now=JANUARY)
    return sets


def as_csv(text: str) -> Document:
    return Document(name="bang.csv", blocks=read_csv(text, name="bang.csv"))


def as_workbook(text: str, place: Path) -> Document:
    """With numbers as numbers and the sums as formulas that Excel has not computed yet left as figures."""
    book = openpyxl.Workbook()
    for row in _rows(text):
        book.worksheets[0].append([_value(cell) for cell in row])
    book.save(place)
    return read_document(place)


def as_word(text: str, place: Path) -> Document:
    word = docx.Document()
    rows = _rows(text)
    for row in rows:
        if len(row) == 1:
            word.add_paragraph(row[0])
    rows = [row for row in rows if len(row) > 1]
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for written, row in zip(table.rows, rows, strict=True):
        for cell, said in zip(written.cells, row, strict=True):
            cell.text = said
    word.save(str(place))
    return read_document(place)


def _rows(text: str) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def _value(cell: str) -> str | float | None:
    plain = cell.replace(".", "").replace(",", ".")
    return float(plain) if plain.replace(".", "").isdecimal() and "/" not in cell else cell or None

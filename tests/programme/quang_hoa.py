"""The plan of Quảng Hòa, read from the source document, and the criteria it is read under."""

from __future__ import annotations

from functools import cache

from bot.documents.read_document import read_document
from bot.simulator.quang_hoa.district import PLAN
from conversations.programme.criteria import Criterion
from conversations.programme.plan_document import PlanDocument, read_plan
from conversations.programme.table import Document, Table

SEED = PLAN
"""Read from where the demo keeps it: there is one copy."""

TITLES = (
    "Quy hoạch",
    "Giao thông",
    "Thủy lợi và phòng, chống thiên tai",
    "Điện",
    "Trường học",
    "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn",
    "Thông tin và Truyền thông",
    "Nhà ở dân cư",
    "Thu nhập",
    "Nghèo đa chiều",
    "Lao động",
    "Tổ chức sản xuất và phát triển kinh tế nông thôn",
    "Giáo dục và Đào tạo",
    "Y tế",
    "Văn hóa",
    "Môi trường và an toàn thực phẩm",
    "Hệ thống chính trị và tiếp cận pháp luật",
    "Quốc phòng và An ninh",
)
CRITERIA = tuple(Criterion(code=str(number), title=title, indicators=()) for number, title in enumerate(TITLES, 1))


@cache
def seed() -> Document:
    return read_document(SEED)


@cache
def plan() -> PlanDocument:
    return read_plan(seed(), CRITERIA)


def seed_table() -> Table:
    """The plan table of the seed, heading first."""
    return seed().tables[1]


def seed_rows() -> list[list[str]]:
    """The cells of the plan table, heading first, every row as wide as the heading."""
    table = seed_table()
    return [[row.text(column) for column in range(table.width)] for row in table.rows]


TITLE = "BIỂU KẾ HOẠCH DỰ KIẾN THỰC HIỆN TIÊU CHÍ NÔNG THÔN MỚI GIAI ĐOẠN 2022-2025"
NOTES = tuple(
    paragraph.text for paragraph in read_document(SEED).paragraphs if "hoàn thành tiêu chí NTM" in paragraph.text
)

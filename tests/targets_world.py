"""A province's table of targets with one district whose communes are known, as it is imported from text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_text import read_text
from conversations.programme.table import Document
from handlers.import_targets import import_targets
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database

PROVINCE = "tỉnh Cao Bằng"
HEADED = "Bảng chỉ tiêu"
"""A transcript whose head speaks of it is played with the table."""
DISTRICT_TABLE = """
(Kèm theo Nghị quyết số 9-NQ/TU, ngày 1 tháng 2 năm 2023 của Ban Chấp hành Đảng bộ tỉnh Cao Bằng)
Không còn xã đạt dưới 9 tiêu chí. Bình quân cả tỉnh đạt trên 16 tiêu chí/xã.

TT\tNội dung\tTổng cộng\tQuảng Hòa\tTrùng Khánh
1\tXã đạt chuẩn NTM\t9\t6\t3
-\tKết quả đến hết năm 2022\t2\t1\t1
-\tKế hoạch từ năm 2023 - 2025\t7\t5\t2
2\tXã đạt chuẩn NTM nâng cao\t2\t2\t
-\tKết quả đến hết năm 2022\t\t\t
-\tKế hoạch từ năm 2023 - 2025\t2\t2\t
3\tThôn đạt chuẩn NTM\t98\t98\t
-\tKết quả đến hết năm 2022\t8\t8\t
-\tKế hoạch từ năm 2023 - 2025\t90\t90\t
"""


async def set_targets(database: Database, *, now: datetime) -> None:
    """The table, imported for the province that is there; a second district of which nothing is known."""
    await add_named_unit(database, CriteriaSets(), name="Trùng Khánh", kind="huyện", parent=PROVINCE, now=now)
    document = Document(name="chi_tieu.txt", blocks=read_text(DISTRICT_TABLE))
    await import_targets(database, document, unit=PROVINCE, now=now)

"""The end of a quarter: districts assess how the resolution is carried out, the province holds its goals against it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clock import ZONE
from bot.simulator.loading import Loading
from bot.simulator.worlds import DemoWorld, GroupOf, Member
from conversations.programme.person import Role
from handlers.load_criteria import load_shipped_sets

if TYPE_CHECKING:
    from bot.simulator.worlds import Step
    from storage.database import Database

HERE: Final = Path(__file__).parent
RESOLUTION, LETTER, DUTIES = HERE / "resolution.txt", HERE / "letter.txt", HERE / "duties.csv"
PROVINCE: Final = "tỉnh Hà Tĩnh"
DATED, NUMBER = date(2021, 7, 15), "04-NQ/TU"
"""Which the letter says of the resolution, that does not say it itself."""
CAME: Final = datetime(2021, 7, 20, 9, 0, tzinfo=ZONE)
LETTER_CAME: Final = datetime(2022, 7, 29, 9, 0, tzinfo=ZONE)
DISTRICTS: Final = ("Nghi Xuân", "Vũ Quang", "Kỳ Anh", "Hương Sơn", "Hương Khê")
"""Those that the two documents name."""
QUARTERLY: Final = ("HT-D01", "hằng quý, trước ngày 25 của tháng cuối quý")
"""The resolution wants an assessment every quarter and names no day: this one is the demo's."""


async def _load(database: Database) -> tuple[Step, ...]:
    await load_shipped_sets(database, at=CAME)
    first = Loading(database=database, unit=PROVINCE, now=CAME)
    await first.goals(RESOLUTION, dated=DATED, number=NUMBER)
    for name in DISTRICTS:
        await first.unit_below(name, kind="huyện", parent=PROVINCE)
    await first.duties(DUTIES, dated=DATED, day=QUARTERLY)
    then = Loading(database=database, unit=PROVINCE, now=LETTER_CAME)
    await then.goals(LETTER)
    return (first.step, then.step)


CAST: Final = (
    Member(
        key="vu_quang",
        name="Phòng Nông nghiệp và PTNT Vũ Quang",
        short="Huyện Vũ Quang",
        place="Đánh giá việc thực hiện hằng quý",
        unit="huyện Vũ Quang",
        role=Role.MANAGER,
        hint="Gõ /baocao: bản đánh giá quý III đến hạn tuần này.",
    ),
    Member(
        key="huong_khe",
        name="Phòng Nông nghiệp và PTNT Hương Khê",
        short="Huyện Hương Khê",
        place="Đánh giá việc thực hiện hằng quý",
        unit="huyện Hương Khê",
        role=Role.MANAGER,
        hint="Huyện khác, báo cáo riêng: không thấy số của Vũ Quang.",
    ),
    Member(
        key="province",
        name="Văn phòng Điều phối NTM tỉnh",
        short="VPĐP tỉnh",
        place="Theo dõi toàn tỉnh",
        unit=PROVINCE,
        role=Role.MANAGER,
        hint="Gõ /tonghop rồi mở “Chỉ tiêu tỉnh”: từng chỉ tiêu đứng ở đâu, đánh giá theo quý.",
    ),
    Member(
        key="observer",
        name="Văn phòng Tỉnh ủy",
        short="VP Tỉnh ủy",
        place="Theo dõi, đôn đốc, chỉ xem",
        unit=PROVINCE,
        role=Role.OBSERVER,
        hint="Xem được số của cả tỉnh, không sửa được gì.",
    ),
)

WORLD: Final = DemoWorld(
    title=PROVINCE,
    starts=datetime(2022, 9, 19, 8, 0, tzinfo=ZONE),
    operator="Ủy ban nhân dân tỉnh Hà Tĩnh",
    cast=CAST,
    group=GroupOf(
        title="Nông thôn mới tỉnh Hà Tĩnh",
        short="Nhóm tỉnh",
        place="Nhóm của tỉnh",
        members=("province", "vu_quang", "huong_khe"),
    ),
    load=_load,
)

"""The end of the first year of the targets: how far each district is, and a commune that reports its criteria."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clock import ZONE
from bot.documents.read_document import read_document
from bot.simulator.loading import Loading
from bot.simulator.worlds import DemoWorld, GroupOf, Member
from conversations.programme.person import Role
from handlers.import_targets import import_targets
from handlers.load_criteria import load_shipped_sets
from handlers.units import change_unit

if TYPE_CHECKING:
    from bot.simulator.worlds import Step
    from storage.database import Database

RESOLUTION: Final = Path(__file__).parent / "resolution.txt"
PROVINCE: Final = "tỉnh Hà Giang"
REGION: Final = "tdmnpb"
DISTRICT: Final = "huyện Yên Minh"
COMMUNE: Final = "xã Mậu Duệ"
"""The one commune that the resolution names."""
CAME: Final = datetime(2022, 8, 1, 9, 0, tzinfo=ZONE)
YEARLY: Final = "trước ngày 15/12 hằng năm"
"""The resolution names no day for reports: this rule is the demo's."""


async def _load(database: Database) -> tuple[Step, ...]:
    await load_shipped_sets(database, at=CAME)
    began = Loading(database=database, unit=PROVINCE, now=CAME)
    await import_targets(database, read_document(RESOLUTION), unit=PROVINCE, now=CAME)
    began.tells("import", "targets", str(RESOLUTION), "--unit", PROVINCE)
    await change_unit(database, began.sets, name=PROVINCE, region=REGION, now=CAME)
    began.tells("unit", "set", PROVINCE, "--region", REGION)
    await began.unit_below("Mậu Duệ", kind="xã", parent=DISTRICT)
    await began.rule("Y", "Báo cáo tiêu chí năm", owes="xã", due=YEARLY)
    return (began.step,)


CAST: Final = (
    Member(
        key="mau_due",
        name="Cán bộ xã Mậu Duệ",
        short="Xã Mậu Duệ",
        place="Phụ trách nông thôn mới",
        unit=COMMUNE,
        role=Role.COMMUNE_OFFICER,
        hint="Gõ /baocao: xã bị thu hồi bằng công nhận, nay rà soát lại từng tiêu chí.",
    ),
    Member(
        key="leader",
        name="Chủ tịch xã Mậu Duệ",
        short="Chủ tịch xã",
        place="Duyệt báo cáo trước khi gửi",
        unit=COMMUNE,
        role=Role.COMMUNE_LEADER,
        hint="Khi cán bộ xã trình, việc duyệt hiện ở đây.",
    ),
    Member(
        key="district",
        name="Phòng Nông nghiệp và PTNT Yên Minh",
        short="Huyện Yên Minh",
        place="Theo dõi các xã của huyện",
        unit=DISTRICT,
        role=Role.MANAGER,
        hint="Gõ /bangtieuchi và /tonghop.",
    ),
    Member(
        key="province",
        name="Văn phòng Điều phối NTM tỉnh",
        short="VPĐP tỉnh",
        place="Theo dõi 11 huyện, thành phố",
        unit=PROVINCE,
        role=Role.MANAGER,
        hint="Gõ /tonghop. Trên máy chủ: ntm show targets đối chiếu từng huyện với chỉ tiêu.",
    ),
    Member(
        key="observer",
        name="Ủy ban Mặt trận Tổ quốc tỉnh",
        short="Mặt trận tỉnh",
        place="Giám sát, chỉ xem",
        unit=PROVINCE,
        role=Role.OBSERVER,
        hint="Xem được số của cả tỉnh, không sửa được gì.",
    ),
)

WORLD: Final = DemoWorld(
    title=PROVINCE,
    starts=datetime(2022, 12, 5, 8, 0, tzinfo=ZONE),
    operator="Ủy ban nhân dân tỉnh Hà Giang",
    cast=CAST,
    group=GroupOf(
        title="Nông thôn mới tỉnh Hà Giang",
        short="Nhóm tỉnh",
        place="Nhóm của tỉnh",
        members=("province", "district", "mau_due"),
    ),
    load=_load,
)

"""Two weeks before the communes of 2024 hand in their dossiers: the roadmap, the duties and the money of the plan."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clock import ZONE
from bot.documents.read_document import read_document
from bot.simulator.loading import Loading
from bot.simulator.worlds import DemoWorld, GroupOf, Member
from conversations.programme.person import Role
from handlers.import_money import import_money
from handlers.import_roadmap import import_roadmap
from handlers.import_units import import_units
from handlers.load_criteria import load_shipped_sets

if TYPE_CHECKING:
    from bot.simulator.worlds import Step
    from storage.database import Database

HERE: Final = Path(__file__).parent
UNITS, PLAN, DUTIES = HERE / "units.csv", HERE / "plan.txt", HERE / "duties.csv"
PROVINCE: Final = "tỉnh Quảng Nam"
DATED: Final = date(2024, 1, 1)
CAME: Final = datetime(2024, 1, 31, 9, 0, tzinfo=ZONE)
"""The plan is of January 2024: what it says is known from then on."""
ALIASES: Final = (
    "Đại Thanh=xã Đại Thạnh",
    "Tà Bhing=xã Tà Bhinh",
    "Bhalê=xã Bha Lê",
    "Axan=xã A Xan",
    "Mà Coih=xã Mà Cooi",
)
"""How the plan writes what the register writes otherwise."""
MONTHLY: Final = "trước ngày 25 hằng tháng"
"""The plan wants a report of communes and districts every month and names no day: this one is the demo's …"""
MONTHLY_FROM: Final = datetime(2024, 10, 1, 9, 0, tzinfo=ZONE)
"""… from when on: whoever joins the demo owes none of earlier months."""
FORMS: Final = (("xã", "TX", "bao-cao-thang-xa"), ("huyện", "TH", "bao-cao-thang-huyen"))


async def _load(database: Database) -> tuple[Step, ...]:
    await load_shipped_sets(database, at=CAME)
    first = Loading(database=database, unit=PROVINCE, now=CAME)
    await first.unit_below("Quảng Nam", kind="tỉnh", region="dhntb")
    await import_units(database, first.sets, read_document(UNITS), unit=PROVINCE, now=CAME)
    first.tells("import", "units", str(UNITS), "--unit", PROVINCE)
    plan = read_document(PLAN)
    await import_roadmap(database, first.sets, plan, unit=PROVINCE, now=CAME, answers=ALIASES)
    aliases = (part for one in ALIASES for part in ("--alias", one))
    first.tells("import", "roadmap", str(PLAN), "--unit", PROVINCE, *aliases)
    await first.duties(DUTIES, dated=DATED)
    await import_money(database, plan, unit=PROVINCE, now=CAME)
    first.tells("import", "money", str(PLAN), "--unit", PROVINCE)
    monthly = Loading(database=database, unit=PROVINCE, now=MONTHLY_FROM)
    for owes, code, form in FORMS:
        await monthly.rule(code, "Báo cáo", owes=owes, due=MONTHLY, set_id=form)
    return (first.step, monthly.step)


CAST: Final = (
    Member(
        key="dai_chanh",
        name="Cán bộ xã Đại Chánh",
        short="Xã Đại Chánh",
        place="Phụ trách nông thôn mới",
        unit="xã Đại Chánh",
        role=Role.COMMUNE_OFFICER,
        hint="Gõ /baocao: hồ sơ đề nghị công nhận xã NTM năm 2024 còn hai tuần, và báo cáo tháng. /hoso: còn thiếu gì.",
    ),
    Member(
        key="leader",
        name="Chủ tịch xã Đại Chánh",
        short="Chủ tịch xã",
        place="Duyệt trước khi gửi",
        unit="xã Đại Chánh",
        role=Role.COMMUNE_LEADER,
        hint="Khi cán bộ xã trình, việc duyệt hiện ở đây. Gõ /tiendo để biết xã còn thiếu gì.",
    ),
    Member(
        key="district",
        name="Phòng Nông nghiệp và PTNT Đại Lộc",
        short="Huyện Đại Lộc",
        place="Theo dõi 14 xã của huyện trong lộ trình",
        unit="huyện Đại Lộc",
        role=Role.MANAGER,
        hint="Gõ /hoso: hồ sơ nào chậm, trình lên tỉnh. /tonghop: xã nào còn nợ. /baocao: báo cáo tháng của huyện.",
    ),
    Member(
        key="province",
        name="Văn phòng Điều phối NTM tỉnh",
        short="VPĐP tỉnh",
        place="Theo dõi toàn tỉnh",
        unit=PROVINCE,
        role=Role.MANAGER,
        hint="Gõ /tonghop rồi mở “Lộ trình đạt chuẩn”, “Vốn”; /hoso để ghi quyết định công nhận.",
    ),
    Member(
        key="observer",
        name="Ủy ban Mặt trận Tổ quốc tỉnh",
        short="Mặt trận tỉnh",
        place="Giám sát, chỉ xem",
        unit=PROVINCE,
        role=Role.OBSERVER,
        hint="Gõ /tonghop rồi mở “Lộ trình đạt chuẩn”: xem được số của cả tỉnh, không sửa được gì.",
    ),
)

WORLD: Final = DemoWorld(
    title=PROVINCE,
    starts=datetime(2024, 10, 14, 8, 0, tzinfo=ZONE),
    operator="Ủy ban nhân dân tỉnh Quảng Nam",
    cast=CAST,
    group=GroupOf(
        title="Nông thôn mới huyện Đại Lộc",
        short="Nhóm huyện",
        place="Nhóm của huyện",
        members=("district", "dai_chanh", "leader"),
    ),
    load=_load,
)

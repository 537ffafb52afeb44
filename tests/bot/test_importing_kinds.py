"""Every kind of document of the command line is imported from the chat, by the same words and all or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.importers.importer import PLACES, House, Wish, importer_of
from bot.simulator.quang_hoa.district import PLAN
from conversations.engine.asks import FormsOf
from conversations.engine.effects import DecidePlan, EndForm, ExplainName, SendPlan
from conversations.programme.import_kind import OF_LEVELS, ImportKind, kinds_for
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.sent_plan import PlanState
from conversations.programme.unit import Level, kind_by_code
from storage.criteria import CriteriaSets
from storage.office_forms import forms_of
from storage.units import add_unit
from tests.bot.test_importing import last, reads, rest, world
from tests.documents.test_fill_form import form
from tests.handlers.reporting_world import NOW
from tests.programme.goals import HA_TINH
from tests.programme.ha_giang import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import UnitId
    from tests.handlers.reporting_world import World

__all__ = ["world"]
DUTIES = "ma,muc,ai,gui,qua,han,viec,khi\n"
MONEY = "Đơn vị tính: triệu đồng\nĐơn vị;Nguồn vốn;Loại vốn;Năm;Kế hoạch vốn\n"
DOCUMENTS = {
    ImportKind.PLAN: ("huyện Hòa An", PLAN.read_text(encoding="utf-8")),
    ImportKind.ROADMAP: ("", "Xã;Mức;Năm\nPhúc Sen;Đạt chuẩn nông thôn mới;2024\n"),
    ImportKind.TARGETS: ("tỉnh Hà Giang", SEED.read_text(encoding="utf-8")),
    ImportKind.INDICATORS: ("tỉnh Hà Tĩnh", HA_TINH.read_text(encoding="utf-8")),
    ImportKind.MONEY: ("", f"{MONEY}xã Phúc Sen;Ngân sách trung ương;Đầu tư phát triển;2023;3.200,5\n"),
    ImportKind.UNITS: ("", "Loại;Tên;Thuộc\nxã;Phúc Lộc;huyện Quảng Hòa\n"),
    ImportKind.OFFICES: ("", "Cơ quan;Chỉ tiêu\nPhòng Y tế;15.1\n"),
    ImportKind.RULES: ("", f"{DUTIES}Q1,Mục IV,UBND các xã,UBND huyện,,trước ngày 20 hằng tháng,Báo cáo tháng,\n"),
    ImportKind.COMMUNE_PLAN: ("", "Xã;Tiêu chí;Nội dung;Kinh phí (triệu đồng)\nPhúc Sen;2;Đường nội thôn;500\n"),
}
"""Of each kind: the unit ("": the district of the world), and the file."""


async def unit_named_so(world: World, name: str) -> UnitId:
    if not name:
        return world.district
    kind, bare = ("huyen", name[6:]) if name.startswith("huyện") else ("tinh", name[5:])
    async with world.database.write() as tx:
        return await add_unit(tx, kind=kind_by_code(kind), name=bare, parent=None, at=NOW)


def test_the_chat_takes_every_kind_that_the_command_line_takes_and_an_admin_of_a_province_is_offered_all() -> None:
    assert set(PLACES) == set(DOCUMENTS) == set(OF_LEVELS) - {ImportKind.CRITERIA, ImportKind.FORM}
    assert set(kinds_for(Level.PROVINCE, top=True)) == set(ImportKind)
    assert ImportKind.CRITERIA not in kinds_for(Level.DISTRICT, top=False)
    assert ImportKind.PLAN not in kinds_for(Level.COMMUNE, top=False)


@pytest.mark.parametrize("kind", list(DOCUMENTS))
async def test_a_document_is_shown_as_the_command_line_shows_it_changes_nothing_and_is_imported_whole(
    world: World, tmp_path: Path, kind: ImportKind
) -> None:
    name, text = DOCUMENTS[kind]
    unit = await unit_named_so(world, name)
    admin = await world.person(Role.ADMIN, unit)
    ending = "txt" if kind in {ImportKind.PLAN, ImportKind.TARGETS, ImportKind.INDICATORS} else "csv"
    sent = SendPlan(unit=unit, kind=kind, reference="file-1", name=f"van_ban.{ending}", size=9)
    await world.does(admin, sent)
    before = await rest(world)
    await reads(world, text.encode())
    read = await last(world, admin)
    assert (read.state, read.kind) == (PlanState.READY, kind)
    assert await rest(world) == before

    path = tmp_path / f"van_ban.{ending}"
    path.write_text(text, encoding="utf-8")
    importer = importer_of(kind)
    house = House(database=world.database, sets=CriteriaSets(), now=world.clock.at)
    wish = Wish(unit=name or "huyện Quảng Hòa", dry_run=True)
    assert read.said == (await importer.take(house, importer.read(path), wish)).words

    await world.does(admin, DecidePlan(number=read.id, keep=True))
    await reads(world, text.encode())
    done = await last(world, admin)
    assert done.state is PlanState.DONE
    assert "Chạy thử" not in done.said
    assert await rest(world) != before


async def test_a_name_in_doubt_is_asked_before_anything_is_kept_and_only_its_sender_answers(world: World) -> None:
    admin, other = [await world.person(Role.ADMIN, world.district) for _ in range(2)]
    async with world.database.write() as tx:
        elsewhere = await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Xen", parent=None, at=NOW)
    text = f"{MONEY}xã Phúc Xen;Ngân sách trung ương;Đầu tư phát triển;2023;100\n".encode()
    await world.does(
        admin, SendPlan(unit=world.district, kind=ImportKind.MONEY, reference="file-1", name="von.csv", size=9)
    )
    before = await rest(world)
    await reads(world, text)
    sent = await last(world, admin)
    (asked,) = sent.in_doubt
    assert (sent.state, asked.writing, asked.candidates, asked.new) == (
        PlanState.READY,
        "xã Phúc Xen",
        ("xã Phúc Sen, huyện Quảng Hòa",),
        False,
    )
    answer = ExplainName(number=sent.id, name=asked.number, candidate=0)
    for person, effect in (
        (other, answer),
        (admin, ExplainName(number=sent.id, name=asked.number, candidate=7)),
        (admin, ExplainName(number=sent.id, name=asked.number, candidate=None)),
        (admin, ExplainName(number=sent.id, name=asked.number + 1, candidate=0)),
        (admin, ExplainName(number=sent.id, name=asked.number, unit=elsewhere)),
        (admin, DecidePlan(number=sent.id, keep=True)),
    ):
        with pytest.raises(Problem) as refused:
            await world.does(person, effect)
        assert refused.value.code == "not_yours"
    await world.does(admin, answer)
    await reads(world, text)
    assert (await last(world, admin)).in_doubt == ()
    kept = await rest(world)
    assert {table for table in kept if kept[table] != before[table]} == {"sent_plan_name"}
    await world.does(admin, DecidePlan(number=sent.id, keep=True))
    await reads(world, text)
    assert (await last(world, admin)).state is PlanState.DONE
    assert await world.count_rows("unit_alias WHERE name = 'xã Phúc Xen'") == 1
    await world.does(
        admin, SendPlan(unit=world.district, kind=ImportKind.MONEY, reference="file-1", name="von.csv", size=9)
    )
    await reads(world, text)
    assert (await last(world, admin)).names == ()


MISSPELT = {
    ImportKind.MONEY: f"{MONEY}xã Phúc Xen;Ngân sách trung ương;Đầu tư phát triển;2023;100\n",
    ImportKind.COMMUNE_PLAN: "Xã;Tiêu chí;Nội dung;Kinh phí (triệu đồng)\nPhúc Xen;2;Đường nội thôn;500\n",
    ImportKind.ROADMAP: "Xã;Mức;Năm\nPhúc Xen;Đạt chuẩn nông thôn mới;2024\n",
}


@pytest.mark.parametrize("kind", list(MISSPELT))
async def test_a_name_in_doubt_is_answered_on_the_command_line_as_well(
    world: World, tmp_path: Path, kind: ImportKind
) -> None:
    path = tmp_path / "bang.csv"
    path.write_text(MISSPELT[kind], encoding="utf-8")
    importer = importer_of(kind)
    document = importer.read(path)
    house = House(database=world.database, sets=CriteriaSets(), now=world.clock.at)
    wish = Wish(unit="huyện Quảng Hòa")
    (asked,) = (await importer.tried(house, document, wish)).questions
    assert "xã Phúc Sen, huyện Quảng Hòa" in [one.title for one in asked.candidates]
    for answer, code in (("Phúc Bên=xã Phúc Sen", "alias_unused"), ("Phúc Xen", "alias_wrong")):
        with pytest.raises(Problem) as problem:
            await importer.tried(house, document, replace(wish, answers=(answer,)))
        assert problem.value.code == code
    answered = replace(wish, answers=(f"{asked.writing}=xã Phúc Sen",))
    assert (await importer.tried(house, document, answered)).questions == ()
    assert (await importer.tried(house, document, wish)).questions == ()


async def test_an_offices_form_is_shown_with_its_fields_counts_when_confirmed_and_ends(world: World) -> None:
    admin, other = [await world.person(Role.ADMIN, unit) for unit in (world.district, world.commune)]
    sent = SendPlan(unit=world.district, kind=ImportKind.FORM, reference="file-1", name="mau.docx", size=9, report="H1")
    for wrong in (replace(sent, report="X9"), replace(sent, name="mau.pdf"), replace(sent, size=3 << 20)):
        with pytest.raises(Problem):
            await world.does(admin, wrong)
    content = form("{{co_quan}}: {{so_xa}} xã")
    before = await rest(world)
    await world.does(admin, sent)
    await reads(world, form("{{co_quan}} {{chu_tich}}"))
    assert (failed := await last(world, admin)).state is PlanState.FAILED
    assert ["{{chu_tich}}" in failed.said, "{{co_quan}}: Cơ quan" in failed.said] == [True, True]
    await world.does(admin, sent)
    await reads(world, content)
    read = await last(world, admin)
    assert (read.state, read.said.splitlines()) == (
        PlanState.READY,
        [
            "Mẫu của huyện Quảng Hòa cho báo cáo có mã H1.",
            "Mẫu nêu 2 trường và bảng, đều dùng được:",
            "  - {{co_quan}}: Cơ quan báo cáo, chữ in hoa",
            "  - {{so_xa}}: Số xã",
        ],
    )
    assert await rest(world) == before
    await world.does(admin, DecidePlan(number=read.id, keep=True))
    await reads(world, content)
    assert (await last(world, admin)).state is PlanState.DONE
    async with world.database.read() as tx:
        (kept,) = await forms_of(tx, [world.district])
    assert (kept.kind, kept.version, kept.file_name, kept.content) == ("H1", 1, "mau.docx", content)
    assert [(one.report, one.version) for one in (await world.told(admin, FormsOf(world.district))).forms] == [
        ("H1", 1)
    ]
    assert await world.asked(other, FormsOf(world.district)) is None
    for person, effect in (
        (other, EndForm(unit=world.district, report="H1")),
        (admin, EndForm(unit=world.district, report="")),
    ):
        with pytest.raises(Problem):
            await world.does(person, effect)
    await world.does(admin, EndForm(unit=world.district, report="H1"))
    assert (await world.told(admin, FormsOf(world.district))).forms == ()


async def test_a_kind_that_the_unit_has_no_documents_of_is_refused(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.commune)
    for kind in (ImportKind.PLAN, ImportKind.CRITERIA):
        with pytest.raises(Problem):
            await world.does(
                admin, SendPlan(unit=world.commune, kind=kind, reference="file-1", name="ke_hoach.txt", size=9)
            )

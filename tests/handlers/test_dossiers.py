"""A dossier's way through the use cases: who may do what to it, what stops it, and what it makes of the report."""

from __future__ import annotations

import asyncio
import csv
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.shows.dossiers_text import as_document, in_words
from bot.documents.dossier_file import dossiers_file
from conversations.engine.asks_of_standing import DossiersNow, OneDossier
from conversations.engine.effects import ActOnReport
from conversations.engine.words import SOURCE
from conversations.programme.answer import Figure, State
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState
from conversations.programme.ids import DossierId, PersonId
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct, ReportState
from conversations.screens.digest_dossiers import dossier_lines
from handlers.apply import Applied
from handlers.caches import Caches
from handlers.digest import load_digest
from handlers.dossier_register import dossier_register
from handlers.import_money import import_money
from handlers.recognition import recognised_on
from handlers.show_dossiers import show_dossiers
from handlers.unit_changes.by_name import merge_named, undo_named
from storage.criteria import CriteriaSets
from storage.units import put_parent
from tests.every_row import everything
from tests.handlers.dossier_world import DossierWorld, make_dossier_world
from tests.handlers.money_world import as_csv

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database

DECIDED = ("512/QĐ-UBND", date(2023, 6, 3))


async def problem_of(w: DossierWorld, by: PersonId, act: DossierAct, **more: Any) -> str:
    """The code of what refuses it; nothing may be kept of it."""
    before = await w.dossier()
    with pytest.raises(Problem) as refused:
        await w.acts(by, act, **more)
    assert (await w.dossier()).steps == before.steps
    return refused.value.code


def to(applied: Applied) -> set[int]:
    return {message.person for message in applied.messages}


async def test_a_dossier_is_owed_to_the_district_and_recognised_by_the_province(database: Database) -> None:
    w = await make_dossier_world(database)
    found = await w.dossier()
    assert (found.state, found.dates.year, found.direct) == (DossierState.PREPARING, 2023, False)
    assert found.superior is not None
    assert found.recogniser is not None
    assert (found.superior.id, found.recogniser.id) == (w.world.district, w.province)
    report = await w.world.report(w.officer, await w.key())
    assert (report.form.id, report.period.last_good_day) == ("ho-so-xa", found.dates.first_by)


async def test_what_is_shown_of_a_unit_names_every_condition_and_invents_nothing(database: Database) -> None:
    w = await make_dossier_world(database)
    shown = await show_dossiers(database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=w.world.clock.at.date())
    assert list(in_words(shown)) == [
        "1 hồ sơ của huyện Quảng Hòa, đến ngày 5/6/2023.",
        "",
        "Số 1 · Xã Phúc Sen, NTM 2023: đang hoàn thiện từ 5/6/2023; hạn 29/6/2023, còn 24 ngày.",
        "   - Tiêu chí: chưa có số liệu",
        "   - Sự hài lòng của người dân: chưa có kết quả lấy ý kiến",
        "   - Nợ đọng xây dựng cơ bản: chưa có số liệu",
        "   - An ninh, trật tự: chưa có thông tin",
        "   - Hồ sơ (danh mục ví dụ): 0/9 mục, 0 minh chứng",
    ]
    gates = as_document(shown)["dossiers"][0]["gates"]
    assert {name: gate["state"] for name, gate in gates.items()} == dict.fromkeys(
        ("criteria", "satisfaction", "debt", "security"), "unknown"
    )


async def test_sending_the_report_hands_the_dossier_in_and_taking_it_back_returns_it(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    found = await w.dossier()
    assert (found.state, found.last.act, found.last.by) == (DossierState.SUBMITTED, DossierAct.SUBMIT, w.officer)
    await w.world.does(w.officer, ActOnReport(key=await w.key(), act=ReportAct.WITHDRAW))
    assert (await w.dossier()).state is DossierState.PREPARING


async def test_what_went_on_cannot_be_taken_back(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    await w.acts(w.manager, DossierAct.PASS_UP)
    with pytest.raises(Problem) as refused:
        await w.world.does(w.officer, ActOnReport(key=await w.key(), act=ReportAct.WITHDRAW))
    assert refused.value.code == "dossier_went_on"
    assert (await w.world.report(w.officer, await w.key())).state is ReportState.SENT


async def test_the_way_up_with_papers_and_who_is_told(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    passed = await w.acts(w.manager, DossierAct.PASS_UP)
    assert to(passed) == {w.officer, w.leader, w.province_manager}
    recognised = await w.acts(w.province_manager, DossierAct.RECOGNISE, paper=DECIDED)
    assert to(recognised) == {w.officer, w.leader, w.manager}
    found = await w.dossier()
    assert [(step.act.value, step.paper_number, step.paper_day) for step in found.steps[2:]] == [
        ("pass_up", "15/TTr-UBND", date(2023, 6, 2)),
        ("recognise", "512/QĐ-UBND", date(2023, 6, 3)),
    ]
    async with database.read() as tx:
        held = [
            Standard.NTM in (await recognised_on(tx, [w.world.commune], day=date(2023, 6, day)))[w.world.commune]
            for day in (2, 3)
        ]
    assert held == [False, True]


async def test_what_is_sent_back_opens_the_report_again_and_comes_again(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    told = await w.acts(w.manager, DossierAct.SEND_BACK)
    assert to(told) == {w.officer, w.leader}
    assert all("Thiếu biên bản họp xã" in message.message.text for message in told.messages)
    assert (await w.world.report(w.officer, await w.key())).state is ReportState.REOPENED
    await w.fills(await w.says("1.3", choice="Đã có"))
    assert [step.act.value for step in (await w.dossier()).steps] == ["open", "submit", "send_back", "submit"]


async def test_nobody_does_what_is_anothers_and_a_refusal_says_not_whether_it_is_there(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    observer = await w.world.person(Role.OBSERVER, w.world.district)
    stranger = await w.world.person(Role.COMMUNE_OFFICER, w.world.neighbour)
    for by in (w.officer, w.leader, observer, stranger, w.province_manager):
        with pytest.raises(Refusal) as refused:
            await w.acts(by, DossierAct.PASS_UP)
        with pytest.raises(Refusal) as missing:
            await w.acts(by, DossierAct.PASS_UP, number=DossierId(999), seen=1)
        assert (refused.value.code, refused.value.message) == (missing.value.code, missing.value.message)
    with pytest.raises(Refusal):
        await w.acts(w.manager, DossierAct.RECOGNISE)
    assert (await w.dossier()).state is DossierState.SUBMITTED
    assert await w.world.asked(stranger, OneDossier(w.number)) is None
    assert (await w.world.told(stranger, DossiersNow())).dossiers == ()
    assert [one.id for one in (await w.world.told(observer, DossiersNow())).dossiers] == [w.number]


async def test_a_document_is_needed_with_number_and_a_day_that_is_not_ahead(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    for paper in (None, ("", date(2023, 6, 2)), ("15/TTr", date(2023, 6, 6)), ("1" * 61, date(2023, 6, 2))):
        assert await problem_of(w, w.manager, DossierAct.PASS_UP, paper=paper) == "document_needed"
    assert await problem_of(w, w.manager, DossierAct.SEND_BACK, text="  ") == "reason_needed"


@pytest.mark.parametrize(
    ("indicator", "more", "named"),
    [
        (
            "3.2",
            {"figure": Figure(value=Decimal(250))},
            "còn nợ đọng 250.000.000 đồng (xử lý hết nợ, xã ghi lại vào hồ sơ)",
        ),
        ("4.1", {"state": State.NOT_MET}, "an ninh, trật tự chưa đạt (khi công an xác nhận đạt, xã ghi lại vào hồ sơ)"),
    ],
    ids=["debt", "security"],
)
async def test_a_condition_known_not_to_hold_stops_it_and_says_which(
    database: Database, indicator: str, more: dict[str, object], named: str
) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says(indicator, **more))
    with pytest.raises(Problem) as refused:
        await w.acts(w.manager, DossierAct.PASS_UP)
    assert refused.value.code == "dossier_stopped"
    assert named in refused.value.message
    await w.acts(w.manager, DossierAct.SEND_BACK)


async def test_a_debt_in_the_list_of_works_stops_it_whatever_the_commune_says(database: Database) -> None:
    w = await make_dossier_world(database)
    works = (
        "ĐVT: triệu đồng\nMã;Tên công trình;Xã;Ngày phân bổ vốn;Tổng mức;Giải ngân đến 31/5/2023;Ngày bàn giao;Nợ\n"
        "A;Đường;Phúc Sen;1/2/2021;900;600,5;1/3/2022;\nB;Chợ;Phúc Sen;1/2/2022;500;;;\n"
    )
    now = w.world.clock.at
    await import_money(database, as_csv(works), unit="huyện Quảng Hòa", now=now)
    await w.fills(await w.says("3.2", figure=Figure(value=Decimal(0))))
    shown = await show_dossiers(database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=now.date())
    assert "   - Nợ đọng xây dựng cơ bản: 299.500.000 đồng (theo danh mục công trình)" in list(in_words(shown))
    with pytest.raises(Problem) as refused:
        await w.acts(w.manager, DossierAct.PASS_UP)
    assert "danh mục công trình còn nợ 299.500.000 đồng" in refused.value.message
    settled = works.replace("Ngày bàn giao;Nợ", "Ngày bàn giao;Ngày phê duyệt quyết toán").replace(
        "1/3/2022;\n", "1/3/2022;1/6/2023\n"
    )
    await import_money(database, as_csv(settled), unit="huyện Quảng Hòa", now=now)
    await w.acts(w.manager, DossierAct.PASS_UP)


async def test_a_criterion_that_is_not_met_stops_it_and_one_that_is_unknown_does_not(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    await w.world.does(
        w.officer, w.world.answer("1.1", state=State.NOT_MET), w.world.act(ReportAct.SEND, paper="1, 2/6")
    )
    assert await problem_of(w, w.manager, DossierAct.PASS_UP) == "dossier_stopped"
    await w.world.does(w.officer, w.world.answer("1.1", seen=1))
    await w.acts(w.manager, DossierAct.PASS_UP)


async def test_a_higher_standard_wants_the_lower_one_first(database: Database) -> None:
    w = await make_dossier_world(database)
    higher = await w.opens(
        w.world.commune, standard=Standard.ADVANCED, dates=DossierDates(year=2023, first_by=None, second_by=None)
    )
    for act in (DossierAct.SUBMIT, DossierAct.PASS_UP):
        await w.acts(w.manager, act, number=higher)
    with pytest.raises(Problem) as refused:
        await w.acts(w.province_manager, DossierAct.RECOGNISE, number=higher)
    assert refused.value.message == "Xã Phúc Sen chưa được công nhận NTM; xét NTM nâng cao khi đã có công nhận đó."
    await w.fills(await w.says("1.1", choice="Đã có"))
    await w.acts(w.manager, DossierAct.PASS_UP)
    await w.acts(w.province_manager, DossierAct.RECOGNISE, paper=DECIDED)
    await w.acts(w.province_manager, DossierAct.RECOGNISE, number=higher, paper=DECIDED)
    assert (await w.dossier(higher)).state is DossierState.RECOGNISED


async def test_of_two_at_once_one_is_done(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    second = await w.world.person(Role.MANAGER, w.world.district)
    seen = (await w.dossier()).last.number
    done = await asyncio.gather(
        *(w.acts(by, DossierAct.PASS_UP, seen=seen) for by in (w.manager, second, w.manager)), return_exceptions=True
    )
    assert sorted(getattr(one, "code", "done") for one in done) == ["done", "dossier_moved", "dossier_moved"]
    assert [step.act.value for step in (await w.dossier()).steps].count("pass_up") == 1


async def test_without_a_level_between_the_province_decides_at_once(database: Database) -> None:
    w = await make_dossier_world(database)
    async with database.write() as tx:
        await put_parent(tx, w.world.neighbour, w.province, valid_from=None, at=w.world.clock.at)
    number = await w.opens(w.world.neighbour, kind=DossierKind.KEEPING)
    assert (await w.dossier(number)).direct
    await w.acts(w.province_manager, DossierAct.SUBMIT, number=number)
    with pytest.raises(Problem) as refused:
        await w.acts(w.province_manager, DossierAct.PASS_UP, number=number)
    assert refused.value.code == "dossier_moved"
    await w.acts(w.province_manager, DossierAct.KEEP, number=number, paper=DECIDED)
    assert (await w.dossier(number)).state is DossierState.KEPT


async def test_a_merged_communes_dossier_goes_on_as_the_new_ones_and_undoing_gives_it_back(database: Database) -> None:
    w = await make_dossier_world(database)
    before = await everything(database)
    names = ("xã Phúc Sen", "xã Độc Lập")
    on = date(2023, 6, 10)
    await merge_named(
        database, CriteriaSets(), names=names, into="Hạnh Phúc", kind=None, parent=None, on=on, source="NQ 1",
        now=w.world.clock.at, keep=True,
    )  # fmt: skip
    w.world.clock.at += timedelta(days=6)
    found = await w.dossier()
    assert (found.unit.title, found.opened_for.title) == ("xã Hạnh Phúc", "xã Phúc Sen")
    w.world.caches = Caches()
    report = await w.world.report(w.officer, await w.key())
    assert report.unit.title == "xã Hạnh Phúc"
    assert [one.unit.title for one in (await w.world.told(w.officer, DossiersNow())).dossiers] == ["xã Hạnh Phúc"]
    await undo_named(database, name="Hạnh Phúc", number=None, now=w.world.clock.at, keep=True)
    assert {name: rows for name, rows in (await everything(database)).items() if "dossier" in name} == {
        name: rows for name, rows in before.items() if "dossier" in name
    }
    assert (await w.dossier()).unit.title == "xã Phúc Sen"


async def test_the_managers_digest_has_a_section_in_the_weeks_before_and_none_long_before(database: Database) -> None:
    w = await make_dossier_world(database)

    async def section() -> list[str]:
        async with database.read() as tx:
            digest = await load_digest(tx, CriteriaSets(), unit=w.world.district, at=w.world.clock.at, persons=True)
        assert digest is not None
        return dossier_lines(digest, SOURCE)

    assert await section() == ["• NTM 2023: 1 đang hoàn thiện"]
    await w.fills(await w.says("1.1", choice="Đã có"))
    assert await section() == []
    w.world.clock.at += timedelta(days=60)
    w.world.caches = Caches()
    assert await section() == ["• NTM 2023: 1 đã nộp", "• Quá hạn: xã Phúc Sen (6 ngày)"]
    await w.acts(w.manager, DossierAct.PASS_UP)
    await w.acts(w.province_manager, DossierAct.RECOGNISE, paper=("512/QĐ-UBND", date(2023, 8, 3)))
    assert await section() == ["• Xã Phúc Sen: đã công nhận NTM, 512/QĐ-UBND ngày 3/8/2023"]


async def test_the_register_has_every_dossier_with_its_papers_as_it_was_then(database: Database) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    before = w.world.clock.at
    w.world.clock.at += timedelta(hours=1)
    await w.acts(w.manager, DossierAct.PASS_UP)
    now = w.world.clock.at

    async def rows(known: datetime) -> list[dict[str, str]]:
        found = await dossier_register(database, unit="tỉnh Cao Bằng", as_of=now.date(), known_at=known, now=now)
        text = dossiers_file(found, "csv").decode("utf-8-sig")
        return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ","))

    (row,) = await rows(now)
    assert (row["Đơn vị"], row["Mức"], row["Hiện trạng"], row["Văn bản trình"], row["Ngày trình"]) == (
        "xã Phúc Sen", "NTM", "đã trình cấp công nhận", "15/TTr-UBND", "2/6/2023",
    )  # fmt: skip
    (earlier,) = await rows(before)
    assert (earlier["Hiện trạng"], earlier["Văn bản trình"]) == ("đã nộp", "")


async def test_a_revoked_recognition_ends_on_its_papers_day_and_can_be_asked_for_again(
    database: Database,
) -> None:
    w = await make_dossier_world(database)
    await w.fills(await w.says("1.1", choice="Đã có"))
    await w.acts(w.manager, DossierAct.PASS_UP)
    await w.acts(w.province_manager, DossierAct.RECOGNISE, paper=("1/QĐ-UBND", date(2023, 6, 3)))
    await w.acts(w.province_manager, DossierAct.REVOKE, paper=("2/QĐ-UBND", date(2023, 6, 5)))
    async with database.read() as tx:
        held = [
            [str(one) for one in (await recognised_on(tx, [w.world.commune], day=date(2023, 6, day)))[w.world.commune]]
            for day in (2, 4, 5)
        ]
    assert held == [[], ["ntm"], []]
    assert [one.text for one in (await w.dossier()).steps if one.act is DossierAct.REVOKE] == ["Thiếu biên bản họp xã"]
    await w.acts(w.manager, DossierAct.RESUME)
    assert (await w.dossier()).state is DossierState.PREPARING

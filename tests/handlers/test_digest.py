"""Digests of Quảng Hòa at a few moments of June 2023: golden texts, and what must hold of every one."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.channels.plain import PlainRenderer, texts_of
from bot.channels.telegram.render import TEXT
from conversations.engine.screen import Message, Picture
from conversations.engine.words import SOURCE
from conversations.programme.answer import Nature, State
from conversations.programme.difficulty import DifficultyKind, due_from
from conversations.programme.digest import Audience, DigestKind
from conversations.programme.forecast import Verdict
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.unit import Level
from conversations.screens.criteria_table import table_text
from conversations.screens.picture_recipe import TableRecipe
from handlers.digest import load_decisions
from handlers.show_status import show_status
from storage.difficulties import add_difficulty
from tests.handlers.digest_world import QuangHoa, a_june, at, quang_hoa

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.digest import Digest
    from conversations.programme.reporting_rate import Standing
    from storage.database import Database

GOLDEN = Path(__file__).parent / "golden"
PEOPLE = ("Nông Văn An", "Lý Thị Bình", "Hoàng Văn Chung", "Triệu Thị Dung", "0912000111", "0912000333")
COMMUNES = (
    "Đại Sơn", "Quảng Hưng", "Phúc Sen", "Độc Lập", "Bế Văn Đàn", "Mỹ Hưng", "Cách Linh", "Ngọc Động", "Tự Do",
    "Tiên Thành", "Quốc Toàn", "Hồng Quang", "Hạnh Phúc", "Chí Thảo", "Phi Hải", "Cai Bộ",
)  # fmt: skip
MOMENTS = (at(29, 7, month=5), at(5, 7), at(8, 14), at(9, 14), at(12, 7), at(19, 7), at(10, 7, month=7))
MANAGER, OBSERVER, GROUP = Audience.MANAGER, Audience.OBSERVER, Audience.GROUP
WEEKLY, DAILY = DigestKind.WEEKLY, DigestKind.DAILY
GOLDEN_DIGESTS = (
    ("digest_manager_before", at(5, 7), MANAGER, WEEKLY),
    ("digest_manager_after", at(12, 7), MANAGER, WEEKLY),
    ("digest_manager_daily", at(8, 14), MANAGER, DAILY),
    ("digest_observer_after", at(12, 7), OBSERVER, WEEKLY),
    ("digest_group_before", at(5, 7, minute=30), GROUP, WEEKLY),
    ("digest_group_daily", at(8, 14), GROUP, DAILY),
    ("digest_group_after", at(12, 7, minute=30), GROUP, WEEKLY),
)


@pytest.fixture
async def place(sqlite_database: Database) -> QuangHoa:
    return await quang_hoa(sqlite_database)


@pytest.fixture
async def june(place: QuangHoa) -> QuangHoa:
    await a_june(place)
    return place


async def test_digests_read_as_written_in_the_golden_files_on_both_databases(database: Database) -> None:
    june = await quang_hoa(database)
    # all of June is stored: what came after the moment is not known to it
    await a_june(june)
    for name, moment, audience, kind in GOLDEN_DIGESTS:
        golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
        assert f"{await june.text(moment, audience, kind)}\n" == golden


async def test_numbers_agree_with_each_other_and_with_the_status_of_the_same_moment(june: QuangHoa) -> None:
    for moment in MOMENTS:
        facts = await june.facts(moment)
        status = await show_status(
            june.database, june.sets, unit="huyện Quảng Hòa", as_of=moment.date(), known_at=moment
        )
        assert facts.now == status
        tables = facts.tables
        assert tables is not None
        assert (tables.whole.total_met, tables.whole.average) == (status.total_met, status.average)
        assert sum(one.communes for one in facts.now.brackets) == len(status.known) == len(status.communes)
        promised = sum(len(change.criteria) for change in facts.promised_open)
        overdue = sum(len(change.criteria) for change in facts.overdue)
        assert (promised, overdue) == (status.open_by_year[2023], status.open_by_year[2022])
        assert facts.forecast.open == promised
        for audience in (MANAGER, OBSERVER, GROUP):
            assert f"đạt {status.total_met} lượt" in await june.text(moment, audience)


async def test_the_menu_counts_the_very_decisions_that_the_digest_lists(june: QuangHoa) -> None:
    counted = set()
    for moment in MOMENTS:
        digest = await june.facts(moment)
        async with june.database.read() as tx:
            decisions = await load_decisions(tx, june.sets, unit=digest.unit.id, at=moment)
        assert decisions == digest.decisions
        text = await june.text(moment, MANAGER)
        section = next((part for part in text.split("\n\n") if "Chờ anh/chị quyết định" in part), "")
        assert decisions.count == section.count("\n• ")
        counted.add(decisions.count)
    assert min(counted) > 0


async def test_where_nobody_is_in_the_system_is_told_once_for_all_reports(june: QuangHoa) -> None:
    text = await june.text(at(5, 7), MANAGER)
    lines = text.splitlines()
    assert lines.count("Chưa có ai trong hệ thống:") == 1
    place = lines.index("Chưa có ai trong hệ thống:")
    assert [line.partition(":")[0] for line in lines[place + 1 : place + 4]] == ["• 12 xã", "• 15 cơ quan", ""]


async def test_criteria_that_are_hard_to_keep_stand_first_and_so_do_communes_with_them(june: QuangHoa) -> None:
    mixed = 0
    for moment in MOMENTS:
        facts = await june.facts(moment)
        form, week = facts.now.form, facts.since_week
        assert form is not None
        changes = () if week is None else (week.lost, week.gained)
        for listed in (facts.promised_open, facts.overdue, *changes):
            firsts = [change.criteria[0].code not in form.hard_to_hold for change in listed]
            assert firsts == sorted(firsts)
        lists = [change.criteria for change in (*facts.promised_open, *facts.overdue)]
        for criteria in (*lists, *(one.lacking for one in facts.finishing)):
            easy = [criterion.code not in form.hard_to_hold for criterion in criteria]
            assert easy == sorted(easy)
            mixed += len(set(easy)) > 1
    assert mixed


async def test_a_group_and_an_observer_are_told_no_person(june: QuangHoa) -> None:
    told = [
        one.text for moment in MOMENTS for audience in (GROUP, OBSERVER) for kind in DigestKind
        for one in await june.told(moment, audience, kind)
    ]  # fmt: skip
    assert not [person for person in PEOPLE for text in told if person in text]
    manager = await june.text(at(5, 7))
    assert all(person in manager for person in ("Hoàng Văn Chung 0912000333", "Nông Văn An 0912000111"))


async def test_no_late_unit_is_named_to_the_group_before_the_deadline(june: QuangHoa) -> None:
    for moment in (at(29, 7, month=5), at(5, 7), at(8, 14), at(9, 20)):
        for kind in DigestKind:
            text = await june.text(moment, GROUP, kind)
            # what Phúc Sen reported may be told: it has sent
            assert [name for name in COMMUNES if name in text and name != "Phúc Sen"] == []
    after = await june.text(at(12, 7), GROUP)
    assert "Chưa gửi: Bế Văn Đàn," in after


async def test_nothing_is_called_newly_met_nobody_is_ranked_and_no_change_of_nothing_is_told(june: QuangHoa) -> None:
    for moment in MOMENTS:
        for audience in Audience:
            for kind in DigestKind:
                text = await june.text(moment, audience, kind)
                assert [said for said in ("mới đạt", "+0,0", "+0 ", "xếp", "hạng", "=") if said in text.lower()] == []


async def test_the_group_gets_the_table_only_when_a_cell_has_changed_since_a_week_ago(june: QuangHoa) -> None:
    async def pictures(moment: datetime) -> list[Picture]:
        return [one for one in await june.told(moment, GROUP) if isinstance(one, Picture)]

    assert await pictures(at(5, 7)) == []
    (picture,) = await pictures(at(12, 7))
    assert await pictures(at(19, 7)) == []
    unit = await june.unit()
    recipe = TableRecipe.read(picture.recipe)
    assert recipe == TableRecipe(unit=unit, as_of=at(12, 7).date(), known_at=at(12, 7))
    tables = (await june.facts(at(12, 7))).tables
    assert tables is not None
    assert picture.text == table_text(tables.whole, SOURCE)
    assert [one for one in await june.told(at(12, 7), MANAGER) if isinstance(one, Picture)] == []


def communes(digest: Digest) -> Standing:
    """How the communes' report of June stands."""
    (found,) = [standing for standing in digest.standings if standing.owes is Level.COMMUNE]
    return found


async def test_offices_that_have_not_sent_are_counted_beside_the_communes(june: QuangHoa) -> None:
    (offices,) = [one for one in (await june.facts(at(12, 7))).standings if one.owes is Level.OFFICE]
    assert (offices.expected, offices.sent) == (15, 0)


async def test_rates_are_those_of_dhis2(june: QuangHoa) -> None:
    before = communes(await june.facts(at(9, 20)))
    assert (before.expected, before.sent, before.rate, before.on_time_rate) == (16, 1, Fraction(100, 16), None)
    after = communes(await june.facts(at(12, 7)))
    assert (after.sent, after.on_time) == (2, 1)
    assert (after.rate, after.on_time_rate) == (Fraction(200, 16), Fraction(100, 16))


async def test_a_report_that_was_taken_back_is_not_there_and_sent_again_counts_by_the_new_day(june: QuangHoa) -> None:
    someone = await june.officer("xã Phúc Sen", "Nông Văn Em", now=at(9))
    await june.act("xã Phúc Sen", "withdraw", now=at(9, 10), by=someone)
    standing = communes(await june.facts(at(12, 7)))
    assert (standing.sent, standing.on_time) == (1, 0)
    await june.act("xã Phúc Sen", "send", now=at(12, 8), by=someone)
    standing = communes(await june.facts(at(13, 7)))
    assert (standing.sent, standing.on_time) == (2, 0)


async def test_the_daily_digest_is_told_in_the_last_week_and_while_something_is_missing(june: QuangHoa) -> None:
    assert [await june.text(moment, MANAGER, DAILY) != "" for moment in (at(1), at(2), at(9, 14), at(10, 8))] == [
        False, True, True, False,
    ]  # fmt: skip


async def test_before_the_years_report_the_daily_digest_tells_estimates_and_the_plan(june: QuangHoa) -> None:
    officer = await june.officer("xã Phúc Sen", "Nông Văn An", now=at(1))
    nov = at(10, month=11)
    await june.answers("xã Phúc Sen", "10", "11", now=nov, by=officer, rule="Y", nature=Nature.ESTIMATE)
    await june.answers("xã Phúc Sen", "1.1", now=nov, by=officer, rule="Y")
    text = await june.text(at(13, 14, month=11), MANAGER, DAILY)
    assert "Ước cả năm\n• Báo cáo năm 2023: 2 trong 3 số đã có là số ước." in text
    assert "Về đích năm 2023\n• Quảng Hưng: còn thiếu 10, 11, 17, 18\n• Phúc Sen: còn thiếu 3" in text


async def test_what_was_lost_between_two_reports_is_told_even_where_the_plan_had_promised_it(june: QuangHoa) -> None:
    officer = await june.officer("xã Phúc Sen", "Nông Văn An", now=at(1))
    await june.answers("xã Phúc Sen", "10", now=at(1, month=11), by=officer, rule="Y", state=State.NOT_MET)
    await june.act("xã Phúc Sen", "send", now=at(2, month=11), by=officer, rule="Y")
    text = await june.text(at(6, 7, month=11), GROUP)
    assert "• Không giữ được so với 30/10: Phúc Sen 10 Thu nhập" in text


async def test_the_forecast_says_its_reasons(june: QuangHoa) -> None:
    before, after = (await june.facts(at(5, 7))).forecast, (await june.facts(at(12, 7))).forecast
    assert (before.verdict, before.reported) == (Verdict.UNKNOWN, 0)
    assert (after.verdict, after.promised, after.done, after.reported) == (Verdict.UNLIKELY, 32, 4, 2)


async def test_a_locked_period_is_the_managers_to_reopen(june: QuangHoa) -> None:
    late = at(20, 7, month=8)
    assert "đã khóa, chưa gửi: Bế Văn Đàn" in await june.text(late, MANAGER)
    assert "đã khóa" not in await june.text(late, OBSERVER)


async def test_a_long_digest_is_cut_at_line_ends_for_every_channel(june: QuangHoa) -> None:
    for number, name in enumerate(COMMUNES):
        officer = await june.officer(f"xã {name}", f"Cán bộ có họ tên rất dài thứ {number}", "+84900000000", now=at(1))
        await june.answers(f"xã {name}", "1.1", "2.1", now=at(3), by=officer)
    text = await june.text(at(12, 7))
    assert len(text) <= TEXT
    pieces = texts_of(PlainRenderer().message(Message(name="digest", text=text), address="1"))
    assert max(len(piece) for piece in pieces) <= 2000
    assert [line for piece in pieces for line in piece.split("\n") if line] == [
        line for line in text.split("\n") if line
    ]


async def test_a_commune_has_a_digest_of_its_own_and_an_office_has_none(june: QuangHoa) -> None:
    (message,) = await june.told(at(5, 7), OBSERVER, unit="xã Phúc Sen")
    assert "Báo cáo 6 tháng đầu năm 2023: đã gửi 0/1 xã (0%)." in message.text
    assert await june.told(at(5, 7), unit="Phòng Y tế") == ()


async def test_nobody_knew_anything_before_the_plan_came(place: QuangHoa) -> None:
    (message,) = await place.told(at(5, 7) - timedelta(days=300), GROUP)
    assert isinstance(message, Message)
    assert "thay đổi" not in message.text


async def test_who_is_in_charge_of_an_office_is_no_officer_of_a_commune(june: QuangHoa) -> None:
    await june.officer("Phòng Y tế", "Bác sĩ Hà", now=at(1), role=Role.OFFICE_REVIEWER)
    text = await june.text(at(12, 7))
    assert text.count("Bác sĩ Hà") == text.count("Phòng Y tế (Bác sĩ Hà)") == 1


async def test_a_managers_digest_names_the_oldest_difficulties_with_their_owner_and_nobody_elses_does(
    june: QuangHoa,
) -> None:
    officer = await june.officer("xã Quảng Hưng", "Đàm Văn Em", now=at(15, month=5))
    unit, office = await june.unit("xã Quảng Hưng"), await june.unit("Phòng Tài nguyên và Môi trường")
    async with june.database.write() as tx:
        for day in (1, 2, 3, 4, 5, 6, 14):
            await add_difficulty(
                tx,
                unit=unit,
                set_id=SetId("xa-ntm-2021-2025"),
                criterion="17.6",
                kind=DifficultyKind.MONEY,
                text=f"Nhà ông Bảy, việc {day}",
                owner=office,
                due=due_from(at(day).date()),
                person=officer,
                channel="telegram",
                now=at(day),
            )
    moment = at(12, 7)
    text = await june.text(moment)
    section = text[text.index("Khó khăn chờ lâu nhất") :].splitlines()
    about, owner = "Quảng Hưng (tiêu chí 17.6, kinh phí)", "Phòng Tài nguyên và Môi trường"
    assert section == [
        "Khó khăn chờ lâu nhất",
        f"• Số 1 · {about}: 11 ngày, chờ {owner}, quá hạn 1 ngày",
        *(f"• Số {number} · {about}: {12 - number} ngày, chờ {owner}" for number in (2, 3, 4, 5)),
        "• và 1 khó khăn nữa đang chờ",
    ]
    for audience in (OBSERVER, GROUP):
        told = await june.text(moment, audience)
        assert "Khó khăn" not in told
    assert "ông Bảy" not in text


async def test_a_manager_alone_is_told_whose_recognition_is_to_be_looked_at_again(place: QuangHoa) -> None:
    person = await place.officer("xã Đại Sơn", "Nông Văn An", now=at(1))
    await place.answers("xã Đại Sơn", "8.1", now=at(7), by=person, state=State.NOT_MET)
    await place.act("xã Đại Sơn", "send", now=at(8), by=person)
    line = (
        "• Xem xét thu hồi công nhận (Quyết định 18/2022/QĐ-TTg ngày 02/8/2022, theo bản tin THƯ VIỆN PHÁP LUẬT): "
        "Đại Sơn chưa đạt 6/19 tiêu chí (31,6%), có 10 Thu nhập, 17 Môi trường, xã tự đánh giá"
    )
    assert line not in await place.text(at(6))
    assert line in (await place.text(at(12))).splitlines()
    for audience in (OBSERVER, GROUP):
        assert "thu hồi" not in await place.text(at(12), audience)

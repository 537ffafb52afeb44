"""`ntm privacy`: the queue and what is done to it, from the command line."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.cli.database import opened_database
from bot.clock import Clock
from bot.settings import load_settings
from conversations.programme.data_request import Clocks, RequestKind
from storage.data_requests import add_request
from storage.people import add_person, open_account

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm


def a_request(*, reachable: bool) -> None:
    """Somebody asks; the database is the one that the verbs use."""

    async def work() -> None:
        settings, _ = load_settings()
        clock = Clock(settings.clock)
        async with opened_database(settings, clock) as database, database.write() as tx:
            person = await add_person(tx, name="Nông Văn Kiên", language="vi", now=clock.now())
            if reachable:
                open_account(tx, person, channel="telegram", address="77", now=clock.now())
            await add_request(
                tx,
                person,
                RequestKind.CORRECTION,
                text="đổi số điện thoại",
                clocks=Clocks(answer_by=date(2022, 10, 27), finish_by=date(2022, 11, 4)),
                now=clock.now(),
            )

    asyncio.run(work())


def test_a_request_is_listed_answered_extended_and_finished(ntm: Ntm) -> None:
    assert ntm("privacy", "list").err == "Không có yêu cầu nào.\n"
    a_request(reachable=True)
    assert ntm("privacy", "list").out == (
        "1  sửa dữ liệu  Nông Văn Kiên  Trả lời cách làm chậm nhất hết ngày 27/10/2022.\n    đổi số điện thoại\n"
    )
    answered = ntm("privacy", "answer", "1", "--text", "Chúng tôi sửa trong tuần này.")
    assert answered.out == "Yêu cầu số 1: đã ghi. Xử lý xong chậm nhất hết ngày 4/11/2022.\n"
    extended = ntm("privacy", "extend", "1", "--reason", "chờ xác nhận", "--days", "5", "--json").document
    assert (extended["finish_by"], extended["extended"], extended["told"]) == ("2022-11-09", True, True)
    assert ntm("privacy", "done", "1", "--text", "Đã sửa.").code == 0
    assert ntm("privacy", "list", "--json").document == {"requests": []}
    (kept,) = ntm("privacy", "list", "--all", "--json").document["requests"]
    assert kept["done_at"].startswith("2022-10-25T09:00")


def test_what_cannot_be_done_is_refused_and_who_cannot_be_told_is_named(ntm: Ntm) -> None:
    a_request(reachable=False)
    refused = ntm("privacy", "answer", "2", "--text", "x")
    assert (refused.code, refused.err.startswith("Yêu cầu số 2 không có")) == (2, True)
    assert ntm("privacy", "extend", "1", "--reason", "x", "--days", "16").code == 2
    assert ntm("privacy", "answer", "1", "--text", "").code == 2
    assert ntm("privacy", "done", "1", "--text", "Đã sửa.").err == (
        "Người này không còn kênh nhắn tin nào; hãy báo bằng cách khác.\n"
    )
    assert ntm("privacy", "done", "1", "--text", "Đã sửa.").code == 2


def test_how_long_data_is_kept_and_what_goes_next(ntm: Ntm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTM_KEEP_PHOTOS_YEARS", "7")
    a_request(reachable=True)
    assert ntm("privacy", "retention").out.splitlines() == [
        "Mã của tin đã nhận: 7 ngày; đang giữ 0, quá hạn 0",
        "Nội dung tin đã gửi: 14 ngày; đang giữ 0, quá hạn 0",
        "Dòng ghi tin đã gửi: 60 ngày; đang giữ 0, quá hạn 0",
        "Phiên của người chưa tham gia hoặc đã thôi: 30 ngày; đang giữ 0, quá hạn 0",
        "Họ tên, tài khoản của người đã rút lại đồng ý: 5 năm; đang giữ 0, quá hạn 0",
        "Nội dung yêu cầu về dữ liệu: 5 năm; đang giữ 1, quá hạn 0",
        "Ảnh minh chứng: 7 năm; đang giữ 0, quá hạn 0",
        "Tin thoại minh chứng: 5 năm; đang giữ 0, quá hạn 0",
    ]
    found = ntm("privacy", "retention", "--json").document["kinds"]
    assert found["photos"] == {"keep": 7, "unit": "years", "kept": 0, "over": 0}


def test_a_person_is_erased_only_when_it_is_said_twice_and_only_once(ntm: Ntm) -> None:
    a_request(reachable=True)
    assert ntm("privacy", "erase", "1").out == (
        "Sẽ xóa của người dùng 1: họ tên Nông Văn Kiên, 1 tài khoản nhắn tin; 0 vai trò kết thúc. "
        "Không lấy lại được; thêm --yes để xóa.\n"
    )
    assert ntm("privacy", "list").out.startswith("1  sửa dữ liệu  Nông Văn Kiên")
    assert ntm("privacy", "erase", "1", "--yes").out == (
        "Đã xóa dữ liệu của người dùng 1. Số liệu đã báo cáo vẫn giữ.\n"
    )
    assert ntm("privacy", "list", "--json").document == {"requests": []}
    (kept,) = ntm("privacy", "list", "--all", "--json").document["requests"]
    assert kept["text"] == ""
    for number in ("1", "99"):
        assert ntm("privacy", "erase", number, "--yes").code == 2

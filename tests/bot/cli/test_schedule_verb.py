"""`ntm schedule`: stopped, shown and resumed, as a person and as a program read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm


def test_the_calendar_is_stopped_shown_and_resumed(ntm: Ntm) -> None:
    before = ntm("schedule", "show")
    assert (before.code, before.out) == (0, "Tin theo lịch đang được gửi.\n")
    ntm.at("2023-06-05T09:05+07:00")
    stopped = ntm("schedule", "stop")
    assert (stopped.code, stopped.out.splitlines()[0]) == (0, "Tin theo lịch đang tạm dừng từ 09:05 05/06/2023.")
    ntm.at("2023-06-06T09:05+07:00")
    assert ntm("schedule", "stop", "--json").document["stopped_at"] == "2023-06-05T09:05:00+07:00"
    resumed = ntm("schedule", "resume", "--json")
    assert (resumed.code, resumed.document["stopped_at"]) == (0, None)


def test_a_district_sets_the_hours_of_its_digest_and_what_is_due_follows(ntm: Ntm) -> None:
    ntm("unit", "add", "Quảng Hòa", "--kind", "huyện")
    ntm("rule", "add", "--unit", "Quảng Hòa", "--owes", "xã", "--title", "Báo cáo", "--code", "H1", "--before", "10/6")
    usual = ntm("schedule", "hours", "--unit", "Quảng Hòa")
    assert (usual.code, usual.out) == (
        0,
        (
            "huyện Quảng Hòa: T2 lúc 07:00 cho người quản lý, 07:30 vào nhóm; "
            "trong tuần trước hạn mỗi ngày lúc 07:30, 14:00.\n"
        ),
    )
    changed = ntm(
        "schedule", "hours", "--unit", "Quảng Hòa", "--weekday", "T4", "--manager", "9h15", "--daily", "", "--json"
    )
    assert changed.document == {
        "unit": "huyện Quảng Hòa",
        "weekday": "T4",
        "manager": "09:15",
        "group": "07:30",
        "daily": [],
        "own": True,
    }
    due = ntm("due", "--unit", "Quảng Hòa", "--from", "2023-06-05", "--to", "2023-06-11", "--json").document
    assert [(send["at"], send["role"]) for send in due if send["kind"] == "digest"] == [
        ("2023-06-07T07:30:00+07:00", "group"),
        ("2023-06-07T09:15:00+07:00", "manager"),
    ]
    said = ntm("due", "--unit", "Quảng Hòa", "--from", "2023-06-05", "--to", "2023-06-11").out.splitlines()
    assert [line[18:].partition(":")[0] for line in said if "tổng hợp  " in line] == [
        "tổng hợp  huyện Quảng Hòa, nhóm",
        "tổng hợp  huyện Quảng Hòa, người quản lý chương trình",
    ]


def test_an_hour_in_the_night_or_a_commune_is_refused_and_changes_nothing(ntm: Ntm) -> None:
    ntm("unit", "add", "Quảng Hòa", "--kind", "huyện")
    ntm("unit", "add", "Tự Do", "--kind", "xã", "--parent", "Quảng Hòa")
    night = ntm("schedule", "hours", "--unit", "Quảng Hòa", "--manager", "23:00")
    commune = ntm("schedule", "hours", "--unit", "Tự Do", "--manager", "8:00")
    assert (night.code, commune.code) == (2, 2)
    assert "Giờ gửi phải trong khoảng 07:00 đến 20:30" in night.err
    assert "Chỉ huyện và tỉnh có bản tổng hợp" in commune.err
    assert ntm("schedule", "hours", "--unit", "Quảng Hòa", "--json").document["own"] is False

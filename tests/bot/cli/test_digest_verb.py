"""`ntm digest` on the command line: the same texts and numbers as are sent, and a picture."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
SENTENCE = (
    "Toàn huyện đạt 183 lượt tiêu chí theo xã tự đánh giá, bình quân 11,4 tiêu chí/xã; 15-18 tiêu chí: 2 xã; "
    "10-14 tiêu chí: 11 xã; dưới 10 tiêu chí: 3 xã; còn 14 xã dưới mức 15 tiêu chí đặt ra cho năm 2025."
)


@pytest.fixture
def imported(ntm: Ntm) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    return ntm


def test_it_says_what_would_be_sent_to_the_manager_and_to_the_group(imported: Ntm) -> None:
    manager = imported("digest", "--unit", DISTRICT, "--at", "2023-06-05T07:00+07:00")
    group = imported("digest", "--unit", "Quảng Hòa", "--at", "2023-06-05T07:30+07:00", "--audience", "group", "--text")
    assert (manager.code, manager.err, group.code, group.err) == (0, "", 0, "")
    assert "Chưa có ai trong hệ thống:\n• 16 xã: Bế Văn Đàn, " in manager.out
    assert group.out.splitlines() == [
        "Tổng hợp · huyện Quảng Hòa, thứ Hai 5/6/2023",
        "• Báo cáo 6 tháng đầu năm 2023: đã gửi 0/16 xã (0%). Chậm nhất hết ngày 09/6, còn 4 ngày.",
        "• Báo cáo 6 tháng đầu năm 2023: đã gửi 0/15 cơ quan (0%). Chậm nhất hết ngày 09/6, còn 4 ngày.",
        SENTENCE,
        "• Từ 29/5 không có tiêu chí nào thay đổi.",
        "Lộ trình 2023: hẹn 32 lượt tiêu chí, đã đạt 0, còn 32. Chưa dự báo được: năm nay chưa xã nào gửi báo cáo.",
        "Lộ trình các năm trước còn 29 lượt tiêu chí chưa đạt.",
    ]


def test_as_json_its_numbers_are_those_of_show_status(imported: Ntm) -> None:
    found = imported("digest", "--unit", DISTRICT, "--at", "2023-06-05T07:00+07:00", "--json").document
    status = imported("show", "status", "--unit", DISTRICT, "--as-of", "2023-06-05", "--json").document
    assert [found[key] for key in ("total_met", "average")] == [status["total_met"], status["average"]]
    assert [found["forecast"][key] for key in ("verdict", "promised", "done")] == ["unknown", 32, 0]
    assert sum(len(one["criteria"]) for one in found["promised_open"]) == status["open_by_year"]["2023"]
    assert [(one["period"], one["expected"], one["sent"]) for one in found["periods"]] == [
        ("2023-H1", 16, 0),
        ("2023-H1-CQ", 15, 0),
    ]
    assert found["brackets"] == [
        {"from": 19, "to": 19, "communes": 0},
        {"from": 15, "to": 18, "communes": 2},
        {"from": 10, "to": 14, "communes": 11},
        {"from": 0, "to": 9, "communes": 3},
    ]
    assert (found["floor"]["criteria"], found["floor"]["year"], len(found["floor"]["below"])) == (15, 2025, 14)


def test_a_day_without_anything_to_send_says_so(imported: Ntm) -> None:
    said = imported("digest", "--unit", DISTRICT, "--at", "20/7/2023", "--kind", "daily")
    assert (said.code, said.out) == (0, "Không có gì để gửi.\n")


def test_the_picture_is_written_to_the_file(imported: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "bang.png"
    said = imported("digest", "--unit", DISTRICT, "--at", "2023-06-05", "--png", str(file))
    assert (said.code, said.out, said.err) == (0, "", f"{file}\n")
    content = file.read_bytes()
    assert struct.unpack(">I", content[16:20]) == (720,)
    assert len(content) <= 200_000


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unit", "Phòng Y tế"),
        ("--unit", "Không có"),
        ("--unit", DISTRICT, "--at", "31/4/2023"),
        ("--unit", DISTRICT, "--text", "--json"),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(imported: Ntm, arguments: tuple[str, ...]) -> None:
    said = imported("digest", *arguments)
    assert said.code == 2
    assert "Traceback" not in said.err + said.out

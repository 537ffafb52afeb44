"""The verbs of the README on a day on which the set in force has no indicators: every one of them says so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
SET = "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2026-2030"
NOTE = (
    f"Lưu ý: hôm nay 27/11/2026, {SET} đang có hiệu lực nhưng chưa có chỉ tiêu trong hệ thống, nên cán bộ xã "
    "chưa có gì để nhập. Có chỉ tiêu thì nạp bằng: ntm criteria load TỆP. Muốn thử với bộ trước: đặt "
    "NTM_CLOCK=2023-06-05T08:00+07:00 từ lệnh đầu tiên, với NTM_DATA_DIR là một thư mục mới."
)


@pytest.fixture
def later(ntm: Ntm) -> Ntm:
    ntm.at("2026-11-27T09:00+07:00")
    return ntm


def talk(ntm: Ntm, monkeypatch: pytest.MonkeyPatch, *lines: str) -> tuple[str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    said = ntm("console")
    assert said.code == 0
    return said.out, said.err


def test_the_import_the_status_and_the_console_say_that_there_is_nothing_to_enter_yet(
    later: Ntm, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = later("import", "plan", str(SEED), "--unit", DISTRICT)
    assert (imported.out.splitlines()[-1], imported.err) == (NOTE, "")
    assert later("import", "plan", str(SEED), "--unit", DISTRICT, "--json").err.splitlines()[-1] == NOTE
    assert later("show", "status", "--unit", DISTRICT).out.splitlines()[1:5] == [
        "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025",
        "Bộ này hết hiệu lực từ 15/2/2026; đây là hiện trạng cuối cùng đã biết.",
        f"Bộ đang có hiệu lực: {SET}.",
        "Bộ ấy chưa có chỉ tiêu trong hệ thống nên chưa nhập được; có thì nạp bằng: ntm criteria load TỆP",
    ]
    code = later("invite", "--unit", "xã Phúc Sen", "--role", "commune_officer", "--json").document["code"]
    out, err = talk(later, monkeypatch, code, "1", "1", "baocao", "tiendo", "lichsu 1.1")
    assert err.splitlines()[0] == NOTE
    assert "• Báo cáo năm 2026 · xã Phúc Sen: bộ tiêu chí chưa có chỉ tiêu trong hệ thống" in out
    assert out.count(f"{SET} chưa có chỉ tiêu trong hệ thống, nên chưa có gì để nhập ở đây.") == 2
    assert f"{SET} chưa có chỉ tiêu trong hệ thống, nên chưa có gì để xem." in out
    assert "vẫn gửi được" not in out
    assert "0/0" not in out


def test_where_there_is_something_to_enter_nobody_is_warned(ntm: Ntm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Lưu ý" not in ntm("import", "plan", str(SEED), "--unit", DISTRICT).out
    assert "Bộ đang có hiệu lực" not in ntm("show", "status", "--unit", DISTRICT).out
    assert talk(ntm, monkeypatch, "xin chào")[1] == ""

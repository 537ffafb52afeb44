"""`ntm import commune-plan`: what it prints, as words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

UNIT = "xã Phúc Sen, huyện Quảng Hòa"


def test_a_commune_plan_is_told_in_words_and_as_json(ntm: Ntm, tmp_path: Path) -> None:
    table = tmp_path / "phuc-sen.csv"
    table.write_text(
        "Tiêu chí;Nội dung;Kinh phí (triệu đồng);Nguồn;Hoàn thành\n17;Bể lọc;450;huyện;30/9/2023\n", encoding="utf-8"
    )
    ntm("unit", "add", "Quảng Hòa", "--kind", "huyện")
    ntm("unit", "add", "Phúc Sen", "--kind", "xã", "--parent", "huyện Quảng Hòa")
    tried = ntm("import", "commune-plan", str(table), "--unit", UNIT, "--dry-run")
    assert tried.out.splitlines() == [
        (
            "Kế hoạch chi tiết của xã Phúc Sen: 1 nội dung, 1 xã, 1 tiêu chí, còn cần 450 triệu đồng. "
            "Chạy thử, chưa ghi gì."
        ),
        "  - xã Phúc Sen: tiêu chí 17 cần 450 triệu đồng",
        "1 tiêu chí sẽ có bản mới.",
    ]
    document = ntm("import", "commune-plan", str(table), "--unit", UNIT, "--json").document
    assert document["rows"] == [
        {
            "commune": "xã Phúc Sen",
            "criterion": "17",
            "content": "Bể lọc",
            "volume": "",
            "amount": 450_000_000,
            "money_from": "huyện",
            "responsible": "",
            "ends_on": "2023-09-30",
        }
    ]
    assert document["totals"] == {"communes": 1, "criteria": 1, "amount": 450_000_000}
    assert (document["changed"], document["warnings"]) == (1, [])
    again = ntm("import", "commune-plan", str(table), "--unit", UNIT)
    assert (again.code, "không đổi gì" in again.out) == (0, True)

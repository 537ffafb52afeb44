"""`ntm import units` and `ntm export units`: what they print, as words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.documents.plan_files import csv_text
from tests.handlers.test_crosswalk import SET as NEW_SET
from tests.handlers.test_crosswalk import table as crosswalk_rows
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
TABLE = """Tên,Thuộc,Cấp,Từ ngày,Trước đây là
Pác Thay,xã Phúc Sen,xóm,,
Đoài Dương,,xã,1/7/2030,xã Phúc Sen; xã Tự Do
Mỹ Hưng,Quảng Hòa,thị trấn,,
"""


def test_an_import_shows_the_tree_before_and_after_in_words_and_as_json(ntm: Ntm, tmp_path: Path) -> None:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    path = tmp_path / "don-vi.csv"
    path.write_text(TABLE, encoding="utf-8")
    tried = ntm("import", "units", str(path), "--unit", DISTRICT, "--dry-run")
    assert (tried.code, tried.err) == (0, "")
    assert tried.out == (
        "Đơn vị của huyện Quảng Hòa: đọc 1 xã, 1 thị trấn, 1 xóm. Chạy thử, chưa ghi gì.\n"
        "Trước (30/6/2030): 16 xã, 15 cơ quan.\n"
        "Sau (1/7/2030): 15 xã, 1 xóm, 15 cơ quan.\n"
        "Sẽ thêm 1 xóm:\n"
        "  - xóm Pác Thay, xã Phúc Sen\n"
        "Sẽ thay đổi (1), mỗi thay đổi hoàn tác được:\n"
        "  - Từ ngày 1/7/2030: xã Phúc Sen, xã Tự Do sáp nhập thành xã Đoài Dương\n"
        "Cần xem:\n"
        "  - Chưa có ai phụ trách xã Đoài Dương: hãy mời người.\n"
        "Cảnh báo (1), 1 dòng không làm gì:\n"
        "  - dòng 4, cột C: Tệp ghi thị trấn Mỹ Hưng, trong hệ thống là xã Mỹ Hưng. Loại không tự đổi: nếu đơn vị đã "
        "đổi loại, hãy ghi từ ngày nào và cột “trước đây là”.\n"
    )
    document = ntm("import", "units", str(path), "--unit", DISTRICT, "--source", "NQ 1", "--json").document
    assert document["totals"] == {"xóm": 1, "xã": 1, "thị trấn": 1}
    assert [(row["unit"], row["outcome"]) for row in document["rows"]] == [
        ("xóm Pác Thay", "created"),
        ("xã Đoài Dương", "changed"),
        ("xã Mỹ Hưng", "differs"),
    ]
    assert [one["code"] for one in document["warnings"]] == ["unit_kind_differs"]
    (made,) = ntm("unit", "changes", "Đoài Dương", "--json").document["changes"]
    assert made["source"] == "NQ 1"


def test_an_exported_tree_is_read_back_without_a_change(ntm: Ntm, tmp_path: Path) -> None:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    path = tmp_path / "xuat.xlsx"
    assert ntm("export", "units", "--unit", DISTRICT, "--out", str(path), "--json").document["rows"] == 32
    again = ntm("import", "units", str(path), "--unit", DISTRICT)
    assert again.out.startswith("Đơn vị của huyện Quảng Hòa đúng như đã có (1 huyện, 16 xã, 15 cơ quan), không đổi gì.")


def test_offices_are_read_and_written_in_words_and_as_json(ntm: Ntm, tmp_path: Path) -> None:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    path = tmp_path / "co-quan.csv"
    path.write_text("Cơ quan,Chỉ tiêu,Từ ngày\nPhòng Môi trường,17.1-17.3; tiêu chí 3,1/11/2022\n", encoding="utf-8")
    tried = ntm("import", "offices", str(path), "--unit", DISTRICT, "--dry-run")
    assert tried.out.splitlines()[:4] == [
        (
            "Cơ quan của huyện Quảng Hòa: 1 cơ quan, 5 chỉ tiêu (Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn "
            "2021-2025). Chạy thử, chưa ghi gì."
        ),
        "Sẽ tạo 1 cơ quan.",
        "  - Phòng Môi trường, từ 1/11/2022: 3.1-3.2; 17.1-17.3",
        "5 chỉ tiêu sẽ đổi cơ quan hoặc có cơ quan lần đầu.",
    ]
    document = ntm("import", "offices", str(path), "--unit", DISTRICT, "--json").document
    assert (document["totals"], document["changed"]) == ({"offices": 1, "indicators": 5}, 5)
    assert document["rows"][0]["indicators"] == ["17.1", "17.2", "17.3", "3.1", "3.2"]
    out = tmp_path / "xuat.xlsx"
    assert ntm("export", "offices", "--unit", DISTRICT, "--out", str(out), "--as-of", "1/11/2022").code == 0
    again = ntm("import", "offices", str(out), "--unit", DISTRICT)
    assert again.out.splitlines()[0].endswith("Đúng như đã có, không đổi gì.")


def test_a_crosswalk_is_loaded_and_a_district_shown_under_the_other_set(ntm: Ntm, tmp_path: Path) -> None:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    form = tmp_path / "xa-vi-du.toml"
    form.write_text(NEW_SET, encoding="utf-8")
    assert ntm("criteria", "load", str(form)).code == 0
    path = tmp_path / "doi-chieu.csv"
    path.write_text(csv_text(crosswalk_rows()), encoding="utf-8")
    wanted = ("criteria", "crosswalk", str(path))
    assert ntm(*wanted).code == 2
    sets = ("--old", "xa-ntm-2021-2025", "--new", "xa-vi-du", "--from", "20/10/2022")
    tried = ntm(*wanted, *sets, "--dry-run")
    assert tried.out.splitlines()[-1] == "Chạy thử, chưa ghi gì."
    document = ntm(*wanted, *sets, "--json").document
    assert (document["version"], document["totals"]["dropped"], len(document["rows"])) == (1, 51, 57)
    assert ntm(*wanted, *sets).out.splitlines()[-1] == "Đúng như bản đã nạp, không đổi gì."
    shown = ntm("show", "status", "--unit", "xã Phúc Sen", "--set", "xa-vi-du")
    assert "Chưa có, chỉ tiêu mới (3): 2.1, 2.2, 2.3." in shown.out
    document = ntm("show", "status", "--unit", DISTRICT, "--set", "xa-vi-du", "--json").document
    assert (document["from_set"], len(document["communes"])) == ("xa-ntm-2021-2025", 16)

"""`ntm import indicators`: the goals that a document sets for a province or district, or a table of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document, run_import
from bot.importers.importer import Wish
from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@click.command(
    "indicators", short_help="Nhập chỉ tiêu của tỉnh, huyện từ nghị quyết, kế hoạch, công văn; hoặc bảng số liệu."
)
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản, khi văn bản không ghi.")
@click.option("--number", default="", metavar="SỐ", help="Số của văn bản, khi văn bản không ghi, ví dụ 04-NQ/TU.")
@click.option("--sure", is_flag=True, help="Với bảng số liệu: số khác xa số trước vẫn đúng.")
@imports_document(of="Chỉ tiêu của đơn vị nào, ví dụ “tỉnh Hà Tĩnh”.")
def verb(
    settings: Settings,
    *,
    file: Path,
    unit: str,
    dated: str | None,
    number: str,
    sure: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Nhập chỉ tiêu từ phần mục tiêu của văn bản, hoặc từ bảng có cột Tên chỉ tiêu, Đơn vị tính và các năm.

    Câu nào chưa hiểu thì kể ra kèm chỗ, không bỏ qua. Nhập lại đúng văn bản ấy không đổi gì; văn bản đã sửa thành một
    bản mới. Bảng có cột Mã hoặc Tên chỉ tiêu, Ngày, Giá trị thì ghi thành số liệu của từng chỉ tiêu.
    """
    from bot.cli.days import read_day

    day = None if dated is None else read_day(dated, option="--from")
    wish = Wish(unit=unit, dry_run=dry_run, dated=day, number=number, sure=sure)
    run_import(ImportKind.INDICATORS, settings, file, wish, as_json=as_json)

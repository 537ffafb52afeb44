"""`ntm import units`: the tree of administrative units, and what becomes of it on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document, run_import
from bot.importers.importer import Wish
from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@click.command("units", short_help="Nhập danh sách đơn vị, kể cả sáp nhập, đổi tên, chuyển.")
@imports_document(of="Đơn vị của nơi nào, ví dụ “tỉnh Cao Bằng”.")
@click.option("--source", default="", metavar="VĂN BẢN", help="Văn bản quyết định, ghi kèm mỗi thay đổi.")
def verb(settings: Settings, *, file: Path, unit: str, source: str, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng có các cột loại, tên, thuộc; có thể thêm từ ngày, đến ngày, mã, sáp nhập từ (trước đây
    là), trong chương trình đến ngày, vùng.

    Đơn vị chưa có thì thêm, đã có thì để nguyên; điều tệp ghi khác thì báo chứ không tự đổi. Dòng có “trước đây là”
    là chính lần đổi tên, chuyển hay sáp nhập ấy; đơn vị đang có mà ghi “đến ngày” thì hết ngày đó thôi hoạt động, những
    gì trực thuộc về cấp trên. Có một chỗ sai thì không ghi gì cả.
    """
    wish = Wish(unit=unit, dry_run=dry_run, source=source)
    run_import(ImportKind.UNITS, settings, file, wish, as_json=as_json)

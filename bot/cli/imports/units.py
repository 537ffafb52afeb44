"""`ntm import units`: the tree of administrative units, and what becomes of it on a day."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_units import UnitsImport


@click.command(short_help="Nhập danh sách đơn vị, kể cả sáp nhập, đổi tên, chuyển.")
@imports_document(of="Đơn vị của nơi nào, ví dụ “tỉnh Cao Bằng”.")
@click.option("--source", default="", metavar="VĂN BẢN", help="Văn bản quyết định, ghi kèm mỗi thay đổi.")
def units(settings: Settings, *, file: Path, unit: str, source: str, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng có các cột loại, tên, thuộc; có thể thêm từ ngày, đến ngày, mã, sáp nhập từ (trước đây
    là), trong chương trình đến ngày, vùng.

    Đơn vị chưa có thì thêm, đã có thì để nguyên; điều tệp ghi khác thì báo chứ không tự đổi. Dòng có “trước đây là”
    là chính lần đổi tên, chuyển hay sáp nhập ấy; đơn vị đang có mà ghi “đến ngày” thì hết ngày đó thôi hoạt động, những
    gì trực thuộc về cấp trên. Có một chỗ sai thì không ghi gì cả.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.units_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_units import import_units
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> UnitsImport:
        async with opened_database(settings, clock) as database:
            return await import_units(
                database, CriteriaSets(), document, unit=unit, source=source, now=clock.now(), dry_run=dry_run
            )

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

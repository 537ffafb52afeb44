"""`ntm import targets`: how many units are to reach a standard, by district."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_targets import TargetImport


@click.command(short_help="Nhập bảng chỉ tiêu theo huyện: đã đạt, kế hoạch, tổng.")
@imports_document(of="Chỉ tiêu của đơn vị nào, ví dụ “tỉnh Hà Giang”.")
def targets(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng chỉ tiêu từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Mỗi cấp và mức (huyện, xã, thôn; đạt chuẩn, nâng cao, kiểu mẫu) có một dòng tổng, một dòng kết quả và một dòng kế
    hoạch; mỗi huyện một cột. Nhập lại đúng bảng ấy không đổi gì; bảng đã sửa thành một bản mới.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.targets_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_targets import import_targets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> TargetImport:
        async with opened_database(settings, clock) as database:
            return await import_targets(database, document, unit=unit, now=clock.now(), dry_run=dry_run)

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

"""`ntm import money`: what a document assigns by source and year, its works, and what is spent of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_money import MoneyImport


@click.command(short_help="Nhập vốn: kế hoạch và giải ngân theo nguồn và năm, công trình.")
@imports_document(of="Vốn của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
def money(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập vốn từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Đọc mục về nguồn lực trong văn bản; bảng có các cột Đơn vị, Chương trình, Nguồn, Loại, Năm, Kế hoạch, Giải ngân đến
    ngày …; bảng công trình có các cột Mã, Công trình, Xã, Nguồn, Tiêu chí, Ngày phân bổ vốn, Tổng mức, Kế hoạch, Giải
    ngân, Ngày bàn giao, Ngày phê duyệt quyết toán, Nợ. Bảng phải ghi đơn vị tính. Nhập lại đúng như trước không đổi gì.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.money_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_money import import_money

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> MoneyImport:
        async with opened_database(settings, clock) as database:
            return await import_money(database, document, unit=unit, now=clock.now(), dry_run=dry_run)

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

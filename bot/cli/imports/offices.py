"""`ntm import offices`: which office judges which indicators, from a day on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_offices import OfficesImport


@click.command(short_help="Nhập bảng cơ quan phụ trách chỉ tiêu.")
@imports_document(of="Cơ quan đánh giá các xã của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@click.option("--set", "set_id", metavar="BỘ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực.")
def offices(settings: Settings, *, file: Path, unit: str, set_id: str | None, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng có các cột cơ quan, chỉ tiêu (“17.1, 17.4; 13.2-13.5; tiêu chí 3”); có thể thêm thuộc, từ ngày.

    Chỉ tiêu nào tệp nêu thì từ ngày đó giao cho cơ quan ấy, việc đang chờ đánh giá chuyển theo; chỉ tiêu không nêu giữ
    nguyên. Chỉ tiêu chưa ai phụ trách hay có hai cơ quan thì báo.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.offices_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_offices import import_offices
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> OfficesImport:
        async with opened_database(settings, clock) as database:
            return await import_offices(
                database, CriteriaSets(), document, unit=unit, set_id=set_id, now=clock.now(), dry_run=dry_run
            )

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

"""`ntm import`: officials' documents become data."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.import_plan import PlanImport


@click.group("import", short_help="Nhập văn bản: kế hoạch.")
def import_() -> None:
    """Nhập số liệu từ văn bản của cơ quan."""


@import_.command(short_help="Nhập biểu kế hoạch thực hiện tiêu chí.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Kế hoạch của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và so sánh, không ghi gì.")
@with_json
@with_settings
def plan(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập kế hoạch từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    “x” là tiêu chí xã tự đánh giá đạt, năm là năm phấn đấu. Nhập lại đúng kế hoạch ấy không đổi gì; kế hoạch đã sửa
    thành một bản mới. Ô sai hay thiếu cột thì không ghi gì cả.
    """
    from bot.cli.database import opened_database
    from bot.cli.import_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_plan import import_plan
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> PlanImport:
        async with opened_database(settings, clock) as database:
            return await import_plan(database, CriteriaSets(), document, unit=unit, now=clock.now(), dry_run=dry_run)

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

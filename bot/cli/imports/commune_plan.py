"""`ntm import commune-plan`: what a commune still has to do for each criterion, with money, who and by when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_commune_plan import CommunePlanImport


@click.command("commune-plan", short_help="Nhập kế hoạch chi tiết của xã theo tiêu chí.")
@imports_document(of="Xã, hoặc huyện có các xã trong bảng, ví dụ “xã Phúc Sen, huyện Quảng Hòa”.")
@click.option("--set", "set_id", metavar="BỘ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực.")
def commune_plan(
    settings: Settings, *, file: Path, unit: str, set_id: str | None, dry_run: bool, as_json: bool
) -> None:
    """Nhập bảng có các cột tiêu chí, nội dung, kinh phí; có thể thêm xã, khối lượng, ĐVT, nguồn, phụ trách, hoàn thành.

    Tiêu chí nào tệp nêu thì các dòng của tệp thay các dòng trước, bản trước vẫn giữ; tiêu chí không nêu giữ nguyên.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.commune_plan_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_commune_plan import import_commune_plan
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> CommunePlanImport:
        async with opened_database(settings, clock) as database:
            return await import_commune_plan(
                database, CriteriaSets(), document, unit=unit, set_id=set_id, now=clock.now(), dry_run=dry_run
            )

    done = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

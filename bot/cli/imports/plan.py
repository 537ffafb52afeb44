"""`ntm import plan`: the plan of a district, commune by criterion."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from conversations.programme.criteria import CriteriaSet
    from handlers.import_plan import PlanImport


@click.command(short_help="Nhập biểu kế hoạch thực hiện tiêu chí.")
@imports_document(of="Kế hoạch của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
def plan(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập kế hoạch từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    “x” là tiêu chí xã tự đánh giá đạt, năm là năm phấn đấu. Nhập lại đúng kế hoạch ấy không đổi gì; kế hoạch đã sửa
    thành một bản mới. Ô sai hay thiếu cột thì không ghi gì cả.
    """
    from bot.cli.database import opened_database
    from bot.cli.empty_set_text import empty_set_note
    from bot.cli.imports.plan_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.empty_set import set_without_indicators
    from handlers.import_plan import import_plan
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> tuple[PlanImport, CriteriaSet | None]:
        async with opened_database(settings, clock) as database:
            sets, now = CriteriaSets(), clock.now()
            done = await import_plan(database, sets, document, unit=unit, now=now, dry_run=dry_run)
            return done, await set_without_indicators(database, sets, day=now.date())

    done, empty = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if note := empty_set_note(empty, today=clock.now().date()):
        click.echo(note, err=as_json)
    if as_json:
        print_json(as_document(done))

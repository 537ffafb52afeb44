"""`ntm import indicators`: the goals that a document sets for a province or district, or a table of their figures."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from conversations.programme.unit import Unit
    from handlers.goal_values import KeptValue
    from handlers.import_goals import GoalImport


@click.command(
    "indicators", short_help="Nhập chỉ tiêu của tỉnh, huyện từ nghị quyết, kế hoạch, công văn; hoặc bảng số liệu."
)
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản, khi văn bản không ghi.")
@click.option("--number", default="", metavar="SỐ", help="Số của văn bản, khi văn bản không ghi, ví dụ 04-NQ/TU.")
@click.option("--sure", is_flag=True, help="Với bảng số liệu: số khác xa số trước vẫn đúng.")
@imports_document(of="Chỉ tiêu của đơn vị nào, ví dụ “tỉnh Hà Tĩnh”.")
def goals(
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
    from bot.cli.database import opened_database
    from bot.cli.days import read_day
    from bot.cli.imports.goals_text import as_document, in_words, values_as_document, values_in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from conversations.programme.goal_value_table import read_goal_values
    from handlers.goal_values import keep_values
    from handlers.import_goals import import_goals
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)
    day = None if dated is None else read_day(dated, option="--from")
    values = read_goal_values(document, today=clock.today())

    async def goals() -> GoalImport:
        async with opened_database(settings, clock) as database:
            return await import_goals(
                database, document, unit=unit, now=clock.now(), dated=day, number=number, dry_run=dry_run
            )

    async def figures() -> tuple[Unit, tuple[KeptValue, ...]]:
        async with opened_database(settings, clock) as database:
            return await keep_values(
                database, CriteriaSets(), values, unit=unit, now=clock.now(), sure=sure, dry_run=dry_run
            )

    if values:
        named, kept = asyncio.run(figures())
        click.echo(values_in_words(named, kept, dry_run=dry_run), err=as_json)
        if as_json:
            print_json(values_as_document(named, kept))
        return
    done = asyncio.run(goals())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))

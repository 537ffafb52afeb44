"""`ntm import indicators`: the goals that a document sets for a province or district, or a table of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document, run_import
from bot.cli.imports.importer import Done, Importer, Wish, document_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.imports.importer import House
    from bot.settings import Settings
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    from bot.cli.imports.goals_text import as_document, in_words, values_as_document, values_in_words
    from conversations.programme.goal_value_table import read_goal_values
    from handlers.goal_values import keep_values
    from handlers.import_goals import import_goals

    values = read_goal_values(document, today=house.now.date())
    if values:
        named, kept = await keep_values(
            house.database, house.sets, values, unit=wish.unit, now=house.now, sure=wish.sure, dry_run=wish.dry_run
        )
        told = values_in_words(named, kept, dry_run=wish.dry_run)
        return Done(words=told, rows=lambda: values_as_document(named, kept))
    done = await import_goals(
        house.database,
        document,
        unit=wish.unit,
        now=house.now,
        dated=wish.dated,
        number=wish.number,
        dry_run=wish.dry_run,
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=document_in, take=_take)


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
    run_import(IMPORTER, settings, file, wish, as_json=as_json)

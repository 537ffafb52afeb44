"""`ntm export table`: the table of communes and criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import written
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_period, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.status import Status
    from storage.database import Database


TABLES = ("xlsx", "csv", "json", "pdf", "png")


@click.command(short_help="Bảng tiêu chí: Excel, CSV, PDF, ảnh, JSON.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị có các xã cần xuất.")
@with_period
@with_file(TABLES)
@with_json
@with_settings
@with_as_of
def table(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
    """Bảng xã × tiêu chí như phụ lục kế hoạch, thêm bảng theo tiêu chí và theo xã.

    Cùng --as-of và --known-at thì cùng một nội dung. PDF và ảnh là bảng cho điện thoại.
    """
    from bot.cli.database import in_database
    from bot.documents.table_file import table_file
    from handlers.report_periods import day_of
    from handlers.show_status import show_status
    from storage.criteria import CriteriaSets

    async def work(database: Database) -> Status:
        day = await day_of(database, unit=unit, period=period, as_of=at.day)
        return await show_status(database, CriteriaSets(), unit=unit, as_of=day, known_at=at.known)

    status = in_database(settings, at.clock, work)
    content = table_file(status, kind)
    written(out, content)
    if as_json:
        print_json(
            {
                "file": str(out),
                "rows": len(status.communes),
                "unit": status.unit.title,
                "as_of": status.as_of.isoformat(),
            }
        )
    else:
        click.echo(f"Đã ghi bảng tiêu chí của {status.unit.title} ({len(status.communes)} xã) vào {out}.")

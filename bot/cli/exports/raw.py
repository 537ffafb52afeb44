"""`ntm export raw`: every answer that counts, a row each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import Progress, refused
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.raw_answer import RawAnswer
    from handlers.raw_export import RawExport
    from storage.database import Database


@click.command(short_help="Số liệu gốc: mỗi câu trả lời một dòng.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@click.option(
    "--period", "periods", multiple=True, metavar="KỲ", help="Ví dụ 2023-H1; ghi được nhiều lần. Bỏ trống: mọi kỳ."
)
@with_file(("csv", "json", "xlsx"))
@with_json
@with_settings
@with_as_of
def raw(
    settings: Settings,
    at: AsOf,
    *,
    unit: str,
    periods: tuple[str, ...],
    kind: str,
    out: Path,
    as_json: bool,
) -> None:
    """Mọi câu trả lời còn hiệu lực trong các báo cáo đã gửi, kèm đánh giá của cơ quan phụ trách.

    Ghi dần ra tệp nên nhiều dòng cũng hầu như không tốn thêm bộ nhớ. Lý do và nguồn là nguyên văn lời người báo cáo.
    """
    from bot.cli.database import in_database
    from bot.documents.raw_file import raw_file
    from handlers.raw_export import raw_export
    from storage.criteria import CriteriaSets

    progress = Progress("dòng")

    async def work(database: Database) -> RawExport:
        with refused(out), raw_file(out, kind, as_of=at.day) as add:

            async def take(rows: Sequence[RawAnswer]) -> None:
                await asyncio.to_thread(add, rows)
                progress.add(len(rows))

            return await raw_export(
                database,
                CriteriaSets(),
                unit=unit,
                periods=periods,
                as_of=at.day,
                known_at=at.known,
                now=at.clock.now(),
                take=take,
            )

    found = in_database(settings, at.clock, work)
    progress.end()
    if as_json:
        told = {"file": str(out), "rows": found.rows, "reports": found.reports, "unit": found.unit.title}
        print_json({**told, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi {found.rows} câu trả lời trong {found.reports} báo cáo của {found.unit.title} vào {out}.")

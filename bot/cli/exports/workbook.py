"""`ntm export workbook`: everything about a unit as one Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import written
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_period, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from handlers.district_workbook import DistrictWorkbook
    from storage.database import Database


@click.command(short_help="Sổ số liệu Excel đầy đủ: bảng, cơ quan, còn thiếu, vốn, sổ theo dõi, số gốc.")
@click.option("--unit", required=True, metavar="TÊN", help="Huyện, tỉnh hoặc xã.")
@with_period
@with_file(("xlsx",))
@with_json
@with_settings
@with_as_of
def workbook(
    settings: Settings,
    at: AsOf,
    *,
    unit: str,
    period: str,
    kind: str,  # noqa: ARG001 - there is one
    out: Path,
    as_json: bool,
) -> None:
    """Bảng tiêu chí như phụ lục kế hoạch, theo tiêu chí, xã, phòng ngành, từng chỉ tiêu còn thiếu, vốn, công trình, sổ
    khó khăn và từng câu trả lời. Cùng --as-of và --known-at thì cùng một nội dung.
    """
    from bot.cli.database import in_database
    from bot.documents.workbook_file import workbook_file
    from handlers.district_workbook import district_workbook
    from handlers.report_periods import day_of
    from storage.criteria import CriteriaSets

    async def work(database: Database) -> DistrictWorkbook:
        day = await day_of(database, unit=unit, period=period, as_of=at.day)
        return await district_workbook(
            database, CriteriaSets(), unit=unit, as_of=day, known_at=at.known, now=at.clock.now()
        )

    found = in_database(settings, at.clock, work)
    written(out, workbook_file(found))
    status = found.status
    if as_json:
        told = {"file": str(out), "unit": status.unit.title, "communes": len(status.communes), "rows": len(found.raw)}
        print_json({**told, "as_of": status.as_of.isoformat()})
    else:
        click.echo(f"Đã ghi sổ số liệu của {status.unit.title} ({len(status.communes)} xã) vào {out}.")

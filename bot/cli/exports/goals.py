"""`ntm export indicators`: the goals of a province or district as a file."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import tell_rows, written
from bot.cli.options import with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command("indicators", short_help="Chỉ tiêu của tỉnh, huyện: Excel, Word, CSV, JSON.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập chỉ tiêu, ví dụ “tỉnh Hà Tĩnh”.")
@click.option("--period", default="", metavar="KỲ", help="Đánh giá một kỳ: 2023-Q2, 2023-H1 hoặc 2023.")
@with_file(("xlsx", "docx", "csv", "json"))
@with_json
@with_settings
@with_as_of
def goals(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
    """Từng chỉ tiêu: mục tiêu, kết quả, đánh giá, còn thiếu, nguồn; với --period có thêm kỳ trước và cùng kỳ.

    Word theo Nghị định 30/2020; chỉ tiêu do cấp ủy đặt ra thì phần đầu để trống. Cùng --as-of và --known-at thì cùng
    một nội dung.
    """
    import orjson

    from bot.cli.database import in_database
    from bot.cli.shows.goals_text import as_document, assessment_as_document
    from bot.documents.write_rows import csv_bytes
    from bot.documents.write_word import word
    from bot.documents.write_workbook import workbook
    from conversations.programme.goal_assessment import read_period
    from conversations.programme.sheet import values
    from conversations.screens.goal_file import goals_paper, goals_sheet
    from handlers.show_goals import goals_to_export
    from storage.criteria import CriteriaSets

    over = bool(period)
    wanted = read_period(period or str(at.day.year))

    found = in_database(
        settings,
        at.clock,
        lambda database: goals_to_export(
            database, CriteriaSets(), unit=unit, period=wanted, as_of=at.day, known_at=at.known
        ),
    )
    told = found.assessment
    sheet = goals_sheet(told, over=over)
    match kind:
        case "xlsx":
            content = workbook([sheet], made_at=datetime.combine(told.now.as_of, time()))
        case "docx":
            content = word(goals_paper(told, found.superior, over=over))
        case "csv":
            rows = [["" if cell is None else str(cell) for cell in row] for row in values(sheet)]
            content = csv_bytes([column.title for column in sheet.columns], rows)
        case _:
            document = assessment_as_document(told) if over else as_document(told.now)
            content = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    written(out, content)
    tell_rows(out, len(told.goals), "chỉ tiêu", told.now.unit, told.now.as_of, as_json=as_json)

"""`ntm export register`: what is kept in registers, as files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import written
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from handlers.difficulty_register import DifficultyRegister


@click.group(short_help="Các sổ theo dõi.")
def register() -> None:
    """Xuất một sổ theo dõi ra tệp Excel, CSV hoặc JSON."""


@register.command(short_help="Sổ khó khăn, vướng mắc.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_file(("csv", "json", "xlsx"))
@with_json
@with_settings
@with_as_of
def difficulties(settings: Settings, at: AsOf, *, unit: str, kind: str, out: Path, as_json: bool) -> None:
    """Mỗi khó khăn một dòng: nội dung, tiêu chí, loại, nơi phải trả lời, hạn, trả lời. Không có họ tên người ghi."""
    from bot.cli.database import opened_database
    from bot.cli.difficulty_rows import register_file
    from handlers.difficulty_register import difficulty_register

    known = at.known or at.clock.now()

    async def run() -> DifficultyRegister:
        async with opened_database(settings, at.clock) as database:
            return await difficulty_register(database, unit=unit, as_of=at.day, known_at=known, now=at.clock.now())

    found = asyncio.run(run())
    written(out, register_file(found, kind))
    rows = len(found.difficulties)
    if as_json:
        print_json({"file": str(out), "rows": rows, "unit": found.unit.title, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi {rows} khó khăn của {found.unit.title} vào {out}.")

"""`ntm export units`: the tree as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import tell_rows, written
from bot.cli.options import with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Danh sách đơn vị: nhập lại được bằng ntm import units.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_file(("xlsx", "csv", "json"))
@with_json
@with_settings
@with_as_of
def units(settings: Settings, at: AsOf, *, unit: str, kind: str, out: Path, as_json: bool) -> None:
    """Mỗi đơn vị một dòng, theo tên của ngày ấy: loại, tên, thuộc, từ ngày, mã, trước đây là, vùng."""
    from bot.cli.database import in_database
    from bot.cli.exports.units_file import register_file
    from handlers.unit_register import unit_register

    found = in_database(
        settings, at.clock, lambda database: unit_register(database, unit=unit, as_of=at.day, known_at=at.known)
    )
    written(out, register_file(found, kind))
    tell_rows(out, len(found.units), "đơn vị", found.unit, at.day, as_json=as_json)

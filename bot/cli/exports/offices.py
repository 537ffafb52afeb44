"""`ntm export offices`: who judges what, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import tell_rows, written
from bot.cli.options import with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Cơ quan phụ trách chỉ tiêu: nhập lại được bằng ntm import offices.")
@click.option("--unit", required=True, metavar="TÊN", help="Cơ quan đánh giá các xã của đơn vị này.")
@click.option("--set", "set_id", metavar="BỘ", help="Bộ tiêu chí; bỏ trống là bộ có hiệu lực vào ngày ấy.")
@with_file(("xlsx", "csv", "json"))
@with_json
@with_settings
@with_as_of
def offices(
    settings: Settings, at: AsOf, *, unit: str, set_id: str | None, kind: str, out: Path, as_json: bool
) -> None:
    """Mỗi cơ quan một dòng: cơ quan, chỉ tiêu phụ trách, thuộc, từ ngày."""
    from bot.cli.database import in_database
    from bot.cli.exports.offices_file import register_file
    from handlers.office_register import office_register
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: office_register(
            database, CriteriaSets(), unit=unit, set_id=set_id, as_of=at.day, known_at=at.known
        ),
    )
    written(out, register_file(found, kind))
    tell_rows(out, len(found.offices), "dòng cơ quan", found.unit, at.day, as_json=as_json)

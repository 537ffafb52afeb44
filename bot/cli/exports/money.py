"""`ntm export money`: resources by source and year, every line, and works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import written
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings

FILES = ("xlsx", "csv")


@click.command(short_help="Vốn: theo nguồn và năm, từng đơn vị, công trình; Excel, CSV.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--works", "of_works", is_flag=True, help="CSV: bảng công trình thay cho bảng vốn từng đơn vị.")
@with_file(FILES)
@with_json
@with_settings
@with_as_of
def money(settings: Settings, at: AsOf, *, unit: str, of_works: bool, kind: str, out: Path, as_json: bool) -> None:
    """Excel có ba trang: nguồn lực theo nguồn và năm, chi tiết từng đơn vị, công trình; CSV là một bảng.

    Bảng chi tiết và bảng công trình nhập lại được bằng ntm import money. Cùng --as-of và --known-at thì cùng nội dung.
    """
    from bot.cli.database import in_database
    from bot.documents.money_file import money_file
    from handlers.show_money import show_money

    state = in_database(
        settings, at.clock, lambda database: show_money(database, unit=unit, as_of=at.day, known_at=at.known)
    ).state
    written(out, money_file(state, kind, of_works=of_works))
    title = state.units[state.unit].title
    if as_json:
        rows = {"lines": len(state.lines), "works": len(state.works)}
        print_json({"file": str(out), **rows, "unit": title, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi vốn của {title} ({len(state.lines)} khoản, {len(state.works)} công trình) vào {out}.")

"""`ntm money`: the rules by which a unit's money is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.criteria import text_of
from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@click.group(short_help="Quy định về vốn: nạp.")
def money() -> None:
    """Quy định về giải ngân, đối ứng, quyết toán; mỗi văn bản một tệp, mỗi lần sửa một bản mới."""


@money.command(short_help="Nạp tệp quy định về vốn của một văn bản.")
@imports_document(of="Quy định cho đơn vị nào và các đơn vị trực thuộc, ví dụ “tỉnh Quảng Nam”.")
def rules(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nạp tệp TOML các quy định về vốn; mỗi quy định chép câu văn bản làm nguồn.

    Mẫu: storage/money_rules/quang-nam-2024-2025.toml. Nạp lại đúng tệp ấy không đổi gì; tệp đã sửa thành một bản mới.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.importers.telling import TRIED
    from handlers.load_money_rules import load_money_rules

    clock = Clock(settings.clock)
    text = text_of(file)

    done = in_database(
        settings,
        clock,
        lambda database: load_money_rules(database, text, name=file.name, unit=unit, now=clock.now(), dry_run=dry_run),
    )
    if as_json:
        rows = [
            {"code": one.code, "kind": one.kind, "title": one.title, "source": one.source} for one in done.rules.rules
        ]
        print_json({"unit": done.unit.title, "version": done.version, "new": done.new, "rules": rows})
        return
    changed = f"bản {done.version}." if done.new else f"đúng như bản {done.version} đã nạp, không đổi gì."
    click.echo(f"Quy định về vốn của {done.unit.title}: {changed}{TRIED if dry_run else ''}")
    click.echo(done.rules.document)
    for one in done.rules.rules:
        click.echo(f"  [{one.code}] {one.title} ({one.place})")

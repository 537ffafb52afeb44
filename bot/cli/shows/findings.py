"""`ntm show findings`: whom each rule of the criteria set finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Xã nào chạm quy định: thu hồi công nhận, mức sàn, mỗi năm tăng tiêu chí.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@with_json
@with_settings
@with_as_of
def findings(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Đối chiếu hiện trạng với các quy định đi kèm bộ tiêu chí; mỗi quy định ghi rõ nguồn và số liệu đã tính."""
    from bot.cli.database import in_database
    from bot.cli.shows.findings_text import as_document, in_words
    from handlers.rule_findings import show_findings
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: show_findings(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

"""`ntm show promises`: what became of the plan's years, by commune and by office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Đối chiếu lộ trình: sớm, đúng hạn, chậm; theo xã và theo cơ quan.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@with_json
@with_settings
@with_as_of
def promises(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Từng năm phấn đấu trong kế hoạch đã ra sao: tiêu chí chậm kể theo xã và theo cơ quan phụ trách."""
    from bot.cli.database import in_database
    from bot.cli.shows.promises_text import as_document, in_words
    from handlers.plan_outcome import plan_outcome
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: plan_outcome(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

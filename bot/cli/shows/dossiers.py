"""`ntm show dossiers`: where the dossiers of a unit stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Hồ sơ đề nghị công nhận của các đơn vị.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_json
@with_settings
@with_as_of
def dossiers(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Từng hồ sơ: đang ở đâu, hạn nào, chậm bao nhiêu ngày, đủ điều kiện hay chưa, đã có văn bản nào.

    Hồ sơ chậm đứng trước. Điều kiện nào chưa biết thì nói là chưa có thông tin.
    """
    from bot.cli.database import in_database
    from bot.cli.shows.dossiers_text import as_document, in_words
    from handlers.show_dossiers import show_dossiers
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: show_dossiers(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo("\n".join(in_words(found)))

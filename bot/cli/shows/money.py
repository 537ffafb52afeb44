"""`ntm show money`: what is planned and spent by source and year, and what the rules say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Vốn: kế hoạch, giải ngân, quy định nào đến hạn.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@with_json
@with_settings
@with_as_of
def money(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Kế hoạch và giải ngân theo nguồn và năm, kèm từng quy định: đạt, sắp đến hạn, còn thiếu bao nhiêu, ở đâu.

    Đơn vị chưa có số của mình thì cộng các đơn vị bên dưới. Nơi chưa nêu số giải ngân thì nói là chưa có, không tính
    là 0. Tỷ lệ hiện ra cắt phần lẻ, không làm tròn lên.
    """
    from bot.cli.database import in_database
    from bot.cli.shows.money_text import as_document, in_words
    from handlers.show_money import show_money

    found = in_database(
        settings, at.clock, lambda database: show_money(database, unit=unit, as_of=at.day, known_at=at.known)
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

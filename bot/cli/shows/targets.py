"""`ntm show targets`: what is reached of the targets by district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Tiến độ so với bảng chỉ tiêu theo huyện.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập bảng chỉ tiêu, ví dụ “tỉnh Hà Giang”.")
@with_json
@with_settings
@with_as_of
def targets(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Từng chỉ tiêu của từng huyện: phải đạt bao nhiêu, đã đạt bao nhiêu, còn thiếu bao nhiêu.

    Đã đạt là xã có công nhận theo kế hoạch, hoặc đã được phòng, ngành xác nhận đủ tiêu chí; xã tự đánh giá đủ thì kể
    riêng. Cấp chưa có số liệu thì nói là chưa theo dõi được.
    """
    from bot.cli.database import in_database
    from bot.cli.shows.targets_text import as_document, in_words
    from handlers.show_targets import show_targets
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: show_targets(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

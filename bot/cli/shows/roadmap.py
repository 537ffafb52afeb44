"""`ntm show roadmap`: who is named for which year, who is recognised, and what is missing of the goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Tiến độ so với lộ trình xã, huyện đạt chuẩn.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập lộ trình, ví dụ “tỉnh Quảng Nam”.")
@with_json
@with_settings
@with_as_of
def roadmap(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Từng mục tiêu: phải thêm bao nhiêu, đã nêu tên bao nhiêu theo từng năm, đã công nhận bao nhiêu, hồ sơ nào chậm.

    Huyện nào chưa có xã đạt chuẩn, xã nào dưới số tiêu chí tối thiểu. Đơn vị được công nhận trước khi có hệ thống mà
    chưa ghi vào thì không tính; cấp chưa có số liệu thì nói là chưa theo dõi được.
    """
    from bot.cli.database import in_database
    from bot.cli.shows.roadmap_text import as_document
    from conversations.engine.words import SOURCE
    from conversations.screens.roadmap_text import roadmap_text
    from handlers.show_roadmap import show_roadmap
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: show_roadmap(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(roadmap_text(found, SOURCE))

"""`ntm show tasks`: the tasks that letters and resolutions give, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Nhiệm vụ theo công văn, nghị quyết: chưa xong, quá hạn, đã xong.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập văn bản, ví dụ “tỉnh Hà Tĩnh”.")
@with_json
@with_settings
@with_as_of
def tasks(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Từng nhiệm vụ: ai phải làm, hạn nào, đã báo xong bằng văn bản nào.

    Nhiệm vụ có ngày thì thành báo cáo phải gửi, được nhắc và đếm; không có ngày thì chỉ kể ra.
    """
    from bot.cli.database import in_database
    from bot.cli.shows.tasks_text import as_document, in_words
    from handlers.paper_tasks import show_tasks

    found = in_database(
        settings, at.clock, lambda database: show_tasks(database, unit=unit, as_of=at.day, known_at=at.known)
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

"""`ntm show status`: where each commune stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Hiện trạng tiêu chí của các xã.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--set", "set_id", metavar="BỘ", help="Xem theo một bộ tiêu chí khác, qua bảng đối chiếu đã nạp.")
@with_json
@with_settings
@with_as_of
def status(settings: Settings, at: AsOf, *, unit: str, set_id: str | None, as_json: bool) -> None:
    """Hiện trạng từng tiêu chí của từng xã, theo xã tự đánh giá. Cùng hai ngày thì lúc nào cũng ra cùng một bảng."""
    if set_id is not None:
        _under(settings, at, unit=unit, set_id=set_id, as_json=as_json)
        return
    from bot.cli.database import in_database
    from bot.cli.shows.status_text import in_words
    from bot.documents.status_document import marks_document, status_document
    from handlers.unit_marks import show_status_by_mark
    from storage.criteria import CriteriaSets

    found, marked = in_database(
        settings,
        at.clock,
        lambda database: show_status_by_mark(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
    )
    if as_json:
        print_json(status_document(found) | marks_document(marked))
    else:
        click.echo(in_words(found, marked))


def _under(settings: Settings, at: AsOf, *, unit: str, set_id: str, as_json: bool) -> None:
    from bot.cli.database import in_database
    from bot.cli.shows.under_text import as_document, in_words
    from handlers.show_crosswalk import show_status_under
    from storage.criteria import CriteriaSets

    found = in_database(
        settings,
        at.clock,
        lambda database: show_status_under(
            database, CriteriaSets(), unit=unit, set_id=set_id, as_of=at.day, known_at=at.known
        ),
    )
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))

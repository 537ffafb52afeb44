"""`ntm import plan`: the plan of a district, commune by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.asking import with_aliases
from bot.cli.imports.form import imports_document, run_import
from bot.cli.imports.importer import Done, Importer, Wish, document_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.cli.imports.importer import House
    from bot.settings import Settings
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    from bot.cli.empty_set_text import empty_set_note
    from bot.cli.imports.plan_text import as_document, in_words
    from handlers.empty_set import set_without_indicators
    from handlers.import_plan import import_plan

    done = await import_plan(
        house.database, house.sets, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    today = house.now.date()
    note = empty_set_note(await set_without_indicators(house.database, house.sets, day=today), today=today)
    words = in_words(done, dry_run=wish.dry_run)
    return Done(words=f"{words}\n{note}" if note else words, rows=lambda: as_document(done))


IMPORTER = Importer(read=document_in, take=_take)


@click.command("plan", short_help="Nhập biểu kế hoạch thực hiện tiêu chí.")
@imports_document(of="Kế hoạch của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@with_aliases
def verb(settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Nhập kế hoạch từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    “x” là tiêu chí xã tự đánh giá đạt, năm là năm phấn đấu. Nhập lại đúng kế hoạch ấy không đổi gì; kế hoạch đã sửa
    thành một bản mới. Ô sai hay thiếu cột thì không ghi gì cả.
    """
    wish = Wish(unit=unit, dry_run=dry_run, answers=tuple(aliases))
    run_import(IMPORTER, settings, file, wish, as_json=as_json)

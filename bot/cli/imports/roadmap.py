"""`ntm import roadmap`: which communes and districts are to be recognised in which year, and by when they hand in."""

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
    from bot.cli.imports.roadmap_text import as_document, in_words
    from handlers.import_roadmap import import_roadmap
    from handlers.import_villages import names_villages

    if names_villages(document):
        return await _villages(house, document, wish)
    done = await import_roadmap(
        house.database,
        house.sets,
        document,
        unit=wish.unit,
        now=house.now,
        answers=wish.answers,
        sure=wish.sure,
        dry_run=wish.dry_run,
    )
    return Done(
        words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done), questions=done.found.questions
    )


async def _villages(house: House, document: Document, wish: Wish) -> Done:
    from bot.cli.imports.villages_text import as_document, in_words
    from handlers.import_villages import import_villages

    done = await import_villages(
        house.database, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done), questions=done.questions)


IMPORTER = Importer(read=document_in, take=_take)


@click.command("roadmap", short_help="Nhập lộ trình xã, huyện đạt chuẩn: năm nào, hạn trình hồ sơ.")
@imports_document(of="Lộ trình của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
@click.option("--sure", is_flag=True, help="Tỉnh chưa có xã nào: vẫn tạo các xã ngay dưới tỉnh.")
@with_aliases
def verb(
    settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], sure: bool, dry_run: bool, as_json: bool
) -> None:
    """Nhập lộ trình từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Văn bản kể tên xã theo mức và năm, hoặc có bảng với các cột xã, huyện, mức, năm, hạn xã trình, hạn huyện trình, hoặc
    bảng mỗi mức một cột năm. Mỗi xã và mức thành một hồ sơ, hạn của xã thành một báo cáo phải gửi. Nhập lại đúng lộ
    trình ấy không đổi gì; lộ trình đã sửa thành một bản mới và dời hạn các hồ sơ còn dở. Trong JSON, …_before là ngày
    văn bản ghi, …_last_day là ngày cuối còn đúng hạn. Bảng có thêm cột thôn (xóm, bản …) là danh sách thôn: mỗi dòng
    một hồ sơ của thôn, như mở bằng tên.
    """
    wish = Wish(unit=unit, dry_run=dry_run, answers=tuple(aliases), sure=sure)
    run_import(IMPORTER, settings, file, wish, as_json=as_json)

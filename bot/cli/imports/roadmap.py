"""`ntm import roadmap`: which communes and districts are to be recognised in which year, and by when they hand in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.asking import asked, can_ask, not_answered, with_aliases
from bot.cli.imports.form import imports_document
from bot.cli.options import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings
    from handlers.import_roadmap import RoadmapImport


@click.command(short_help="Nhập lộ trình xã, huyện đạt chuẩn: năm nào, hạn trình hồ sơ.")
@imports_document(of="Lộ trình của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
@with_aliases
def roadmap(settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Nhập lộ trình từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Văn bản kể tên xã theo mức và năm, hoặc có bảng với các cột xã, huyện, mức, năm, hạn xã trình, hạn huyện trình, hoặc
    bảng mỗi mức một cột năm. Mỗi xã và mức thành một hồ sơ, hạn của xã thành một báo cáo phải gửi. Nhập lại đúng lộ
    trình ấy không đổi gì; lộ trình đã sửa thành một bản mới và dời hạn các hồ sơ còn dở. Trong JSON, …_before là ngày
    văn bản ghi, …_last_day là ngày cuối còn đúng hạn.
    """
    from bot.cli.database import opened_database
    from bot.cli.imports.roadmap_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_roadmap import import_roadmap
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run(answers: Sequence[str]) -> RoadmapImport:
        async with opened_database(settings, clock) as database:
            return await import_roadmap(
                database, CriteriaSets(), document, unit=unit, now=clock.now(), answers=answers, dry_run=dry_run
            )

    done = asyncio.run(run(aliases))
    if done.found.questions and can_ask(dry_run=dry_run, as_json=as_json):
        done = asyncio.run(run((*aliases, *asked(done.found.questions))))
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(as_document(done))
    if done.found.questions and not dry_run:
        raise not_answered(done.found.questions)

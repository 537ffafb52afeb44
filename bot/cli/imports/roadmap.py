"""`ntm import roadmap`: which communes and districts are to be recognised in which year, and by when they hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.asking import with_aliases
from bot.cli.imports.form import imports_document, run_import
from bot.importers.importer import Wish
from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings


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
    run_import(ImportKind.ROADMAP, settings, file, wish, as_json=as_json)

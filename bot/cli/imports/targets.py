"""`ntm import targets`: how many units are to reach a standard, by district."""

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


@click.command("targets", short_help="Nhập bảng chỉ tiêu theo huyện: đã đạt, kế hoạch, tổng.")
@imports_document(of="Chỉ tiêu của đơn vị nào, ví dụ “tỉnh Hà Giang”.")
@with_aliases
def verb(settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Nhập bảng chỉ tiêu từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Mỗi cấp và mức (huyện, xã, thôn; đạt chuẩn, nâng cao, kiểu mẫu) có một dòng tổng, một dòng kết quả và một dòng kế
    hoạch; mỗi huyện một cột. Nhập lại đúng bảng ấy không đổi gì; bảng đã sửa thành một bản mới.
    """
    wish = Wish(unit=unit, dry_run=dry_run, answers=tuple(aliases))
    run_import(ImportKind.TARGETS, settings, file, wish, as_json=as_json)

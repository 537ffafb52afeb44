"""`ntm import money`: what a document assigns by source and year, its works, and what is spent of it."""

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


@click.command("money", short_help="Nhập vốn: kế hoạch và giải ngân theo nguồn và năm, công trình.")
@imports_document(of="Vốn của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
@with_aliases
def verb(settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Nhập vốn từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Đọc mục về nguồn lực trong văn bản; bảng có các cột Đơn vị, Chương trình, Nguồn, Loại, Năm, Kế hoạch, Giải ngân đến
    ngày …; bảng công trình có các cột Mã, Công trình, Xã, Nguồn, Tiêu chí, Ngày phân bổ vốn, Tổng mức, Kế hoạch, Giải
    ngân, Ngày bàn giao, Ngày phê duyệt quyết toán, Nợ. Bảng phải ghi đơn vị tính. Nhập lại đúng như trước không đổi gì.
    """
    wish = Wish(unit=unit, dry_run=dry_run, answers=tuple(aliases))
    run_import(ImportKind.MONEY, settings, file, wish, as_json=as_json)

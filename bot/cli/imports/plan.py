"""`ntm import plan`: the plan of a district, commune by criterion."""

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


@click.command("plan", short_help="Nhập biểu kế hoạch thực hiện tiêu chí.")
@imports_document(of="Kế hoạch của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@with_aliases
def verb(settings: Settings, *, file: Path, unit: str, aliases: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Nhập kế hoạch từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    “x” là tiêu chí xã tự đánh giá đạt, năm là năm phấn đấu. Nhập lại đúng kế hoạch ấy không đổi gì; kế hoạch đã sửa
    thành một bản mới. Ô sai hay thiếu cột thì không ghi gì cả.
    """
    wish = Wish(unit=unit, dry_run=dry_run, answers=tuple(aliases))
    run_import(ImportKind.PLAN, settings, file, wish, as_json=as_json)

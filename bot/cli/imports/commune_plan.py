"""`ntm import commune-plan`: what a commune still has to do for each criterion, with money, who and by when."""

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


@click.command("commune-plan", short_help="Nhập kế hoạch chi tiết của xã theo tiêu chí.")
@imports_document(of="Xã, hoặc huyện có các xã trong bảng, ví dụ “xã Phúc Sen, huyện Quảng Hòa”.")
@click.option("--set", "set_id", metavar="BỘ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực.")
@with_aliases
def verb(
    settings: Settings,
    *,
    file: Path,
    unit: str,
    aliases: Sequence[str],
    set_id: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Nhập bảng có các cột tiêu chí, nội dung, kinh phí; có thể thêm xã, khối lượng, ĐVT, nguồn, phụ trách, hoàn thành.

    Tiêu chí nào tệp nêu thì các dòng của tệp thay các dòng trước, bản trước vẫn giữ; tiêu chí không nêu giữ nguyên.
    """
    wish = Wish(unit=unit, dry_run=dry_run, set_id=set_id, answers=tuple(aliases))
    run_import(ImportKind.COMMUNE_PLAN, settings, file, wish, as_json=as_json)

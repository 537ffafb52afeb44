"""`ntm import offices`: which office judges which indicators, from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document, run_import
from bot.importers.importer import Wish
from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@click.command("offices", short_help="Nhập bảng cơ quan phụ trách chỉ tiêu.")
@imports_document(of="Cơ quan đánh giá các xã của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@click.option("--set", "set_id", metavar="BỘ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực.")
def verb(settings: Settings, *, file: Path, unit: str, set_id: str | None, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng có các cột cơ quan, chỉ tiêu (“17.1, 17.4; 13.2-13.5; tiêu chí 3”); có thể thêm thuộc, từ ngày.

    Chỉ tiêu nào tệp nêu thì từ ngày đó giao cho cơ quan ấy, việc đang chờ đánh giá chuyển theo; chỉ tiêu không nêu giữ
    nguyên. Chỉ tiêu chưa ai phụ trách hay có hai cơ quan thì báo.
    """
    wish = Wish(unit=unit, dry_run=dry_run, set_id=set_id)
    run_import(ImportKind.OFFICES, settings, file, wish, as_json=as_json)

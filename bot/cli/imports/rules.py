"""`ntm import rules`: dated duties become what must be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import imports_document, run_import
from bot.importers.importer import Wish
from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@click.command("rules", short_help="Nhập bảng nhiệm vụ có thời hạn thành chế độ báo cáo.")
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản; bỏ trống là hôm nay.")
@click.option(
    "--day", "days", multiple=True, metavar="MÃ=HẠN",
    help="Hạn do nơi vận hành chọn khi văn bản không nêu ngày: “QN-D76=trước ngày 25 hằng tháng”; ghi nhiều lần được.",
)  # fmt: skip
@imports_document(of="Văn bản của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
def verb(
    settings: Settings, *, file: Path, unit: str, dated: str | None, days: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Nhập bảng CSV gồm các cột ma, muc (mục của văn bản), ai (ai phải làm), gui (gửi ai), qua (qua ai), han (hạn, đúng
    lời văn bản), viec (việc gì), khi (chỉ khi nào mới phải làm).

    Dòng nào nêu rõ ai phải làm và hạn nào thì thành một báo cáo phải gửi; dòng nào không rõ thì kể ra kèm lý do.
    Nhập lại đúng bảng ấy không đổi gì.
    """
    from bot.cli.days import read_day

    day = None if dated is None else read_day(dated, option="--from")
    chosen = {code.strip(): due.strip() for code, _, due in (one.partition("=") for one in days)}
    wish = Wish(unit=unit, dry_run=dry_run, dated=day, days=chosen)
    run_import(ImportKind.RULES, settings, file, wish, as_json=as_json)

"""`ntm export evidence`: the photos of what was reported, with a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import Progress, refused
from bot.cli.options import print_json, with_as_of, with_file, with_json, with_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings


@click.command(short_help="Gói minh chứng: ảnh và danh sách trong một tệp ZIP.")
@click.option("--unit", required=True, metavar="TÊN", help="Xã; của huyện, tỉnh thì mỗi xã một thư mục.")
@click.option("--period", default="", metavar="KỲ", help="Ví dụ 2023-H1; bỏ trống là kỳ đang phải nộp.")
@click.option("--criterion", default="", metavar="SỐ", help="Chỉ tiêu chí (9) hoặc chỉ tiêu (9.1) này.")
@with_file(("zip",))
@with_json
@with_settings
@with_as_of
def evidence(
    settings: Settings,
    at: AsOf,
    *,
    unit: str,
    period: str,
    criterion: str,
    kind: str,  # noqa: ARG001 - there is one
    out: Path,
    as_json: bool,
) -> None:
    """Minh chứng của các báo cáo đã gửi, kèm danh-sach.csv. Mỗi lần xuất được ghi vào nhật ký. Không có họ tên."""
    from bot.cli.database import in_database
    from bot.documents.evidence_rows import files_of, listing, told
    from bot.documents.write_bundle import write_bundle
    from handlers.evidence_bundle import BundleWish, evidence_bundle
    from storage.criteria import CriteriaSets

    wish = BundleWish(unit=unit, as_of=at.day, period=period, criterion=criterion, known_at=at.known)

    found = in_database(
        settings, at.clock, lambda database: evidence_bundle(database, CriteriaSets(), wish, now=at.clock.now())
    )
    files, progress = files_of(found), Progress("minh chứng")
    with refused(out):
        faults = write_bundle(
            out, settings.evidence_dir, progress.over(files), lambda faults: listing(found, files, faults)
        )
    progress.end()
    if as_json:
        document = {
            "file": str(out),
            "files": sum(file is not None for file in files) - len(faults.missing),
            "rows": len(files),
            "missing": sorted(faults.missing),
            "damaged": sorted(faults.damaged),
            "unsent": [one.title for one in found.unsent],
            "unit": found.unit.title,
            "as_of": at.day.isoformat(),
        }
        print_json(document)
    else:
        click.echo(told(found, files, faults, out))

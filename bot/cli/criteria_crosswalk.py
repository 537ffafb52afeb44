"""`ntm criteria crosswalk`: which indicator of one criteria set became which of the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.problem import Problem
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.crosswalk import Crosswalk


@click.command(short_help="Nạp bảng đối chiếu hai bộ tiêu chí.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--old", "old_set", metavar="BỘ", help="Mã bộ cũ; tệp TOML tự ghi.")
@click.option("--new", "new_set", metavar="BỘ", help="Mã bộ mới; tệp TOML tự ghi.")
@click.option("--from", "valid_from", metavar="NGÀY", help="Dùng từ ngày nào; tệp TOML tự ghi.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và kiểm tra, không ghi gì.")
@with_json
@with_settings
def crosswalk(
    settings: Settings,
    *,
    file: Path,
    old_set: str | None,
    new_set: str | None,
    valid_from: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Tệp TOML, hoặc bảng (Excel, Word, CSV) có các cột cũ, mới, quan hệ, nguồn.

    Mỗi chỉ tiêu của cả hai bộ có đúng một lần: same (như cũ), split (tách), merged (gộp), new (mới), dropped (bỏ). Xem
    một xã theo bộ kia bằng ntm show status --set BỘ; không câu trả lời nào được tự thêm.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.load_crosswalk import load_crosswalk
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    walk = _read(file, old_set, new_set, valid_from)

    done = in_database(
        settings,
        clock,
        lambda database: load_crosswalk(
            database, CriteriaSets(), walk, name=file.name, at=clock.now(), dry_run=dry_run
        ),
    )
    if as_json:
        rows = [
            {"old": list(item.old), "new": list(item.new), "relation": item.relation.value, "source": item.source}
            for item in walk.items
        ]
        head = {"old_set": walk.old_set, "new_set": walk.new_set, "valid_from": walk.valid_from.isoformat()}
        version = None if dry_run else done.version
        print_json({**head, "version": version, "rows": rows, "totals": dict(done.totals), "warnings": []})
        return
    counts = ", ".join(f"{count} {relation}" for relation, count in done.totals.items())
    click.echo(f"Đối chiếu {done.old.title} với {done.new.title}, từ {show_date(walk.valid_from)}: {counts}.")
    kept = "Đúng như bản đã nạp, không đổi gì." if done.version is None else f"Đã nạp bản {done.version}."
    click.echo("Chạy thử, chưa ghi gì." if dry_run else kept)


def _read(file: Path, old_set: str | None, new_set: str | None, valid_from: str | None) -> Crosswalk:
    from bot.cli.criteria import text_of
    from bot.cli.days import read_day
    from bot.documents.read_document import read_document
    from conversations.programme.crosswalk_rows import crosswalk_of_table
    from handlers.load_crosswalk import crosswalk_of_toml

    if file.suffix.casefold() == ".toml":
        return crosswalk_of_toml(text_of(file), name=file.name)
    if old_set is None or new_set is None or valid_from is None:
        raise Problem(
            code="crosswalk_head",
            where=file.name,
            message="Bảng không tự nói là của hai bộ nào, từ ngày nào.",
            remedy="Hãy ghi --old, --new và --from.",
        )
    day = read_day(valid_from, option="--from")
    return crosswalk_of_table(read_document(file), old_set=old_set, new_set=new_set, valid_from=day)

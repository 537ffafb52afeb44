"""`ntm backup`: one file with the database and the evidence, made while the bot runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.backups.making import Made, Source
    from bot.clock import Clock
    from bot.settings import Settings
    from storage.database import Database


@click.command(short_help="Sao lưu, cả khi bot đang chạy.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="NƠI",
    help="Thư mục, hoặc tên tệp .zip; không có thì vào NTM_BACKUP_DIR.",
)
@with_json
@with_settings
def backup(settings: Settings, *, to: Path | None, as_json: bool) -> None:
    """Chép cơ sở dữ liệu (một thời điểm duy nhất) cùng ảnh minh chứng vào một tệp ntm-….zip, kèm bản kê mã SHA-256.

    Làm được khi bot đang chạy; bot không phải dừng. Thư mục giữ NTM_BACKUP_KEEP bản gần nhất; tên tệp .zip do anh/chị
    đặt thì không bị xóa. Khôi phục: ntm restore. Hãy chép các bản này sang máy khác; tệp cài đặt
    (mã bot) không nằm trong đó.

    Với PostgreSQL, tệp chỉ có ảnh minh chứng; cơ sở dữ liệu sao lưu bằng công cụ của nó, ngay trước lệnh này:
    pg_dump --format=custom --file=ntm.dump "$NTM_DATABASE_URL". Khôi phục vào một cơ sở dữ liệu trống bằng
    pg_restore --dbname="$NTM_DATABASE_URL" ntm.dump, sau đó gọi ntm restore.
    """
    from bot.backups.source import POSTGRESQL_NOTE, source_of
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from storage.open import sqlite_file

    clock = Clock(settings.clock)

    async def run() -> Made:
        if sqlite_file(settings.database_url) is not None:
            # copied before it is opened: this version may have to change it
            made = _made(settings, await source_of(settings), clock, to=to)
            async with opened_database(settings, clock) as database:
                await _write_down(database, made, clock)
            return made
        async with opened_database(settings, clock) as database:
            made = _made(settings, await source_of(settings, database), clock, to=to)
            await _write_down(database, made, clock)
            return made

    made = asyncio.run(run())
    note = POSTGRESQL_NOTE if made.manifest.database == "postgresql" else None
    if as_json:
        print_json(_document(made, note))
        return
    _say(made, note)


def _made(settings: Settings, source: Source, clock: Clock, *, to: Path | None) -> Made:
    from bot.backups.making import make_backup, make_backup_at

    if to is not None and to.suffix == ".zip":
        return make_backup_at(source, to, now=clock.now())
    return make_backup(source, folder=to or settings.backup_folder, now=clock.now(), keep=settings.backup_keep)


async def _write_down(database: Database, made: Made, clock: Clock) -> None:
    from bot.backups.source import finished
    from handlers.backups import write_down

    await write_down(database, finished(made), begun_at=made.manifest.made_at, now=clock.now())


def _document(made: Made, note: str | None) -> dict[str, Any]:
    manifest = made.manifest
    return {
        "file": str(made.file),
        "size": made.size,
        "fingerprint": made.fingerprint,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "version": manifest.version,
        "database": manifest.database,
        "migration": manifest.migration,
        "rows": sum(table.rows for table in manifest.tables.values()),
        "evidence": len(manifest.evidence),
        "missing": list(manifest.missing),
        "audit": None if manifest.audit is None else manifest.audit.model_dump(mode="json"),
        "dropped": list(made.dropped),
        "note": note,
    }


def _say(made: Made, note: str | None) -> None:
    from bot.backups.refusals import size_words

    manifest = made.manifest
    rows = sum(table.rows for table in manifest.tables.values())
    click.echo(
        f"Đã sao lưu vào {made.file}: {size_words(made.size)}, {rows} dòng dữ liệu, {len(manifest.evidence)} tệp minh"
        f" chứng.\nMã của bản kê: {made.fingerprint}"
    )
    if note:
        click.echo(note)
    if manifest.missing:
        click.echo(f"{len(manifest.missing)} tệp minh chứng không có trên đĩa hoặc đã hỏng.", err=True)
    if manifest.audit is not None and not manifest.audit.whole:
        click.echo("Nhật ký trong bản này có chỗ sai; xem: ntm audit verify.", err=True)
    for name in made.dropped:
        click.echo(f"Đã xóa bản cũ {name}.")

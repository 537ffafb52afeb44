"""`ntm restore`: a backup put into an empty place."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.backups.restoring import Restored
    from bot.settings import Settings


@click.command(short_help="Khôi phục một bản sao lưu vào chỗ trống.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@with_json
@with_settings
def restore(settings: Settings, *, file: Path, as_json: bool) -> None:
    """Khôi phục TỆP (ntm-….zip) vào NTM_DATA_DIR, chỉ khi ở đó chưa có cơ sở dữ liệu và minh chứng.

    Mọi tệp và mọi bảng được so với bản kê trước khi đặt vào chỗ; bị cắt, bị sửa hoặc của phiên bản mới hơn thì từ chối
    và không để lại gì. Tin theo lịch từ lúc sao lưu đến lúc khôi phục không gửi bù, vì không rõ đã gửi chưa: xem
    ntm outbox, /suco.

    Với PostgreSQL: khôi phục cơ sở dữ liệu bằng pg_restore trước, rồi lệnh này đặt lại ảnh minh chứng.
    """
    from bot.backups.restoring import restore as restore_it
    from bot.clock import Clock

    restored = asyncio.run(restore_it(file, settings, now=Clock(settings.clock).now()))
    if as_json:
        print_json(_document(file, restored))
        return
    _say(file, restored)


def _document(file: Path, restored: Restored) -> dict[str, Any]:
    manifest, drafts, settled = restored.manifest, restored.drafts, restored.settled
    return {
        "file": str(file),
        "fingerprint": restored.fingerprint,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "version": manifest.version,
        "database": None if restored.database is None else str(restored.database),
        "rows": sum(table.rows for table in manifest.tables.values()),
        "evidence": len(manifest.evidence),
        "missing": list(manifest.missing),
        "conversations": None if drafts is None else drafts.conversations,
        "drafts": None if drafts is None else drafts.reports,
        "unknown": settled.unknown,
    }


def _say(file: Path, restored: Restored) -> None:
    manifest, drafts, settled = restored.manifest, restored.drafts, restored.settled
    rows = sum(table.rows for table in manifest.tables.values())
    click.echo(
        f"Đã khôi phục {file} (sao lưu lúc {manifest.made_at:%H:%M %d/%m/%Y}): {rows} dòng dữ liệu,"
        f" {len(manifest.evidence)} tệp minh chứng.\nMã của bản kê: {restored.fingerprint}"
    )
    if drafts is not None:
        click.echo(f"Đọc được cả {drafts.conversations} cuộc trò chuyện và {drafts.reports} báo cáo đang dở.")
    if settled.unknown:
        click.echo(f"{settled.unknown} tin theo lịch không rõ đã gửi chưa nên không gửi lại; xem: ntm outbox.")
    if manifest.missing:
        click.echo(f"{len(manifest.missing)} tệp minh chứng đã thiếu từ lúc sao lưu.", err=True)
    if manifest.audit is not None and not manifest.audit.whole:
        click.echo("Nhật ký đã có chỗ sai từ lúc sao lưu; xem: ntm audit verify.", err=True)

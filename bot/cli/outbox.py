"""`ntm outbox`: messages that did not leave, and why; one of them sent again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.stuck_rows import StuckRow

STATES = {
    "queued": "đang chờ",
    "sending": "đang gửi",
    "retrying": "chờ gửi lại",
    "failed": "bị từ chối",
    "blocked": "người nhận đã chặn bot",
    "unknown": "không rõ đã tới chưa",
}


@click.command(short_help="Tin chưa gửi được và vì sao.")
@click.option("--retry", "again", type=int, metavar="SỐ", help="Gửi lại tin có số này.")
@with_json
@with_settings
def outbox(settings: Settings, *, again: int | None, as_json: bool) -> None:
    """Liệt kê các tin còn kẹt; với --retry thì xếp một tin vào hàng gửi lại."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.stuck import list_stuck, retry_row

    clock = Clock(settings.clock)

    async def work() -> tuple[StuckRow, ...]:
        async with opened_database(settings, clock) as database:
            if again is not None:
                await retry_row(database, clock, again)
            return await list_stuck(database, clock)

    rows = asyncio.run(work())
    if as_json:
        print_json({"retried": again, "rows": [_document(row) for row in rows]})
        return
    if again is not None:
        click.echo(f"Đã xếp tin số {again} vào hàng gửi lại.")
    if not rows:
        click.echo("Không có tin nào bị kẹt.")
    for row in rows:
        why = f": {row.error}" if row.error else ""
        click.echo(f"{row.id}  {row.created_at:%d/%m %H:%M}  {row.kind}  {STATES[row.state]}, {row.attempts} lần{why}")


def _document(row: StuckRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "channel": row.channel,
        "kind": row.kind,
        "state": row.state,
        "attempts": row.attempts,
        "created_at": row.created_at.isoformat(timespec="seconds"),
        "next_at": row.next_at.isoformat(timespec="seconds"),
        "finished_at": row.finished_at.isoformat(timespec="seconds") if row.finished_at else None,
        "why": row.error,
        "can_retry": row.whole and row.state in {"failed", "blocked", "unknown", "retrying"},
    }

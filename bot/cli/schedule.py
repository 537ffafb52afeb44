"""`ntm schedule`: whether what the calendar says is sent; stopping it, and letting it go on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.schedule import Followed


@click.group(short_help="Tin theo lịch: xem, tạm dừng, cho gửi lại.")
def schedule() -> None:
    """Tin nhắc, danh sách đơn vị chậm và tổng hợp gửi theo lịch."""


@schedule.command(short_help="Đang gửi hay đang tạm dừng.")
@with_json
@with_settings
def show(settings: Settings, *, as_json: bool) -> None:
    """Lịch được xem đến lúc nào, có đang tạm dừng không."""
    _told(_done(settings, None), as_json=as_json)


@schedule.command(short_help="Tạm dừng mọi tin theo lịch.")
@with_json
@with_settings
def stop(settings: Settings, *, as_json: bool) -> None:
    """Từ bây giờ không gửi tin nào theo lịch; tin lỡ trong lúc dừng không gửi bù."""
    _told(_done(settings, True), as_json=as_json)


@schedule.command(short_help="Cho gửi lại tin theo lịch.")
@with_json
@with_settings
def resume(settings: Settings, *, as_json: bool) -> None:
    """Từ bây giờ tin theo lịch lại được gửi."""
    _told(_done(settings, False), as_json=as_json)


def _done(settings: Settings, stopped: bool | None) -> Followed | None:  # noqa: FBT001 - None: only looked at
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.schedule.switch import look_at_schedule, switch_schedule

    clock = Clock(settings.clock)

    async def run() -> Followed | None:
        async with opened_database(settings, clock) as database:
            if stopped is not None:
                await switch_schedule(database, stopped=stopped, now=clock.now())
            return await look_at_schedule(database)

    return asyncio.run(run())


def _told(known: Followed | None, *, as_json: bool) -> None:
    stopped = None if known is None else known.stopped_at
    if as_json:
        until = None if known is None else known.ticked_until.isoformat(timespec="seconds")
        since = None if stopped is None else stopped.isoformat(timespec="seconds")
        print_json({"ticked_until": until, "stopped_at": since})
        return
    if stopped is None:
        click.echo("Tin theo lịch đang được gửi.")
    else:
        click.echo(f"Tin theo lịch đang tạm dừng từ {stopped:%H:%M %d/%m/%Y}.")
    if known is not None:
        click.echo(f"Đã xem lịch đến {known.ticked_until:%H:%M %d/%m/%Y}.")

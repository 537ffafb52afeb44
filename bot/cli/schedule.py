"""`ntm schedule`: whether what the calendar says is sent; stopping it, and letting it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.database import Database
    from storage.schedule import Followed

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


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


@schedule.command(short_help="Bản tổng hợp của một đơn vị gửi lúc nào.")
@click.option("--unit", required=True, metavar="TÊN", help="Huyện hoặc tỉnh.")
@click.option("--weekday", type=click.Choice(WEEKDAYS), help="Ngày gửi bản tổng hợp tuần; thường là T2.")
@click.option("--manager", metavar="GIỜ", help="Giờ gửi cho người quản lý; thường là 7:00.")
@click.option("--group", metavar="GIỜ", help="Giờ gửi vào nhóm; thường là 7:30.")
@click.option(
    "--daily", metavar="GIỜ,GIỜ", help="Giờ gửi hằng ngày trong tuần trước hạn; thường là 7:30,14:00; để trống là thôi."
)
@with_json
@with_settings
def hours(
    settings: Settings,
    *,
    unit: str,
    weekday: str | None,
    manager: str | None,
    group: str | None,
    daily: str | None,
    as_json: bool,
) -> None:
    """Xem giờ gửi bản tổng hợp của một đơn vị, hoặc đặt giờ khác."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.digest_times import digest_hours_of

    clock = Clock(settings.clock)

    found = in_database(
        settings,
        clock,
        lambda database: digest_hours_of(
            database,
            unit=unit,
            weekday=None if weekday is None else WEEKDAYS.index(weekday),
            manager=manager,
            group=group,
            daily=daily,
            now=clock.now(),
        ),
    )
    said = found.hours
    daily_at = [f"{hour:%H:%M}" for hour in said.daily]
    if as_json:
        print_json(
            {
                "unit": found.unit.title,
                "weekday": WEEKDAYS[said.weekday],
                "manager": f"{said.manager:%H:%M}",
                "group": f"{said.group:%H:%M}",
                "daily": daily_at,
                "own": found.own,
            }
        )
        return
    near = f"; trong tuần trước hạn mỗi ngày lúc {', '.join(daily_at)}" if daily_at else ""
    click.echo(
        f"{found.unit.title}: {WEEKDAYS[said.weekday]} lúc {said.manager:%H:%M} cho người quản lý, {said.group:%H:%M}"
        f" vào nhóm{near}."
    )


def _done(settings: Settings, stopped: bool | None) -> Followed | None:  # noqa: FBT001 - None: only looked at
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.schedule.switch import look_at_schedule, switch_schedule

    clock = Clock(settings.clock)

    async def work(database: Database) -> Followed | None:
        if stopped is not None:
            await switch_schedule(database, stopped=stopped, now=clock.now())
        return await look_at_schedule(database)

    return in_database(settings, clock, work)


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

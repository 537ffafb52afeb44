"""`ntm task done`: a task of a letter or resolution is reported done by a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings


@click.group(short_help="Nhiệm vụ theo công văn, nghị quyết.")
def task() -> None:
    """Ghi nhiệm vụ đã xong; xem bằng ntm show tasks."""


@task.command(short_help="Ghi một nhiệm vụ đã xong, bằng văn bản nào.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập văn bản, ví dụ “tỉnh Hà Tĩnh”.")
@click.option("--code", required=True, type=int, metavar="MÃ", help="Số của nhiệm vụ, xem bằng ntm show tasks.")
@click.option("--number", required=True, metavar="SỐ", help="Số văn bản báo cáo, ví dụ 15/BC-UBND.")
@click.option("--on", required=True, metavar="NGÀY", help="Ngày của văn bản.")
@with_json
@with_settings
def done(settings: Settings, *, unit: str, code: int, number: str, on: str, as_json: bool) -> None:
    """Lần ghi sau thay lần ghi trước; lần trước vẫn giữ."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from conversations.reading.show import show_date
    from conversations.screens.paging import clip
    from handlers.paper_tasks import report_done

    clock = Clock(settings.clock)
    day = read_day(on, option="--on")

    named, found = in_database(
        settings,
        clock,
        lambda database: report_done(database, unit=unit, code=code, number=number, day=day, now=clock.now()),
    )
    if as_json:
        print_json({"unit": named.title, "code": code, "text": found.text, "number": number, "day": day.isoformat()})
    else:
        click.echo(
            f"{named.title}: nhiệm vụ {code} đã xong, văn bản {number} ngày {show_date(day)}: {clip(found.text, 140)}"
        )

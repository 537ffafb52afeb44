"""`ntm show`: tables and figures on the command line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.rule_checks import Findings
    from conversations.programme.status import Status
    from conversations.programme.target_progress import TargetsProgress


@click.group(short_help="Xem số liệu.")
def show() -> None:
    """Xem số liệu đã có."""


@show.command(short_help="Hiện trạng tiêu chí của các xã.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--as-of", metavar="NGÀY", help="Hiện trạng đến ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="NGÀY", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là tất cả.")
@with_json
@with_settings
def status(settings: Settings, *, unit: str, as_of: str | None, known_at: str | None, as_json: bool) -> None:
    """Hiện trạng từng tiêu chí của từng xã, theo xã tự đánh giá. Cùng hai ngày thì lúc nào cũng ra cùng một bảng."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.cli.status_text import as_document, in_words
    from handlers.show_status import show_status
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> Status:
        async with opened_database(settings, at.clock) as database:
            return await show_status(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known)

    found = asyncio.run(run())
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))


@show.command(short_help="Xã nào chạm quy định: thu hồi công nhận, mức sàn, mỗi năm tăng tiêu chí.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--as-of", metavar="NGÀY", help="Hiện trạng đến ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="NGÀY", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là tất cả.")
@with_json
@with_settings
def findings(settings: Settings, *, unit: str, as_of: str | None, known_at: str | None, as_json: bool) -> None:
    """Đối chiếu hiện trạng với các quy định đi kèm bộ tiêu chí; mỗi quy định ghi rõ nguồn và số liệu đã tính."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.cli.findings_text import as_document, in_words
    from handlers.rule_findings import show_findings
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> Findings:
        async with opened_database(settings, at.clock) as database:
            return await show_findings(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known)

    found = asyncio.run(run())
    if as_json:
        print_json(as_document(found))
    else:
        click.echo(in_words(found))


@show.command(short_help="Tiến độ so với bảng chỉ tiêu theo huyện.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập bảng chỉ tiêu, ví dụ “tỉnh Hà Giang”.")
@click.option("--as-of", metavar="NGÀY", help="Số liệu đến ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="NGÀY", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là tất cả.")
@with_json
@with_settings
def targets(settings: Settings, *, unit: str, as_of: str | None, known_at: str | None, as_json: bool) -> None:
    """Từng chỉ tiêu của từng huyện: phải đạt bao nhiêu, đã đạt bao nhiêu, còn thiếu bao nhiêu.

    Đã đạt là xã có công nhận theo kế hoạch, hoặc đã được phòng, ngành xác nhận đủ tiêu chí; xã tự đánh giá đủ thì kể
    riêng. Cấp chưa có số liệu thì nói là chưa theo dõi được.
    """
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.cli.targets_text import progress_as_document, progress_in_words
    from handlers.show_targets import show_targets
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> TargetsProgress:
        async with opened_database(settings, at.clock) as database:
            return await show_targets(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known)

    found = asyncio.run(run())
    if as_json:
        print_json(progress_as_document(found))
    else:
        click.echo(progress_in_words(found))

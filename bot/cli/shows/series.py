"""`ntm show series`: how a unit came to where it stands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from bot.cli.days import read_day, read_moment, say_day
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.series import Series, Step
from conversations.programme.stated import rounded, vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from conversations.programme.series import Point

STEPS = {"month": Step.MONTH, "quarter": Step.QUARTER, "half_year": Step.HALF_YEAR, "year": Step.YEAR}


@click.command(short_help="Chuỗi số liệu: cuối mỗi tháng, quý, nửa năm hay năm.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--from", "first", required=True, metavar="NGÀY", help="Từ ngày này.")
@click.option("--to", "last", metavar="NGÀY", help="Đến ngày này; bỏ trống là hôm nay.")
@click.option("--every", type=click.Choice(list(STEPS)), default="quarter", show_default=True, help="Mốc nào.")
@click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def series(
    settings: Settings, *, unit: str, first: str, last: str | None, every: str, known_at: str | None, as_json: bool
) -> None:
    """Mỗi mốc là hiện trạng của ngày ấy, theo bộ tiêu chí và đơn vị của ngày ấy; kèm so với cùng kỳ năm trước."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.series import series_of
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    begin = read_day(first, option="--from")
    end = clock.today() if last is None else read_day(last, option="--to")
    known = None if known_at is None else read_moment(known_at, option="--known-at")

    async def run() -> Series:
        async with opened_database(settings, clock) as database:
            return await series_of(
                database, CriteriaSets(), unit=unit, first=begin, last=end, step=STEPS[every], known_at=known
            )

    found = asyncio.run(run())
    if as_json:
        print_json(as_document(found))
    else:
        click.echo("\n".join(_lines(found)))


def as_document(found: Series) -> dict[str, Any]:
    """Every point; average exact to four decimals; gained: criteria against the same day a year before, or null."""
    return {
        "unit": found.unit.title,
        "points": [
            {
                "day": one.day.isoformat(),
                "criteria_set": one.set_id,
                "communes": one.communes,
                "known": one.known,
                "met": one.met,
                "confirmed": one.confirmed,
                "complete": one.complete,
                "average": float(rounded(one.average, 4)),
                "gained": None if (before := found.year_before(one)) is None else one.met - before.met,
            }
            for one in found.points
        ],
    }


def _lines(found: Series) -> Iterator[str]:
    yield f"Chuỗi số liệu của {found.unit.title}:"
    for one in found.points:
        if not one.known:
            yield f"- {say_day(one.day)}: chưa có số liệu của xã nào."
            continue
        gained = _gained(found, one)
        yield (
            f"- {say_day(one.day)}: {one.met}/{one.communes * one.criteria} lượt tiêu chí đạt (phòng, ngành xác nhận "
            f"{one.confirmed}), bình quân {vietnamese(rounded(one.average, 1))}, {one.complete}/{one.communes} xã đủ "
            f"tiêu chí{gained}"
        )


def _gained(found: Series, point: Point) -> str:
    before = found.year_before(point)
    if before is None:
        return ""
    gained = point.met - before.met
    return f"; so với cùng kỳ năm trước {f'{gained:+d}' if gained else 'không đổi'}"

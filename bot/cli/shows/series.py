"""`ntm show series`: how a unit came to where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.days import read_day, read_moment
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.series import Series, Step
from conversations.programme.stated import rounded, vietnamese
from conversations.reading.show import show_date

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
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.series import series_of
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    begin = read_day(first, option="--from")
    end = clock.today() if last is None else read_day(last, option="--to")
    known = None if known_at is None else read_moment(known_at, option="--known-at")

    found = in_database(
        settings,
        clock,
        lambda database: series_of(
            database, CriteriaSets(), unit=unit, first=begin, last=end, step=STEPS[every], known_at=known
        ),
    )
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
                "met": one.met if one.known else None,
                "confirmed": one.confirmed if one.known else None,
                "complete": one.complete if one.known else None,
                "average": None if one.average is None else float(rounded(one.average, 4)),
                "gained": _gain(found, one),
            }
            for one in found.points
        ],
    }


def _lines(found: Series) -> Iterator[str]:
    yield f"Chuỗi số liệu của {found.unit.title}:"
    for one in found.points:
        if one.average is None:
            yield f"- {show_date(one.day)}: chưa có số liệu của xã nào."
            continue
        gained = _gained(found, one)
        counted = f", {one.known}/{one.communes} xã có số liệu" if one.known < one.communes else ""
        yield (
            f"- {show_date(one.day)}: {one.met}/{one.known * one.criteria} lượt tiêu chí đạt (phòng, ngành xác nhận "
            f"{one.confirmed}), bình quân {vietnamese(rounded(one.average, 1))}, {one.complete}/{one.known} xã đủ "
            f"tiêu chí{counted}{gained}"
        )


def _gain(found: Series, point: Point) -> int | None:
    """Against the same day a year before; None: nothing was known on one of the two."""
    before = found.year_before(point)
    return None if before is None or not before.known or not point.known else point.met - before.met


def _gained(found: Series, point: Point) -> str:
    gained = _gain(found, point)
    if gained is None:
        return ""
    return f"; so với cùng kỳ năm trước {f'{gained:+d}' if gained else 'không đổi'}"

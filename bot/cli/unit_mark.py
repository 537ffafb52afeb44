"""`ntm unit mark`, `unmark` and `marks`: groups that units belong to beside the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.unit_marks import UnitMark
    from handlers.unit_marks import Marked


def add_to(unit: click.Group) -> None:
    """Put them below `ntm unit`."""
    unit.add_command(mark)
    unit.add_command(unmark)
    unit.add_command(marks)


@click.command(short_help="Ghi đơn vị thuộc một nhóm: đặc biệt khó khăn, biên giới, vùng trũng …")
@click.argument("names", nargs=-1, required=True, metavar="TÊN…")
@click.option("--as", "name", required=True, metavar="NHÓM", help="Tên nhóm, ví dụ “đặc biệt khó khăn”.")
@click.option("--from", "valid_from", metavar="NGÀY", help="Từ ngày này; bỏ trống là từ trước.")
@click.option("--until", metavar="NGÀY", help="Ngày cuối còn thuộc nhóm; bỏ trống là đến nay.")
@click.option("--source", default="", metavar="VĂN BẢN", help="Văn bản quyết định.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem thử, không ghi gì.")
@with_json
@with_settings
def mark(
    settings: Settings,
    *,
    names: tuple[str, ...],
    name: str,
    valid_from: str | None,
    until: str | None,
    source: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Nhóm của xã cũng là của các thôn trong xã. Xem theo nhóm: ntm show status (xã), ntm show dossiers (thôn)."""
    from datetime import timedelta

    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from handlers.unit_marks import mark_named

    clock = Clock(settings.clock)
    first = None if valid_from is None else read_day(valid_from, option="--from")
    last = None if until is None else read_day(until, option="--until") + timedelta(days=1)
    done = in_database(
        settings,
        clock,
        lambda database: mark_named(
            database,
            names,
            name,
            valid_from=first,
            valid_to=last,
            source=source,
            now=clock.now(),
            dry_run=dry_run,
        ),
    )
    _tell(done, "thuộc nhóm", dry_run=dry_run, as_json=as_json)


@click.command(short_help="Đơn vị thôi thuộc một nhóm từ một ngày.")
@click.argument("names", nargs=-1, required=True, metavar="TÊN…")
@click.option("--as", "name", required=True, metavar="NHÓM", help="Tên nhóm.")
@click.option("--on", required=True, metavar="NGÀY", help="Ngày đầu tiên không còn thuộc nhóm.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem thử, không ghi gì.")
@with_json
@with_settings
def unmark(settings: Settings, *, names: tuple[str, ...], name: str, on: str, dry_run: bool, as_json: bool) -> None:
    """Trước ngày đó vẫn tính trong nhóm."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from handlers.unit_marks import unmark_named

    clock = Clock(settings.clock)
    day = read_day(on, option="--on")
    done = in_database(
        settings,
        clock,
        lambda database: unmark_named(database, names, name, on=day, now=clock.now(), dry_run=dry_run),
    )
    _tell(done, "thôi thuộc nhóm", dry_run=dry_run, as_json=as_json)


def _tell(done: Marked, what: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "mark": done.name,
                "units": [one.title for one in done.units],
                "changed": [one.title for one in done.changed],
                "dry_run": dry_run,
            }
        )
        return
    named = ", ".join(one.title for one in done.changed)
    if not done.changed:
        click.echo("Đã có đúng như vậy, không đổi gì.")
    else:
        click.echo(f"{'Xem thử, chưa ghi: ' if dry_run else 'Đã ghi: '}{named} {what} “{done.name}”.")


@click.command(short_help="Xem các nhóm của đơn vị và các đơn vị ở dưới.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện, xã.")
@with_json
@with_settings
@with_as_of
def marks(settings: Settings, at: AsOf, *, unit: str, as_json: bool) -> None:
    """Mỗi dòng một đơn vị trong một nhóm, với ngày và văn bản."""
    from bot.cli.database import in_database
    from handlers.unit_marks import list_marks

    found = in_database(
        settings, at.clock, lambda database: list_marks(database, unit=unit, as_of=at.day, known_at=at.known)
    )
    if as_json:
        print_json(
            {
                "marks": [
                    {
                        "unit": one.unit.title,
                        "mark": one.name,
                        "from": None if one.valid_from is None else one.valid_from.isoformat(),
                        "until": None if one.valid_to is None else one.valid_to.isoformat(),
                        "source": one.source,
                    }
                    for one in found
                ]
            }
        )
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("Chưa có đơn vị nào được ghi vào nhóm.")


def _line(one: UnitMark) -> str:
    from conversations.reading.show import show_date

    since = "" if one.valid_from is None else f", từ {show_date(one.valid_from)}"
    until = "" if one.valid_to is None else f", trước {show_date(one.valid_to)}"
    return f"{one.name}: {one.unit.title}{since}{until}" + (f" ({one.source})" if one.source else "")

"""`ntm unit`: the tree of administrative units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli import unit_change, unit_mark, unit_publish
from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.units import ListedUnit
    from storage.database import Database


@click.group(short_help="Đơn vị: tỉnh, huyện, xã, thôn, cơ quan.")
def unit() -> None:
    """Cây đơn vị: thêm, đổi, xem, sáp nhập, chia, hoàn tác."""


unit_change.add_to(unit)
unit_publish.add_to(unit)
unit_mark.add_to(unit)


@unit.command(short_help="Thêm một đơn vị.")
@click.argument("name", metavar="TÊN")
@click.option("--kind", required=True, metavar="LOẠI", help="tỉnh, huyện, xã, thị trấn, xóm, thôn, cơ quan, …")
@click.option("--parent", metavar="TÊN", help="Đơn vị cấp trên; bỏ trống nếu không có.")
@click.option("--region", metavar="MÃ", help="Vùng áp dụng mức yêu cầu, ví dụ tdmnpb; bỏ trống thì theo cấp trên.")
@click.option("--alias", "aliases", multiple=True, metavar="TÊN", help="Tên gọi khác; dùng được nhiều lần.")
@click.option("--from", "valid_from", metavar="NGÀY", help="Có từ ngày này (đơn vị mới lập); bỏ trống là từ trước.")
@with_json
@with_settings
def add(
    settings: Settings,
    *,
    name: str,
    kind: str,
    parent: str | None,
    region: str | None,
    aliases: tuple[str, ...],
    valid_from: str | None,
    as_json: bool,
) -> None:
    """Thêm một đơn vị dưới đơn vị cấp trên của nó."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from handlers.units import add_named_unit
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    since = None if valid_from is None else read_day(valid_from, option="--from")

    added = in_database(
        settings,
        clock,
        lambda database: add_named_unit(
            database,
            CriteriaSets(),
            name=name,
            kind=kind,
            parent=parent,
            region=region,
            aliases=aliases,
            now=clock.now(),
            valid_from=since,
        ),
    )
    if as_json:
        print_json(_row(added))
    else:
        click.echo(f"Đã thêm {_titled(added)}.")


@unit.command("set", short_help="Đổi vùng, cấp trên; thêm tên gọi khác.")
@click.argument("name", metavar="TÊN")
@click.option("--region", metavar="MÃ", help="Vùng áp dụng mức yêu cầu, ví dụ tdmnpb.")
@click.option("--alias", "aliases", multiple=True, metavar="TÊN", help="Tên gọi khác; dùng được nhiều lần.")
@click.option("--parent", metavar="TÊN", help="Đơn vị cấp trên mới.")
@click.option("--from", "valid_from", metavar="NGÀY", help="Thuộc cấp trên mới từ ngày này.")
@with_json
@with_settings
def set_(
    settings: Settings,
    *,
    name: str,
    region: str | None,
    aliases: tuple[str, ...],
    parent: str | None,
    valid_from: str | None,
    as_json: bool,
) -> None:
    """Đổi vùng áp dụng mức yêu cầu hoặc cấp trên, hay thêm tên gọi khác cho một đơn vị."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from handlers.units import change_unit
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    since = None if valid_from is None else read_day(valid_from, option="--from")

    changed = in_database(
        settings,
        clock,
        lambda database: change_unit(
            database,
            CriteriaSets(),
            name=name,
            region=region,
            aliases=aliases,
            parent=parent,
            valid_from=since,
            now=clock.now(),
        ),
    )
    if as_json:
        print_json(_row(changed))
    else:
        click.echo(f"Đã ghi cho {_titled(changed)}.")


@unit.command(short_help="Đơn vị mới thay đơn vị cũ (sáp nhập, chia, đổi tên).")
@click.argument("old", nargs=-1, required=True, metavar="ĐƠN VỊ CŨ…")
@click.option("--by", required=True, metavar="TÊN", help="Đơn vị thay thế; thêm trước bằng ntm unit add.")
@click.option("--on", required=True, metavar="NGÀY", help="Ngày đầu tiên của đơn vị mới, ví dụ 1/7/2025.")
@click.option(
    "--kind", type=click.Choice(["merged", "split", "renamed"]), default="merged", help="Sáp nhập, chia, đổi tên."
)
@click.option("--source", default="", metavar="VĂN BẢN", help="Văn bản quyết định.")
@with_settings
def succeed(settings: Settings, *, old: tuple[str, ...], by: str, on: str, kind: str, source: str) -> None:
    """Từ ngày đó đơn vị cũ thôi tồn tại; số liệu của nó vẫn xem được theo tên và thời gian cũ."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from conversations.reading.show import show_date
    from handlers.units import succeed_unit

    clock = Clock(settings.clock)
    day = read_day(on, option="--on")

    async def work(database: Database) -> str:
        before, after = await succeed_unit(
            database, predecessors=old, successor=by, kind=kind, on=day, source=source, now=clock.now()
        )
        return f"Từ ngày {show_date(day)}, {after.title} thay {', '.join(one.title for one in before)}."

    click.echo(in_database(settings, clock, work))


@unit.command("list", short_help="Xem cây đơn vị.")
@click.option("--under", "--unit", "under", metavar="TÊN", help="Chỉ xem dưới đơn vị này.")
@with_json
@with_settings
def list_(settings: Settings, *, under: str | None, as_json: bool) -> None:
    """Cây đơn vị, cấp trên đứng trước cấp dưới."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.units import list_units

    clock = Clock(settings.clock)

    listed = in_database(settings, clock, lambda database: list_units(database, under=under, day=clock.today()))
    if as_json:
        print_json({"units": [_row(line) for line in listed]})
        return
    for line in listed:
        click.echo("  " * line.depth + line.unit.title)
    if not listed:
        click.echo("Chưa có đơn vị nào. Thêm bằng: ntm unit add.", err=True)


def _row(line: ListedUnit) -> dict[str, Any]:
    return {
        "name": line.unit.name,
        "kind": line.unit.kind.name,
        "title": line.unit.title,
        "parent": line.superior.title if line.superior else None,
        "region": line.region,
        "depth": line.depth,
    }


def _titled(line: ListedUnit) -> str:
    return f"{line.unit.title}, {line.superior.title}" if line.superior else line.unit.title

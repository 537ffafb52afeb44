"""`ntm form`: offices' own Word forms, kept with every version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings

_REPORT = click.option(
    "--report", "kind", default="", metavar="MÃ", help="Chỉ cho loại báo cáo này, ví dụ H1; bỏ trống là mọi báo cáo."
)


@click.group(short_help="Mẫu Word riêng của cơ quan cho báo cáo.")
def form() -> None:
    """Mẫu của đơn vị dùng cho chính đơn vị và mọi đơn vị ở dưới chưa có mẫu riêng. Các trường: ntm export fields."""


@form.command(short_help="Nạp một mẫu; bản cũ vẫn giữ.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị dùng mẫu này.")
@_REPORT
@with_json
@with_settings
def put(settings: Settings, *, file: Path, unit: str, kind: str, as_json: bool) -> None:
    """Mẫu được kiểm tra trước: trường lạ, macro, tệp nhúng, liên kết ra ngoài đều không nhận."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.documents.fill_form import read_form
    from bot.importers.form_text import kept
    from handlers.office_forms import keep_form

    content, clock = read_form(file), Clock(settings.clock)

    named, version, new = in_database(
        settings,
        clock,
        lambda database: keep_form(
            database, unit=unit, kind=kind, file_name=file.name, content=content, now=clock.now()
        ),
    )
    if as_json:
        print_json({"unit": named.title, "report": kind, "version": version, "changed": new})
    else:
        click.echo(kept(named, version, new=new))


@form.command("list", short_help="Các mẫu đang dùng của đơn vị.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@with_json
@with_settings
def list_(settings: Settings, *, unit: str, as_json: bool) -> None:
    """Mẫu của chính đơn vị; không có thì báo cáo theo mẫu của cấp trên gần nhất."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.office_forms import listed_forms

    clock = Clock(settings.clock)

    named, found = in_database(settings, clock, lambda database: listed_forms(database, unit=unit, now=clock.now()))
    if as_json:
        rows = [{"report": one.kind, "version": one.version, "file": one.file_name} for one in found]
        print_json({"unit": named.title, "forms": rows})
        return
    for one in found:
        click.echo(f"{one.kind or 'mọi báo cáo'}: bản {one.version}, {one.file_name}")
    if not found:
        click.echo(f"{named.title} chưa có mẫu riêng nào.")


@form.command(short_help="Thôi dùng một mẫu; các bản vẫn giữ.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@_REPORT
@with_json
@with_settings
def drop(settings: Settings, *, unit: str, kind: str, as_json: bool) -> None:
    """Từ nay báo cáo của đơn vị theo mẫu của cấp trên, nếu có."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.office_forms import drop_form

    clock = Clock(settings.clock)

    named = in_database(settings, clock, lambda database: drop_form(database, unit=unit, kind=kind, now=clock.now()))
    if as_json:
        print_json({"unit": named.title, "report": kind, "dropped": True})
    else:
        click.echo(f"{named.title} thôi dùng mẫu này.")

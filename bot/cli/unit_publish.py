"""`ntm unit publish` and `unpublish`: whether everybody may read how a unit stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.unit import Unit


def add_to(unit: click.Group) -> None:
    """Put them below `ntm unit`."""
    unit.add_command(publish)
    unit.add_command(unpublish)


@click.command(short_help="Bật trang công khai của đơn vị và mọi xã ở dưới.")
@click.argument("name", metavar="TÊN")
@with_json
@with_settings
def publish(settings: Settings, *, name: str, as_json: bool) -> None:
    """Ai cũng đọc được tiêu chí nào đã đạt, ai đánh giá, năm theo kế hoạch; không có tên người, minh chứng, số liệu chỉ
    tiêu. Địa chỉ: NTM_PUBLIC_URL/xa/…
    """
    unit, changed = _switched(settings, name, wanted=True)
    from handlers.public_pages import ROOT, name_of

    address = f"{settings.public_url or ''}{ROOT}{name_of(unit)}"
    if as_json:
        print_json({"unit": unit.title, "open": True, "changed": changed, "address": address})
    else:
        click.echo(f"Trang công khai của {unit.title} {'đã bật' if changed else 'vẫn đang bật'}: {address}")


@click.command(short_help="Tắt trang công khai của đơn vị.")
@click.argument("name", metavar="TÊN")
@with_json
@with_settings
def unpublish(settings: Settings, *, name: str, as_json: bool) -> None:
    """Không ai đọc được nữa, trừ xã đã được bật riêng hoặc theo cấp trên."""
    unit, changed = _switched(settings, name, wanted=False)
    if as_json:
        print_json({"unit": unit.title, "open": False, "changed": changed})
    else:
        click.echo(f"Trang công khai của {unit.title} {'đã tắt' if changed else 'vốn đang tắt'}.")


def _switched(settings: Settings, name: str, *, wanted: bool) -> tuple[Unit, bool]:
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.public_pages import switch_named_page

    clock = Clock(settings.clock)

    return in_database(
        settings, clock, lambda database: switch_named_page(database, name, wanted=wanted, now=clock.now())
    )

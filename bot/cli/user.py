"""`ntm user`: who holds which role; roles granted and ended without a chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.ids import PersonId
from conversations.programme.person import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.unit import Unit
    from handlers.user_roles import UserRole

ROLES = click.Choice([role.value for role in Role])


@click.group(short_help="Người dùng và vai trò.")
def user() -> None:
    """Ai giữ vai trò gì; cấp và kết thúc vai trò cho người đã tham gia."""


@user.command("list", short_help="Xem người dùng và vai trò.")
@click.option("--unit", metavar="TÊN", help="Chỉ đơn vị này và các đơn vị bên dưới.")
@with_json
@with_settings
def list_(settings: Settings, *, unit: str | None, as_json: bool) -> None:
    """Mọi vai trò đang giữ, theo thứ tự được cấp."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.user_roles import list_roles

    clock = Clock(settings.clock)

    async def run() -> tuple[UserRole, ...]:
        async with opened_database(settings, clock) as database:
            return await list_roles(database, now=clock.now(), under=unit)

    listed = asyncio.run(run())
    if as_json:
        print_json({"users": [_row(one) for one in listed]})
        return
    for one in listed:
        held = one.held
        place = one.unit.title if one.unit else f"đơn vị số {held.unit}"
        post = f" ({held.post})" if held.post else ""
        click.echo(f"{held.person}  {held.name or 'đã xóa tên'}  {held.role.value}{post}  {place}")
    if not listed:
        click.echo("Chưa có người dùng nào. Tạo mã mời: ntm invite --help.", err=True)


def _row(one: UserRole) -> dict[str, Any]:
    return {
        "person": one.held.person,
        "name": one.held.name,
        "role": one.held.role.value,
        "post": one.held.post,
        "unit": one.unit.title if one.unit else "",
    }


@user.command(short_help="Cấp vai trò cho người đã tham gia.")
@click.option("--person", required=True, type=int, metavar="SỐ", help="Số của người dùng, xem ở ntm user list.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@click.option("--role", required=True, type=ROLES, help="Vai trò.")
@click.option("--post", default="", metavar="TÊN", help="Vị trí công tác.")
@with_json
@with_settings
def grant(settings: Settings, *, person: int, unit: str, role: str, post: str, as_json: bool) -> None:
    """Cấp vai trò; người này phải đã tham gia và đồng ý lưu thông tin."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from conversations.engine.words import SOURCE
    from handlers.user_roles import grant as grant_it

    clock = Clock(settings.clock)

    async def run() -> tuple[Unit, bool]:
        async with opened_database(settings, clock) as database:
            return await grant_it(
                database,
                person=PersonId(person),
                unit=unit,
                role=Role(role),
                post=post,
                words=SOURCE,
                now=clock.now(),
            )

    found, changed = asyncio.run(run())
    if as_json:
        print_json({"person": person, "unit": found.title, "role": role, "post": post, "changed": changed})
    else:
        done = "đã cấp" if changed else "đã có từ trước, không đổi gì"
        click.echo(f"Người dùng {person}, {role} ở {found.title}: {done}.")


@user.command(short_help="Kết thúc một vai trò.")
@click.option("--person", required=True, type=int, metavar="SỐ", help="Số của người dùng, xem ở ntm user list.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@click.option("--role", required=True, type=ROLES, help="Vai trò.")
@with_json
@with_settings
def end(settings: Settings, *, person: int, unit: str, role: str, as_json: bool) -> None:
    """Kết thúc vai trò từ bây giờ; việc đã làm vẫn còn trong lịch sử."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.user_roles import end as end_it

    clock = Clock(settings.clock)

    async def run() -> Unit:
        async with opened_database(settings, clock) as database:
            return await end_it(database, person=PersonId(person), unit=unit, role=Role(role), now=clock.now())

    found = asyncio.run(run())
    if as_json:
        print_json({"person": person, "unit": found.title, "role": role, "changed": True})
    else:
        click.echo(f"Người dùng {person}, {role} ở {found.title}: đã kết thúc.")

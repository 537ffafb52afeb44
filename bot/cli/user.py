"""`ntm user`: who holds which role; roles granted, ended and handed over, people suspended, without a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import ROLES, print_json, with_json, with_role, with_settings
from conversations.programme.ids import PersonId
from conversations.programme.person import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.directory import Entry, HeldSince
    from storage.database import Database

PERSON = click.option("--person", required=True, type=int, metavar="SỐ", help="Số của người dùng, xem ở ntm user list.")


@click.group(short_help="Người dùng và vai trò.")
def user() -> None:
    """Ai giữ vai trò gì; cấp, kết thúc, bàn giao vai trò; tạm ngừng một người."""


@user.command("list", short_help="Tìm và xem người dùng, vai trò.")
@click.option("--unit", metavar="TÊN", help="Chỉ đơn vị này và các đơn vị bên dưới.")
@click.option(
    "--find", "text", default="", metavar="CHỮ", help="Một phần họ tên (không cần dấu), hoặc số cuối điện thoại."
)
@with_json
@with_settings
def list_(settings: Settings, *, unit: str | None, text: str, as_json: bool) -> None:
    """Mọi vai trò đang giữ, theo tên người."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.user_roles import list_people

    clock = Clock(settings.clock)

    listed = in_database(
        settings, clock, lambda database: list_people(database, now=clock.now(), under=unit, text=text)
    )
    if as_json:
        print_json({"users": [_row(one, held) for one in listed for held in one.roles]})
        return
    for one in listed:
        for held in one.roles:
            resting = "  (đang tạm ngừng)" if one.suspended else ""
            click.echo(f"{one.id}  {one.name}  {_role(held)}  {held.unit.title}{resting}")
    if not listed:
        click.echo("Không có người dùng nào như vậy. Tạo mã mời: ntm invite --help.", err=True)


def _row(one: Entry, held: HeldSince) -> dict[str, Any]:
    return {
        "person": one.id,
        "name": one.name,
        "role": held.role.value,
        "post": held.post,
        "unit": held.unit.title,
        "suspended": one.suspended,
    }


def _role(held: HeldSince) -> str:
    """In words, with the code that the other verbs take."""
    from bot.cli.user_text import role_of

    return f"{role_of(held)} [{held.role.value}]"


@user.command(short_help="Xem thẻ của một người.")
@click.argument("person", type=int, metavar="SỐ")
@with_json
@with_settings
def show(settings: Settings, *, person: int, as_json: bool) -> None:
    """Vai trò với ngày, kênh, tình trạng; không có nội dung tin nào."""
    from bot.cli.database import in_database
    from bot.cli.user_text import card_document, card_lines
    from bot.clock import Clock
    from handlers.user_roles import show_person

    clock = Clock(settings.clock)

    found = in_database(settings, clock, lambda database: show_person(database, PersonId(person), now=clock.now()))
    if as_json:
        print_json(card_document(found))
    else:
        click.echo("\n".join(card_lines(found)))


@user.command(short_help="Cấp vai trò cho người đã tham gia.")
@PERSON
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@with_role
@click.option("--post", default="", metavar="TÊN", help="Vị trí công tác.")
@with_json
@with_settings
def grant(settings: Settings, *, person: int, unit: str, role: str, post: str, as_json: bool) -> None:
    """Cấp vai trò; người này phải đã tham gia và đồng ý lưu thông tin."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from conversations.engine.words import SOURCE
    from handlers.user_roles import grant as grant_it

    clock = Clock(settings.clock)

    found, changed = in_database(
        settings,
        clock,
        lambda database: grant_it(
            database,
            person=PersonId(person),
            unit=unit,
            role=Role(role),
            post=post,
            words=SOURCE,
            now=clock.now(),
        ),
    )
    if as_json:
        print_json({"person": person, "unit": found.title, "role": role, "post": post, "changed": changed})
    else:
        done = "đã cấp" if changed else "đã có từ trước, không đổi gì"
        click.echo(f"Người dùng {person}, {_words_of(role)} ở {found.title}: {done}.")


@user.command(short_help="Kết thúc một vai trò.")
@PERSON
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị.")
@with_role
@with_json
@with_settings
def end(settings: Settings, *, person: int, unit: str, role: str, as_json: bool) -> None:
    """Kết thúc vai trò từ bây giờ; việc đã làm vẫn còn trong lịch sử."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.user_roles import end as end_it

    clock = Clock(settings.clock)

    found = in_database(
        settings,
        clock,
        lambda database: end_it(database, person=PersonId(person), unit=unit, role=Role(role), now=clock.now()),
    )
    if as_json:
        print_json({"person": person, "unit": found.title, "role": role, "changed": True})
    else:
        click.echo(f"Người dùng {person}, {_words_of(role)} ở {found.title}: đã kết thúc.")


def _words_of(role: str) -> str:
    from conversations.engine.words import SOURCE
    from conversations.screens.roles import role_words

    return role_words(SOURCE, Role(role))


@user.command(short_help="Tạm ngừng một người.")
@PERSON
@with_json
@with_settings
def suspend(settings: Settings, *, person: int, as_json: bool) -> None:
    """Vai trò giữ nguyên, nhưng không lệnh nào chạy và không tin nào được gửi. Mở lại: ntm user resume."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.user_roles import suspend_by_command

    clock = Clock(settings.clock)

    _say_switched(
        person,
        suspended=True,
        changed=in_database(
            settings, clock, lambda database: suspend_by_command(database, PersonId(person), now=clock.now())
        ),
        as_json=as_json,
    )


@user.command(short_help="Cho một người hoạt động lại.")
@PERSON
@with_json
@with_settings
def resume(settings: Settings, *, person: int, as_json: bool) -> None:
    """Mọi vai trò như trước khi tạm ngừng; người đó được báo."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.wiring import make_services
    from handlers.user_roles import resume_by_command

    clock = Clock(settings.clock)

    async def work(database: Database) -> bool:
        services = make_services(clock, worker="user", operator=settings.operator)
        return await resume_by_command(database, PersonId(person), services=services, now=clock.now())

    _say_switched(person, suspended=False, changed=in_database(settings, clock, work), as_json=as_json)


def _say_switched(person: int, *, suspended: bool, changed: bool, as_json: bool) -> None:
    if as_json:
        print_json({"person": person, "suspended": suspended, "changed": changed})
        return
    now = "đang tạm ngừng" if suspended else "đang hoạt động"
    click.echo(f"Người dùng {person}: {now}." + ("" if changed else " Đã như vậy từ trước, không đổi gì."))


@user.command(short_help="Bàn giao việc của một người cho người khác.")
@PERSON
@click.option("--to", "successor", required=True, type=int, metavar="SỐ", help="Người nhận, đã tham gia.")
@click.option("--unit", metavar="TÊN", help="Chỉ bàn giao ở đơn vị này; bỏ trống là mọi đơn vị.")
@click.option("--role", type=ROLES, help="Chỉ bàn giao vai trò này; bỏ trống là mọi vai trò.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ bàn giao gì, không làm.")
@with_json
@with_settings
def handover(
    settings: Settings,
    *,
    person: int,
    successor: int,
    unit: str | None,
    role: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Vai trò, việc đang mở, lời nhắc và ngày đã hẹn sang người nhận; cả hai được báo. Lịch sử giữ nguyên."""
    from bot.cli.database import in_database
    from bot.cli.user_text import handover_document
    from bot.clock import Clock
    from bot.wiring import make_services
    from conversations.engine.words import SOURCE
    from conversations.screens.handover import what_passes
    from handlers.user_roles import hand_over_by_command

    clock = Clock(settings.clock)

    made = in_database(
        settings,
        clock,
        lambda database: hand_over_by_command(
            database,
            giver=PersonId(person),
            successor=PersonId(successor),
            unit=unit,
            role=None if role is None else Role(role),
            services=make_services(clock, worker="user", operator=settings.operator),
            now=clock.now(),
            only_look=dry_run,
        ),
    )
    if as_json:
        print_json(handover_document(made, done=not dry_run))
        return
    click.echo(f"{'Sẽ bàn giao' if dry_run else 'Đã bàn giao'} từ {made.giver_name} sang {made.successor_name}:")
    click.echo("\n".join(what_passes(made, SOURCE)))

"""`ntm privacy`: requests about personal data with the law's clocks, and for how long data is kept, without a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.data_request import LONGEST_EXTENSION, RequestAct

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.data_request import DataRequest
    from storage.database import Database

UNITS = {"days": "ngày", "years": "năm"}
KINDS = {
    "update_keys": ("Mã của tin đã nhận", "days"),
    "messages": ("Nội dung tin đã gửi", "days"),
    "message_rows": ("Dòng ghi tin đã gửi", "days"),
    "visitors": ("Phiên của người chưa tham gia hoặc đã thôi", "days"),
    "people": ("Họ tên, tài khoản của người đã rút lại đồng ý", "years"),
    "requests": ("Nội dung yêu cầu về dữ liệu", "years"),
    "photos": ("Ảnh minh chứng", "years"),
    "voice": ("Tin thoại minh chứng", "years"),
}
"""Each kind with its name and whether it is kept for days or years."""
NUMBER = click.argument("number", type=int, metavar="SỐ")
TEXT = click.option("--text", required=True, metavar="CÂU", help="Câu gửi cho người yêu cầu, tối đa 500 ký tự.")


@click.group(short_help="Yêu cầu về dữ liệu cá nhân và thời hạn theo luật.")
def privacy() -> None:
    """Xem, trả lời, gia hạn một lần, báo đã xử lý xong; câu nào cũng đến người yêu cầu."""


@privacy.command("list", short_help="Yêu cầu đang chờ.")
@click.option("--all", "finished", is_flag=True, help="Cả những yêu cầu đã xong.")
@with_json
@with_settings
def list_(settings: Settings, *, finished: bool, as_json: bool) -> None:
    """Mỗi yêu cầu với hạn trả lời và hạn xử lý."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from conversations.engine.words import SOURCE
    from conversations.screens.data_requests import clock_words, kind_words
    from handlers.data_requests import list_requests

    clock = Clock(settings.clock)

    found = in_database(settings, clock, lambda database: list_requests(database, finished=finished))
    if as_json:
        print_json({"requests": [_row(one) for one in found]})
        return
    today = clock.now().date()
    for one in found:
        click.echo(f"{one.id}  {kind_words(SOURCE, one.kind)}  {one.name}  {clock_words(one, today, SOURCE)}")
        click.echo(f"    {' '.join(one.text.split())}")
    if not found:
        click.echo("Không có yêu cầu nào.", err=True)


@privacy.command(short_help="Trả lời cách làm.")
@NUMBER
@TEXT
@with_json
@with_settings
def answer(settings: Settings, *, number: int, text: str, as_json: bool) -> None:
    """Trả lời cách làm và các bước, trong 2 ngày làm việc."""
    _do(settings, number, RequestAct.ANSWER, text, as_json=as_json)


@privacy.command(short_help="Gia hạn một lần.")
@NUMBER
@click.option("--reason", required=True, metavar="CÂU", help="Lý do, gửi cho người yêu cầu.")
@click.option("--days", type=int, default=LONGEST_EXTENSION, show_default=True, metavar="SỐ", help="Số ngày.")
@with_json
@with_settings
def extend(settings: Settings, *, number: int, reason: str, days: int, as_json: bool) -> None:
    """Kéo dài hạn xử lý, nhiều nhất 15 ngày, một lần."""
    _do(settings, number, RequestAct.EXTEND, reason, as_json=as_json, days=days)


@privacy.command(short_help="Báo đã xử lý xong.")
@NUMBER
@TEXT
@with_json
@with_settings
def done(settings: Settings, *, number: int, text: str, as_json: bool) -> None:
    """Đã làm gì, hoặc vì sao không làm được."""
    _do(settings, number, RequestAct.FINISH, text, as_json=as_json)


@privacy.command(short_help="Xóa dữ liệu cá nhân của một người.")
@click.argument("person", type=int, metavar="SỐ")
@click.option("--yes", is_flag=True, help="Xóa thật; không có thì chỉ xem sẽ xóa gì.")
@with_json
@with_settings
def erase(settings: Settings, *, person: int, yes: bool, as_json: bool) -> None:
    """Khi người đó yêu cầu bằng văn bản hoặc đã thôi. Số liệu chính thức của đơn vị vẫn giữ, dưới một mã số."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from conversations.programme.ids import PersonId
    from handlers.forget_person import forget_person

    clock = Clock(settings.clock)

    found = in_database(
        settings, clock, lambda database: forget_person(database, PersonId(person), now=clock.now(), only_look=not yes)
    )
    if as_json:
        print_json({"person": person, "erased": yes, "roles": found.roles, "channels": found.channels})
        return
    what = f"họ tên {found.name}, {found.channels} tài khoản nhắn tin; {found.roles} vai trò kết thúc"
    if yes:
        click.echo(f"Đã xóa dữ liệu của người dùng {person}. Số liệu đã báo cáo vẫn giữ.")
    else:
        click.echo(f"Sẽ xóa của người dùng {person}: {what}. Không lấy lại được; thêm --yes để xóa.")


@privacy.command(short_help="Giữ dữ liệu bao lâu, còn bao nhiêu, sắp hủy bao nhiêu.")
@with_json
@with_settings
def retention(settings: Settings, *, as_json: bool) -> None:
    """Từng loại dữ liệu: thời hạn lưu, số đang giữ, số quá hạn sẽ hủy. Chỉ xem, không xóa gì."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.retention import retention_now

    clock = Clock(settings.clock)

    found = in_database(settings, clock, lambda database: retention_now(database, clock, settings.retention))
    kept_for = {kind: getattr(settings, f"keep_{kind}_{unit}") for kind, (_, unit) in KINDS.items()}
    if as_json:
        rows = {
            kind: {"keep": kept_for[kind], "unit": KINDS[kind][1], "kept": one.kept, "over": one.over}
            for kind, one in found.items()
        }
        print_json({"kinds": rows})
        return
    for kind, one in found.items():
        title, unit = KINDS[kind]
        click.echo(f"{title}: {kept_for[kind]} {UNITS[unit]}; đang giữ {one.kept}, quá hạn {one.over}")


def _do(
    settings: Settings, number: int, act: RequestAct, text: str, *, as_json: bool, days: int = LONGEST_EXTENSION
) -> None:
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.wiring import make_services
    from conversations.engine.words import SOURCE
    from conversations.screens.data_requests import clock_words
    from handlers.data_requests import handle_by_command

    clock = Clock(settings.clock)

    async def work(database: Database) -> tuple[DataRequest, bool]:
        services = make_services(clock, worker="privacy", operator=settings.operator)
        return await handle_by_command(database, number, act, text, services=services, now=clock.now(), days=days)

    after, told = in_database(settings, clock, work)
    if as_json:
        print_json(_row(after) | {"told": told})
        return
    click.echo(f"Yêu cầu số {after.id}: đã ghi. {clock_words(after, clock.now().date(), SOURCE)}")
    if not told:
        click.echo("Người này không còn kênh nhắn tin nào; hãy báo bằng cách khác.", err=True)


def _row(one: DataRequest) -> dict[str, Any]:
    return {
        "number": one.id,
        "person": one.person,
        "kind": one.kind.value,
        "text": one.text,
        "at": one.at.isoformat(timespec="seconds"),
        "answer_by": one.answer_by.isoformat(),
        "finish_by": one.finish_by.isoformat(),
        "answered_at": None if one.answered_at is None else one.answered_at.isoformat(timespec="seconds"),
        "extended": one.extended,
        "done_at": None if one.done_at is None else one.done_at.isoformat(timespec="seconds"),
    }

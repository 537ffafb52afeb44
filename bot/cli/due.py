"""`ntm due`: what would be sent between two days, to whom and why, without sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.schedule.forecast import DueSend
    from storage.database import Database


@click.command(short_help="Sẽ nhắc ai, khi nào, vì sao; không gửi gì.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@click.option("--from", "first", required=True, metavar="NGÀY", help="Từ ngày này.")
@click.option("--to", "last", required=True, metavar="NGÀY", help="Đến hết ngày này.")
@with_json
@with_settings
def due(settings: Settings, *, unit: str, first: str, last: str, as_json: bool) -> None:
    """Liệt kê mọi tin sẽ gửi theo lịch trong khoảng ngày này, theo hiện trạng bây giờ."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from bot.wiring import make_services
    from bot.workdays import load_workdays
    from conversations.programme.problem import Problem
    from handlers.schedule.forecast import LONGEST, forecast

    clock = Clock(settings.clock)
    begins, ends = read_day(first, option="--from"), read_day(last, option="--to")
    if ends < begins or ends - begins > LONGEST:
        raise Problem(
            code="days_wrong",
            where=f"{first} – {last}",
            message="Ngày đầu phải không sau ngày cuối, và hai ngày cách nhau không quá ba năm.",
            remedy="Ví dụ: --from 2023-06-01 --to 2023-06-30.",
        )
    workdays = load_workdays(range(begins.year - 1, ends.year + 2), settings.holidays)

    async def work(database: Database) -> tuple[DueSend, ...]:
        services = make_services(clock, worker="due", operator=settings.operator)
        return await forecast(database, services, workdays, unit=unit, first=begins, last=ends)

    sends = in_database(settings, clock, work)
    if as_json:
        print_json([_row(send) for send in sends])
        return
    if not sends:
        click.echo("Không có tin nào phải gửi trong khoảng ngày này.")
    for send in sends:
        click.echo(f"{send.at:%d/%m/%Y %H:%M}  {_what(send)}  {send.unit}{_whom(send)}: {send.reason}")


def _what(send: DueSend) -> str:
    from conversations.programme.due import SendKind

    match send.kind:
        case SendKind.REMINDER | SendKind.OVERDUE_REMINDER:
            return "nhắc việc"
        case SendKind.ESCALATION:
            return "báo cấp trên"
        case SendKind.DIGEST:
            return "tổng hợp"
        case _:
            assert_never(send.kind)


def _whom(send: DueSend) -> str:
    from conversations.engine.words import SOURCE
    from conversations.programme.person import Role
    from conversations.screens.roles import role_words
    from handlers.schedule.forecast import GROUP

    if not send.role:
        return ""
    return ", nhóm" if send.role == GROUP else f", {role_words(SOURCE, Role(send.role))}"


def _row(send: DueSend) -> dict[str, Any]:
    return {
        "at": send.at.isoformat(timespec="seconds"),
        "kind": send.kind.value,
        "period": send.period,
        "unit": send.unit,
        "role": send.role,
        "slot": send.slot,
        "reason": send.reason,
    }

"""`ntm rule`: who owes which report to whom, and by when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from bot.cli.days import say_day
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.calendar import DueOperator, Form, Span

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.rules import ListedRule


@click.group(short_help="Chế độ báo cáo: ai gửi, gửi ai, hạn nào.")
def rule() -> None:
    """Chế độ báo cáo hằng năm của các đơn vị."""


@rule.command(short_help="Thêm hoặc đổi một báo cáo định kỳ.")
@click.option("--unit", required=True, metavar="TÊN", help="Gửi cho đơn vị nào.")
@click.option(
    "--owes", required=True, metavar="LOẠI", help="Loại đơn vị phải gửi, ở dưới đơn vị trên: xã, xóm, cơ quan."
)
@click.option("--title", required=True, metavar="TÊN", help="Tên báo cáo, không ghi năm.")
@click.option("--code", required=True, metavar="MÃ", help="Mã ngắn, mỗi báo cáo một mã: H1, Y, THON-H1.")
@click.option("--before", metavar="D/M", help="Trước ngày này (ngày cuối còn kịp là hôm trước).")
@click.option("--until", metavar="D/M", help="Đến hết ngày này.")
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.CRITERIA.value,
    help="criteria: bộ tiêu chí; office: báo cáo của cơ quan.",
)
@click.option("--set", "set_id", metavar="MÃ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực của cấp đó.")
@click.option(
    "--span",
    type=click.Choice([span.value for span in Span]),
    default=Span.HALF_YEAR.value,
    help="half_year: 6 tháng đầu năm; year: cả năm.",
)
@click.option("--from", "valid_from", metavar="NGÀY", help="Có hiệu lực từ ngày này; bỏ trống là hôm nay.")
@with_json
@with_settings
def add(
    settings: Settings,
    *,
    unit: str,
    owes: str,
    title: str,
    code: str,
    before: str | None,
    until: str | None,
    form: str,
    set_id: str | None,
    span: str,
    valid_from: str | None,
    as_json: bool,
) -> None:
    """Thêm một báo cáo định kỳ; đã có mã ấy thì nội dung mới thay nội dung cũ từ ngày có hiệu lực."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from handlers.rules import add_rule
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    day = None if valid_from is None else read_day(valid_from, option="--from")

    async def run() -> tuple[ListedRule, bool]:
        async with opened_database(settings, clock) as database:
            return await add_rule(
                database,
                CriteriaSets(),
                unit=unit,
                owes=owes,
                title=title,
                code=code,
                before=before,
                until=until,
                form=Form(form),
                set_id=set_id,
                span=Span(span),
                now=clock.now(),
                valid_from=day,
            )

    listed, new = asyncio.run(run())
    if as_json:
        print_json({**_row(listed), "changed": new})
    else:
        click.echo(f"{'Đã ghi' if new else 'Đã có từ trước'}: {_told(listed)}")


@rule.command("list", short_help="Xem các báo cáo định kỳ.")
@click.option("--unit", metavar="TÊN", help="Chỉ xem báo cáo gửi cho đơn vị này.")
@with_json
@with_settings
def list_(settings: Settings, *, unit: str | None, as_json: bool) -> None:
    """Các báo cáo định kỳ đang có hiệu lực, với hạn gần nhất."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from handlers.rules import list_rules

    clock = Clock(settings.clock)

    async def run() -> tuple[ListedRule, ...]:
        async with opened_database(settings, clock) as database:
            return await list_rules(database, unit=unit, day=clock.today())

    listed = asyncio.run(run())
    if as_json:
        print_json({"rules": [_row(line) for line in listed]})
        return
    for line in listed:
        click.echo(_told(line))
    if not listed:
        click.echo("Chưa có báo cáo định kỳ nào. Thêm bằng: ntm rule add.", err=True)


def _row(line: ListedRule) -> dict[str, Any]:
    found = line.rule
    return {
        "unit": line.unit.title,
        "code": found.code,
        "title": found.title,
        "owes": found.owes.value,
        "form": found.form.value,
        "set": found.set_id,
        "span": found.span.value,
        "operator": found.operator.value,
        "day": found.due_day,
        "month": found.due_month,
        "via": found.via,
        "source": found.source,
        "valid_from": found.valid_from.isoformat(),
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "next_last_good_day": line.next.last_good_day.isoformat() if line.next else None,
    }


def _told(line: ListedRule) -> str:
    from bot.cli.import_text import OWES

    found = line.rule
    word = "trước ngày" if found.operator is DueOperator.BEFORE else "đến hết ngày"
    via = f", qua {found.via}" if found.via else ""
    coming = f"; hạn tới: hết ngày {say_day(line.next.last_good_day)}" if line.next else ""
    owes = OWES.get(found.owes, found.owes.value)
    due = f"{word} {found.due_day}/{found.due_month}"
    return f"[{found.code}] {found.title}: {owes} gửi {line.unit.title} {due}{via}{coming}."

"""`ntm rule`: who owes which report to whom, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.engine.words import SOURCE
from conversations.programme.calendar import Form, Span
from conversations.programme.cycle import Cycle
from conversations.reading.show import show_date
from conversations.screens.deadline_days import covered, three_dates
from conversations.screens.due import rule_due_in_words
from conversations.screens.offsets import offsets_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from handlers.rules import ListedRule

NAMED = 6
"""More units than this are counted, not named."""


@click.group(short_help="Chế độ báo cáo: ai gửi, gửi ai, hạn nào.")
def rule() -> None:
    """Chế độ báo cáo của các đơn vị: hằng tuần đến hằng năm, hoặc một lần."""


@rule.command(short_help="Thêm hoặc đổi một báo cáo.")
@click.option("--unit", required=True, metavar="TÊN", help="Gửi cho đơn vị nào.")
@click.option(
    "--owes", required=True, metavar="LOẠI", help="Loại đơn vị phải gửi, ở dưới đơn vị trên: xã, xóm, cơ quan."
)
@click.option(
    "--only", multiple=True, metavar="TÊN", help="Chỉ các đơn vị này phải gửi; ghi nhiều lần, hoặc cách bằng dấu “;”."
)
@click.option("--title", required=True, metavar="TÊN", help="Tên báo cáo, không ghi năm.")
@click.option("--code", metavar="MÃ", help="Mã ngắn, mỗi báo cáo một mã: H1, Y, THON-H1; bỏ trống là mã còn trống.")
@click.option("--due", metavar="HẠN", help="Hạn bằng lời: “trước ngày 25 hằng tháng”, “trong quý II/2025”.")
@click.option("--before", metavar="D/M", help="Hằng năm, trước ngày này (ngày cuối còn kịp là hôm trước).")
@click.option("--until", metavar="D/M", help="Hằng năm, đến hết ngày này.")
@click.option(
    "--cycle",
    type=click.Choice([cycle.value for cycle in Cycle]),
    help="Bao lâu một lần, khi hạn bằng lời chưa nói: week, month, quarter, half_year, year, once.",
)
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.CRITERIA.value,
    help="criteria: bộ tiêu chí; office: báo cáo của cơ quan.",
)
@click.option("--set", "set_id", metavar="MÃ", help="Bộ tiêu chí; bỏ trống là bộ đang có hiệu lực của cấp đó.")
@click.option(
    "--span",
    type=click.Choice([Span.HALF_YEAR.value, Span.YEAR.value]),
    help="Báo cáo hằng năm lấy số liệu của half_year: 6 tháng đầu năm; year: cả năm. Bỏ trống là theo tên và hạn.",
)
@click.option("--offsets", metavar="NGÀY", help="Lịch nhắc: “30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày”.")
@click.option("--grace", type=click.IntRange(0), default=0, metavar="SỐ", help="Gia hạn bao nhiêu ngày sau hạn.")
@click.option("--lock", type=click.IntRange(1), metavar="SỐ", help="Khóa sau hạn bao nhiêu ngày; bỏ trống là 60.")
@click.option("--copy-to", "copies", multiple=True, metavar="TÊN", help="Đồng gửi nơi này; ghi được nhiều lần.")
@click.option("--from", "valid_from", metavar="NGÀY", help="Có hiệu lực từ ngày này; bỏ trống là hôm nay.")
@with_json
@with_settings
def add(
    settings: Settings,
    *,
    unit: str,
    owes: str,
    only: tuple[str, ...],
    title: str,
    code: str | None,
    due: str | None,
    before: str | None,
    until: str | None,
    cycle: str | None,
    form: str,
    set_id: str | None,
    span: str | None,
    offsets: str | None,
    grace: int,
    lock: int | None,
    copies: tuple[str, ...],
    valid_from: str | None,
    as_json: bool,
) -> None:
    """Thêm một báo cáo định kỳ hoặc một lần; đã có mã ấy thì nội dung mới thay nội dung cũ từ ngày có hiệu lực."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from bot.importers.rules_text import rule_row
    from handlers.rules import add_rule
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    day = None if valid_from is None else read_day(valid_from, option="--from")

    listed, new = in_database(
        settings,
        clock,
        lambda database: add_rule(
            database,
            CriteriaSets(),
            unit=unit,
            owes=owes,
            only=only or None,
            title=title,
            code=code,
            due=due,
            before=before,
            until=until,
            cycle=None if cycle is None else Cycle(cycle),
            form=Form(form),
            set_id=set_id,
            span=None if span is None else Span(span),
            offsets=offsets,
            grace=grace,
            lock=lock,
            copies=copies,
            now=clock.now(),
            valid_from=day,
        ),
    )
    if as_json:
        print_json({**rule_row(listed), "changed": new})
    else:
        click.echo(f"{'Đã ghi' if new else 'Đã có từ trước'}: {_told(listed)}")
        for line in _details(listed):
            click.echo(line)


@rule.command(short_help="Kết thúc một báo cáo.")
@click.option("--unit", required=True, metavar="TÊN", help="Báo cáo gửi cho đơn vị nào.")
@click.option("--code", required=True, metavar="MÃ", help="Mã của báo cáo.")
@click.option("--on", "on_day", metavar="NGÀY", help="Từ ngày này không ai phải gửi nữa; bỏ trống là hôm nay.")
@with_json
@with_settings
def end(settings: Settings, *, unit: str, code: str, on_day: str | None, as_json: bool) -> None:
    """Kết thúc một báo cáo; các kỳ đã đến hạn trước ngày ấy vẫn còn nguyên."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from bot.importers.rules_text import rule_row
    from handlers.rules import end_rule

    clock = Clock(settings.clock)
    day = None if on_day is None else read_day(on_day, option="--on")

    listed = in_database(
        settings, clock, lambda database: end_rule(database, unit=unit, code=code, on=day, now=clock.now())
    )
    if as_json:
        print_json(rule_row(listed))
        return
    ends = listed.rule.valid_to
    click.echo(f"Đã kết thúc từ ngày {show_date(ends) if ends else ''}: {_told(listed)}")


@rule.command("list", short_help="Xem các báo cáo định kỳ.")
@click.option("--unit", metavar="TÊN", help="Chỉ xem báo cáo gửi cho đơn vị này.")
@with_json
@with_settings
def list_(settings: Settings, *, unit: str | None, as_json: bool) -> None:
    """Các báo cáo định kỳ đang có hiệu lực, với hạn gần nhất."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.importers.rules_text import rule_row
    from handlers.rules import list_rules

    clock = Clock(settings.clock)

    listed = in_database(settings, clock, lambda database: list_rules(database, unit=unit, day=clock.today()))
    if as_json:
        print_json({"rules": [rule_row(line) for line in listed]})
        return
    for line in listed:
        click.echo(_told(line))
    if not listed:
        click.echo("Chưa có báo cáo định kỳ nào. Thêm bằng: ntm rule add.", err=True)


def _told(line: ListedRule) -> str:
    from bot.importers.plan_text import OWES

    found = line.rule
    via = f", qua {found.via}" if found.via else ""
    via += f", đồng gửi {', '.join(found.copies)}" if found.copies else ""
    coming = f"; hạn tới: {three_dates(line.next, SOURCE)}" if line.next else "; không còn kỳ nào"
    owes = OWES.get(found.owes, found.owes.value)
    who = f"{len(line.owing)} {owes}" if found.only else owes
    due = rule_due_in_words(found, SOURCE)
    return f"[{found.code}] {found.title}: {who} gửi {line.unit.title} {due}{via}{coming}."


def _details(line: ListedRule) -> Iterator[str]:
    """What a person checks after writing it: who, the next three times, when it is reminded of."""
    names = [unit.title for unit in line.owing[:NAMED]]
    more = f" và {len(line.owing) - NAMED} đơn vị nữa" if len(line.owing) > NAMED else ""
    yield f"  Phải gửi: {', '.join(names)}{more}." if names else "  Hiện chưa có đơn vị nào phải gửi."
    for period in line.upcoming:
        yield f"  {period.title}: {three_dates(period, SOURCE)}; {covered(period, SOURCE)}."
    yield f"  Nhắc: {offsets_in_words(line.rule.offsets, SOURCE)}."

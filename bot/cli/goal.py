"""`ntm indicator`: figures of a unit's goals, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from bot.settings import Settings


@click.group("indicator", short_help="Số liệu từng chỉ tiêu của tỉnh, huyện.")
def goal() -> None:
    """Ghi số liệu của một chỉ tiêu; xem bằng ntm show indicators."""


@goal.command("set", short_help="Ghi số liệu của một chỉ tiêu vào một ngày.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập chỉ tiêu, ví dụ “tỉnh Hà Tĩnh”.")
@click.option("--code", type=int, metavar="MÃ", help="Số thứ tự của chỉ tiêu, xem bằng ntm show indicators.")
@click.option("--name", default="", metavar="TÊN", help="Hoặc vài chữ trong tên chỉ tiêu.")
@click.option("--value", required=True, metavar="SỐ", help="Ví dụ 94,5 hay 171/182 hay “khá” hay “đạt”.")
@click.option("--on", required=True, metavar="NGÀY", help="Ngày của số liệu, ví dụ 30/6/2023.")
@click.option("--estimate", is_flag=True, help="Số ước; không bao giờ tính là đạt.")
@click.option("--source", default="", metavar="NGUỒN", help="Nguồn số liệu, ví dụ “Cục Thống kê”.")
@click.option("--sure", is_flag=True, help="Số khác xa số trước vẫn đúng.")
@with_json
@with_settings
def set_(
    settings: Settings,
    *,
    unit: str,
    code: int | None,
    name: str,
    value: str,
    on: str,
    estimate: bool,
    source: str,
    sure: bool,
    as_json: bool,
) -> None:
    """Số trước vẫn giữ. Chỉ tiêu mà hệ thống tự tính từ số liệu đã xác nhận thì không ghi tay."""
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from bot.importers.goals_text import value_line, value_row
    from conversations.programme.goal_value_table import GivenValue
    from conversations.programme.problem import Problem
    from handlers.goal_values import keep_values
    from storage.criteria import CriteriaSets

    if (code is None) == (not name):
        raise Problem(
            code="goal_not_named",
            where="--code",
            message="Cần đúng một trong hai: --code hoặc --name.",
            remedy="Hãy xem mã bằng: ntm show indicators.",
        )
    clock = Clock(settings.clock)
    given = GivenValue(
        code=code, name=name, text=value, day=read_day(on, option="--on"), estimate=estimate, source=source
    )

    named, (kept,) = in_database(
        settings,
        clock,
        lambda database: keep_values(database, CriteriaSets(), [given], unit=unit, now=clock.now(), sure=sure),
    )
    if as_json:
        print_json({"unit": named.title, **value_row(kept)})
    else:
        click.echo(f"{named.title}: {value_line(kept)}.")


@goal.command(short_help="Giao một cơ quan báo số liệu các chỉ tiêu theo kỳ.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập chỉ tiêu, ví dụ “tỉnh Hà Tĩnh”.")
@click.option("--office", required=True, metavar="TÊN", help="Cơ quan (hoặc huyện) phải báo, ở dưới đơn vị ấy.")
@click.option("--due", required=True, metavar="HẠN", help="Ví dụ “trước ngày 10 tháng đầu quý sau”.")
@with_json
@with_settings
def ask(settings: Settings, *, unit: str, office: str, due: str, as_json: bool) -> None:
    """Mỗi chỉ tiêu thành một câu hỏi trong báo cáo của cơ quan; gửi báo cáo thì số liệu vào chỉ tiêu.

    Được nhắc, nhận biên lai và giữ lịch sử như mọi báo cáo. Chỉ tiêu hệ thống tự tính thì không hỏi.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from conversations.engine.words import SOURCE
    from conversations.screens.due import rule_due_in_words
    from handlers.goal_form import ask_goals
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)

    done = in_database(
        settings,
        clock,
        lambda database: ask_goals(database, CriteriaSets(), unit=unit, office=office, due=due, now=clock.now()),
    )
    by = rule_due_in_words(done.rule, SOURCE)
    if as_json:
        told = {"unit": done.unit.title, "office": done.office.title, "rule": done.rule.code, "due": by}
        print_json({**told, "questions": done.questions, "new": done.new})
    else:
        click.echo(f"{done.office.title} báo {done.questions} chỉ tiêu của {done.unit.title}, {by}.")

"""`ntm show indicators`: where a unit stands towards its goals, on a day or over a period."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.goal_assessment import Assessment, GoalPeriod


@click.command("indicators", short_help="Chỉ tiêu của tỉnh, huyện: đạt, đúng tiến độ, có nguy cơ không đạt.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị đã nhập chỉ tiêu, ví dụ “tỉnh Hà Tĩnh”.")
@click.option("--period", metavar="KỲ", help="Đánh giá một kỳ: 2023-Q2, 2023-H1 hoặc 2023.")
@with_json
@with_settings
@with_as_of
def goals(settings: Settings, at: AsOf, *, unit: str, period: str | None, as_json: bool) -> None:
    """Từng chỉ tiêu: số mới nhất, mục tiêu, còn thiếu bao nhiêu, hạn nào, nguồn số liệu.

    Đạt là số chính thức mới nhất đã tới mục tiêu; số ước không tính là đạt. Có mốc năm thì so với mốc của năm nay hoặc
    năm sau; không có mốc thì so với đường thẳng từ số gốc tới mục tiêu. Quá một năm không có số mới là chưa đủ số liệu.
    Với --period: so với cuối kỳ trước và cùng kỳ năm trước.
    """
    from bot.cli.database import in_database, opened_database
    from bot.cli.shows.goals_text import as_document, assessment_as_document
    from conversations.engine.words import SOURCE
    from conversations.programme.goal_assessment import read_period
    from conversations.screens.goals_text import assessment_text, goals_text
    from handlers.show_goals import assess_goals, show_goals
    from storage.criteria import CriteriaSets

    wanted = None if period is None else read_period(period)

    async def over(wanted: GoalPeriod) -> Assessment:
        async with opened_database(settings, at.clock) as database:
            return await assess_goals(
                database, CriteriaSets(), unit=unit, period=wanted, as_of=at.day, known_at=at.known
            )

    if wanted is None:
        found = in_database(
            settings,
            at.clock,
            lambda database: show_goals(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known),
        )
        print_json(as_document(found)) if as_json else click.echo(goals_text(found, SOURCE))
    else:
        told = asyncio.run(over(wanted))
        print_json(assessment_as_document(told)) if as_json else click.echo(assessment_text(told, SOURCE))

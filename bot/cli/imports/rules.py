"""`ntm import rules`: dated duties become what must be reported."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import TRIED, imports_document
from bot.cli.imports.plan_text import OWES
from bot.cli.options import print_json
from conversations.engine.words import SOURCE
from conversations.screens.due import rule_due_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from handlers.load_duties import LoadedDuties
    from handlers.rules import ListedRule


@click.command(short_help="Nhập bảng nhiệm vụ có thời hạn thành chế độ báo cáo.")
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản; bỏ trống là hôm nay.")
@click.option(
    "--day", "days", multiple=True, metavar="MÃ=HẠN",
    help="Hạn do nơi vận hành chọn khi văn bản không nêu ngày: “QN-D76=trước ngày 25 hằng tháng”; ghi nhiều lần được.",
)  # fmt: skip
@imports_document(of="Văn bản của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
def rules(
    settings: Settings, *, file: Path, unit: str, dated: str | None, days: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Nhập bảng CSV gồm các cột ma, muc (mục của văn bản), ai (ai phải làm), gui (gửi ai), qua (qua ai), han (hạn, đúng
    lời văn bản), viec (việc gì), khi (chỉ khi nào mới phải làm).

    Dòng nào nêu rõ ai phải làm và hạn nào thì thành một báo cáo phải gửi; dòng nào không rõ thì kể ra kèm lý do.
    Nhập lại đúng bảng ấy không đổi gì.
    """
    from bot.cli.database import opened_database
    from bot.cli.days import read_day
    from bot.cli.rule import as_row
    from bot.clock import Clock
    from bot.documents.read_duties import read_duties
    from handlers.load_duties import load_duties
    from handlers.rules import listed

    clock = Clock(settings.clock)
    duties = read_duties(file)
    day = clock.today() if dated is None else read_day(dated, option="--from")
    chosen = {code.strip(): due.strip() for code, _, due in (one.partition("=") for one in days)}

    async def run() -> tuple[LoadedDuties, tuple[ListedRule, ...]]:
        async with opened_database(settings, clock) as database:
            done = await load_duties(
                database, duties, unit=unit, dated=day, now=clock.now(), dry_run=dry_run, chosen=chosen
            )
            async with database.read() as tx:
                return done, tuple([await listed(tx, rule, day=day) for rule in done.rules])

    done, rows = asyncio.run(run())
    if as_json:
        left = [{"code": one.duty.code, "place": one.duty.place, "why": one.why} for one in done.not_loaded]
        print_json({"rules": [as_row(row) for row in rows], "new": done.new, "not_loaded": left})
        return
    tried = TRIED if dry_run else ""
    click.echo(f"{done.unit.title}: {len(rows)} báo cáo theo văn bản, {done.new} mới hoặc có đổi.{tried}")
    for row in rows:
        who = f"{len(row.owing)} đơn vị" if row.rule.only else OWES.get(row.rule.owes, row.rule.owes.value)
        click.echo(f"  [{row.rule.code}] {rule_due_in_words(row.rule, SOURCE)}, {who}: {row.rule.title}")
    for one in done.not_loaded:
        click.echo(f"Chưa theo dõi [{one.duty.code}, {one.duty.place}] {one.why}: {one.duty.what}")
    undated = next((one.duty.code for one in done.not_loaded if one.undated), None)
    if undated is not None:
        click.echo(f"Hạn chưa rõ thì chọn được bằng --day, ví dụ: --day “{undated}=trước ngày 25 hằng tháng”.")

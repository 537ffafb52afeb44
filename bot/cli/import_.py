"""`ntm import`: officials' documents become data."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.import_text import OWES
from bot.cli.options import print_json, with_json, with_settings
from conversations.engine.words import SOURCE
from conversations.screens.due import rule_due_in_words

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.criteria import CriteriaSet
    from handlers.import_plan import PlanImport
    from handlers.import_targets import TargetImport
    from handlers.load_duties import LoadedDuties
    from handlers.rules import ListedRule


@click.group("import", short_help="Nhập văn bản: kế hoạch, chỉ tiêu, nhiệm vụ có thời hạn.")
def import_() -> None:
    """Nhập số liệu từ văn bản của cơ quan."""


@import_.command(short_help="Nhập biểu kế hoạch thực hiện tiêu chí.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Kế hoạch của đơn vị nào, ví dụ “huyện Quảng Hòa”.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và so sánh, không ghi gì.")
@with_json
@with_settings
def plan(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập kế hoạch từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    “x” là tiêu chí xã tự đánh giá đạt, năm là năm phấn đấu. Nhập lại đúng kế hoạch ấy không đổi gì; kế hoạch đã sửa
    thành một bản mới. Ô sai hay thiếu cột thì không ghi gì cả.
    """
    from bot.cli.database import opened_database
    from bot.cli.empty_set_text import empty_set_note
    from bot.cli.import_text import as_document, in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.empty_set import set_without_indicators
    from handlers.import_plan import import_plan
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> tuple[PlanImport, CriteriaSet | None]:
        async with opened_database(settings, clock) as database:
            sets, now = CriteriaSets(), clock.now()
            done = await import_plan(database, sets, document, unit=unit, now=now, dry_run=dry_run)
            return done, await set_without_indicators(database, sets, day=now.date())

    done, empty = asyncio.run(run())
    click.echo(in_words(done, dry_run=dry_run), err=as_json)
    if note := empty_set_note(empty, today=clock.now().date()):
        click.echo(note, err=as_json)
    if as_json:
        print_json(as_document(done))


@import_.command(short_help="Nhập bảng chỉ tiêu theo huyện: đã đạt, kế hoạch, tổng.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Chỉ tiêu của đơn vị nào, ví dụ “tỉnh Hà Giang”.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và so sánh, không ghi gì.")
@with_json
@with_settings
def targets(settings: Settings, *, file: Path, unit: str, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng chỉ tiêu từ tệp Excel, Word, CSV hoặc chữ chép từ văn bản.

    Mỗi cấp và mức (huyện, xã, thôn; đạt chuẩn, nâng cao, kiểu mẫu) có một dòng tổng, một dòng kết quả và một dòng kế
    hoạch; mỗi huyện một cột. Nhập lại đúng bảng ấy không đổi gì; bảng đã sửa thành một bản mới.
    """
    from bot.cli.database import opened_database
    from bot.cli.targets_text import import_as_document, import_in_words
    from bot.clock import Clock
    from bot.documents.read_document import read_document
    from handlers.import_targets import import_targets

    clock = Clock(settings.clock)
    document = read_document(file)

    async def run() -> TargetImport:
        async with opened_database(settings, clock) as database:
            return await import_targets(database, document, unit=unit, now=clock.now(), dry_run=dry_run)

    done = asyncio.run(run())
    click.echo(import_in_words(done, dry_run=dry_run), err=as_json)
    if as_json:
        print_json(import_as_document(done))


@import_.command(short_help="Nhập bảng nhiệm vụ có thời hạn thành chế độ báo cáo.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Văn bản của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản; bỏ trống là hôm nay.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và xem, không ghi gì.")
@with_json
@with_settings
def rules(settings: Settings, *, file: Path, unit: str, dated: str | None, dry_run: bool, as_json: bool) -> None:
    """Nhập bảng CSV gồm các cột ma, muc, ai, gui, qua, han, viec, khi; hạn ghi đúng lời văn bản.

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

    async def run() -> tuple[LoadedDuties, tuple[ListedRule, ...]]:
        async with opened_database(settings, clock) as database:
            done = await load_duties(database, duties, unit=unit, dated=day, now=clock.now(), dry_run=dry_run)
            async with database.read() as tx:
                return done, tuple([await listed(tx, rule, day=day) for rule in done.rules])

    done, rows = asyncio.run(run())
    if as_json:
        left = [{"code": one.duty.code, "place": one.duty.place, "why": one.why} for one in done.not_loaded]
        print_json({"rules": [as_row(row) for row in rows], "new": done.new, "not_loaded": left})
        return
    tried = " Chạy thử, chưa ghi gì." if dry_run else ""
    click.echo(f"{done.unit.title}: {len(rows)} báo cáo theo văn bản, {done.new} mới hoặc có đổi.{tried}")
    for row in rows:
        who = f"{len(row.owing)} đơn vị" if row.rule.only else OWES.get(row.rule.owes, row.rule.owes.value)
        click.echo(f"  [{row.rule.code}] {rule_due_in_words(row.rule, SOURCE)}, {who}: {row.rule.title}")
    for one in done.not_loaded:
        click.echo(f"Chưa theo dõi [{one.duty.code}, {one.duty.place}] {one.why}: {one.duty.what}")

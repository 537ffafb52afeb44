"""`ntm import rules`: dated duties become what must be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.imports.form import TRIED, imports_document, run_import, warning_lines, warning_rows
from bot.cli.imports.importer import Done, Importer, Wish
from bot.cli.imports.plan_text import OWES
from conversations.engine.words import SOURCE
from conversations.screens.due import rule_due_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.cli.imports.importer import House
    from bot.settings import Settings
    from conversations.programme.duties import Duty
    from handlers.load_duties import LoadedDuties
    from handlers.rules import ListedRule


def _read(path: Path) -> tuple[Duty, ...]:
    from bot.documents.read_duties import read_duties

    return read_duties(path)


async def _take(house: House, document: tuple[Duty, ...], wish: Wish) -> Done:
    from bot.cli.rule import as_row
    from handlers.load_duties import load_duties
    from handlers.rules import listed

    day = wish.dated or house.now.date()
    done = await load_duties(
        house.database, document, unit=wish.unit, dated=day, now=house.now, dry_run=wish.dry_run, chosen=wish.days
    )
    async with house.database.read() as tx:
        rows = tuple([await listed(tx, rule, day=day) for rule in done.rules])
    left = [
        {"code": one.duty.code, "place": one.duty.place, "why": one.why, "over": one.over} for one in done.not_loaded
    ]
    return Done(
        words="\n".join(_lines(done, rows, wish)),
        rows=lambda: {
            "rules": [as_row(row) for row in rows],
            "new": done.new,
            "dated": done.dated.isoformat(),
            "not_loaded": left,
            "warnings": warning_rows(done.warnings),
        },
    )


def _lines(done: LoadedDuties, rows: Sequence[ListedRule], wish: Wish) -> Iterator[str]:
    tried = TRIED if wish.dry_run else ""
    yield f"{done.unit.title}: {len(rows)} báo cáo theo văn bản, {done.new} mới hoặc có đổi.{tried}"
    for row in rows:
        who = f"{len(row.owing)} đơn vị" if row.rule.only else OWES.get(row.rule.owes, row.rule.owes.value)
        yield f"  [{row.rule.code}] {rule_due_in_words(row.rule, SOURCE)}, {who}: {row.rule.title}"
    yield from warning_lines(done.warnings)
    if done.over and wish.dated is None:
        yield "  Chưa ghi ngày của văn bản nên đã lấy hôm nay; văn bản có từ trước thì nhập lại với --from NGÀY."
    for one in done.not_loaded:
        if one.over:
            continue
        yield f"Chưa theo dõi [{one.duty.code}, {one.duty.place}] {one.why}: {one.duty.what}"
    undated = next((one.duty.code for one in done.not_loaded if one.undated), None)
    if undated is not None:
        yield f"Hạn chưa rõ thì chọn được bằng --day, ví dụ: --day “{undated}=trước ngày 25 hằng tháng”."


IMPORTER = Importer(read=_read, take=_take)


@click.command("rules", short_help="Nhập bảng nhiệm vụ có thời hạn thành chế độ báo cáo.")
@click.option("--from", "dated", metavar="NGÀY", help="Ngày của văn bản; bỏ trống là hôm nay.")
@click.option(
    "--day", "days", multiple=True, metavar="MÃ=HẠN",
    help="Hạn do nơi vận hành chọn khi văn bản không nêu ngày: “QN-D76=trước ngày 25 hằng tháng”; ghi nhiều lần được.",
)  # fmt: skip
@imports_document(of="Văn bản của đơn vị nào, ví dụ “tỉnh Quảng Nam”.")
def verb(
    settings: Settings, *, file: Path, unit: str, dated: str | None, days: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Nhập bảng CSV gồm các cột ma, muc (mục của văn bản), ai (ai phải làm), gui (gửi ai), qua (qua ai), han (hạn, đúng
    lời văn bản), viec (việc gì), khi (chỉ khi nào mới phải làm).

    Dòng nào nêu rõ ai phải làm và hạn nào thì thành một báo cáo phải gửi; dòng nào không rõ thì kể ra kèm lý do.
    Nhập lại đúng bảng ấy không đổi gì.
    """
    from bot.cli.days import read_day

    day = None if dated is None else read_day(dated, option="--from")
    chosen = {code.strip(): due.strip() for code, _, due in (one.partition("=") for one in days)}
    wish = Wish(unit=unit, dry_run=dry_run, dated=day, days=chosen)
    run_import(IMPORTER, settings, file, wish, as_json=as_json)

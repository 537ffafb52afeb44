"""What is told of imported offices and what they judge: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import TRIED, created_lines, warning_lines, warning_rows
from conversations.programme.office_rows import in_short
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.import_offices import OfficesImport


def as_document(done: OfficesImport) -> dict[str, Any]:
    """The JSON of an import: a row for each office of the table, in its order."""
    return {
        "unit": done.unit.title,
        "criteria_set": done.form.id,
        "rows": [
            {
                "office": one.office.title,
                "indicators": list(one.indicators),
                "from": one.valid_from.isoformat(),
                "new": one.new,
            }
            for one in done.offices
        ],
        "totals": dict(done.totals),
        "changed": done.changed,
        "rerouted": done.rerouted,
        "unowned": list(done.unowned),
        "warnings": warning_rows(done.warnings),
    }


def in_words(done: OfficesImport, *, dry_run: bool) -> str:
    """The same for a person."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: OfficesImport, *, dry_run: bool) -> Iterator[str]:
    totals = done.totals
    what = f"{totals['offices']} cơ quan, {totals['indicators']} chỉ tiêu ({done.form.title})"
    said = "" if done.changed or any(one.new for one in done.offices) else " Đúng như đã có, không đổi gì."
    yield f"Cơ quan của {done.unit.title}: {what}.{said}{TRIED if dry_run else ''}"
    yield from created_lines([one.office for one in done.offices if one.new], dry_run=dry_run)
    for one in done.offices:
        yield f"  - {one.office.title}, từ {show_date(one.valid_from)}: {in_short(one.indicators, done.form)}"
    if done.changed:
        yield f"{done.changed} chỉ tiêu {'sẽ ' if dry_run else 'đã '}đổi cơ quan hoặc có cơ quan lần đầu."
    if done.rerouted:
        yield f"{done.rerouted} chỉ tiêu đang chờ đánh giá {'sẽ ' if dry_run else 'đã '}chuyển sang cơ quan mới."
    if done.unowned:
        yield f"Chưa có cơ quan đánh giá ({len(done.unowned)}): {in_short(done.unowned, done.form)}."
    yield from warning_lines(done.warnings)

"""What is told of imported rows of a commune's detailed plan: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import TRIED, warning_lines, warning_rows
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.import_commune_plan import CommunePlanImport


def as_document(done: CommunePlanImport) -> dict[str, Any]:
    """The JSON of an import: a row for each row of the table, in its order. amount: đồng."""
    return {
        "unit": done.unit.title,
        "criteria_set": done.form.id,
        "rows": [
            {
                "commune": unit.title,
                "criterion": row.criterion,
                "content": row.cost.content,
                "volume": row.cost.volume,
                "amount": row.cost.amount,
                "money_from": row.cost.money_from,
                "responsible": row.cost.responsible,
                "ends_on": None if row.cost.ends_on is None else row.cost.ends_on.isoformat(),
            }
            for unit, row in done.rows
        ],
        "totals": dict(done.totals),
        "changed": done.changed,
        "warnings": warning_rows(done.warnings),
    }


def in_words(done: CommunePlanImport, *, dry_run: bool) -> str:
    """The same for a person."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: CommunePlanImport, *, dry_run: bool) -> Iterator[str]:
    totals = done.totals
    said = "" if done.changed else " Đúng như đã nhập, không đổi gì."
    yield (
        f"Kế hoạch chi tiết của {done.unit.title}: {len(done.rows)} nội dung, {totals['communes']} xã, "
        f"{totals['criteria']} tiêu chí, còn cần {show_money(totals['amount'])}.{said}{TRIED if dry_run else ''}"
    )
    sums: dict[str, dict[str, int]] = {}
    for unit, row in done.rows:
        of_unit = sums.setdefault(unit.title, {})
        of_unit[row.criterion] = of_unit.get(row.criterion, 0) + row.cost.amount
    for title, criteria in sums.items():
        listed = "; ".join(f"tiêu chí {code} cần {show_money(amount)}" for code, amount in criteria.items())
        yield f"  - {title}: {listed}"
    if done.changed:
        yield f"{done.changed} tiêu chí {'sẽ ' if dry_run else 'đã '}có bản mới."
    yield from warning_lines(done.warnings)

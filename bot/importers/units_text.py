"""What is told of imported lists of units: as one JSON document, and in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.importers.telling import TRIED, warning_lines, warning_rows
from conversations.reading.fold import name_order
from conversations.reading.show import show_date
from handlers.unit_rows_done import RowOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conversations.programme.unit import Unit
    from handlers.import_units import Standing, UnitsImport
    from handlers.unit_rows_done import ReadUnit

SHOWN = 60
"""More names than fit a screen are counted, not listed."""


def as_document(done: UnitsImport) -> dict[str, Any]:
    """The JSON of an import: a row for each unit of the table, in its order."""
    return {
        "unit": done.unit.title,
        "rows": [
            {
                "kind": one.row.kind.name,
                "name": one.row.name,
                "under": one.row.under,
                "from": one.row.valid_from.isoformat() if one.row.valid_from else None,
                "to": one.row.last_day.isoformat() if one.row.last_day else None,
                "counted_to": one.row.counted_to.isoformat() if one.row.counted_to else None,
                "code": one.row.code,
                "before": list(one.row.before),
                "region": one.row.region,
                "outcome": one.outcome.value,
                "unit": one.unit.title,
            }
            for one in done.units
        ],
        "totals": dict(done.totals),
        "changes": list(done.said),
        "notes": list(done.notes),
        "before": {"on": done.before.on.isoformat(), "units": dict(done.before.counts), "counted": done.before.counted},
        "after": {"on": done.after.on.isoformat(), "units": dict(done.after.counts), "counted": done.after.counted},
        "warnings": warning_rows(done.warnings),
    }


def in_words(done: UnitsImport, *, dry_run: bool) -> str:
    """The same for a person: the tree before and after, what is new and what changes by name."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: UnitsImport, *, dry_run: bool) -> Iterator[str]:
    created, differs = done.of(RowOutcome.CREATED), done.of(RowOutcome.DIFFERS)
    read = ", ".join(f"{count} {kind}" for kind, count in done.totals.items())
    if created or done.said:
        head = f"Đơn vị của {done.unit.title}: đọc {read}."
    else:
        head = f"Đơn vị của {done.unit.title} đúng như đã có ({read}), không đổi gì."
    yield f"{head}{TRIED}" if dry_run else head
    yield f"Trước ({show_date(done.before.on)}): {_standing(done.before)}."
    yield f"Sau ({show_date(done.after.on)}): {_standing(done.after)}."
    if created:
        counts = Counter(one.row.kind.name for one in created)
        yield f"{'Sẽ thêm' if dry_run else 'Đã thêm'} {', '.join(f'{count} {kind}' for kind, count in counts.items())}:"
        by_name = sorted(
            created, key=lambda one: (one.row.kind.rank, name_order(one.row.under), name_order(one.row.name))
        )
        yield from _listed([_created(one, done.unit) for one in by_name])
    if done.said:
        yield f"{'Sẽ thay đổi' if dry_run else 'Đã thay đổi'} ({len(done.said)}), mỗi thay đổi hoàn tác được:"
        yield from _listed(list(done.said))
    if done.notes:
        yield "Cần xem:"
        yield from _listed(list(done.notes))
    yield from warning_lines(done.warnings, used=f", {len(differs)} dòng không làm gì" if differs else "")


def _created(one: ReadUnit, top: Unit) -> str:
    return one.unit.title if one.unit.id == top.id else f"{one.unit.title}, {one.row.under or top.title}"


def _standing(standing: Standing) -> str:
    said = _counts(standing.counts) or "chưa có đơn vị nào ở dưới"
    if standing.counted == standing.communes:
        return said
    return f"{said}; chương trình tính {standing.counted}/{standing.communes} đơn vị cấp xã"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _listed(lines: list[str]) -> Iterator[str]:
    yield from (f"  - {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … và {len(lines) - SHOWN} nữa"

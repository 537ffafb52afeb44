"""What is told of imported tables of targets: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import change_lines, created_lines, headline, warning_lines, warning_rows
from conversations.programme.stated import vietnamese
from conversations.programme.target_lines import key_in_words
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.import_targets import TargetChange, TargetImport


def as_document(done: TargetImport) -> dict[str, Any]:
    """The JSON of an import: a row for each target and place; figures are computed, stated ones in the warnings."""
    read = done.document
    return {
        "unit": done.unit.title,
        "outcome": done.outcome.value,
        "version": done.version,
        "source": {"title": read.source.title, "number": read.source.number, "dated": done.dated.isoformat()},
        "rows": [
            {
                "unit": done.places[one.name].name,
                "level": line.key.level.value,
                "standard": line.key.standard.value,
                "base_year": line.base_year,
                "by_year": line.by_year,
                "result": one.reached,
                "planned": one.added,
                "total": one.wanted,
            }
            for line in read.lines
            for one in line.figures
        ],
        "totals": dict(done.totals),
        "floor": read.floor,
        "average": None if read.average is None else float(read.average),
        "warnings": warning_rows(done.warnings),
    }


def in_words(done: TargetImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what has changed."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: TargetImport, *, dry_run: bool) -> Iterator[str]:
    read = done.document
    yield headline(f"Chỉ tiêu của {done.unit.title}", done.outcome, version=done.version, dry_run=dry_run)
    if read.source.title:
        number = f" (số {read.source.number})" if read.source.number else ""
        yield f"Văn bản: {read.source.title}{number}"
    dated = f"Tính từ {show_date(done.dated)}"
    yield f"{dated}." if read.source.dated else f"Văn bản không ghi ngày. {dated}, lần nhập đầu tiên."
    for line in read.lines:
        base = f" đến hết năm {line.base_year}" if line.base_year else ""
        by = f" đến hết năm {line.by_year}" if line.by_year else ""
        yield (
            f"- {capital(key_in_words(line.key))}: {line.result}{base}, thêm {line.planned}, "
            f"thành {line.result + line.planned}{by}."
        )
    if read.floor is not None:
        yield f"- Không còn xã dưới {read.floor} tiêu chí."
    if read.average is not None:
        yield f"- Bình quân trên {vietnamese(read.average)} tiêu chí/xã."
    yield from created_lines(done.created, dry_run=dry_run)
    if done.outcome is Outcome.CHANGED:
        yield from _changes(done.changes)
    yield from warning_lines(done.warnings)


def _changes(changes: tuple[TargetChange, ...]) -> Iterator[str]:
    if not changes:
        yield "Các số của bảng không đổi."
        return
    told = [
        f"{one.unit.title}, số {key_in_words(one.key)}: {_pair(one.before)} → {_pair(one.after)}" for one in changes
    ]
    yield from change_lines(told, counted="số")


def _pair(figures: tuple[int, int] | None) -> str:
    return "không có" if figures is None else f"{figures[0]} + {figures[1]}"

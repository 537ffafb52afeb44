"""What is told of an imported list of villages: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import (
    change_lines,
    created_lines,
    question_lines,
    question_rows,
    warning_lines,
    warning_rows,
)
from conversations.programme.dossier_plan import PlanOutcome
from conversations.programme.roadmap import standard_in_words
from conversations.reading.show import show_date
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.import_villages import NamedVillage, VillagesImport


def as_document(done: VillagesImport) -> dict[str, Any]:
    """A row for each village and standard."""
    return {
        "unit": done.unit.title,
        "outcome": "asked" if done.questions else done.outcome.value,
        "rows": [_row(one) for one in done.named],
        "totals": dict(done.totals),
        "created": [one.title for one in done.created],
        "questions": question_rows(done.questions),
        "warnings": warning_rows(done.warnings),
    }


def _row(one: NamedVillage) -> dict[str, Any]:
    first, second = one.row.first, one.row.second
    return {
        "unit": one.unit.name,
        "written": one.row.name,
        "commune": one.commune.name,
        "standard": one.row.standard.value,
        "kind": one.row.kind.value,
        "year": one.row.year,
        "commune_last_day": None if first is None else first.last_good_day.isoformat(),
        "district_last_day": None if second is None else second.last_good_day.isoformat(),
        "outcome": one.outcome.value,
        "changed": one.text,
        "place": str(one.row.place),
    }


def in_words(done: VillagesImport, *, dry_run: bool) -> str:
    """The same for a person."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: VillagesImport, *, dry_run: bool) -> Iterator[str]:
    trial = "Đọc thử, chưa ghi gì. " if dry_run else ""
    if done.outcome is Outcome.UNCHANGED and not done.questions:
        yield f"{trial}Danh sách thôn của {done.unit.title}: đã có đúng như vậy, không đổi gì."
    else:
        yield f"{trial}Danh sách thôn của {done.unit.title}: {len(done.rows)} dòng."
    yield from created_lines(done.created, dry_run=dry_run)
    yield from question_lines(done.questions)
    opened = [one for one in done.named if one.outcome is PlanOutcome.OPENS]
    if opened:
        yield f"{'Sẽ mở' if dry_run else 'Đã mở'} {len(opened)} hồ sơ:"
    for one in opened:
        first = "" if one.row.first is None else f", nộp hết ngày {show_date(one.row.first.last_good_day)}"
        yield f"- {_called(one)}, năm {one.row.year}{first}"
    changed = [one for one in done.named if one.outcome in {PlanOutcome.MOVES, PlanOutcome.AGAIN}]
    if changed:
        told = [
            f"{_called(one)}{' (đợt mới)' if one.outcome is PlanOutcome.AGAIN else ''}: {one.text}" for one in changed
        ]
        yield from change_lines(told, counted="hồ sơ")
    yield from warning_lines(done.warnings)


def _called(one: NamedVillage) -> str:
    keeping = "duy trì " if one.row.kind.value == "keeping" else ""
    return f"{one.unit.title}, {one.commune.title}: {keeping}{standard_in_words(one.row.standard)}"

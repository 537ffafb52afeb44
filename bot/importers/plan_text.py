"""What is told of imported plans: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import change_lines, created_lines, headline, warning_lines, warning_rows
from conversations.engine.words import SOURCE
from conversations.programme.plan_difference import value_text
from conversations.programme.stated import rounded, vietnamese
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.due import rule_due_in_words
from handlers.rules import as_rule
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.plan_difference import CellChange
    from handlers.import_plan import PlanImport
    from storage.rules import RuleText

LONGEST_DUTY = 160
"""The document itself says the rest at the place named."""
OWES = {Level.COMMUNE: "xã", Level.OFFICE: "cơ quan", Level.VILLAGE: "thôn, xóm", Level.DISTRICT: "huyện"}


def as_document(done: PlanImport) -> dict[str, Any]:
    """The JSON of an import; figures are those counted from the cells, stated ones stand in the warnings."""
    totals = done.totals
    return {
        "communes": totals.communes,
        "criteria": totals.criteria,
        "cells": totals.cells,
        "met": totals.met,
        "open_by_year": {str(year): count for year, count in totals.open_by_year.items()},
        "rows": [
            {
                "name": row.name,
                "met": row.met,
                "stated": None if row.stated_total is None else row.stated_total.whole,
                "cells": {cell.criterion: value_text(cell.value) for cell in row.cells},
            }
            for row in done.plan.rows
        ],
        "totals": dict(totals.met_by_criterion),
        "warnings": warning_rows(done.warnings),
    }


def in_words(done: PlanImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what is not watched over yet."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: PlanImport, *, dry_run: bool) -> Iterator[str]:
    yield headline(f"Kế hoạch của {done.unit.title}", done.outcome, version=done.version, dry_run=dry_run)
    if done.plan.title:
        yield f"Văn bản: {done.plan.title}"
    yield _dated(done)
    totals = done.totals
    years = ", ".join(f"năm {year}: {count}" for year, count in totals.open_by_year.items())
    yield (
        f"{totals.communes} xã × {totals.criteria} tiêu chí = {totals.cells} ô: {totals.met} ô đạt, bình quân "
        f"{vietnamese(rounded(totals.average, 1))} tiêu chí/xã. Phấn đấu {years or 'không ghi năm nào'}."
    )
    if totals.open_without_year:
        yield f"{totals.open_without_year} ô chưa đạt và không ghi năm phấn đấu."
    yield from created_lines(done.created, dry_run=dry_run)
    if done.owned:
        yield f"{done.owned} chỉ tiêu có cơ quan phụ trách, theo {done.offices} cơ quan văn bản nêu."
    for rule in done.rules:
        yield f"Chế độ báo cáo: {_rule(rule)}"
    for duty in done.not_scheduled:
        said = duty.said if len(duty.said) <= LONGEST_DUTY else f"{duty.said[:LONGEST_DUTY].rsplit(' ', 1)[0]} …"
        yield f"Đã đọc nhưng chưa theo dõi ({duty.why}): {said}{f' ({duty.where})' if duty.where else ''}."
    if done.outcome is Outcome.CHANGED:
        yield from _changes(done.changes)
    yield from warning_lines(done.warnings, used=", số liệu vẫn lấy từ các ô của bảng")


def _dated(done: PlanImport) -> str:
    front = done.plan.front
    if front.dated is None:
        return f"Văn bản không ghi ngày: hiện trạng tính từ {show_date(done.dated)}, lần nhập đầu tiên."
    if front.day_known:
        return f"Hiện trạng tính từ ngày văn bản, {show_date(done.dated)}."
    return f"Văn bản chỉ ghi tháng {front.dated.month}/{front.dated.year}: hiện trạng tính từ {show_date(done.dated)}."


def _rule(rule: RuleText) -> str:
    via = f", qua {rule.via}" if rule.via else ""
    due = rule_due_in_words(as_rule(rule), SOURCE)
    return f"{OWES.get(rule.owes, rule.owes.value)}: {rule.title} {due}{via}."


def _changes(changes: tuple[CellChange, ...]) -> Iterator[str]:
    if not changes:
        yield "Các ô của bảng không đổi; phần khác của văn bản có thay đổi."
        return
    yield from change_lines([_change(one) for one in changes], counted="ô")


def _change(one: CellChange) -> str:
    before, after = value_text(one.before) or "không có", value_text(one.after) or "không có"
    return f"{one.commune}, tiêu chí {one.criterion}: {before} → {after}"

"""What `ntm import plan` says: as one JSON document, and in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, assert_never

from bot.cli.days import say_day
from conversations.engine.words import SOURCE
from conversations.programme.plan_difference import value_text
from conversations.programme.stated import rounded, vietnamese
from conversations.programme.unit import Level
from conversations.screens.due import rule_due_in_words
from handlers.import_plan import Outcome
from handlers.rules import as_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.plan_difference import CellChange
    from handlers.import_plan import PlanImport
    from storage.rules import RuleText

SHOWN_CHANGES = 40
"""More changed cells than fit a screen are counted, not listed."""
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
        "warnings": [
            {
                "code": warning.code,
                "place": str(warning.place),
                "stated": warning.stated,
                "computed": warning.computed,
                "message": warning.message,
            }
            for warning in done.warnings
        ],
    }


def in_words(done: PlanImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what is not watched over yet."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: PlanImport, *, dry_run: bool) -> Iterator[str]:
    yield _headline(done, dry_run=dry_run)
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
    if done.created:
        yield f"{'Sẽ tạo' if dry_run else 'Đã tạo'} {_created(done)}."
    if done.owned:
        yield f"{done.owned} chỉ tiêu có cơ quan phụ trách, theo {done.offices} cơ quan văn bản nêu."
    for rule in done.rules:
        yield f"Chế độ báo cáo: {_rule(rule)}"
    for duty in done.not_scheduled:
        said = duty.said if len(duty.said) <= LONGEST_DUTY else f"{duty.said[:LONGEST_DUTY].rsplit(' ', 1)[0]} …"
        yield f"Đã đọc nhưng chưa theo dõi ({duty.why}): {said}{f' ({duty.where})' if duty.where else ''}."
    if done.outcome is Outcome.CHANGED:
        yield from _changes(done.changes)
    if done.warnings:
        yield f"Cảnh báo ({len(done.warnings)}), số liệu vẫn lấy từ các ô của bảng:"
        for warning in done.warnings:
            place = f"{warning.place}: " if str(warning.place) else ""
            yield f"  - {place}{warning.message}"


def _headline(done: PlanImport, *, dry_run: bool) -> str:
    match done.outcome:
        case Outcome.FIRST:
            said = f"Kế hoạch của {done.unit.title}: bản {done.version}."
        case Outcome.CHANGED:
            said = f"Kế hoạch của {done.unit.title} đã thay đổi: bản {done.version}; các bản trước vẫn giữ."
        case Outcome.UNCHANGED:
            said = f"Kế hoạch của {done.unit.title} đúng như bản {done.version} đã nhập, không đổi gì."
        case _:
            assert_never(done.outcome)
    return f"{said} Chạy thử, chưa ghi gì." if dry_run else said


def _dated(done: PlanImport) -> str:
    front = done.plan.front
    if front.dated is None:
        return f"Văn bản không ghi ngày: hiện trạng tính từ {say_day(done.dated)}, lần nhập đầu tiên."
    if front.day_known:
        return f"Hiện trạng tính từ ngày văn bản, {say_day(done.dated)}."
    return f"Văn bản chỉ ghi tháng {front.dated.month}/{front.dated.year}: hiện trạng tính từ {say_day(done.dated)}."


def _created(done: PlanImport) -> str:
    counts = Counter(unit.kind.name for unit in done.created)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _rule(rule: RuleText) -> str:
    via = f", qua {rule.via}" if rule.via else ""
    due = rule_due_in_words(as_rule(rule), SOURCE)
    return f"{OWES.get(rule.owes, rule.owes.value)}: {rule.title} {due}{via}."


def _changes(changes: tuple[CellChange, ...]) -> Iterator[str]:
    if not changes:
        yield "Các ô của bảng không đổi; phần khác của văn bản có thay đổi."
        return
    yield f"Thay đổi ({len(changes)} ô):"
    for change in changes[:SHOWN_CHANGES]:
        before = value_text(change.before) or "không có"
        after = value_text(change.after) or "không có"
        yield f"  - {change.commune}, tiêu chí {change.criterion}: {before} → {after}"
    if len(changes) > SHOWN_CHANGES:
        yield f"  … và {len(changes) - SHOWN_CHANGES} ô nữa"

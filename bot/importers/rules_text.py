"""What is said of rules that a table of duties has made: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.plan_text import OWES
from bot.importers.telling import TRIED, warning_lines, warning_rows
from conversations.engine.words import SOURCE
from conversations.screens.due import rule_due_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.load_duties import LoadedDuties
    from handlers.rules import ListedRule


def as_document(done: LoadedDuties, rows: Sequence[ListedRule]) -> dict[str, Any]:
    """The JSON of an import: a row for each rule, and each duty that became none, with the reason."""
    return {
        "rules": [rule_row(row) for row in rows],
        "new": done.new,
        "dated": done.dated.isoformat(),
        "not_loaded": [
            {"code": one.duty.code, "place": one.duty.place, "why": one.why, "over": one.over}
            for one in done.not_loaded
        ],
        "warnings": warning_rows(done.warnings),
    }


def rule_row(line: ListedRule) -> dict[str, Any]:
    """A rule as JSON."""
    found = line.rule
    return {
        "unit": line.unit.title,
        "code": found.code,
        "title": found.title,
        "owes": found.owes.value,
        "only": [unit.title for unit in line.owing] if found.only else [],
        "owing": len(line.owing),
        "form": found.form.value,
        "set": found.set_id,
        "cycle": found.cycle.value,
        "span": found.span.value,
        "due": rule_due_in_words(found, SOURCE),
        "operator": found.operator.value,
        "day": found.due_day,
        "month": found.due_month,
        "year": found.due_year,
        "shift": found.due_shift,
        "offsets": {
            "before": list(found.offsets.before),
            "after": list(found.offsets.after),
            "then_every": found.offsets.then_every,
        },
        "grace_days": found.grace_after.days,
        "lock_days": found.lock_after.days,
        "via": found.via,
        "copies": list(found.copies),
        "source": found.source,
        "valid_from": found.valid_from.isoformat(),
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "next_last_good_day": line.next.last_good_day.isoformat() if line.next else None,
        "next": [
            {
                "period": period.key,
                "title": period.title,
                "covers_from": period.covers_from.isoformat(),
                "covers_to": period.covers_to.isoformat(),
                "last_good_day": period.last_good_day.isoformat(),
                "grace_ends_on": period.grace_ends_on.isoformat(),
                "locks_on": period.locks_on.isoformat(),
            }
            for period in line.upcoming
        ],
    }


def in_words(done: LoadedDuties, rows: Sequence[ListedRule], *, dated: bool, dry_run: bool) -> str:
    """The same for a person. dated: the day of the document was given."""
    return "\n".join(_lines(done, rows, dated=dated, dry_run=dry_run))


def _lines(done: LoadedDuties, rows: Sequence[ListedRule], *, dated: bool, dry_run: bool) -> Iterator[str]:
    tried = TRIED if dry_run else ""
    yield f"{done.unit.title}: {len(rows)} báo cáo theo văn bản, {done.new} mới hoặc có đổi.{tried}"
    for row in rows:
        who = f"{len(row.owing)} đơn vị" if row.rule.only else OWES.get(row.rule.owes, row.rule.owes.value)
        yield f"  [{row.rule.code}] {rule_due_in_words(row.rule, SOURCE)}, {who}: {row.rule.title}"
    yield from warning_lines(done.warnings)
    if done.over and not dated:
        yield "  Chưa ghi ngày của văn bản nên đã lấy hôm nay; văn bản có từ trước thì nhập lại với --from NGÀY."
    for one in done.not_loaded:
        if one.over:
            continue
        yield f"Chưa theo dõi [{one.duty.code}, {one.duty.place}] {one.why}: {one.duty.what}"
    undated = next((one.duty.code for one in done.not_loaded if one.undated), None)
    if undated is not None:
        yield f"Hạn chưa rõ thì chọn được bằng --day, ví dụ: --day “{undated}=trước ngày 25 hằng tháng”."

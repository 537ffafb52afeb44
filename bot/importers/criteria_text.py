"""What is told of a criteria set that is tried or loaded: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.engine.words import SOURCE
from conversations.reading.show import show_date
from conversations.screens.states import state_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from conversations.programme.answer import State
    from conversations.programme.set_difference import ThresholdChange
    from handlers.preview_criteria import CriteriaPreview
    from storage.criteria import StoredSet

SHOWN = 60
"""More changed criteria than fit a screen are counted, not listed."""


def as_document(found: CriteriaPreview) -> dict[str, Any]:
    """The JSON of a preview."""
    change = found.difference
    return {
        "id": found.new.id,
        "before": {"id": found.old.id, "version": found.old.version},
        "valid_from": found.new.valid_from.isoformat(),
        "new_criteria": list(change.new_criteria),
        "dropped_criteria": list(change.dropped_criteria),
        "new": list(change.new),
        "dropped": list(change.dropped),
        "measured_otherwise": list(change.measured_otherwise),
        "reworded": list(change.reworded),
        "thresholds": [
            {
                "indicator": one.indicator,
                "region": one.region,
                "year": one.year,
                "before": _text(one.before),
                "after": _text(one.after),
            }
            for one in change.thresholds
        ],
        "units": found.units,
        "changes": [
            {
                "unit": one.unit,
                "criterion": one.criterion,
                "before": None if one.before is None else one.before.value,
                "after": None if one.after is None else one.after.value,
            }
            for one in found.changes
        ],
        "open_drafts": found.open_drafts,
    }


def in_words(found: CriteriaPreview) -> Iterator[str]:
    """The same for a person."""
    change = found.difference
    yield f"{found.new.title}, áp dụng từ {show_date(found.new.valid_from)}; so với bản {found.old.version} đang có."
    listed = (
        ("Tiêu chí mới", change.new_criteria),
        ("Tiêu chí bỏ", change.dropped_criteria),
        ("Chỉ tiêu mới", change.new),
        ("Chỉ tiêu bỏ", change.dropped),
        ("Chỉ tiêu đổi cách đo", change.measured_otherwise),
        ("Chỉ tiêu đổi lời", change.reworded),
    )
    for name, codes in listed:
        if codes:
            yield f"{name} ({len(codes)}): {', '.join(codes)}."
    for threshold in change.thresholds:
        yield f"Mức yêu cầu {_threshold(threshold)}"
    if change.empty:
        yield "Không có gì thay đổi trong các tiêu chí, chỉ tiêu và mức yêu cầu."
    if found.changes:
        yield f"Thử trên số liệu kỳ gần nhất của {found.units} đơn vị: {len(found.changes)} tiêu chí đổi trạng thái:"
        for one in found.changes[:SHOWN]:
            yield f"  - {one.unit}, tiêu chí {one.criterion}: {_state(one.before)} → {_state(one.after)}"
        if len(found.changes) > SHOWN:
            yield f"  … và {len(found.changes) - SHOWN} tiêu chí nữa"
    else:
        yield f"Thử trên số liệu kỳ gần nhất của {found.units} đơn vị: không tiêu chí nào đổi trạng thái."
    yield f"Báo cáo đang làm dở: {found.open_drafts}, giữ bản đã bắt đầu. Chỉ xem trước, chưa ghi gì."


def loaded(stored: StoredSet, *, dry_run: bool) -> str:
    """What came of loading a file."""
    if not stored.changed:
        return f"{stored.title}: đã có đúng bản này (bản {stored.version}), không đổi gì."
    if dry_run:
        return f"{stored.title}: tệp dùng được, sẽ là bản {stored.version}. Chạy thử, chưa ghi gì."
    return f"{stored.title}: đã nạp bản {stored.version}."


def _threshold(one: ThresholdChange) -> str:
    place = ", ".join(part for part in (one.region or "", f"năm {one.year}" if one.year else "") if part)
    before, after = (_text(value) or "chưa có" for value in (one.before, one.after))
    return f"{one.indicator}{f' ({place})' if place else ''}: {before} → {after}."


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _state(state: State | None) -> str:
    return "không có" if state is None else state_words(SOURCE, state)

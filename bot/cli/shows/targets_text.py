"""What `ntm show targets` says: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.shows.progress_rows import floor_rows, paper_rows
from conversations.programme.stated import rounded, vietnamese
from conversations.programme.target_lines import key_in_words
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from conversations.programme.target_progress import LineProgress, PlaceProgress, TargetsProgress


def as_document(found: TargetsProgress) -> dict[str, Any]:
    """The JSON of the progress; what is not followed is null."""
    return {
        **paper_rows(found),
        "targets": [
            {
                "level": line.key.level.value,
                "standard": line.key.standard.value,
                "base_year": line.base_year,
                "by_year": line.by_year,
                "followed": line.followed,
                "total": sum(one.wanted for one in line.places),
                "reached": sum(one.reached or 0 for one in line.places) if line.followed else None,
                "proposed": sum(one.proposed or 0 for one in line.places) if line.followed else None,
                "places": [_place(one) for one in line.places],
            }
            for line in found.lines
        ],
        "floor": floor_rows(found),
        "average": {
            "wanted_over": _number(found.average_wanted),
            "computed": None if found.average is None else float(rounded(found.average, 4)),
        },
    }


def _place(one: PlaceProgress) -> dict[str, Any]:
    return {
        "unit": one.unit.name,
        "as_of": one.as_of.isoformat(),
        "result": one.result,
        "planned": one.planned,
        "total": one.wanted,
        "communes_known": one.communes,
        "recognised": one.recognised,
        "reached": one.reached,
        "proposed": one.proposed,
        "left": one.left,
    }


def in_words(found: TargetsProgress) -> str:
    """The same for a person."""
    return "\n".join(_lines(found))


def _lines(found: TargetsProgress) -> Iterator[str]:
    number = f" (số {found.number}, {show_date(found.dated)})" if found.number else f" ({show_date(found.dated)})"
    yield f"Chỉ tiêu của {found.unit.title}, bản {found.version}{number}. Số liệu đến {show_date(found.as_of)}."
    for line in found.lines:
        yield ""
        yield from _line(line, found.as_of)
    if found.floor is not None:
        yield ""
        low = (
            ", ".join(f"{one.unit.name} ({one.met})" for one in found.under_floor)
            or "không có, trong các xã đã có số liệu"
        )
        yield f"Không còn xã dưới {found.floor} tiêu chí. Hiện dưới mức này: {low}."
    if found.average_wanted is not None:
        now = "chưa có số liệu" if found.average is None else f"{vietnamese(rounded(found.average, 1))} tiêu chí/xã"
        yield f"Bình quân trên {vietnamese(found.average_wanted)} tiêu chí/xã. Hiện nay: {now}."


def _line(line: LineProgress, day: date) -> Iterator[str]:
    by = f" đến hết năm {line.by_year}" if line.by_year else ""
    wanted = sum(one.wanted for one in line.places)
    head = f"{capital(key_in_words(line.key))}: chỉ tiêu {wanted}{by}"
    if not line.followed:
        why = "xã nào" if line.key.level is Level.COMMUNE else "số liệu đạt chuẩn của cấp này"
        yield f"{head}. Chưa theo dõi được: hệ thống chưa có {why}."
        return
    reached = sum(one.reached or 0 for one in line.places)
    proposed = sum(one.proposed or 0 for one in line.places)
    yield f"{head}. Đã đạt {reached} (có công nhận hoặc phòng, ngành xác nhận đủ); xã tự đánh giá đủ: {proposed}."
    for one in line.places:
        if one.wanted or one.reached or one.proposed:
            yield f"  - {_place_line(one, day)}"


def _place_line(one: PlaceProgress, day: date) -> str:
    ended = f" (đến {show_date(one.as_of)}, ngày cuối của đơn vị)" if one.as_of < day else ""
    wanted = f"{one.unit.title}{ended}: chỉ tiêu {one.wanted} ({one.result} + {one.planned})"
    if one.reached is None and one.recognised:
        return f"{wanted}; hệ thống mới ghi {one.recognised} được công nhận, chưa đủ để tính"
    if one.reached is None:
        return f"{wanted}; hệ thống chưa có xã nào"
    return (
        f"{wanted}, đã đạt {one.reached}, tự đánh giá đủ {one.proposed}, còn thiếu {one.left}; "
        f"hệ thống có {one.communes} xã"
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

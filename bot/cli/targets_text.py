"""What `ntm import targets` and `ntm show targets` say: as one JSON document, and in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, assert_never

from bot.cli.days import say_day
from conversations.programme.stated import rounded, vietnamese
from conversations.programme.target_lines import key_in_words
from conversations.programme.unit import Level
from handlers.import_plan import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from conversations.programme.target_progress import LineProgress, PlaceProgress, TargetsProgress
    from handlers.import_targets import TargetImport

SHOWN_CHANGES = 40
"""More changed figures than fit a screen are counted, not listed."""


def import_as_document(done: TargetImport) -> dict[str, Any]:
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
        "average": _number(read.average),
        "warnings": [
            {
                "code": one.code,
                "place": str(one.place),
                "stated": one.stated,
                "computed": one.computed,
                "message": one.message,
            }
            for one in done.warnings
        ],
    }


def import_in_words(done: TargetImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what has changed."""
    return "\n".join(_import_lines(done, dry_run=dry_run))


def _import_lines(done: TargetImport, *, dry_run: bool) -> Iterator[str]:
    read = done.document
    tried = " Chạy thử, chưa ghi gì." if dry_run else ""
    yield f"{_outcome(done)}{tried}"
    if read.source.title:
        number = f" (số {read.source.number})" if read.source.number else ""
        yield f"Văn bản: {read.source.title}{number}"
    dated = f"Tính từ {say_day(done.dated)}"
    yield f"{dated}." if read.source.dated else f"Văn bản không ghi ngày. {dated}, lần nhập đầu tiên."
    for line in read.lines:
        base = f" đến hết năm {line.base_year}" if line.base_year else ""
        by = f" đến hết năm {line.by_year}" if line.by_year else ""
        yield (
            f"- {_capital(key_in_words(line.key))}: {line.result}{base}, thêm {line.planned}, "
            f"thành {line.result + line.planned}{by}."
        )
    if read.floor is not None:
        yield f"- Không còn xã dưới {read.floor} tiêu chí."
    if read.average is not None:
        yield f"- Bình quân trên {vietnamese(read.average)} tiêu chí/xã."
    if done.created:
        counts = Counter(unit.kind.name for unit in done.created)
        made = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"{'Sẽ tạo' if dry_run else 'Đã tạo'} {made}."
    yield from _changes(done)
    if done.warnings:
        yield f"Cảnh báo ({len(done.warnings)}):"
        for warning in done.warnings:
            place = f"{warning.place}: " if str(warning.place) else ""
            yield f"  - {place}{warning.message}"


def _outcome(done: TargetImport) -> str:
    title = done.unit.title
    match done.outcome:
        case Outcome.FIRST:
            return f"Chỉ tiêu của {title}: bản {done.version}."
        case Outcome.CHANGED:
            return f"Chỉ tiêu của {title} đã thay đổi: bản {done.version}; các bản trước vẫn giữ."
        case Outcome.UNCHANGED:
            return f"Chỉ tiêu của {title} đúng như bản {done.version} đã nhập, không đổi gì."
        case _:
            assert_never(done.outcome)


def _changes(done: TargetImport) -> Iterator[str]:
    if done.outcome is not Outcome.CHANGED:
        return
    yield f"Thay đổi ({len(done.changes)} số):" if done.changes else "Các số của bảng không đổi."
    for one in done.changes[:SHOWN_CHANGES]:
        yield f"  - {one.unit.title}, số {key_in_words(one.key)}: {_pair(one.before)} → {_pair(one.after)}"
    if len(done.changes) > SHOWN_CHANGES:
        yield f"  … và {len(done.changes) - SHOWN_CHANGES} số nữa"


def _pair(figures: tuple[int, int] | None) -> str:
    return "không có" if figures is None else f"{figures[0]} + {figures[1]}"


def progress_as_document(found: TargetsProgress) -> dict[str, Any]:
    """The JSON of the progress; what is not followed is null."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "source": {"title": found.title, "number": found.number, "dated": found.dated.isoformat()},
        "version": found.version,
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
        "floor": None
        if found.floor is None
        else {
            "criteria": found.floor,
            "under": [{"unit": one.unit.name, "met": one.met} for one in found.under_floor],
        },
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


def progress_in_words(found: TargetsProgress) -> str:
    """The same for a person."""
    return "\n".join(_progress_lines(found))


def _progress_lines(found: TargetsProgress) -> Iterator[str]:
    number = f" (số {found.number}, {say_day(found.dated)})" if found.number else f" ({say_day(found.dated)})"
    yield f"Chỉ tiêu của {found.unit.title}, bản {found.version}{number}. Số liệu đến {say_day(found.as_of)}."
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
    head = f"{_capital(key_in_words(line.key))}: chỉ tiêu {wanted}{by}"
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
    ended = f" (đến {say_day(one.as_of)}, ngày cuối của đơn vị)" if one.as_of < day else ""
    wanted = f"{one.unit.title}{ended}: chỉ tiêu {one.wanted} ({one.result} + {one.planned})"
    if one.reached is None:
        return f"{wanted}; hệ thống chưa có xã nào"
    return (
        f"{wanted}, đã đạt {one.reached}, tự đánh giá đủ {one.proposed}, còn thiếu {one.left}; "
        f"hệ thống có {one.communes} xã"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

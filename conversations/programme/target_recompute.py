"""What a table of targets comes to when it is added up anew, and where it disagrees with itself or with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.plan_targets import Standard
from conversations.programme.source_warning import USED, SourceWarning
from conversations.programme.target_lines import key_in_words
from conversations.programme.target_shares import share_warnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conversations.programme.stated import Stated
    from conversations.programme.table import Place
    from conversations.programme.target_document import TargetDocument
    from conversations.programme.target_lines import TargetLine

_PARTS = {"result": "kết quả", "planned": "kế hoạch", "total": "tổng"}
_ORDER = (Standard.NTM, Standard.ADVANCED, Standard.MODEL)


def target_totals(document: TargetDocument) -> Mapping[str, int]:
    """Computed from the cells: "commune.ntm.result" to its sum, and so on; first the number of places."""
    totals = {"districts": len(document.lines[0].figures) if document.lines else 0}
    for line in document.lines:
        totals |= {f"{line.key.code}.{part}": count for part, count in _sums(line).items()}
    return totals


def target_warnings(document: TargetDocument) -> tuple[SourceWarning, ...]:
    """Every disagreement in the order of the table; then those of the text."""
    lines = document.lines
    return (
        *(warning for line in lines for warning in _of_line(line)),
        *_of_levels(document),
        *_of_text(document),
        *share_warnings(document.shares),
    )


def _sums(line: TargetLine) -> Mapping[str, int]:
    return {"result": line.result, "planned": line.planned, "total": line.result + line.planned}


def _of_line(line: TargetLine) -> Iterator[SourceWarning]:
    what = key_in_words(line.key)
    whole = line.whole
    if whole is not None:
        sums = _sums(line)
        stated: tuple[tuple[str, Stated | None], ...] = (
            ("result", whole.result),
            ("planned", whole.planned),
            ("total", whole.total),
        )
        for part, figure in stated:
            if figure is not None and int(figure.value) != sums[part]:
                yield _warning(
                    "target_sum_differs",
                    figure.place,
                    int(figure.value),
                    sums[part],
                    f"Số {what}, {_PARTS[part]}: cột tổng ghi {figure.text}, cộng các huyện được {sums[part]}.",
                )
    for one in line.figures:
        if one.total is not None and int(one.total.value) != one.wanted:
            yield _warning(
                "target_total_differs",
                one.total.place,
                int(one.total.value),
                one.wanted,
                f"{one.name}, số {what}: ghi {one.total.text}, kết quả {one.reached} cộng kế hoạch {one.added} "
                f"là {one.wanted}.",
            )


def _of_levels(document: TargetDocument) -> Iterator[SourceWarning]:
    """A higher standard is reached only by those that keep the lower one: no place can have more of it."""
    by_key = {(line.key.level, line.key.standard): line for line in document.lines}
    for (level, standard), line in by_key.items():
        if standard not in _ORDER[1:]:
            continue
        below = by_key.get((level, _ORDER[_ORDER.index(standard) - 1]))
        lower = {} if below is None else {one.name: one.wanted for one in below.figures}
        for one in line.figures:
            if below is not None and one.wanted > lower.get(one.name, one.wanted):
                yield _warning(
                    "target_level_above_lower",
                    one.place,
                    one.wanted,
                    lower[one.name],
                    f"{one.name}: {one.wanted} {key_in_words(line.key)}, nhưng chỉ {lower[one.name]} "
                    f"{key_in_words(below.key)}.",
                    used="Đã giữ nguyên cả hai số.",
                )


def _of_text(document: TargetDocument) -> Iterator[SourceWarning]:
    by_key = {line.key: line for line in document.lines}
    for claim in document.claims:
        line = by_key.get(claim.key)
        if line is None or (computed := _sums(line)[claim.part]) == claim.count:
            continue
        yield _warning(
            "target_text_differs",
            claim.place,
            claim.count,
            computed,
            f"Phần lời ghi {claim.count} {key_in_words(claim.key)} ({_PARTS[claim.part]}), cộng bảng được {computed}.",
        )


def _warning(code: str, place: Place, stated: int, computed: int, said: str, *, used: str = USED) -> SourceWarning:
    return SourceWarning(code=code, place=place, stated=stated, computed=computed, message=f"{said} {used}")

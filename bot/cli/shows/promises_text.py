"""What `ntm show promises` says: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.programme.plan_outcome import PromiseState
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.plan_outcome import PlanOutcome, Promise

STATES = {
    PromiseState.EARLY: "đạt sớm",
    PromiseState.KEPT: "đạt đúng lộ trình",
    PromiseState.OPEN: "còn trong thời hạn",
    PromiseState.LATE: "chậm lộ trình",
}


def as_document(found: PlanOutcome) -> dict[str, Any]:
    """Every promise with its state; offices by name."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "totals": {state.value: len(found.those(state)) for state in PromiseState},
        "promises": [
            {
                "unit": one.unit.name,
                "criterion": one.criterion.code,
                "year": one.year,
                "state": one.state.value,
                "wanting": list(one.wanting),
                "offices": [found.offices[office].name for office in one.offices],
            }
            for one in found.promises
        ],
        "late_by_office": {found.offices[office].name: len(late) for office, late in found.late_by_office.items()},
        "late_without_office": len(found.late_without_office),
    }


def in_words(found: PlanOutcome) -> str:
    """Counts first, then what is late by commune and by office, then who is early."""
    return "\n".join(_lines(found))


def _lines(found: PlanOutcome) -> Iterator[str]:
    if not found.promises:
        yield f"Đến {show_date(found.as_of)} chưa có kế hoạch nào ghi năm phấn đấu của các xã thuộc {found.unit.title}."
        yield "Nhập kế hoạch bằng ntm import plan; xã nào đạt chuẩn năm nào thì xem bằng ntm show roadmap."
        return
    counts = ", ".join(f"{len(found.those(state))} {words}" for state, words in STATES.items())
    yield f"Lộ trình của {found.unit.title} đến {show_date(found.as_of)}: {counts}."
    late = found.those(PromiseState.LATE)
    if late:
        yield ""
        yield "Chậm lộ trình, theo xã:"
        yield from _by_unit(late)
        yield ""
        yield "Chậm lộ trình, theo cơ quan phụ trách:"
        for office, theirs in found.late_by_office.items():
            yield f"- {found.offices[office].name} ({len(theirs)}): {_in_units(theirs)}"
        if rest := found.late_without_office:
            yield f"- Chưa có cơ quan phụ trách ({len(rest)}): {_in_units(rest)}"
    if early := found.those(PromiseState.EARLY):
        yield ""
        yield "Đạt sớm hơn lộ trình:"
        yield from _by_unit(early)


def _by_unit(promises: Sequence[Promise]) -> Iterator[str]:
    for title, theirs in _grouped(promises).items():
        yield f"- {title}: {', '.join(_criterion(one) for one in theirs)}"


def _criterion(one: Promise) -> str:
    wanting = f", chưa đạt {', '.join(one.wanting)}" if one.wanting else ""
    return f"{one.criterion.code} {one.criterion.label} (năm {one.year}{wanting})"


def _in_units(promises: Sequence[Promise]) -> str:
    return "; ".join(
        f"{title}: {', '.join(one.criterion.code for one in theirs)}" for title, theirs in _grouped(promises).items()
    )


def _grouped(promises: Sequence[Promise]) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for one in promises:
        found.setdefault(one.unit.title, []).append(one)
    return found

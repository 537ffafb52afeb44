"""What `ntm show roadmap` says: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.days import say_day
from conversations.programme.roadmap import reached_in_words, standard_in_words
from conversations.reading.show import show_percent
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.roadmap_progress import BareDistrict, GoalProgress, RoadmapProgress, YearProgress

_SHOWN = 10
"""More late units than this are counted, not named."""


def as_document(found: RoadmapProgress) -> dict[str, Any]:
    """The JSON of the progress; what is not followed is null."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "source": {"title": found.title, "number": found.number, "dated": found.dated.isoformat()},
        "version": found.version,
        "goals": [_goal(one) for one in found.goals],
        "every_district": found.covers_all,
        "districts_without": [
            {
                "unit": one.unit.name,
                "stated": one.stated,
                "communes_known": one.communes,
                "named": [{"unit": unit.name, "year": year} for unit, year in one.named],
            }
            for one in found.bare
        ],
        "districts_not_known": [one.name for one in found.not_told],
        "floor": None
        if found.floor is None
        else {
            "criteria": found.floor,
            "under": [{"unit": one.unit.name, "met": one.met} for one in found.under_floor],
        },
        "keeping": [
            {"unit": one.unit.name, "standard": one.standard.value, "state": one.state.value} for one in found.keeping
        ],
    }


def _goal(one: GoalProgress) -> dict[str, Any]:
    goal = one.goal
    return {
        "level": goal.level.value,
        "standard": goal.standard.value,
        "part": goal.part,
        "by_year": goal.by_year,
        "added": goal.added,
        "kept": goal.kept,
        "total": goal.total_low if goal.total_low == goal.total_high else [goal.total_low, goal.total_high],
        "share": None if goal.share is None else float(goal.share),
        "of": goal.of_count,
        "to_find": goal.to_find,
        "followed": one.holding is not None,
        "named": one.named,
        "recognised": one.recognised,
        "left": one.left,
        "holding": one.holding,
        "years": [
            {
                "year": year.year,
                "named": year.named,
                "in_time": year.in_time,
                "recognised": year.recognised,
                "open": year.open,
                "late": [unit.name for unit in year.late],
            }
            for year in one.years
        ],
    }


def in_words(found: RoadmapProgress) -> str:
    """The same for a person."""
    return "\n".join(_lines(found))


def _lines(found: RoadmapProgress) -> Iterator[str]:
    number = f" (số {found.number}, {say_day(found.dated)})" if found.number else f" ({say_day(found.dated)})"
    yield f"Lộ trình của {found.unit.title}, bản {found.version}{number}. Số liệu đến {say_day(found.as_of)}."
    for one in found.goals:
        yield ""
        yield from _goal_lines(one)
    if found.keeping:
        yield ""
        names = ", ".join(f"{one.unit.title} ({standard_in_words(one.standard)})" for one in found.keeping)
        yield f"Rà soát duy trì: {names}."
    if found.covers_all:
        yield ""
        yield "Không còn huyện chưa có xã đạt chuẩn. Hiện chưa có, theo số liệu đã ghi:"
        yield from (f"  - {_bare(one)}" for one in found.bare)
        if found.not_told:
            yield f"  Chưa biết xã nào thuộc: {', '.join(one.title for one in found.not_told)}."
    if found.floor is not None:
        yield ""
        low = (
            ", ".join(f"{one.unit.name} ({one.met})" for one in found.under_floor)
            or "không có, trong các xã đã có số liệu"
        )
        yield f"Không còn xã dưới {found.floor} tiêu chí. Hiện dưới mức này: {low}."


def _goal_lines(one: GoalProgress) -> Iterator[str]:
    goal = one.goal
    what = reached_in_words(goal.level, goal.standard) + (f" ({goal.part})" if goal.part else "")
    wanted = [] if goal.added is None else [f"thêm {goal.added}"]
    wanted += [] if goal.kept is None else [f"duy trì {goal.kept}"]
    if goal.total_low is not None:
        high = "" if goal.total_high == goal.total_low else f"-{goal.total_high}"
        wanted.append(f"tổng {goal.total_low}{high}" + (f"/{goal.of_count}" if goal.of_count else ""))
    wanted += [] if goal.share is None else [f"ít nhất {show_percent(int(100 * goal.share))}"]
    by = f" đến hết năm {goal.by_year}" if goal.by_year else ""
    head = f"{capital(what)}: {', '.join(wanted) or 'văn bản không nêu số'}{by}"
    if one.holding is None:
        yield f"{head}. Chưa theo dõi được: hệ thống chưa có số liệu đạt chuẩn của cấp này."
        return
    left = "" if one.left is None else f", còn {one.left}"
    counted = f"Nêu tên {one.named}, đã công nhận {one.recognised}{left}"
    yield f"{head}. {counted}; hệ thống ghi {one.holding} đang giữ chuẩn."
    if goal.to_find:
        yield f"  Văn bản còn để rà soát bổ sung {goal.to_find}."
    yield from (f"  - {_year(year)}" for year in one.years)


def _year(one: YearProgress) -> str:
    said = (
        f"Năm {one.year}: {one.named} đơn vị, công nhận {one.recognised} (đúng năm {one.in_time}), đang làm {one.open}"
    )
    if not one.late:
        return f"{said}."
    names = ", ".join(unit.name for unit in one.late[:_SHOWN])
    more = f" và {len(one.late) - _SHOWN} đơn vị nữa" if len(one.late) > _SHOWN else ""
    return f"{said}; chậm hạn {len(one.late)}: {names}{more}."


def _bare(one: BareDistrict) -> str:
    said = [] if not one.stated else ["văn bản nêu"]
    said.append(f"hệ thống có {one.communes} xã" if one.communes else "hệ thống chưa có xã nào")
    if one.named:
        said.append("phấn đấu: " + ", ".join(f"{unit.name} năm {year}" for unit, year in one.named))
    return f"{one.unit.title} ({'; '.join(said)})"

"""Where a roadmap disagrees with itself: its counts with the units it names, its shares, its days and its order."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.plan_names import commune_key
from conversations.programme.plan_targets import Standard
from conversations.programme.roadmap import reached_in_words, standard_in_words
from conversations.programme.source_warning import SourceWarning
from conversations.programme.stated import rounded, vietnamese
from conversations.programme.unit import Level
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from conversations.programme.roadmap import Goal, RoadmapEntry, UnitKey
    from conversations.programme.roadmap_document import RoadmapDocument
    from conversations.programme.table import Place

_KEPT = "Đã giữ nguyên như văn bản."
_ORDER = (Standard.NTM, Standard.ADVANCED, Standard.MODEL)
_DECIMALS = 2
_NAMED = 10
"""More names than this are counted."""


def roadmap_warnings(read: RoadmapDocument, units: Mapping[UnitKey, str]) -> tuple[SourceWarning, ...]:
    """Every disagreement: of the goals, then of the units named, then of the days. units: what each name means."""
    return (
        *(warning for goal in read.wanted.goals for warning in _of_goal(goal, read, units)),
        *_twice(read, units),
        *_too_early(read, units),
        *_not_counted(read),
        *_without_days(read),
        *_days(read),
        *_ends(read),
    )


def _of_goal(goal: Goal, read: RoadmapDocument, units: Mapping[UnitKey, str]) -> Iterator[SourceWarning]:
    what = reached_in_words(goal.level, goal.standard)
    if goal.total_low is not None and goal.total_low == goal.total_high and goal.added is not None:
        yield from _sum(goal, what)
    if goal.level is Level.COMMUNE:
        yield from _named_communes(goal, read, units, what)
        yield from _kept(goal, read, units, what)
        yield from _share(goal, read, what)
    if goal.level is Level.DISTRICT:
        yield from _named_districts(goal, read)


def _sum(goal: Goal, what: str) -> Iterator[SourceWarning]:
    if goal.kept is None or goal.added is None or goal.total_low is None:
        return
    if goal.added + goal.kept != goal.total_low:
        yield _warning(
            "roadmap_total_differs",
            goal.place,
            goal.total_low,
            goal.added + goal.kept,
            f"Ghi {goal.total_low} {what}, nhưng thêm {goal.added} và duy trì {goal.kept} là {goal.added + goal.kept}.",
        )


def _named_communes(
    goal: Goal, read: RoadmapDocument, units: Mapping[UnitKey, str], what: str
) -> Iterator[SourceWarning]:
    rows = [one for one in read.named(Level.COMMUNE) if one.standard is goal.standard]
    named = len({units[one.key] for one in rows})
    to_find = goal.to_find or 0
    if goal.added is None or not rows or named + to_find == goal.added:
        return
    years = ", ".join(
        f"năm {year}: {len([one for one in rows if one.year == year])}"
        for year in sorted({one.year for one in rows if one.year is not None})
    )
    said = f"Mục tiêu thêm {goal.added} {what}, văn bản nêu tên {named} xã ({years})"
    if to_find:
        said += f", còn rà soát để bổ sung {to_find} xã"
    left = goal.added - named - to_find
    said += f"; {left} xã không nêu tên." if left > 0 else f"; nhiều hơn mục tiêu {-left} xã."
    yield _warning("roadmap_named_differs", goal.place, goal.added, named, said)


def _kept(goal: Goal, read: RoadmapDocument, units: Mapping[UnitKey, str], what: str) -> Iterator[SourceWarning]:
    rows = [one for one in read.named(Level.COMMUNE, DossierKind.KEEPING) if one.standard is goal.standard]
    named = len({units[one.key] for one in rows})
    if goal.kept is not None and rows and named != goal.kept:
        yield _warning(
            "roadmap_kept_differs",
            goal.place,
            goal.kept,
            named,
            f"Ghi duy trì {goal.kept} {what}, nêu tên {named} xã để rà soát.",
        )


def _share(goal: Goal, read: RoadmapDocument, what: str) -> Iterator[SourceWarning]:
    if goal.share is None or goal.total_low is None:
        return
    stated = f"{_percent(goal.share)}%"
    if goal.of_count is not None:
        if goal.of_count and goal.total_low < goal.share * goal.of_count:
            least = math.ceil(goal.share * goal.of_count)
            exact = Fraction(goal.total_low, goal.of_count)
            share, rounds = _percent(exact), rounded(100 * exact, 0) == 100 * goal.share
            yield _warning(
                "roadmap_share_rounded" if rounds else "roadmap_share_differs",
                goal.place,
                stated,
                f"{share}%",
                f"Ghi {goal.total_low}/{goal.of_count} {what} là {stated}, tính được {share}%"
                f"{', làm tròn mới được số ấy' if rounds else ''}; "
                f"đủ {stated} phải có {least} xã.",
            )
        return
    bases = [
        (one.total_low, one.of_count)
        for one in read.wanted.goals
        if one.level is goal.level and one.standard is Standard.NTM and one.of_count
    ]
    for low, everything in bases:
        if low is None or everything is None:
            continue
        of_met, of_all = _percent(Fraction(goal.total_low, low)), _percent(Fraction(goal.total_low, everything))
        yield _warning(
            "roadmap_share_of_what",
            goal.place,
            stated,
            f"{of_met}% của {low}; {of_all}% của {everything}",
            f"Ghi {goal.total_low} {what} là ít nhất {stated}, không nói của bao nhiêu xã: {of_met}% của {low} xã đạt "
            f"chuẩn, {of_all}% của {everything} xã.",
        )


def _named_districts(goal: Goal, read: RoadmapDocument) -> Iterator[SourceWarning]:
    rows = [one for one in read.named(Level.DISTRICT) if one.standard is goal.standard]
    rural = [one for one in rows if one.name.startswith("huyện ")]
    if goal.added is not None and rows and len(rural) != goal.added:
        names = "; ".join(" và ".join((one.name, *one.together)) for one in rural)
        yield _warning(
            "roadmap_districts_differ",
            goal.place,
            goal.added,
            len(rural),
            f"Ghi thêm {goal.added} huyện đạt chuẩn, nêu {len(rural)} hồ sơ huyện: {names}.",
        )
    if goal.total_low is not None and goal.total_high is not None and goal.total_low != goal.total_high:
        yield _warning(
            "roadmap_range",
            goal.place,
            f"{goal.total_low}-{goal.total_high}",
            len(rows),
            f"Ghi tổng số {goal.total_low}-{goal.total_high} đơn vị cấp huyện; nêu {len(rows)} hồ sơ, không nói đơn vị "
            "nào đã đạt từ trước nên không tính lại được.",
        )


def _twice(read: RoadmapDocument, units: Mapping[UnitKey, str]) -> Iterator[SourceWarning]:
    seen: dict[tuple[str, Standard, DossierKind], RoadmapEntry] = {}
    for one in read.entries:
        key = (units[one.key], one.standard, one.kind)
        before = seen.setdefault(key, one)
        if before is not one:
            yield _warning(
                "roadmap_named_twice",
                one.place,
                one.year or 0,
                before.year or 0,
                f"{one.called} được nêu hai lần cho {standard_in_words(one.standard)}: năm {before.year} "
                f"({before.place}) và năm {one.year}.",
                kept="Hồ sơ theo lần nêu đầu tiên.",
            )


def _too_early(read: RoadmapDocument, units: Mapping[UnitKey, str]) -> Iterator[SourceWarning]:
    """Levels build on each other: named for a higher one in the year of the lower one, or before it."""
    rows = read.named(Level.COMMUNE)
    years: dict[tuple[str, Standard], int] = {}
    for one in rows:
        years.setdefault((units[one.key], one.standard), one.year or 0)
    for one in rows:
        for lower in _ORDER[: _ORDER.index(one.standard)] if one.standard in _ORDER else ():
            year = years.get((units[one.key], lower))
            if year is not None and one.year is not None and one.year <= year:
                yield _warning(
                    "roadmap_higher_too_early",
                    one.place,
                    one.year,
                    year,
                    f"{one.called}: {standard_in_words(one.standard)} năm {one.year}, "
                    f"{standard_in_words(lower)} năm {year}.",
                )


def _not_counted(read: RoadmapDocument) -> Iterator[SourceWarning]:
    without = {commune_key(name) for name in read.wanted.not_counted}
    for one in read.named(Level.COMMUNE):
        if commune_key(one.name) in without:
            yield _warning(
                "roadmap_not_counted_named",
                one.place,
                one.name,
                one.name,
                f"Văn bản ghi không tính xã {one.name}, nhưng nêu tên để xét công nhận.",
            )


def _without_days(read: RoadmapDocument) -> Iterator[SourceWarning]:
    """Whoever is named without a day owes nothing by a day: that is told once for all of them."""
    for whose, entries in (
        ("hạn của đơn vị", [one for one in read.entries if one.first is None and not one.backlog]),
        ("hạn của cấp trên", [one for one in read.entries if one.second is None]),
    ):
        named = [one for one in entries if one.kind is DossierKind.RECOGNITION]
        if named:
            called = list(dict.fromkeys(one.called for one in named))
            names = ", ".join(called[:_NAMED])
            more = f" và {len(called) - _NAMED} đơn vị nữa" if len(called) > _NAMED else ""
            yield _warning(
                "roadmap_day_missing",
                named[0].place,
                "",
                len(named),
                f"Không đọc được {whose} của {len(named)} hồ sơ: {names}{more}.",
                kept="Chưa theo dõi hạn ấy.",
            )


def _days(read: RoadmapDocument) -> Iterator[SourceWarning]:
    """The level above must pass it on before the unit must hand it in, or in another year than the one named."""
    for (place, first, second, centre, year), group in groupby(
        read.entries,
        key=lambda one: (
            one.place,
            None if one.first is None else one.first.last_good_day,
            None if one.second is None else one.second.last_good_day,
            None if one.centre is None else one.centre.last_good_day,
            one.year,
        ),
    ):
        entries = list(group)
        names = ", ".join(" và ".join((one.called, *one.together)) for one in entries)
        if first is not None and second is not None and first > second:
            yield _warning(
                "roadmap_days_reversed",
                place,
                show_date(second),
                show_date(first),
                f"{names}: hạn của cấp trên (đến hết {show_date(second)}) sớm hơn hạn của đơn vị (đến hết "
                f"{show_date(first)}).",
            )
        if centre is not None and second is not None and centre > second:
            yield _warning(
                "roadmap_days_differ",
                place,
                show_date(second),
                show_date(centre),
                f"{names}: một chỗ ghi đến hết {show_date(second)}, một chỗ ghi đến hết {show_date(centre)}.",
            )
        if first is not None and year is not None and first.year != year and not entries[0].backlog:
            yield _warning(
                "roadmap_day_of_other_year",
                place,
                year,
                first.year,
                f"{names}: hồ sơ năm {year}, hạn nộp đến hết {show_date(first)}.",
            )


def _ends(read: RoadmapDocument) -> Iterator[SourceWarning]:
    """Dossiers whose last day is after the day by which the document wants everything done."""
    for end in read.wanted.ends:
        late: dict[tuple[date, Level], int] = {}
        for one in read.entries:
            days = [day.last_good_day for day in (one.first, one.second) if day is not None]
            if days and max(days) > end.last_good_day:
                at = max(days), one.level
                late[at] = late.get(at, 0) + 1
        if not late:
            continue
        told = ", ".join(
            f"{count} hồ sơ {'xã' if level is Level.COMMUNE else 'cấp huyện'} đến hết {show_date(day)}"
            for (day, level), count in sorted(late.items(), key=lambda one: one[0])
        )
        yield _warning(
            "roadmap_after_end",
            end.place,
            end.text,
            show_date(max(day for day, _ in late)),
            f"Mục đích, yêu cầu ghi xong {end.text}; hạn của các hồ sơ thì muộn hơn: {told}.",
        )


def _percent(share: Fraction) -> str:
    text = vietnamese(rounded(100 * share, _DECIMALS))
    return text.rstrip("0").rstrip(",") if "," in text else text


def _warning(
    code: str, place: Place, stated: int | str, computed: int | str, said: str, *, kept: str = _KEPT
) -> SourceWarning:
    return SourceWarning(code=code, place=place, stated=stated, computed=computed, message=f"{said} {kept}")

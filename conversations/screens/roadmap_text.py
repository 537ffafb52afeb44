"""How far a unit is along its roadmap, as text: each goal with its years, then districts and communes to look after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date, show_percent
from conversations.screens.casing import capital
from conversations.screens.deadlines import level_words
from conversations.screens.dossier_words import standard_words
from conversations.screens.paging import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.engine.words import Words
    from conversations.programme.roadmap_progress import BareDistrict, GoalProgress, RoadmapProgress, YearProgress
    from conversations.programme.status import CommuneStatus

NAMED = 10
"""More late units than this are counted, not named."""


def roadmap_text(found: RoadmapProgress, words: Words) -> str:
    """In sections, parted by empty lines."""
    head = words.say(
        "roadmap",
        "Lộ trình của {unit} đến {day}\nTheo văn bản ngày {dated}, bản {version}.",
        unit=found.unit.title,
        day=show_date(found.as_of),
        dated=show_date(found.dated),
        version=found.version,
    )
    sections = [head, *("\n".join(_goal(one, words)) for one in found.goals)]
    if found.keeping:
        names = ", ".join(f"{one.unit.title} ({standard_words(one.standard, words)})" for one in found.keeping)
        sections.append(words.say("roadmap", "Rà soát duy trì: {names}.", names=names))
    if found.covers_all:
        sections.append("\n".join(_districts(found, words)))
    if found.floor is not None:
        sections.append(floor_section(found.floor, found.under_floor, words))
    return "\n\n".join(sections)


def floor_section(floor: int, under: Sequence[CommuneStatus], words: Words) -> str:
    """The fewest criteria that a paper allows a commune, and who has fewer."""
    low = ", ".join(f"{one.unit.name} ({one.met})" for one in under)
    goal = words.say("roadmap", "Mục tiêu: không còn xã dưới {floor} tiêu chí.", floor=floor)
    if low:
        return f"{goal}\n{words.say('roadmap', 'Hiện dưới mức này: {names}.', names=low)}"
    return f"{goal}\n{words.say('roadmap', 'Trong các xã đã có số liệu, không xã nào dưới mức này.')}"


def _goal(one: GoalProgress, words: Words) -> Iterator[str]:
    goal = one.goal
    what = words.say(
        "roadmap",
        "{level} đạt chuẩn {standard}",
        level=level_words(goal.level, words),
        standard=standard_words(goal.standard, words),
    )
    part = f" ({goal.part})" if goal.part else ""
    wanted = ", ".join(_wanted(one, words)) or words.say("roadmap", "văn bản không nêu số")
    by = "" if goal.by_year is None else words.say("roadmap", " đến hết năm {year}", year=goal.by_year)
    yield f"{capital(what)}{part}: {wanted}{by}."
    if one.holding is None:
        yield words.say("roadmap", "Chưa theo dõi được: hệ thống chưa có số liệu đạt chuẩn của cấp này.")
        return
    left = "" if one.left is None else words.say("roadmap", ", còn phải công nhận {n}", n=one.left)
    yield words.say(
        "roadmap",
        "Văn bản nêu tên {named}; đã công nhận {recognised}{left}. Hệ thống ghi {holding} đang giữ chuẩn.",
        named=one.named,
        recognised=one.recognised,
        left=left,
        holding=one.holding,
    )
    if goal.to_find:
        yield words.say("roadmap", "Văn bản còn để rà soát bổ sung {n}.", n=goal.to_find)
    for year in one.years:
        yield f"• {_year(year, words)}"


def _wanted(one: GoalProgress, words: Words) -> Iterator[str]:
    goal = one.goal
    if goal.added is not None:
        yield words.say("roadmap", "thêm {n}", n=goal.added)
    if goal.kept is not None:
        yield words.say("roadmap", "duy trì {n}", n=goal.kept)
    if goal.total_low is not None:
        high = "" if goal.total_high == goal.total_low else f"-{goal.total_high}"
        of = "" if goal.of_count is None else f"/{goal.of_count}"
        yield words.say("roadmap", "tổng {n}", n=f"{goal.total_low}{high}{of}")
    if goal.share is not None:
        yield words.say("roadmap", "ít nhất {share}", share=show_percent(int(100 * goal.share)))


def _year(one: YearProgress, words: Words) -> str:
    said = words.say(
        "roadmap",
        "Năm {year}: {named} đơn vị, công nhận {recognised} (đúng lộ trình {in_time}), đang làm {open}",
        year=one.year,
        named=one.named,
        recognised=one.recognised,
        in_time=one.in_time,
        open=one.open,
    )
    if not one.late:
        return f"{said}."
    names = names_of(one.late, words, most=NAMED)
    late = words.say("roadmap", "chậm hạn {n}: {names}", n=len(one.late), names=names)
    return f"{said}; {late}."


def _districts(found: RoadmapProgress, words: Words) -> Iterator[str]:
    yield words.say("roadmap", "Mục tiêu: không còn huyện chưa có xã đạt chuẩn.")
    if found.bare:
        yield words.say("roadmap", "Theo số liệu đã ghi, hiện chưa có xã đạt chuẩn:")
    else:
        yield words.say("roadmap", "Các huyện đã biết xã đều có xã đạt chuẩn.")
    for one in found.bare:
        yield f"• {_bare(one, words)}"
    if found.not_told:
        names = ", ".join(one.title for one in found.not_told)
        yield words.say("roadmap", "Chưa biết xã nào thuộc: {names}.", names=names)


def _bare(one: BareDistrict, words: Words) -> str:
    said = [words.say("roadmap", "văn bản nêu")] if one.stated else []
    said.append(
        words.say("roadmap", "hệ thống có {n} xã", n=one.communes)
        if one.communes
        else words.say("roadmap", "hệ thống chưa có xã nào")
    )
    if one.named:
        named = ", ".join(
            words.say("roadmap", "{unit} năm {year}", unit=unit.name, year=year) for unit, year in one.named
        )
        said.append(words.say("roadmap", "phấn đấu: {names}", names=named))
    return f"{one.unit.title} ({'; '.join(said)})"

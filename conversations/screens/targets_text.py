"""How far a unit is towards its table of targets, as text: each target with its places, then floor and average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.unit import Level
from conversations.reading.show import show_average, show_date, show_number
from conversations.screens.casing import capital
from conversations.screens.deadlines import level_words
from conversations.screens.dossier_words import standard_words
from conversations.screens.roadmap_text import floor_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.words import Words
    from conversations.programme.target_progress import LineProgress, PlaceProgress, TargetsProgress


def targets_text(found: TargetsProgress, words: Words) -> str:
    """In sections, parted by empty lines."""
    head = words.say(
        "targets",
        "Chỉ tiêu theo huyện của {unit} đến {day}\nTheo văn bản {number} ngày {dated}.",
        unit=found.unit.title,
        day=show_date(found.as_of),
        number=found.number or found.title,
        dated=show_date(found.dated),
    )
    sections = [head, *("\n".join(_line(one, found, words)) for one in found.lines)]
    if found.floor is not None:
        sections.append(floor_section(found.floor, found.under_floor, words))
    if found.average_wanted is not None:
        goal = words.say("targets", "Mục tiêu: bình quân trên {n} tiêu chí/xã.", n=show_number(found.average_wanted))
        now = (
            words.say("targets", "Hiện nay: chưa có số liệu.")
            if found.average is None
            else words.say("targets", "Hiện nay: {n} tiêu chí/xã.", n=show_average(found.average))
        )
        sections.append(f"{goal}\n{now}")
    return "\n\n".join(sections)


def _line(line: LineProgress, found: TargetsProgress, words: Words) -> Iterator[str]:
    what = words.say(
        "targets",
        "{level} đạt chuẩn {standard}",
        level=level_words(line.key.level, words),
        standard=standard_words(line.key.standard, words),
    )
    wanted = sum(one.wanted for one in line.places)
    by = "" if line.by_year is None else words.say("targets", " đến hết năm {year}", year=line.by_year)
    yield words.say("targets", "{what}: chỉ tiêu {wanted}{by}.", what=capital(what), wanted=wanted, by=by)
    if not line.followed:
        if line.key.level is Level.COMMUNE:
            yield words.say("targets", "Chưa theo dõi được: hệ thống chưa có xã nào.")
        else:
            yield words.say("targets", "Chưa theo dõi được: hệ thống chưa có số liệu đạt chuẩn của cấp này.")
        return
    yield words.say(
        "targets",
        "Đã đạt {reached} (có công nhận hoặc phòng, ngành xác nhận đủ); xã tự đánh giá đủ: {proposed}.",
        reached=sum(one.reached or 0 for one in line.places),
        proposed=sum(one.proposed or 0 for one in line.places),
    )
    for one in line.places:
        if one.wanted or one.reached or one.proposed:
            yield f"• {_place(one, found, words)}"


def _place(one: PlaceProgress, found: TargetsProgress, words: Words) -> str:
    name = one.unit.title
    if one.as_of < found.as_of:
        name = words.say("targets", "{unit} (đến {day}, ngày cuối)", unit=name, day=show_date(one.as_of))
    if one.reached is None and one.recognised:
        return words.say(
            "targets",
            "{unit}: chỉ tiêu {wanted}; mới ghi {n} được công nhận, chưa đủ để tính",
            unit=name,
            wanted=one.wanted,
            n=one.recognised,
        )
    if one.reached is None:
        return words.say("targets", "{unit}: chỉ tiêu {wanted}; chưa có số liệu", unit=name, wanted=one.wanted)
    said = words.say("targets", "{unit}: {reached}/{wanted}", unit=name, reached=one.reached, wanted=one.wanted)
    if one.proposed:
        said += words.say("targets", ", tự đánh giá đủ {n}", n=one.proposed)
    return said + (words.say("targets", ", còn thiếu {n}", n=one.left) if one.left else "")

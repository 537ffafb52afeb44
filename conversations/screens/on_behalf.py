"""Entering a report for a village that telephoned, wrote or came: which one, how it came and when."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.rights import may_fill
from conversations.programme.unit import is_named
from conversations.reading.fold import glued
from conversations.reading.show import show_date
from conversations.screens.paging import LABEL, clip, fitted, name_of, page_of, titled, turning
from conversations.screens.progress import kinds_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.facts import Facts, ReportSummary, UnitFacts
    from conversations.engine.frames import OnBehalf
    from conversations.engine.words import Words
    from conversations.programme.person import Person

ON_A_PAGE = 10
LIKENESS = 0.7
"""From here on a misspelt name is offered; below it, it is somebody else's."""
OFFERED = 6
SHORTEST = 2
"""Letters from which on a piece of a name is worth looking for."""

WAYS = ("phone", "paper", "person")


def fillable(found: UnitFacts, person: Person) -> tuple[ReportSummary, ...]:
    """The villages with a report that this person may enter."""
    return tuple(summary for summary in found.below if may_fill(person, summary.unit))


def meant(text: str, villages: Sequence[ReportSummary]) -> tuple[ReportSummary, ...]:
    """The villages a typed name can mean: exactly so named ones, else those that contain it or are spelt nearly so."""
    exact = tuple(summary for summary in villages if is_named(summary.unit, text))
    if exact:
        return exact
    typed = glued(text)
    if len(typed) < SHORTEST:
        return ()
    keys = {glued(summary.unit.name): summary for summary in villages}
    near = {key for key in keys if typed in key or (key in typed and len(key) > SHORTEST)}
    near |= set(get_close_matches(typed, keys, n=OFFERED, cutoff=LIKENESS))
    return tuple(summary for summary in villages if glued(summary.unit.name) in near)[:OFFERED]


def exactly(summary: ReportSummary, text: str) -> bool:
    """Whether the text is the village's very name, so that nothing need be asked."""
    return is_named(summary.unit, text)


def village(frame: OnBehalf, villages: Sequence[ReportSummary], found: UnitFacts, facts: Facts) -> Screen:
    """Which village: chosen from the list or typed."""
    words = facts.words
    if not villages:
        return _none(found, words)
    listed = (meant(frame.typed, villages) if frame.typed else ()) or tuple(villages)
    lines = [_line(summary, words) for summary in listed]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    kinds = kinds_below(listed)
    if len(listed) < len(villages):
        title = words.say("on_behalf", "Tên gần giống “{typed}”, xin anh/chị chọn", typed=clip(frame.typed, 40))
    else:
        title = words.say("on_behalf", "Báo thay cho {kinds} nào? Chọn dưới đây hoặc gõ tên.", kinds=kinds)
    return Screen(
        name="on_behalf.village",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(
            *rows_of(*(_option(summary) for summary in listed[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(
                Option("all", words.say("on_behalf", "Xem tất cả")) if len(listed) < len(villages) else None,
                Option("home", words.say("on_behalf", "Về menu")),
            ),
        ),
        takes=frozenset({Takes.NAME, Takes.FIGURE}),  # villages are called "3" too, so options bear letters
    )


def _none(found: UnitFacts, words: Words) -> Screen:
    text = words.say(
        "on_behalf",
        "Hiện không có thôn, xóm nào của {unit} có báo cáo đến hạn mà anh/chị được báo thay, nên chưa có gì để nhập.",
        unit=found.unit.title,
    )
    return Screen(name="on_behalf.none", text=text, rows=rows_of(Option("home", words.say("on_behalf", "Về menu"))))


def _option(summary: ReportSummary) -> Option:
    return Option(f"v:{summary.unit.id}", name_of(summary.unit, LABEL))


def _line(summary: ReportSummary, words: Words) -> str:
    name, given, of = name_of(summary.unit), summary.given, summary.of
    if summary.state.handed_up:
        return words.say("on_behalf", "{name}: đã gửi báo cáo", name=name)
    if given:
        return words.say("on_behalf", "{name}: đang làm {given}/{of}", name=name, given=given, of=of)
    return words.say("on_behalf", "{name}: chưa bắt đầu", name=name)


def how(summary: ReportSummary, facts: Facts) -> Screen:
    """How it came; a village that has reported itself is said to have."""
    words = facts.words
    unit, period = summary.unit.title, summary.period.title
    lines = [words.say("on_behalf", "Báo thay {unit} · {period}", unit=unit, period=period)]
    if summary.state.handed_up:
        lines.append(_sent(summary, words))
    elif summary.given:
        lines.append(
            words.say("on_behalf", "Đã có {given}/{of} câu; các câu đó vẫn giữ.", given=summary.given, of=summary.of)
        )
    lines.append(words.say("on_behalf", "Anh/chị nhận số liệu này bằng cách nào?"))
    return Screen(
        name="on_behalf.how",
        text=fitted(lines),
        rows=(
            *rows_of(*(Option(way, _way_label(way, words)) for way in WAYS)),
            *rows_of(Option("village", words.say("on_behalf", "◀ Chọn lại"))),
        ),
    )


def _sent(summary: ReportSummary, words: Words) -> str:
    unit = summary.unit.title
    if summary.receipt is None:
        return words.say("on_behalf", "Báo cáo này đã gửi. Muốn sửa thì phải rút lại trước.")
    return words.say(
        "on_behalf",
        "{unit} đã gửi báo cáo ngày {day}, biên nhận số {number}. Muốn sửa thì phải rút lại trước.",
        unit=unit[:1].upper() + unit[1:],
        day=show_date(summary.receipt.at.date()),
        number=summary.receipt.number,
    )


def _way_label(way: str, words: Words) -> str:
    match way:
        case "phone":
            return words.say("on_behalf", "Điện thoại")
        case "paper":
            return words.say("on_behalf", "Trên giấy")
        case _:
            return words.say("on_behalf", "Gặp trực tiếp")


def when(summary: ReportSummary, way: str, facts: Facts) -> Screen:
    """When it came."""
    words = facts.words
    text = words.say(
        "on_behalf",
        "Báo thay {unit} · {way}\nNhận ngày nào? Chọn, hoặc gõ ngày, ví dụ 5/6.",
        unit=summary.unit.title,
        way=_way_label(way, words).lower(),
    )
    return Screen(
        name="on_behalf.when",
        text=text,
        rows=(
            *rows_of(
                Option("today", words.say("on_behalf", "Hôm nay")),
                Option("yesterday", words.say("on_behalf", "Hôm qua")),
                across=2,
            ),
            *rows_of(Option("how", words.say("on_behalf", "◀ Chọn lại"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def source(way: str, day: date, words: Words) -> str:
    """On whose word the answers are, as it is stored with each of them: "điện thoại, 7/6/2023"."""
    match way:
        case "phone":
            said = words.say("on_behalf", "điện thoại")
        case "paper":
            said = words.say("on_behalf", "trên giấy")
        case _:
            said = words.say("on_behalf", "gặp trực tiếp")
    return f"{said}, {show_date(day)}"

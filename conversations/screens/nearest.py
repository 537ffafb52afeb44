"""What a unit lacks for its criteria: how much, who judges it and by which year, the nearest criterion first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.criteria import Direction, Measure
from conversations.reading.show import show_average, show_number
from conversations.screens.casing import capital
from conversations.screens.fill_report.heading import codes, due_line
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.states import figure_words, value_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.nearest import Gap, Near
    from conversations.programme.report import Report

ON_A_PAGE = 5
GAPS = 8
"""So many indicators of one criterion are named."""


def nearest(
    found: Sequence[Near], report: Report, offices: Mapping[str, tuple[str, ...]], page: int, facts: Facts
) -> Screen:
    """One page of it. offices: by indicator, who judges it. page: from 0."""
    words = facts.words
    told = ["\n" + _criterion(near, offices, words) for near in found]
    shown = page_of(told, page, most=ON_A_PAGE)
    title = words.say("nearest", "Còn thiếu gì · {unit}", unit=report.unit.title)
    head = words.say("nearest", "{n} tiêu chí chưa đạt, xếp từ gần đạt nhất (chưa tính kinh phí).", n=len(found))
    return Screen(
        name="progress.nearest",
        text=fitted(
            [
                titled(title, shown, words),
                due_line(words, report.period, facts),
                head if found else words.say("nearest", "Theo số đã báo, không có tiêu chí nào chưa đạt."),
                *told[shown.start : shown.stop],
            ]
        ),
        rows=(
            *turning(shown, words),
            *rows_of(
                Option("overview", words.say("progress", "◀ Tiến độ chung")),
                Option("home", words.say("progress", "Về menu")),
            ),
        ),
    )


def _criterion(near: Near, offices: Mapping[str, tuple[str, ...]], words: Words) -> str:
    criterion = near.criterion
    head = f"{criterion.code} {criterion.label}"
    if near.target_year is not None:
        head = words.say("nearest", "{criterion}, lộ trình {year}", criterion=head, year=near.target_year)
    lines = [head, *(_gap(gap, offices, words) for gap in near.gaps[:GAPS])]
    if len(near.gaps) > GAPS:
        lines.append(words.say("nearest", "• và {n} chỉ tiêu chưa đạt nữa", n=len(near.gaps) - GAPS))
    if near.unknown:
        who = _judging([indicator.code for indicator in near.unknown], offices)
        named = codes(near.unknown, words)
        lines.append(words.say("nearest", "• Chưa có số: {codes}{who}", codes=named, who=who))
    return "\n".join(lines)


def _gap(gap: Gap, offices: Mapping[str, tuple[str, ...]], words: Words) -> str:
    indicator = gap.indicator
    who = _judging([indicator.code], offices)
    if gap.figure is None:
        title = clip(indicator.title, 60)
        return words.say("nearest", "• {code} {title}: chưa đạt{who}", code=indicator.code, title=title, who=who)
    return words.say(
        "nearest",
        "• {code}: {figure}{left}{who}",
        code=indicator.code,
        figure=figure_words(indicator, gap.figure),
        left=_left(gap, words),
        who=who,
    )


def _left(gap: Gap, words: Words) -> str:
    """What is required and how much of it is left; only that it is not met where no requirement is known."""
    if gap.required is None or gap.left is None:
        return words.say("nearest", ", chưa đạt")
    required = value_words(gap.indicator, gap.required)
    if gap.counted is not None and gap.figure is not None:
        of = show_number(gap.figure.denominator or 0)
        more = show_number(gap.counted)
        return words.say("nearest", ", cần từ {required}: thiếu {more} trong {of}", required=required, more=more, of=of)
    left = show_average(gap.left, 2).rstrip("0").rstrip(",")
    if gap.indicator.measure is Measure.PERCENT:
        left = words.say("nearest", "{left} điểm phần trăm", left=left)
    if gap.indicator.direction is Direction.AT_LEAST:
        return words.say("nearest", ", cần từ {required}: thiếu {left}", required=required, left=left)
    return words.say("nearest", ", cần không quá {required}: vượt {left}", required=required, left=left)


def _judging(items: Sequence[str], offices: Mapping[str, tuple[str, ...]]) -> str:
    """· Phòng Y tế; nothing where no office is known."""
    named = dict.fromkeys(title for code in items for title in offices.get(code, ()))
    return f" · {', '.join(capital(title) for title in named)}" if named else ""

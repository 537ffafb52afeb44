"""What a unit lacks for its criteria: how much, who judges it, by which year and at what cost, the cheapest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.criteria import Direction, Measure
from conversations.reading.show import show_average, show_date, show_number
from conversations.screens.casing import capital
from conversations.screens.fill_report.heading import codes, due_line
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.register_words import money_words
from conversations.screens.states import figure_words, value_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.criterion_cost import CostRow, CriterionCost
    from conversations.programme.nearest import Gap, Lacking, Near
    from conversations.screens.paging import Page

ON_A_PAGE = 5
GAPS = 8
"""So many indicators of one criterion are named."""
ROWS = 3
"""So many rows of what is to be done for one."""
TITLE = 60
"""Characters of a title or of what is to be done."""


def nearest(lacking: Lacking, page: int, facts: Facts, *, item: str = "", states: bool = False) -> Screen:
    """One page of what one's own unit lacks. page: from 0. item: of which it was asked who is in charge.

    states: whoever looks may say what a criterion still takes.
    """
    words = facts.words
    shown, text = _told(lacking, page, facts, item)
    return Screen(
        name="progress.nearest",
        text=text,
        rows=(
            *turning(shown, words),
            *rows_of(
                Option("cost", words.say("nearest", "Ghi kinh phí còn cần")) if states and lacking.nearest else None,
                Option("overview", words.say("progress", "◀ Tiến độ chung")),
                Option("home", words.say("progress", "Về menu")),
            ),
        ),
    )


def of_commune(lacking: Lacking, page: int, facts: Facts, *, item: str = "") -> Screen:
    """The same of one of the communes below."""
    words = facts.words
    shown, text = _told(lacking, page, facts, item)
    return Screen(
        name="lacks.commune",
        text=text,
        rows=(
            *turning(shown, words),
            *rows_of(
                Option("all", words.say("nearest", "◀ Các xã")),
                Option("home", words.say("progress", "Về menu")),
                across=2,
            ),
        ),
    )


def _told(lacking: Lacking, page: int, facts: Facts, item: str) -> tuple[Page, str]:
    words, report, found = facts.words, lacking.report, lacking.nearest
    told = ["\n" + _criterion(near, lacking, words) for near in found]
    shown = page_of(told, page, most=ON_A_PAGE)
    title = words.say("nearest", "Còn thiếu gì · {unit}", unit=report.unit.title)
    priced = any(near.cost is not None for near in found)
    head = (
        words.say("nearest", "{n} tiêu chí chưa đạt: cần ít kinh phí nhất ở trên, rồi đến gần đạt nhất.", n=len(found))
        if priced
        else words.say(
            "nearest", "{n} tiêu chí chưa đạt, xếp từ gần đạt nhất (chưa ai ghi kinh phí còn cần).", n=len(found)
        )
    )
    lines = [
        titled(title, shown, words),
        _in_charge(item, lacking, words),
        due_line(words, report.period, facts),
        head
        if found
        else words.say("nearest", "Chưa báo tiêu chí nào là chưa đạt. Chỉ tiêu chưa có số không tính ở đây."),
        *told[shown.start : shown.stop],
    ]
    return shown, fitted(lines)


def _in_charge(item: str, lacking: Lacking, words: Words) -> str:
    """Who judges and who answers for the one that was asked about."""
    if not item:
        return ""
    form = lacking.report.form
    whole, part = form.criterion(item), form.indicator(item)
    items = list(whole.indicators) if whole is not None else [part] if part is not None else []
    if not items:
        return words.say("nearest", "Không có tiêu chí, chỉ tiêu nào số {code}.", code=clip(item, 20))
    title = whole.label if whole is not None else clip(items[0].title, TITLE)
    judging = _judges([one.code for one in items], lacking.offices) or words.say("nearest", "chưa có đơn vị nào")
    return words.say(
        "nearest", "{code} {title}: {judging} đánh giá; ở {kind} {posts} trả lời.",
        code=item, title=title, judging=judging, kind=lacking.report.unit.kind.name,
        posts=_posts(items, lacking) or words.say("nearest", "người phụ trách chung"),
    )  # fmt: skip


def cost_of_which(lacking: Lacking, facts: Facts) -> Screen:
    """Of which criterion it is said what it still takes."""
    words = facts.words
    return Screen(
        name="progress.cost_of_which",
        text=words.say("nearest", "Ghi kinh phí còn cần cho tiêu chí nào? Chọn, hoặc gõ số tiêu chí."),
        rows=(
            *rows_of(
                *(
                    Option(f"c:{near.criterion.code}", clip(f"{near.criterion.code} {near.criterion.label}"))
                    for near in lacking.nearest
                ),
                across=2,
            ),
            *rows_of(Option("lacks", words.say("nearest", "◀ Thôi"))),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def how_much(criterion: Criterion, cost: CriterionCost | None, facts: Facts) -> Screen:
    """How much money it still takes."""
    words = facts.words
    return Screen(
        name="progress.how_much",
        text=fitted(
            [
                f"{criterion.code} {criterion.label}",
                "" if cost is None else _cost_line(cost, words),
                words.say("nearest", "Để đạt tiêu chí này còn cần bao nhiêu tiền? Ví dụ 450tr, 1,2 tỷ."),
            ]
        ),
        rows=rows_of(Option("lacks", words.say("nearest", "◀ Thôi"))),
        takes=frozenset({Takes.FIGURE}),
    )


def cost_sure(criterion: Criterion, amount: int, facts: Facts) -> Screen:
    """What was understood."""
    words = facts.words
    return Screen(
        name="progress.cost_sure",
        text=words.say(
            "nearest", "Tiêu chí {code} {title} còn cần {amount}?",
            code=criterion.code, title=criterion.label, amount=money_words(amount, words),
        ),
        rows=rows_of(
            Option("state", words.say("nearest", "Đúng, ghi lại")),
            Option("again", words.say("nearest", "Gõ lại")),
            Option("lacks", words.say("nearest", "◀ Thôi")),
        ),
    )  # fmt: skip


def cost_stated(criterion: Criterion, amount: int, words: Words) -> str:
    """The receipt."""
    return words.say(
        "nearest", "✔ Đã ghi: tiêu chí {code} còn cần {amount}.", code=criterion.code, amount=money_words(amount, words)
    )


def no_amount(words: Words) -> str:
    """A text that is no amount."""
    return words.say("nearest", "Chưa đọc được số tiền. Xin gõ lại, ví dụ 450tr.")


def _cost_line(cost: CriterionCost, words: Words) -> str:
    """Still needed, by whom it is said, and what the rows of the plan say beside it."""
    amount, day = money_words(cost.total, words), show_date(cost.said_on)
    if cost.source:
        head = words.say("nearest", "• Còn cần {amount} ({source})", amount=amount, source=clip(cost.source, TITLE))
    else:
        head = words.say("nearest", "• Còn cần {amount} (xã ghi ngày {day})", amount=amount, day=day)
    return "\n".join((head, *(line for row in cost.rows[:ROWS] if (line := _row(row, words)))))


def _row(row: CostRow, words: Words) -> str:
    parts = [
        clip(f"{row.content} {row.volume}".strip(), TITLE),
        words.say("nearest", "nguồn {source}", source=clip(row.money_from, 40)) if row.money_from else "",
        clip(row.responsible, 40),
        words.say("nearest", "xong {day}", day=show_date(row.ends_on)) if row.ends_on is not None else "",
    ]
    said = " · ".join(part for part in parts if part)
    return f"  {said}" if said else ""


def _criterion(near: Near, lacking: Lacking, words: Words) -> str:
    criterion, offices = near.criterion, lacking.offices
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
    if near.cost is not None:
        lines.append(_cost_line(near.cost, words))
    if posts := _posts([*(gap.indicator for gap in near.gaps), *near.unknown], lacking):
        lines.append(words.say("nearest", "• Ở {kind}: {posts}", kind=lacking.report.unit.kind.name, posts=posts))
    return "\n".join(lines)


def in_short(near: Near, lacking: Lacking, words: Words) -> str:
    """The criterion in one line: what is missing, whose, at what cost."""
    parts = [f"{near.criterion.code} {near.criterion.label}"]
    if near.target_year is not None:
        parts[0] = words.say("nearest", "{criterion}, lộ trình {year}", criterion=parts[0], year=near.target_year)
    if len(near.gaps) == 1 and not near.unknown:
        parts.append(_gap(near.gaps[0], {}, words).removeprefix("• "))
    elif not near.gaps:
        parts.append(words.say("nearest", "chưa có số: {codes}", codes=codes(near.unknown, words, 4)))
    else:
        items = [*(gap.indicator for gap in near.gaps), *near.unknown]
        parts.append(words.say("nearest", "còn {codes}", codes=codes(items, words, 4)))
    if near.cost is not None:
        parts.append(words.say("nearest", "cần {amount}", amount=money_words(near.cost.total, words)))
    judging = _judges(
        [*(gap.indicator.code for gap in near.gaps), *(one.code for one in near.unknown)], lacking.offices
    )
    return " · ".join((*parts, judging) if judging else parts)


def _posts(items: Sequence[Indicator], lacking: Lacking) -> str:
    """Which posts of the unit answer for them; "" where none is assigned."""
    posts = dict.fromkeys(post for one in items if (post := lacking.report.post_of(one)))
    return ", ".join(clip(post, 40) for post in posts)


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
    named = _judges(items, offices)
    return f" · {named}" if named else ""


def _judges(items: Sequence[str], offices: Mapping[str, tuple[str, ...]]) -> str:
    named = dict.fromkeys(title for code in items for title in offices.get(code, ()))
    return ", ".join(capital(title) for title in named)

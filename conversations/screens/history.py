"""The history of one figure: what was said in which period, by whom, when, by which way and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.criteria import Indicator, Measure
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.states import answer_words, nature_words, time_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, HistoryEntry, UnitFacts
    from conversations.engine.frames import History
    from conversations.engine.words import Words
    from conversations.programme.criteria import CriteriaSet, Criterion

ON_A_PAGE = 6
TITLE = 200
QUOTED = 150
"""Characters of a reason or a source in the list."""


def ask(found: UnitFacts, facts: Facts) -> Screen:
    """Which indicator."""
    words = facts.words
    text = words.say(
        "history",
        "Lịch sử chỉ tiêu của {unit}. Anh/chị muốn xem chỉ tiêu nào? Xin gõ số, ví dụ {code}.",
        unit=found.unit.title,
        code=_example(found),
    )
    return Screen(
        name="history.ask",
        text=text,
        rows=rows_of(Option("home", words.say("history", "Về menu"))),
        takes=frozenset({Takes.FIGURE}),
    )


def _example(found: UnitFacts) -> str:
    """A code that exists here, written in full."""
    indicators = found.report.form.indicators if found.report is not None else ()
    return next((indicator.code for indicator in indicators if "." in indicator.code), "13.3")


def choose(criterion: Criterion, facts: Facts) -> Screen:
    """A criterion was named that has several indicators: which of them."""
    words = facts.words
    lines = [f"{indicator.code} {clip(indicator.title, 80)}" for indicator in criterion.indicators]
    text = words.say(
        "history",
        "Tiêu chí {code} {title} có các chỉ tiêu dưới đây. Anh/chị muốn xem chỉ tiêu nào?",
        code=criterion.code,
        title=criterion.label,
    )
    return Screen(
        name="history.choose",
        text=fitted([text, *lines]),
        rows=(
            *rows_of(*(Option(f"i:{indicator.code}", indicator.code) for indicator in criterion.indicators), across=3),
            *rows_of(Option("home", words.say("history", "Về menu"))),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def history(frame: History, found: UnitFacts, facts: Facts) -> Screen:
    """The versions, newest first; an unknown code and one without any figure are told apart."""
    words = facts.words
    form = found.report.form if found.report is not None else None
    indicator = form.indicator(frame.item) if form is not None else None
    entries = sorted(facts.history, key=lambda entry: entry.answer.at, reverse=True)
    blocks = [_entry(entry, indicator or _unnamed(frame.item), words) for entry in entries]
    page = page_of(blocks, frame.page, most=ON_A_PAGE)
    title = words.say(
        "history",
        "{code} {title} · {unit}",
        code=frame.item,
        title=clip(indicator.title, TITLE) if indicator is not None else "",
        unit=found.unit.title,
    )
    lines = [titled(" ".join(title.split()), page, words), *blocks[page.start : page.stop]]
    if not entries:
        lines.append(_nothing(frame.item, indicator, form, found, words))
    return Screen(
        name="history.entries",
        text=fitted(lines),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("other", words.say("history", "Xem chỉ tiêu khác")),
                Option("home", words.say("history", "Về menu")),
            ),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def _nothing(code: str, indicator: Indicator | None, form: CriteriaSet | None, found: UnitFacts, words: Words) -> str:
    if form is not None and not form.indicators:
        return words.say("history", "{set} chưa có chỉ tiêu trong hệ thống, nên chưa có gì để xem.", set=form.title)
    if indicator is None and form is not None:
        return words.say(
            "history",
            "Bộ tiêu chí của {unit} không có chỉ tiêu số {code}. Xin anh/chị xem lại số rồi gõ lại, ví dụ {example}.",
            unit=found.unit.title,
            code=code,
            example=_example(found),
        )
    return words.say("history", "Chưa có ai trả lời chỉ tiêu này ở đây.")


def _unnamed(code: str) -> Indicator:
    """Of an indicator that is in no form now, only the bare figure can be shown."""
    return Indicator(code=code, criterion="", title="", measure=Measure.COUNT)


def _entry(entry: HistoryEntry, indicator: Indicator, words: Words) -> str:
    answer = entry.answer
    said = answer_words(words, indicator, answer, most=limits.ANSWER_TEXT)
    if answer.figure is not None and answer.nature is not None and answer.as_of is not None:
        nature = nature_words(words, answer.nature, answer.as_of)
        said = words.say("history", "{said} ({nature})", said=said, nature=nature)
    lines = [words.say("history", "• {period}: {said}", period=entry.period, said=said)]
    if answer.unchanged:
        lines.append(words.say("history", "Xác nhận như kỳ trước."))
    if answer.reason:
        lines.append(words.say("history", "Lý do: {reason}", reason=clip(answer.reason, QUOTED)))
    if answer.source:
        lines.append(words.say("history", "Nguồn: {source}", source=clip(answer.source, QUOTED)))
    lines.append(
        words.say(
            "history",
            "{by} nhập lúc {time}, ngày {day}",
            by=clip(entry.by, 80),
            time=time_words(words, answer.at),
            day=show_date(answer.at.date()),
        )
    )
    if answer.channel:
        lines[-1] = words.say(
            "history", "{entered}, qua {channel}", entered=lines[-1], channel=answer.channel.capitalize()
        )
    return "\n".join(lines)

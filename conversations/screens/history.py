"""The history of one figure: what was said in which period, by whom, when, by which way and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.criteria import Indicator, Measure
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.paging import clip, fitted, page_of
from conversations.screens.review_words import event_line
from conversations.screens.states import answer_words, nature_words, time_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, HistoryEntry, HistoryPage, UnitFacts
    from conversations.engine.frames import History
    from conversations.engine.words import Words
    from conversations.programme.answer import EvidenceCount
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


def history(frame: History, found: UnitFacts | None, past: HistoryPage, facts: Facts) -> Screen:
    """The versions, newest first, as many as fit; an unknown code and one without any figure are told apart. found
    None: whoever looks judges this figure, and sees nothing else of the unit.
    """
    words = facts.words
    form = found.report.form if found is not None and found.report is not None else None
    indicator = form.indicator(frame.item) if form is not None else past.indicator
    unit = found.unit if found is not None else past.unit
    blocks = [_entry(entry, indicator or _unnamed(frame.item), words) for entry in past.entries]
    page = page_of(blocks, 0, most=ON_A_PAGE)
    shown = past.entries[page.start : page.stop]
    title = words.say(
        "history",
        "{code} {title} · {unit}",
        code=frame.item,
        title=clip(indicator.title, TITLE) if indicator is not None else "",
        unit="" if unit is None else unit.title,
    )
    lines = [_titled(" ".join(title.split()), past, len(shown), words), *blocks[page.start : page.stop]]
    if not past.total and found is not None:
        lines.append(_nothing(frame.item, indicator, form, found, words))
    return Screen(
        name="history.entries",
        text=fitted(lines),
        rows=(
            *rows_of(*(_opening(entry, words) for entry in shown)),
            *_turning(past, len(shown), words),
            *rows_of(
                Option("other", words.say("history", "Xem chỉ tiêu khác"))
                if found is not None
                else Option("back", words.say("history", "◀ Quay lại")),
                Option("home", words.say("history", "Về menu")),
            ),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def _titled(title: str, past: HistoryPage, shown: int, words: Words) -> str:
    """With the place of what is shown among all, where that is not all."""
    if shown >= past.total:
        return title
    return words.say(
        "history",
        "{title} (lần ghi {first}–{last} trong {all}, mới nhất trước)",
        title=title,
        first=past.before + 1,
        last=past.before + shown,
        all=past.total,
    )


def _turning(past: HistoryPage, shown: int, words: Words) -> tuple[tuple[Option, ...], ...]:
    """A page is named by how many newer versions stand before it."""
    newer = Option(f"page:{max(0, past.before - ON_A_PAGE)}", words.say("history", "◀ Mới hơn"))
    older = Option(f"page:{past.before + shown}", words.say("history", "Cũ hơn ▶"))
    row = (*((newer,) if past.before else ()), *((older,) if past.before + shown < past.total else ()))
    return (row,) if row else ()


def _opening(entry: HistoryEntry, words: Words) -> Option | None:
    if entry.key is None or not entry.may_open:
        return None
    label = words.say("history", "Minh chứng: {period}", period=entry.period)
    return Option(f"e:{entry.key}", clip(label))


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
    period = f"{entry.period}, {entry.unit}" if entry.unit else entry.period
    lines = [words.say("history", "• {period}: {said}", period=period, said=said)]
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
    if entry.evidence is not None:
        lines.append(_evidence(entry.evidence, words))
    lines.extend(event_line(one, words) for one in entry.said)
    return "\n".join(lines)


def _evidence(count: EvidenceCount, words: Words) -> str:
    kinds = (
        words.count("history", "{n} ảnh", "{n} ảnh", count.photos) if count.photos else "",
        words.count("history", "{n} hồ sơ giấy", "{n} hồ sơ giấy", count.papers) if count.papers else "",
        words.count("history", "{n} vị trí", "{n} vị trí", count.places) if count.places else "",
    )
    return words.say("history", "Minh chứng: {kinds}.", kinds=", ".join(kind for kind in kinds if kind))

"""What a manager has asked: how many have answered, who has not, and the answers by unit with their sums."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conversations.engine.asks import RequestsOf
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.criteria import Measure
from conversations.reading.show import show_number
from conversations.screens.ad_hoc_request import kinds_of
from conversations.screens.fill_report.heading import due_line
from conversations.screens.paging import LABEL, clip, fitted, name_of, names_of, page_of, titled, turning
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import AdHocRequest
    from conversations.engine.words import Words
    from conversations.programme.ad_hoc_request import Request, RequestAnswers
    from conversations.programme.answer import Answer
    from conversations.programme.criteria import Indicator
    from conversations.programme.unit import Unit

ON_A_PAGE = 6
ROWS = 10
"""Units of a page that have answered."""
NAMED = 5
IN_A_LINE = 10
HEAD, ROW = 400, 600
"""Characters that all questions share at the head of the table, and all answers in one unit's row."""
SHORTEST = 28


def overview(frame: AdHocRequest, facts: Facts) -> Screen:
    """The requests that run, and a way to a new one."""
    words = facts.words
    running = facts.answer(RequestsOf(frame.unit)) or ()
    lines = [_running(request, facts) for request in running]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if lines:
        text = titled(words.say("request", "Các yêu cầu đang hỏi:"), page, words)
    else:
        text = words.say(
            "request",
            "Chưa có yêu cầu đột xuất nào đang hỏi. Anh/chị có thể hỏi các xã, thôn xóm hoặc cơ quan vài câu, "
            "có hạn trả lời.",
        )
    return Screen(
        name="ad_hoc_request.overview",
        text=fitted([text, *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"r:{request.rule}", clip(f"{_count(request)} {request.period.title}", LABEL))
                    for request in running[page.start : page.stop]
                )
            ),
            *turning(page, words),
            *rows_of(
                Option("new", words.say("request", "Hỏi việc mới")), Option("home", words.say("request", "Về menu"))
            ),
        ),
    )


def _count(request: Request) -> str:
    return f"{len(request.asked) - len(request.waiting)}/{len(request.asked)}"


def _running(request: Request, facts: Facts) -> str:
    words = facts.words
    waiting = request.waiting
    line = words.say(
        "request",
        "• {title}: {count} nơi đã trả lời. {due}.",
        title=request.period.title,
        count=_count(request),
        due=due_line(words, request.period, facts),
    )
    if not waiting:
        return line
    names = names_of(waiting, words, most=NAMED)
    return words.say("request", "{line} Chưa trả lời: {names}.", line=line, names=names)


def answers(frame: AdHocRequest, found: RequestAnswers, facts: Facts) -> Screen:
    """By unit, page by page; what only stands in a draft is not shown."""
    words = facts.words
    request = found.request
    lines = [
        *_totals(found, words),
        *(_row(unit, found, words) for unit in request.asked if unit.id in request.answered),
        *_waiting(request.waiting, words),
    ]
    page = page_of(lines, frame.page, most=ROWS)
    head = [
        titled(request.period.title, page, words),
        words.say("request", "{count} {kinds} đã trả lời", count=_count(request), kinds=kinds_of(request.asked)),
        due_line(words, request.period, facts),
        *(f"{one.code}. {clip(one.question, _share(HEAD, found))}" for one in found.form.indicators),
    ]
    return Screen(
        name="ad_hoc_request.answers",
        text=fitted([*head, *lines[page.start : page.stop]]),
        rows=(
            *turning(page, words),
            *rows_of(
                Option("overview", words.say("request", "◀ Các yêu cầu")),
                Option("home", words.say("request", "Về menu")),
            ),
        ),
    )


def _row(unit: Unit, found: RequestAnswers, words: Words) -> str:
    said = found.answers.get(unit.id, {})
    parts = [
        words.say("request", "{code}) {said}", code=one.code, said=_said(one, said, words, most=_share(ROW, found)))
        for one in found.form.indicators
    ]
    return f"• {name_of(unit)}: {'; '.join(parts)}"


def _share(characters: int, found: RequestAnswers) -> int:
    """Of a line's characters those of one question."""
    return max(SHORTEST, characters // max(1, len(found.form.indicators)))


def _said(indicator: Indicator, said: Mapping[str, Answer], words: Words, *, most: int) -> str:
    answer = said.get(indicator.code)
    if answer is None or not answer.given:
        return words.say("request", "chưa trả lời")
    return answer_words(words, indicator, answer, most=most)


def _totals(found: RequestAnswers, words: Words) -> list[str]:
    """Sums of numbers and how often each option was chosen: only over answers that were sent."""
    lines = []
    for one in found.form.indicators:
        said = [given[one.code] for given in found.answers.values() if one.code in given]
        figures = [answer.figure.value for answer in said if answer.figure is not None]
        chosen = Counter(answer.choice for answer in said if answer.choice)
        if one.measure is Measure.NUMBER and figures:
            lines.append(
                words.say(
                    "request", "Cộng câu {code}: {sum} ({count} nơi)",
                    code=one.code, sum=show_number(sum(figures)), count=len(figures),
                )
            )  # fmt: skip
        elif one.measure is Measure.CHOICE and chosen:
            told = ", ".join(f"{option} {chosen[option]}" for option in one.options if chosen[option])
            lines.append(words.say("request", "Câu {code}: {told}", code=one.code, told=told))
    return lines


def _waiting(waiting: Sequence[Unit], words: Words) -> list[str]:
    names = [name_of(unit, 40) for unit in waiting]
    rows = [", ".join(names[start : start + IN_A_LINE]) for start in range(0, len(names), IN_A_LINE)]
    return [words.say("request", "Chưa trả lời: {names}", names=row) for row in rows]

"""An ad hoc request as the manager writes it: title, questions, who is asked, by when, and a look before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.ad_hoc_request import ASKED, MOST_OPTIONS, MOST_QUESTIONS, YES_NO, reminded_on
from conversations.programme.calendar import Deadline, DueOperator, Offsets
from conversations.programme.criteria import Measure
from conversations.programme.unit import KINDS
from conversations.reading import limits
from conversations.reading.show import show_date, show_day
from conversations.screens.due import day_in_words, due_in_words
from conversations.screens.paging import clip, fitted, name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.frames import AdHocRequest
    from conversations.engine.words import Words
    from conversations.programme.ad_hoc_request import Question, Receivers
    from conversations.programme.unit import Unit
    from conversations.reading.deadlines import Due

NAMED = 12
"""So many units are named; of more, how many there are."""
LISTED = 90
"""Characters of a question in a list."""


def title(frame: AdHocRequest, facts: Facts) -> Screen:
    """What it is about."""
    words = facts.words
    lines = [
        words.say("request", "Anh/chị muốn hỏi về việc gì? Xin ghi tên ngắn, ví dụ: Thiệt hại mưa đá ngày 4/6."),
        words.say("request", "Đang ghi: {title}", title=frame.title) if frame.title else "",
    ]
    return Screen(
        name="ad_hoc_request.title",
        text=fitted(lines),
        rows=rows_of(Option("back", words.say("request", "◀ Quay lại")), _stop(words)),
        takes=frozenset({Takes.TEXT}),
    )


def question(frame: AdHocRequest, facts: Facts) -> Screen:
    """The next question; or enough of them."""
    words = facts.words
    number = len(frame.questions) + 1
    lines = [
        words.say("request", "Yêu cầu: {title}", title=frame.title),
        *question_lines(frame.questions, words),
        words.say(
            "request", "Xin gõ câu hỏi {number}, mỗi câu một ý, nhiều nhất {limit} ký tự.",
            number=number, limit=limits.QUESTION,
        ),
    ]  # fmt: skip
    return Screen(
        name="ad_hoc_request.question",
        text=fitted(lines),
        rows=rows_of(
            Option("done", words.say("request", "Đủ câu hỏi, làm tiếp")) if frame.questions else None,
            Option("drop", words.say("request", "Bỏ câu {number}", number=len(frame.questions)))
            if frame.questions
            else None,
            None if frame.questions else Option("title", words.say("request", "◀ Sửa tên yêu cầu")),
            _stop(words),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def kind(frame: AdHocRequest, facts: Facts) -> Screen:
    """How it is answered."""
    words = facts.words
    return Screen(
        name="ad_hoc_request.kind",
        text=words.say("request", "“{question}”\nCâu này trả lời bằng gì?", question=frame.text),
        rows=(
            *rows_of(
                Option("kind:text", words.say("request", "Bằng lời")),
                Option("kind:number", words.say("request", "Một con số")),
                Option("kind:yes_no", words.say("request", "Có hoặc không")),
                Option("kind:choice", words.say("request", "Chọn một mục…")),
                across=2,
            ),
            *rows_of(Option("again", words.say("request", "◀ Gõ lại câu hỏi"))),
        ),
    )


def options(frame: AdHocRequest, facts: Facts) -> Screen:
    """What can be chosen."""
    words = facts.words
    return Screen(
        name="ad_hoc_request.options",
        text=words.say(
            "request",
            "“{question}”\nXin gõ các mục để chọn, cách nhau bằng dấu chấm phẩy, ví dụ: Tốt; Trung bình; Kém. "
            "Từ 2 đến {most} mục.",
            question=frame.text,
            most=MOST_OPTIONS,
        ),
        rows=rows_of(Option("kind", words.say("request", "◀ Cách trả lời khác")), _stop(words)),
        takes=frozenset({Takes.TEXT}),
    )


def units(frame: AdHocRequest, receivers: Receivers, facts: Facts) -> Screen:
    """Who is asked: all of a level, or some by name."""
    words = facts.words
    chosen = receivers.of(frame.owes, frame.only) if frame.only else ()
    lines = [
        words.say(
            "request", "Hỏi những nơi nào? Chọn tất cả, hoặc gõ tên, ví dụ: {example}.", example=_example(receivers)
        ),
        words.say(
            "request",
            "Đã chọn {count}: {names}.",
            count=len(chosen),
            names=names_of(chosen, words, most=NAMED, limit=40),
        )
        if chosen
        else "",
    ]
    return Screen(
        name="ad_hoc_request.units",
        text=fitted(lines),
        rows=rows_of(
            Option("chosen", words.say("request", "Xong, hỏi {count} nơi này", count=len(chosen))) if chosen else None,
            *(
                Option(f"all:{level.value}", clip(words.say("request", "Tất cả {units}", units=_all(there))))
                for level in ASKED
                if (there := receivers.of(level))
            ),
            Option("none", words.say("request", "Chọn lại từ đầu")) if chosen else None,
            _stop(words),
        ),
        takes=frozenset({Takes.NAME}),
    )


def _example(receivers: Receivers) -> str:
    first = next((there for level in ASKED if (there := receivers.of(level))), ())
    return ", ".join(name_of(unit) for unit in first[:2])


def _all(there: Sequence[Unit]) -> str:
    return f"{len(there)} {kinds_of(there)}"


def kinds_of(there: Sequence[Unit]) -> str:
    """What such units are called: "xã, thị trấn"."""
    codes = {unit.kind.code for unit in there}
    return ", ".join(kind.name for kind in KINDS if kind.code in codes)


def which(frame: AdHocRequest, likely: Sequence[Unit], receivers: Receivers, facts: Facts) -> Screen:
    """A name that may mean several units."""
    words = facts.words
    above = {unit.id: unit for unit in receivers.units}
    labels = [
        words.say("request", "{unit}, {above}", unit=unit.title, above=above[unit.parent].title)
        if unit.parent in above
        else unit.title
        for unit in likely
    ]
    return Screen(
        name="ad_hoc_request.which",
        text=words.say("request", "“{name}” là nơi nào?", name=clip(frame.unclear[0], 60)),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(label)) for unit, label in zip(likely, labels, strict=True)),
            Option("skip", words.say("request", "Không nơi nào, bỏ tên này")),
        ),
    )


def due(frame: AdHocRequest, facts: Facts) -> Screen:
    """By when."""
    words = facts.words
    near = [(days, _later(facts.today, days)) for days in (1, 3, 7)]
    lines = [
        words.say("request", "Trả lời chậm nhất ngày nào? Chọn, hoặc gõ ngày, ví dụ: hết ngày 20/6, trước ngày 1/7."),
        words.say("request", "Đang ghi: {due}.", due=day_in_words(frame.operator, frame.day, words))
        if frame.operator is not None and frame.day is not None
        else "",
    ]
    return Screen(
        name="ad_hoc_request.due",
        text=fitted(lines),
        rows=rows_of(
            *(Option(f"day:{day.isoformat()}", _in_days(day, days, words)) for days, day in near),
            _stop(words),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def _in_days(day: date, days: int, words: Words) -> str:
    return words.count("request", "Hết {day} ({n} ngày)", "Hết {day} ({n} ngày)", days, day=show_day(day))


def _later(today: date, days: int) -> date:
    return today.fromordinal(today.toordinal() + days)


def which_due(readings: Sequence[Due], facts: Facts) -> Screen:
    """A day that can be read two ways."""
    words = facts.words
    return Screen(
        name="ad_hoc_request.which_due",
        text=words.say("request", "Ngày vừa gõ có thể hiểu mấy cách. Anh/chị muốn nói ngày nào?"),
        rows=rows_of(
            *(Option(f"due:{place}", clip(due_in_words(one, words))) for place, one in enumerate(readings)),
            Option("again", words.say("request", "Gõ lại")),
        ),
    )


def preview(frame: AdHocRequest, receivers: Receivers, deadline: Deadline, facts: Facts) -> Screen:
    """All of it once more, with who will be asked and when they are reminded."""
    words = facts.words
    asked = receivers.of(frame.owes, frame.only)
    silent = [unit for unit in asked if unit.id not in receivers.joined]
    lines = [
        words.say("request", "Yêu cầu: {title}", title=frame.title),
        *question_lines(frame.questions, words),
        words.say("request", "Hỏi tất cả {units}.", units=_all(asked))
        if not frame.only
        else words.say(
            "request", "Hỏi {count} nơi: {names}.", count=len(asked), names=names_of(asked, words, most=NAMED, limit=40)
        ),
        words.say(
            "request", "Chưa có người tham gia nên chưa nhận được tin: {count} nơi ({names}).",
            count=len(silent), names=names_of(silent, words, most=6, limit=40),
        )
        if silent
        else "",
        _due_line(deadline, words),
        _reminders(deadline, facts),
        words.say("request", "Bấm gửi thì các nơi nhận được ngay."),
    ]  # fmt: skip
    return Screen(
        name="ad_hoc_request.preview",
        text=fitted(lines),
        rows=(
            *rows_of(Option("send", words.say("request", "Gửi yêu cầu"))),
            *rows_of(
                Option("title", words.say("request", "Sửa tên")),
                Option("question", words.say("request", "Sửa câu hỏi")),
                Option("units", words.say("request", "Sửa nơi nhận")),
                Option("due", words.say("request", "Sửa hạn")),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
    )


def _due_line(deadline: Deadline, words: Words) -> str:
    due = day_in_words(deadline.operator, deadline.day, words)
    if deadline.operator is DueOperator.BEFORE:
        return words.say(
            "request", "Hạn: {due} (chậm nhất hết ngày {last}).", due=due, last=show_date(deadline.last_good_day)
        )
    return words.say("request", "Hạn: {due}.", due=due)


def _reminders(deadline: Deadline, facts: Facts) -> str:
    words = facts.words
    days = reminded_on(deadline.last_good_day, Offsets(), today=facts.today)
    if not days:
        return words.say("request", "Hạn là hôm nay nên trước hạn không nhắc thêm lần nào.")
    return words.say(
        "request",
        "Nơi chưa trả lời được nhắc ngày {days}; trúng ngày nghỉ thì nhắc ngày làm việc trước đó.",
        days=", ".join(show_day(day) for day in days),
    )


def question_lines(questions: Sequence[Question], words: Words) -> list[str]:
    """The questions, each with how it is answered."""
    return [
        words.say(
            "request", "{number}. {question} ({how})",
            number=number, question=clip(one.text, LISTED), how=_how(one, words),
        )
        for number, one in enumerate(questions, start=1)
    ]  # fmt: skip


def _how(question: Question, words: Words) -> str:
    match question.measure:
        case Measure.NUMBER:
            return words.say("request", "một con số")
        case Measure.CHOICE if question.options == YES_NO:
            return words.say("request", "có hoặc không")
        case Measure.CHOICE:
            return words.say("request", "chọn: {options}", options=clip("; ".join(question.options), 60))
        case _:
            return words.say("request", "bằng lời")


def _stop(words: Words) -> Option:
    return Option("stop", words.say("request", "Thôi, bỏ yêu cầu này"))


def too_many_questions(words: Words) -> str:
    """The request is full."""
    return words.say("request", "Mỗi yêu cầu nhiều nhất {most} câu.", most=MOST_QUESTIONS)

"""Why a late report is late and by when it comes. Never blame: nobody need be ashamed of a ready reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.links import progress_place
from conversations.engine.screen import Link, Message, Option, Screen, Takes, rows_of
from conversations.programme.wishes import may_promise
from conversations.reading.show import show_date, show_day
from conversations.screens.casing import capital
from conversations.screens.locks import last_day_taken
from conversations.screens.paging import LABEL, clip, fitted
from conversations.screens.weekdays import weekday

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.unit import Unit
    from conversations.programme.wishes import PromisedDay

OFFERED = 8
AHEAD = (1, 2, 3, 7)
"""Days from today that are offered."""


def reasons(words: Words) -> Mapping[str, str]:
    """Ready reasons by their options, in the words in which they are stored and told."""
    return {
        "figures": words.say("promise_day", "Còn chờ số liệu của ngành"),
        "busy": words.say("promise_day", "Vướng việc đột xuất"),
        "help": words.say("promise_day", "Cần người hướng dẫn"),
    }


def which(summaries: Sequence[ReportSummary], facts: Facts) -> Screen:
    """Which late report."""
    words = facts.words
    if summaries:
        text = words.say("promise_day", "Anh/chị hẹn ngày cho báo cáo nào?")
    else:
        text = words.say("promise_day", "Hiện anh/chị không có báo cáo nào quá hạn nên không cần hẹn ngày.")
    return Screen(
        name="promise_day.which",
        text="\n".join((text, *(f"• {_head(summary)}" for summary in summaries[:OFFERED]))),
        rows=rows_of(
            *(
                Option(f"r:{summary.key}", clip(f"{summary.unit.title}, {summary.period.title}", LABEL))
                for summary in summaries[:OFFERED]
            ),
            Option("close", words.say("promise_day", "Đóng")),
        ),
    )


def reason(summary: ReportSummary, promised: PromisedDay | None, facts: Facts) -> Screen:
    """Why."""
    words = facts.words
    lines = [
        words.say("promise_day", "{report}: đã qua hạn {day}.", report=_head(summary), day=_last(summary.period)),
        "" if promised is None else _promised(promised, words),
        words.say("promise_day", "Anh/chị đang vướng gì? Chọn một lý do, hoặc gõ vài chữ."),
    ]
    return Screen(
        name="promise_day.reason",
        text=fitted(lines),
        rows=rows_of(
            *(Option(name, label) for name, label in reasons(words).items()),
            Option("close", words.say("promise_day", "Đóng")),
        ),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("promise_day", "Gõ lý do"),
    )


def day(summary: ReportSummary, facts: Facts) -> Screen:
    """By when."""
    words, today = facts.words, facts.today
    days = [(number, today + timedelta(days=number)) for number in AHEAD]
    return Screen(
        name="promise_day.day",
        text=words.say(
            "promise_day",
            "{report}\nAnh/chị hẹn gửi ngày nào? Chọn, hoặc gõ ngày, ví dụ {example}.",
            report=_head(summary),
            example=f"{days[1][1].day}/{days[1][1].month}",
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"in:{number}", _day(ahead, words))
                    for number, ahead in days
                    if may_promise(summary.period, ahead, today=today)
                ),
                across=2,
            ),
            *rows_of(Option("change", words.say("promise_day", "◀ Sửa lý do"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def _day(on: date, words: Words) -> str:
    name = weekday(on.isoweekday(), words)
    return f"{name[:1].upper()}{name[1:]} {show_day(on)}"


def told(summary: ReportSummary, promised: PromisedDay, facts: Facts) -> Screen:
    """What was stored and passed on."""
    words = facts.words
    lines = [
        words.say("promise_day", "Cảm ơn anh/chị, đã báo cấp trên."),
        _head(summary),
        _promised(promised, words),
        words.say("promise_day", "Sáng hôm đó trợ lý sẽ nhắc. Phần đã có vẫn gửi trước được."),
    ]
    return Screen(
        name="promise_day.told",
        text=fitted(lines),
        rows=rows_of(
            Option("go", words.say("promise_day", "▶ Làm báo cáo luôn")),
            Option("change", words.say("promise_day", "Sửa lý do hoặc ngày")),
            Option("close", words.say("promise_day", "Đóng")),
        ),
    )


def in_time(summary: ReportSummary, facts: Facts) -> Screen:
    """Nothing need be promised yet."""
    words = facts.words
    text = words.say(
        "promise_day",
        "{report} còn trong hạn, chậm nhất hết ngày {day}, nên chưa cần hẹn.",
        report=_head(summary),
        day=_last(summary.period),
    )
    return _only_closed("promise_day.in_time", text, words)


def no_more(summary: ReportSummary, facts: Facts) -> Screen:
    """It has left, or nothing is taken any more."""
    words = facts.words
    if summary.state.handed_up:
        text = words.say("promise_day", "{report} đã gửi rồi, không cần hẹn ngày nữa.", report=_head(summary))
    else:
        text = words.say(
            "promise_day",
            "{report} chỉ nhận đến hết ngày {day}, nay đã khóa. Gõ /lienhe để biết ai mở lại được.",
            report=_head(summary),
            day=show_date(last_day_taken(summary.period)),
        )
    return _only_closed("promise_day.no_more", text, words)


def _only_closed(name: str, text: str, words: Words) -> Screen:
    return Screen(name=name, text=text, rows=rows_of(Option("close", words.say("promise_day", "Đóng"))))


def no_reason(words: Words) -> str:
    """For something without letters."""
    return words.say("promise_day", "Xin anh/chị ghi vài chữ để cấp trên biết đang vướng gì.")


def which_day(words: Words) -> str:
    """For a month or a quarter."""
    return words.say("promise_day", "Xin anh/chị hẹn một ngày cụ thể, ví dụ 14/6.")


def wrong_day(on: date, summary: ReportSummary, facts: Facts) -> str:
    """Why that day cannot be promised."""
    words = facts.words
    if on < facts.today:
        return words.say("promise_day", "Ngày {day} đã qua. Xin anh/chị hẹn hôm nay hoặc ngày sau.", day=show_date(on))
    return words.say(
        "promise_day",
        "Báo cáo chỉ nhận đến hết ngày {until}. Xin anh/chị hẹn ngày sớm hơn.",
        until=show_date(last_day_taken(summary.period)),
    )


def promised_above(unit: Unit, period: Period, promised: PromisedDay, words: Words) -> Message:
    """To the level above."""
    return Message(
        name="promise_day.promised_above",
        text=words.say(
            "promise_day",
            "{unit} hẹn gửi {title} ngày {day}. Lý do: “{reason}”",
            unit=capital(unit.title),
            title=f"{period.title[:1].lower()}{period.title[1:]}",
            day=show_date(promised.day),
            reason=promised.reason,
        ),
        links=(Link(place=progress_place(unit.id), label=words.say("promise_day", "Xem tiến độ"), command="tiendo"),),
        silent=True,
    )


def _promised(promised: PromisedDay, words: Words) -> str:
    return words.say(
        "promise_day",
        "Hẹn gửi ngày {day}; lý do: “{reason}”",
        day=show_date(promised.day),
        reason=promised.reason,
    )


def _head(summary: ReportSummary) -> str:
    return f"{summary.period.title} · {summary.unit.title}"


def _last(period: Period) -> str:
    return show_date(period.last_good_day)

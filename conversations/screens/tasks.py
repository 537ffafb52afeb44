"""Tasks of letters and resolutions: who owes each, by when, how many have come, by which paper it is done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.paper_tasks import TaskState
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.paper_tasks import FollowedTask, UnitTasks
    from conversations.reading.paper import NamedPaper

SHOWN = 6
"""Of a page: each is an option too."""
BRIEF = 110
WHOLE = 1000


def listed(found: UnitTasks, words: Words, *, page: int) -> Screen:
    """A page of them, the late ones first."""
    tasks = found.urgent_first
    lines = [_line(one, found, words) for one in tasks]
    shown = page_of(lines, page, most=SHOWN)
    title = words.say(
        "tasks",
        "Nhiệm vụ theo văn bản · {unit}, đến {day}: {counts}.",
        unit=found.unit.title,
        day=show_date(found.as_of),
        counts=_counts(found, words),
    )
    on_page = tasks[shown.start : shown.stop]
    return Screen(
        name="tasks",
        text=fitted([titled(title, shown, words), *lines[shown.start : shown.stop]]),
        rows=(
            *rows_of(*(Option(f"task:{one.code}", _called(one, words)) for one in on_page), across=2),
            *turning(shown, words),
            *rows_of(Option("digest", words.say("tasks", "◀ Tổng hợp")), Option("home", words.say("tasks", "Về menu"))),
        ),
    )


def _called(one: FollowedTask, words: Words) -> str:
    return words.say("tasks", "Nhiệm vụ {code}", code=one.code)


def _counts(found: UnitTasks, words: Words) -> str:
    counts = Counter(one.state(found.as_of) for one in found.urgent_first)
    said = [
        (TaskState.LATE, words.say("tasks", "{n} quá hạn", n=counts[TaskState.LATE])),
        (TaskState.OPEN, words.say("tasks", "{n} còn hạn", n=counts[TaskState.OPEN])),
        (TaskState.NOT_DATED, words.say("tasks", "{n} không nêu ngày", n=counts[TaskState.NOT_DATED])),
        (TaskState.DONE, words.say("tasks", "{n} đã xong", n=counts[TaskState.DONE])),
    ]
    return ", ".join(text for state, text in said if counts[state])


def _line(one: FollowedTask, found: UnitTasks, words: Words) -> str:
    """Such as "4. Các huyện, xã: … · quá hạn, chậm nhất 14/9/2022 · đã gửi 1/3"."""
    who = "" if not one.task.who or one.task.text.startswith(one.task.who) else f"{one.task.who}: "
    parts = [f"{one.code}. {clip(f'{who}{one.task.text}', BRIEF)}", _state(one, found, words)]
    if one.owed:
        parts.append(_came(one, words))
    return " · ".join(part for part in parts if part)


def _state(one: FollowedTask, found: UnitTasks, words: Words) -> str:
    state = one.state(found.as_of)
    day = "" if one.last_day is None else show_date(one.last_day)
    match state:
        case TaskState.LATE:
            return words.say("tasks", "quá hạn, chậm nhất {day}", day=day)
        case TaskState.OPEN:
            return words.say("tasks", "chậm nhất {day}", day=day)
        case TaskState.NOT_DATED:
            return words.say("tasks", "không nêu ngày")
        case TaskState.DONE if one.done is not None:
            return words.say("tasks", "xong: {paper}", paper=f"{one.done.number} ({show_date(one.done.day)})")
        case TaskState.DONE:
            return words.say("tasks", "xong")
        case _:
            assert_never(state)


def _came(one: FollowedTask, words: Words) -> str:
    return words.say("tasks", "đã gửi {sent}/{owed}", sent=one.sent, owed=one.owed)


def task(one: FollowedTask, found: UnitTasks, words: Words) -> Screen:
    """One of them, whole."""
    lines = [
        f"{_called(one, words)}: {_state(one, found, words) if one.done is None else words.say('tasks', 'đã xong')}",
        clip(one.task.text, WHOLE),
        words.say("tasks", "Theo: {paper}", paper=clip(one.paper, 160)) if one.paper else "",
        words.say("tasks", "Phải làm: {who}", who=_owing(one, words)),
        words.say("tasks", "Hạn trong văn bản: {due}", due=one.task.due) if one.task.due else "",
        _came(one, words) if one.owed else "",
    ]
    if one.done is not None:
        lines.append(
            words.say(
                "tasks",
                "Đã báo xong bằng văn bản {number} ngày {day}.",
                number=one.done.number,
                day=show_date(one.done.day),
            )
        )
    record = Option("done", words.say("tasks", "Ghi văn bản báo xong"))
    return Screen(
        name="tasks.one",
        text=fitted(lines),
        rows=rows_of(
            record if found.recorded_by_reader else None,
            Option("list", words.say("tasks", "◀ Danh sách")),
            Option("home", words.say("tasks", "Về menu")),
        ),
    )


def _owing(one: FollowedTask, words: Words) -> str:
    """As far as the paper's words tell."""
    named = [_level(level, words) for level in one.owing.levels] or list(one.owing.names)
    if not named and one.task.who:
        named = [one.task.who]
    return clip(", ".join(named), 200) or words.say("tasks", "văn bản không nêu rõ")


def _level(level: Level, words: Words) -> str:
    match level:
        case Level.OFFICE:
            return words.say("tasks", "sở, ngành")
        case Level.DISTRICT:
            return words.say("tasks", "huyện")
        case Level.COMMUNE:
            return words.say("tasks", "xã")
        case Level.VILLAGE:
            return words.say("tasks", "thôn")
        case Level.PROVINCE:
            return words.say("tasks", "tỉnh")
        case _:
            assert_never(level)


def which_paper(one: FollowedTask, words: Words) -> Screen:
    """Number and day are asked for."""
    lines = [
        words.say("tasks", "Nhiệm vụ {code} báo xong bằng văn bản nào? Gõ số và ngày, ví dụ:", code=one.code),
        words.say("tasks", "15/BC-UBND ngày 3/6/2023"),
        words.say("tasks", "Lần ghi sau thay lần ghi trước; lần trước vẫn giữ.") if one.done is not None else "",
    ]
    return Screen(
        name="tasks.paper",
        text=fitted(lines),
        rows=rows_of(Option("back", words.say("tasks", "Thôi, không ghi"))),
        takes=frozenset({Takes.TEXT}),
    )


def no_paper(words: Words) -> str:
    """What was typed names no paper."""
    return words.say("tasks", "Chưa rõ số và ngày của văn bản; ngày không được sau hôm nay.")


def sure(one: FollowedTask, paper: NamedPaper, words: Words) -> Screen:
    """Before it is kept."""
    lines = [
        words.say(
            "tasks",
            "Ghi nhiệm vụ {code} đã xong bằng văn bản {number} ngày {day}?",
            code=one.code,
            number=paper.number,
            day=show_date(paper.day),
        ),
        clip(one.task.text, 300),
    ]
    return Screen(
        name="tasks.sure",
        text=fitted(lines),
        rows=rows_of(
            Option("keep", words.say("tasks", "Ghi")),
            Option("done", words.say("tasks", "Gõ lại")),
            Option("back", words.say("tasks", "Thôi, không ghi")),
        ),
    )


def kept(one: FollowedTask, paper: NamedPaper, words: Words) -> str:
    """Above the task."""
    return words.say(
        "tasks",
        "✔ Nhiệm vụ {code}: đã ghi văn bản {number} ngày {day}.",
        code=one.code,
        number=paper.number,
        day=show_date(paper.day),
    )

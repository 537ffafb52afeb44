"""What others are told of a difficulty: whoever must answer at once, the unit when an answer came or it went up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import difficulties_place, difficulty_place
from conversations.engine.screen import Link, Message
from conversations.programme.difficulty import DifficultyAct
from conversations.reading.show import show_date, show_day
from conversations.screens.difficulty_words import about_words, owner_words, text_words
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.difficulty import Difficulty

QUOTED = 300
"""Characters of a text in a notice; whoever opens it reads all."""
LISTED = 15
"""Difficulties in one list; more are counted."""
LISTED_TEXT = 60
"""Characters of one of them."""


def recorded(difficulty: Difficulty, words: Words, *, silent: bool) -> Message:
    """To whoever must answer: a unit has said what hinders it."""
    return _told(
        "recorded",
        words.say(
            "difficulty",
            "Khó khăn số {number} của {unit} ({about}) chờ anh/chị trả lời, chậm nhất hết ngày {day}: {text}",
            number=difficulty.id,
            unit=difficulty.unit.title,
            about=about_words(difficulty.criterion, difficulty.kind, words),
            day=show_date(difficulty.last.due),
            text=text_words(difficulty, words, most=QUOTED),
        ),
        difficulty,
        words.say("difficulty", "Xem và trả lời"),
        silent=silent,
    )


def passed_up(difficulty: Difficulty, by: str, words: Words, *, silent: bool) -> Message:
    """To the level above: it is beyond whoever had to answer. by: who that is."""
    return _told(
        "passed_up",
        words.say(
            "difficulty",
            "{by} chuyển lên khó khăn số {number} của {unit} ({about}) vì vượt thẩm quyền, "
            "chờ anh/chị trả lời chậm nhất hết ngày {day}: {text}",
            by=_head(by),
            number=difficulty.id,
            unit=difficulty.unit.title,
            about=about_words(difficulty.criterion, difficulty.kind, words),
            day=show_date(difficulty.last.due),
            text=text_words(difficulty, words, most=QUOTED),
        ),
        difficulty,
        words.say("difficulty", "Xem và trả lời"),
        silent=silent,
    )


def went_up(difficulty: Difficulty, words: Words) -> Message:
    """To the unit: another level answers now."""
    return _told(
        "went_up",
        words.say(
            "difficulty",
            "Khó khăn số {number} của {unit} đã chuyển lên {owner}, hẹn trả lời chậm nhất hết ngày {day}.",
            number=difficulty.id,
            unit=difficulty.unit.title,
            owner=owner_words(difficulty, words),
            day=show_date(difficulty.last.due),
        ),
        difficulty,
        words.say("difficulty", "Xem"),
        silent=True,
    )


def answered(difficulty: Difficulty, words: Words, *, silent: bool) -> Message:
    """To the unit: the answer."""
    step = difficulty.answer
    owner = _head(owner_words(difficulty, words))
    if step is not None and step.act is DifficultyAct.RESOLVE:
        text = words.say(
            "difficulty",
            "{owner} báo đã giải quyết khó khăn số {number} của {unit}.",
            owner=owner,
            number=difficulty.id,
            unit=difficulty.unit.title,
        )
    else:
        text = words.say(
            "difficulty",
            "{owner} trả lời khó khăn số {number} của {unit}: “{text}”",
            owner=owner,
            number=difficulty.id,
            unit=difficulty.unit.title,
            text="" if step is None else step.text,
        )
    return _told("answered", text, difficulty, words.say("difficulty", "Xem, đóng hoặc báo chưa được"), silent=silent)


def not_yet(difficulty: Difficulty, words: Words, *, silent: bool) -> Message:
    """To whoever answered: it does not help."""
    return _told(
        "not_yet",
        words.say(
            "difficulty",
            "{unit} báo khó khăn số {number} chưa được giải quyết: “{text}”. Xin anh/chị trả lời lại, "
            "chậm nhất hết ngày {day}.",
            unit=_head(difficulty.unit.title),
            number=difficulty.id,
            text=clip(difficulty.last.text, QUOTED),
            day=show_date(difficulty.last.due),
        ),
        difficulty,
        words.say("difficulty", "Xem và trả lời"),
        silent=silent,
    )


def closed(difficulty: Difficulty, words: Words) -> Message:
    """To whoever had to answer: it is over."""
    return _told(
        "closed",
        words.say(
            "difficulty",
            "{unit} đã đóng khó khăn số {number}, anh/chị không phải làm gì thêm.",
            unit=_head(difficulty.unit.title),
            number=difficulty.id,
        ),
        difficulty,
        words.say("difficulty", "Xem"),
        silent=True,
    )


def all_went_up(difficulties: Sequence[Difficulty], words: Words) -> Message:
    """To a unit's people, as one list: nobody answered by the day, so the next level does."""
    lines = [
        words.say(
            "difficulty",
            "Khó khăn số {number} của {unit} quá hạn chưa được trả lời, đã chuyển lên {owner}.",
            number=one.id,
            unit=one.unit.title,
            owner=owner_words(one, words),
        )
        for one in difficulties[:LISTED]
    ]
    if len(difficulties) > LISTED:
        rest = len(difficulties) - LISTED
        lines.append(words.count("difficulty", "và {n} khó khăn nữa", "và {n} khó khăn nữa", rest))
    link = Link(place=difficulties_place(), label=words.say("difficulty", "Xem"), command="khokhan")
    return Message(name="difficulties.went_up", text="\n".join(lines), links=(link,), silent=True)


def climbed(difficulties: Sequence[Difficulty], words: Words) -> Message:
    """To the level above, as one list: what was not answered by its day."""
    head = words.count(
        "difficulty",
        "{n} khó khăn quá hạn chưa được trả lời, nay chuyển lên anh/chị:",
        "{n} khó khăn quá hạn chưa được trả lời, nay chuyển lên anh/chị:",
        len(difficulties),
    )
    lines = [_line(one, words) for one in difficulties[:LISTED]]
    if len(difficulties) > LISTED:
        rest = len(difficulties) - LISTED
        lines.append(words.count("difficulty", "và {n} khó khăn nữa", "và {n} khó khăn nữa", rest))
    due = max(one.last.due for one in difficulties)
    tail = words.say("difficulty", "Xin trả lời chậm nhất hết ngày {day}.", day=show_date(due))
    link = Link(
        place=difficulties_place(), label=words.say("difficulty", "Xem các khó khăn đang chờ"), command="khokhan"
    )
    return Message(name="difficulties.climbed", text="\n".join((head, *lines, tail)), links=(link,))


def _line(difficulty: Difficulty, words: Words) -> str:
    before = difficulty.steps[-2]
    place = difficulty.places.get(before.owner)
    return words.say(
        "difficulty",
        "• số {number} · {unit} ({about}): {text}; hạn {day}, {owner} chưa trả lời",
        number=difficulty.id,
        unit=difficulty.unit.title,
        about=about_words(difficulty.criterion, difficulty.kind, words),
        text=text_words(difficulty, words, most=LISTED_TEXT),
        day=show_day(before.due),
        owner=words.say("difficulty", "nơi nhận") if place is None else clip(place.title, LISTED_TEXT),
    )


def act_line(difficulty: Difficulty, act: DifficultyAct, words: Words) -> str:
    """To whoever did it, above the next screen."""
    number = difficulty.id
    match act:
        case DifficultyAct.RECORD:
            return words.say(
                "difficulty",
                "Đã ghi khó khăn số {number}. Nơi trả lời: {owner}, chậm nhất hết ngày {day}.",
                number=number,
                owner=owner_words(difficulty, words),
                day=show_date(difficulty.last.due),
            )
        case DifficultyAct.ANSWER | DifficultyAct.RESOLVE:
            return words.say(
                "difficulty", "Đã gửi trả lời khó khăn số {number} cho {unit}.",
                number=number, unit=difficulty.unit.title,
            )  # fmt: skip
        case DifficultyAct.PASS_UP | DifficultyAct.CLIMB:
            return words.say(
                "difficulty", "Đã chuyển khó khăn số {number} lên {owner}.",
                number=number, owner=owner_words(difficulty, words),
            )  # fmt: skip
        case DifficultyAct.NOT_YET:
            return words.say(
                "difficulty", "Đã báo lại cho {owner}, hẹn trả lời chậm nhất hết ngày {day}.",
                owner=owner_words(difficulty, words), day=show_date(difficulty.last.due),
            )  # fmt: skip
        case DifficultyAct.CLOSE:
            return words.say("difficulty", "Đã đóng khó khăn số {number}.", number=number)
        case _:
            assert_never(act)


def nobody_yet(difficulty: Difficulty, words: Words) -> str:
    """Where the place that must answer has nobody in the bot."""
    return words.say(
        "difficulty",
        "{owner} chưa có ai dùng trợ lý nên chưa nhận được tin; xin anh/chị báo thêm qua điện thoại hoặc văn bản.",
        owner=_head(owner_words(difficulty, words)),
    )


def _told(name: str, text: str, difficulty: Difficulty, label: str, *, silent: bool) -> Message:
    link = Link(place=difficulty_place(difficulty.id), label=label, command=f"khokhan {difficulty.id}")
    return Message(name=f"difficulties.{name}", text=text, links=(link,), silent=silent)


def _head(text: str) -> str:
    return text[:1].upper() + text[1:]

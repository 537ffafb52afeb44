"""What is said once something was written in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.register import EntryAct
from conversations.reading.show import show_date
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import EntryId


def recorded(number: EntryId, at: datetime, words: Words) -> str:
    """The receipt."""
    return words.say(
        "register", "✔ Đã ghi vào sổ, mục số {number}, lúc {time} ngày {day}.",
        number=number, time=time_words(words, at), day=show_date(at.date()),
    )  # fmt: skip


def changed(number: EntryId, act: EntryAct, at: datetime, words: Words) -> str:
    """The receipt of a change."""
    values = {"number": number, "time": time_words(words, at), "day": show_date(at.date())}
    match act:
        case EntryAct.CORRECT:
            return words.say("register", "✔ Đã sửa mục số {number}, lúc {time} ngày {day}.", **values)
        case EntryAct.END:
            return words.say("register", "✔ Đã ghi mục số {number} không còn, lúc {time} ngày {day}.", **values)
        case EntryAct.STRIKE:
            return words.say("register", "✔ Đã bỏ mục số {number}, lúc {time} ngày {day}.", **values)
        case EntryAct.RECORD:
            return recorded(number, at, words)
        case _:
            assert_never(act)

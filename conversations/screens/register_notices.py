"""What is said once something was written in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Message
from conversations.programme.register import EntryAct
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.register_words import money_words
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import EntryId
    from conversations.programme.register import Said
    from conversations.programme.unit import Unit


def recorded(number: EntryId, at: datetime, words: Words) -> str:
    """The receipt."""
    return words.say(
        "register", "✔ Đã ghi vào sổ, mục số {number}, lúc {time} ngày {day}.",
        number=number, time=time_words(words, at), day=show_date(at.date()),
    )  # fmt: skip


def owing(unit: Unit, owed: int, said: Said, words: Words) -> Message:
    """To managers: a unit that still owes for works has recorded a new one."""
    return Message(
        name="register.owing",
        text=words.say(
            "register",
            "{unit} ghi công trình mới {amount} (“{text}”) trong khi còn nợ xây dựng {owed}.",
            unit=capital(unit.title),
            amount=money_words(said.amount, words),
            text=said.text or words.say("register", "chưa ghi nội dung"),
            owed=money_words(owed, words),
        ),
    )


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

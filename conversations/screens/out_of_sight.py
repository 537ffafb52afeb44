"""What is no longer there, or not this person's to see: the same words for both, and a way home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.handover import took_over_line

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.handover import TookOver


def out_of_sight(name: str, words: Words, took_over: TookOver | None = None) -> Screen:
    """name: the dialogue. took_over: whose it is by now, where this person handed it over."""
    return Screen(
        name=f"{name}.out_of_sight",
        text=words.say(
            "out_of_sight",
            "Không xem được mục này: đơn vị hoặc báo cáo không còn, hoặc không thuộc phần việc của anh/chị. "
            "Cần hỗ trợ, xin gõ /lienhe.",
        )
        if took_over is None
        else took_over_line(took_over, words),
        rows=rows_of(Option("home", words.say("out_of_sight", "Về menu"))),
    )

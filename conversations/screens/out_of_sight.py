"""What is no longer there, or not this person's to see: the same words for both, and a way home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of

if TYPE_CHECKING:
    from conversations.engine.words import Words


def out_of_sight(name: str, words: Words) -> Screen:
    """name: the dialogue."""
    return Screen(
        name=f"{name}.out_of_sight",
        text=words.say(
            "out_of_sight",
            "Không xem được mục này: đơn vị hoặc báo cáo không còn, hoặc không thuộc phần việc của anh/chị. "
            "Cần hỗ trợ, xin gõ /lienhe.",
        ),
        rows=rows_of(Option("home", words.say("out_of_sight", "Về menu"))),
    )

"""A typed amount of money that can be read in two ways: which was meant, or it is typed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from conversations.engine.words import Words


def two_amounts(name: str, first: int | None, second: int | None, stop: Option, words: Words) -> Screen:
    """The options r:0 and r:1, and amount: it is asked for once more. stop: how this dialogue is left."""
    return Screen(
        name=name,
        text=words.say("two_amounts", "Số vừa gõ có thể hiểu hai cách. Anh/chị muốn ghi số nào?"),
        rows=rows_of(
            *(Option(f"r:{place}", show_money(one)) for place, one in enumerate((first, second)) if one is not None),
            Option("amount", words.say("two_amounts", "Gõ lại")),
            stop,
        ),
    )

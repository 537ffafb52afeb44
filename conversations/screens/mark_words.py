"""Groups of communes as they are told, with their averages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_average

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.unit_marks import MarkAverage


def mark_words(one: MarkAverage, words: Words) -> str:
    """Like "biên giới: 3 xã, bình quân 9,5 tiêu chí/xã"; communes of which nothing is known are told, not counted."""
    if one.average is None:
        return words.say("marks", "{name}: {n} xã, chưa có số liệu", name=one.name, n=one.communes)
    average = show_average(one.average)
    if one.known == one.communes:
        return words.say(
            "marks", "{name}: {n} xã, bình quân {average} tiêu chí/xã", name=one.name, n=one.communes, average=average
        )
    return words.say(
        "marks", "{name}: {n} xã, bình quân {average} tiêu chí/xã ({known} xã có số liệu)",
        name=one.name, n=one.communes, average=average, known=one.known,
    )  # fmt: skip

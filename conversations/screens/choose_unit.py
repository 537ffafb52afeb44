"""For which of several units something is to be shown or done."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.screens.paging import clip, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import ChooseUnit
    from conversations.engine.words import Words
    from conversations.programme.unit import Unit

ON_A_PAGE = 8


def choose_unit(frame: ChooseUnit, units: Sequence[Unit], facts: Facts) -> Screen:
    """The person's units, by buttons or by name."""
    words = facts.words
    page = page_of([unit.title for unit in units], frame.page, most=ON_A_PAGE)
    return Screen(
        name="choose_unit",
        text=titled(_question(frame, words), page, words),
        rows=(
            *rows_of(*(Option(f"u:{unit.id}", clip(unit.title)) for unit in units[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(Option("home", words.say("choose_unit", "Về menu"))),
        ),
        takes=frozenset({Takes.NAME, Takes.FIGURE}),  # villages are called "3" too, so options bear letters
    )


def _question(frame: ChooseUnit, words: Words) -> str:
    match frame.command:
        case "tiendo":
            return words.say("choose_unit", "Anh/chị muốn xem tiến độ của đơn vị nào?")
        case "conthieu":
            return words.say("choose_unit", "Anh/chị hỏi về đơn vị nào?")
        case "phancong":
            return words.say("choose_unit", "Anh/chị muốn phân công ở đơn vị nào?")
        case "baothay":
            return words.say("choose_unit", "Anh/chị báo thay cho thôn, xóm của đơn vị nào?")
        case "lichsu" if frame.item:
            return words.say(
                "choose_unit", "Anh/chị muốn xem lịch sử {code} của đơn vị nào?", code=clip(frame.item, 20)
            )
        case "lichsu":
            return words.say("choose_unit", "Anh/chị muốn xem lịch sử chỉ tiêu của đơn vị nào?")
        case _:
            assert_never(frame.command)


def not_among_them(text: str, words: Words) -> str:
    """A typed name that is none of the person's units."""
    return words.say("choose_unit", "Trong các đơn vị của anh/chị không có “{text}”.", text=text)

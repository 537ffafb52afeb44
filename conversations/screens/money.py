"""A unit's money on the phone: by source and year, then what rules find, the urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option
from conversations.programme.money_finding import Standing
from conversations.programme.money_moves import newest
from conversations.reading.show import show_date
from conversations.screens.money_findings import finding_head, place_lines
from conversations.screens.money_moves import moved_line, unspendable_line
from conversations.screens.money_words import pot_lines
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Money as Frame
    from conversations.engine.screen import Screen
    from conversations.engine.words import Words
    from conversations.programme.money_finding import MoneyShown

PLACES = 3
"""So many communes and works of one rule are named."""
_URGENT = (Standing.BROKEN, Standing.WARN, Standing.PASSED)
_LATER = (Standing.UNKNOWN, Standing.OPEN, Standing.FINE, Standing.NOTE)


def money(frame: Frame, found: MoneyShown, facts: Facts) -> Screen:
    """A page of the text, with the way back to the digest."""
    words = facts.words
    return text_page(
        "money",
        paged(_text(found, words)),
        frame.page,
        words,
        Option("works", words.say("money", "Công trình, nhà thầu")) if found.state.works else None,
        Option("moves", words.say("money", "Không dùng hết, điều chuyển")),
        Option("digest", words.say("money", "◀ Tổng hợp")),
        Option("home", words.say("money", "Về menu")),
    )


def _text(found: MoneyShown, words: Words) -> str:
    state = found.state
    head = words.say("money", "Vốn · {unit}, đến {day}", unit=state.units[state.unit].title, day=show_date(state.day))
    lines = [f"• {line}" for line in pot_lines(found, words)]
    sections = ["\n".join([head, *(lines or [words.say("money", "Chưa có số liệu về vốn.")])])]
    for standing in _URGENT:
        sections += [
            "\n".join([finding_head(one, words), *place_lines(one, found, words, most=PLACES)])
            for one in found.findings
            if one.standing is standing
        ]
    later = [finding_head(one, words) for standing in _LATER for one in found.findings if one.standing is standing]
    if later:
        sections.append("\n".join([words.say("money", "Các quy định khác:"), *(f"• {line}" for line in later)]))
    told = [
        *(unspendable_line(one, state, words) for one in newest(state.unspendable)),
        *(moved_line(one, state, words) for one in reversed(state.moved)),
    ]
    if told:
        heading = words.say("money", "Không giải ngân được, điều chuyển:")
        sections.append("\n".join([heading, *(f"• {line}" for line in told)]))
    if found.rules is None:
        sections.append(words.say("money", "Chưa có quy định nào về giải ngân cho đơn vị này."))
    return "\n\n".join(sections)

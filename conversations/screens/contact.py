"""Whom to ring, and how a person is named in such a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import WhomToRing
from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from conversations.engine.facts import Colleague, Facts
    from conversations.engine.words import Words

NAMED = 10
"""The nearest stand first; whoever has called ten needs no eleventh."""


def contact(facts: Facts) -> Screen:
    """The nearest first; honest where nobody is known."""
    words = facts.words
    people = (facts.answer(WhomToRing()) or ())[:NAMED]
    lines = [f"• {colleague_words(words, one)}" for one in people]
    if lines:
        lines.insert(0, words.say("contact", "Cần hỗ trợ, anh/chị liên hệ:"))
        if not any(one.phone for one in people):
            lines.append(words.say("contact", "Trợ lý chưa có số điện thoại của những người này."))
    else:
        lines.append(
            words.say(
                "contact",
                "Trợ lý chưa biết ai phụ trách ở cấp trên của anh/chị. "
                "Xin anh/chị hỏi người đã gửi mã mời hoặc UBND xã.",
            )
        )
    return Screen(
        name="contact",
        text="\n".join(lines),
        rows=rows_of(Option("close", words.say("contact", "◀ Quay lại"))),
    )


def colleague_words(words: Words, one: Colleague) -> str:
    """Name, role, post and number, as far as known."""
    parts = [role_words(words, one.role), one.post, one.phone]
    return f"{one.name}: {', '.join(part for part in parts if part)}"

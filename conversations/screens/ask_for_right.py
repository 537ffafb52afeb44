"""A refused command: whose it is, who can help, and asking for the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import WhomToRing
from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.contact import colleague_words
from conversations.screens.roles import roles_in_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.person import Role

HELPERS = 2


def ask_for_right(roles: frozenset[Role], facts: Facts) -> Screen:
    """roles: those whose command it is; empty where it is nobody's."""
    words = facts.words
    lines = [
        words.say("ask_for_right", "Lệnh này chỉ dành cho {roles}.", roles=roles_in_words(words, roles))
        if roles
        else words.say("ask_for_right", "Anh/chị không có quyền dùng lệnh này.")
    ]
    helpers = "; ".join(colleague_words(words, one) for one in (facts.answer(WhomToRing()) or ())[:HELPERS])
    if helpers:
        lines.append(words.say("ask_for_right", "Người có thể giúp: {helpers}.", helpers=helpers))
    else:
        lines.append(words.say("ask_for_right", "Người đã gửi mã mời cho anh/chị có thể giúp."))
    return Screen(
        name="ask_for_right",
        text="\n".join(lines),
        rows=rows_of(
            Option("ask", words.say("ask_for_right", "Đề nghị cấp quyền")),
            Option("close", words.say("ask_for_right", "◀ Quay lại")),
        ),
    )


def asked(words: Words) -> str:
    """Told once a day at most, whoever is above."""
    return words.say(
        "ask_for_right",
        "Đã gửi đề nghị tới người quản lý. Nếu được đồng ý, anh/chị sẽ nhận một mã mời mới.",
    )

"""A command this person has no right to at this unit: whose it is, who can help, and a way to ask for the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.person import Role
from conversations.screens.paging import clip, fitted

if TYPE_CHECKING:
    from conversations.engine.facts import Colleague, Facts, UnitFacts
    from conversations.engine.words import Words

NAMED = 4


def in_charge(found: UnitFacts) -> tuple[Colleague, ...]:
    """The officers in charge: those of the commune without a post of their own."""
    return tuple(one for one in found.colleagues if one.role is Role.COMMUNE_OFFICER and not one.post)


def names(people: tuple[Colleague, ...], words: Words, *, phones: bool = False) -> str:
    """Up to four names; phones: each with its telephone where known."""
    named = ", ".join(
        f"{clip(one.name, 40)} ({one.phone})" if phones and one.phone else clip(one.name, 40) for one in people[:NAMED]
    )
    if len(people) <= NAMED:
        return named
    return words.say("refused", "{names} và {rest} người nữa", names=named, rest=len(people) - NAMED)


def refused(name: Literal["assign", "on_behalf"], found: UnitFacts, facts: Facts) -> Screen:
    """name: the dialogue."""
    words = facts.words
    if name == "assign":
        text = words.say(
            "refused", "Lệnh này chỉ dành cho cán bộ phụ trách nông thôn mới của {unit}.", unit=found.unit.title
        )
    else:
        text = words.say("refused", "Lệnh này chỉ dành cho cán bộ của {unit}.", unit=found.unit.title)
    helpers = in_charge(found)
    if helpers:
        who = words.say("refused", "Anh/chị có thể hỏi: {names}.", names=names(helpers, words, phones=True))
    else:
        who = words.say("refused", "Xin gõ /lienhe để biết ai có thể giúp.")
    return Screen(
        name=f"{name}.refused",
        text=fitted([text, who]),
        rows=rows_of(
            Option("ask", words.say("refused", "Đề nghị cấp quyền")), Option("home", words.say("refused", "Về menu"))
        ),
    )

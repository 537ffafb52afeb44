"""A role put together step by step: unit, role, post. What is not said yet is asked, one thing a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.frames import RoleDraft
from conversations.engine.move import Chose, Typed
from conversations.programme.ids import UnitId
from conversations.programme.person import Role
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import choose_role as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.move import Input
    from conversations.engine.screen import Screen
    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredUnits

BY_POST = frozenset({Role.COMMUNE_OFFICER})
"""Of whom it is asked whether they answer for one post only."""


def is_whole(draft: RoleDraft, found: AdministeredUnits) -> bool:
    """Nothing is left to ask, and the role is one that people can hold there."""
    at = found.unit(draft.unit)
    return (
        at is not None and draft.role in screens.roles_of(at) and (draft.post is not None or draft.role not in BY_POST)
    )


def show(name: str, draft: RoleDraft, found: AdministeredUnits, page: int, words: Words) -> Screen:
    """What is asked next. name: the dialogue."""
    at = found.unit(draft.unit)
    if at is None:
        return screens.unit(name, found, page, words)
    if draft.role is None or draft.role not in screens.roles_of(at):
        return screens.role(name, at, words)
    return screens.post(name, at, found.posts, page, words)


def take(draft: RoleDraft, given: Input, found: AdministeredUnits, words: Words) -> RoleDraft | str | None:
    """The draft with one thing more or less; a sentence where it was none; None: one step before the first."""
    at = found.unit(draft.unit)
    match given:
        case Chose(option="back"):
            return None if at is None else replace(draft, role=None) if draft.role is not None else RoleDraft()
        case Chose() if at is None and given.part(0) == "u" and given.part(1).isdecimal():
            number = UnitId(int(given.part(1)))
            return unexpected_line(given, words) if found.unit(number) is None else RoleDraft(unit=number)
        case Typed(text=text) if at is None:
            named = found.meant(text)
            return RoleDraft(unit=named[0].id) if len(named) == 1 else screens.not_one(text, named, words)
        case Chose() if at is not None and draft.role is None and given.part(0) == "role":
            chosen = next((one for one in screens.roles_of(at) if one.value == given.part(1)), None)
            return unexpected_line(given, words) if chosen is None else replace(draft, role=chosen)
        case Chose(option="nopost") if draft.role is not None:
            return replace(draft, post="")
        case Chose() if draft.role is not None and given.part(0) == "post" and given.part(1).isdecimal():
            place = int(given.part(1))
            return (
                replace(draft, post=found.posts[place]) if place < len(found.posts) else unexpected_line(given, words)
            )
        case Typed(text=text) if draft.role is not None:
            said = tidy(text)
            return screens.too_long(limits.PERSON_NAME, words) if len(said) > limits.PERSON_NAME else _post(draft, said)
        case _:
            return unexpected_line(given, words)


def _post(draft: RoleDraft, said: str) -> RoleDraft:
    return replace(draft, post=said)

"""Binding a group to a unit and letting it go: what a command or a press comes to. Everything is asked once.

Only a manager or an admin of the very unit may, and only whoever gave the command may answer the question; what a group
is asked because its unit became another, any of them. A name is
looked for among the sender's own units alone, so a refusal is the same whether such a unit exists or not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, assert_never

from conversations.engine.group import Answer, Ask, Follow, FollowNothing
from conversations.programme.person import Role
from conversations.programme.rights import may_bind_group
from conversations.programme.unit import Level
from conversations.reading.names import Exact, Likely, NameCandidate, Nothing, match_name
from conversations.screens import group as screens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.group import GroupFacts, Question
    from conversations.engine.words import Words
    from conversations.programme.unit import Unit

BIND: Final = "gannhom"
UNBIND: Final = "bogannhom"
Shows = Literal["tonghop", "bangtieuchi"]
SUMMARY: Final = "tonghop"
TABLE: Final = "bangtieuchi"
COMMANDS: Final = (SUMMARY, TABLE, BIND, UNBIND)
"""In the order in which a group's menu lists them."""
OPEN_FOR: Final = timedelta(days=1)
"""A question that was not answered for so long is not meant any more."""
OPEN_FOR_MANAGERS: Final = timedelta(days=30)
"""The same of one that nobody gave a command for: a manager sees it when they come by."""
UNIT: Final = "unit:"


def description(name: str, words: Words) -> str:
    """What a group's command does, for the menu: at most 60 characters."""
    match name:
        case "tonghop":
            return words.say("commands", "Bản tổng hợp của đơn vị nhóm đang theo dõi")
        case "bangtieuchi":
            return words.say("commands", "Bảng tiêu chí của đơn vị nhóm đang theo dõi")
        case "gannhom":
            return words.say("commands", "Gắn nhóm này với một đơn vị để nhận bản tổng hợp")
        case _:
            return words.say("commands", "Thôi gửi bản tổng hợp vào nhóm này")


def shown_by(name: str) -> Shows | None:
    """What a command shows, if it is one that shows something."""
    match name:
        case "tonghop":
            return "tonghop"
        case "bangtieuchi":
            return "bangtieuchi"
        case _:
            return None


def part_named(name: str, parts: Sequence[str]) -> int | None:
    """The number, from 1, of the part that is meant; 0: there are no parts; None: none of them, or several."""
    if not parts:
        return 0
    candidates = [NameCandidate(id=str(number), name=part) for number, part in enumerate(parts, start=1)]
    match match_name(name, candidates):
        case Exact(id=found):
            return int(found)
        case Likely(ids=(found,)):
            return int(found)
        case _:
            return None


def bind(name: str, facts: GroupFacts) -> Answer:
    """/gannhom with a unit's name, or without one where the sender has one unit only."""
    if facts.anonymous:
        return Answer(screen=screens.anonymous(facts.words))
    units = _own_units(facts)
    if not units:
        return Answer(screen=screens.refused(facts.words))
    found = _named(name, units) if name else units
    if not found:
        return Answer(screen=screens.not_theirs(facts.words))
    if len(found) > 1:
        return Answer(screen=screens.which(found, facts), ask=_ask_bind(found))
    return _preview(found[0], facts)


def unbind(facts: GroupFacts) -> Answer:
    """/bogannhom."""
    if facts.anonymous:
        return Answer(screen=screens.anonymous(facts.words))
    if not _own_units(facts):
        return Answer(screen=screens.refused(facts.words))
    if facts.follows is None:
        return Answer(screen=screens.follows_nothing(facts))
    if not _may(facts, facts.follows):
        return Answer(screen=screens.refused(facts.words))
    return Answer(
        screen=screens.preview_unbinding(facts.follows, facts), ask=Ask(kind="unbind", units=(facts.follows.id,))
    )


def press(question: Question | None, option: str, units: Sequence[Unit], facts: GroupFacts) -> Answer:
    """A press under a question. units: those of the question that still exist. Rights are looked at again."""
    words = facts.words
    if question is None or facts.now - question.asked_at >= _open_for(question):
        return Answer(toast=screens.too_old(words))
    if question.open_to_managers:
        if not any(_may(facts, unit) for unit in units):
            return Answer(toast=screens.for_managers(words))
    elif facts.person is None or facts.person.id != question.person:
        return Answer(toast=screens.somebody_elses(words))
    if question.answered:
        return Answer(toast=screens.taken_already(words))
    if option == "no":
        return Answer(screen=screens.nothing_changed(facts), closes=True)
    if option.startswith(UNIT):
        chosen = next((unit for unit in units if f"{UNIT}{unit.id}" == option), None)
        return Answer(toast=screens.too_old(words)) if chosen is None else _chosen(chosen, facts)
    if option != "yes" or len(question.units) != 1:
        return Answer(toast=screens.too_old(words))
    return _confirmed(question, next(iter(units), None), facts)


def _open_for(question: Question) -> timedelta:
    return OPEN_FOR_MANAGERS if question.open_to_managers else OPEN_FOR


def _chosen(unit: Unit, facts: GroupFacts) -> Answer:
    if not _may(facts, unit):
        return Answer(screen=screens.refused(facts.words), closes=True)
    return _preview(unit, facts)


def _confirmed(question: Question, unit: Unit | None, facts: GroupFacts) -> Answer:
    if unit is None or not _may(facts, unit):
        return Answer(screen=screens.refused(facts.words), closes=True)
    if question.was != (facts.follows.id if facts.follows is not None else None):
        return Answer(screen=screens.changed_meanwhile(facts), closes=True)
    match question.kind:
        case "bind":
            return Answer(screen=screens.bound(unit, facts), effect=Follow(unit=unit.id), closes=True)
        case "unbind":
            return Answer(screen=screens.unbound(unit, facts), effect=FollowNothing(), closes=True)
        case _:
            assert_never(question.kind)


def _preview(unit: Unit, facts: GroupFacts) -> Answer:
    if facts.follows is not None and facts.follows.id == unit.id:
        return Answer(screen=screens.follows_already(unit, facts), closes=True)
    return Answer(screen=screens.preview(unit, facts), ask=_ask_bind((unit,)))


def _ask_bind(units: Sequence[Unit]) -> Ask:
    return Ask(kind="bind", units=tuple(unit.id for unit in units))


def _may(facts: GroupFacts, unit: Unit) -> bool:
    return facts.person is not None and may_bind_group(facts.person, unit)


def _own_units(facts: GroupFacts) -> tuple[Unit, ...]:
    """The units whose manager or admin the sender is, each once."""
    if facts.person is None:
        return ()
    grants = facts.person.grants_of(Role.MANAGER, Role.ADMIN)
    return tuple({grant.unit.id: grant.unit for grant in grants}.values())


def _named(name: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    candidates = [
        NameCandidate(
            id=str(unit.id),
            name=unit.name,
            kind_name="" if unit.kind.level is Level.OFFICE else unit.kind.name,
            aliases=unit.aliases,
        )
        for unit in units
    ]
    match match_name(name, candidates):
        case Exact(id=found):
            ids = {found}
        case Likely(ids=several):
            ids = set(several)
        case Nothing():
            ids = set()
        case other:
            assert_never(other)
    return tuple(unit for unit in units if str(unit.id) in ids)

"""From what an admin has put together in the chat to a planned change, within the units that they administer."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.rights import may_administer, may_replace
from conversations.programme.unit import KINDS, title_of
from conversations.programme.wanted_change import ChangeKind
from conversations.screens import problems
from handlers.unit_changes.ending import plan_end, plan_leave
from handlers.unit_changes.merge import plan_merge
from handlers.unit_changes.places import fits_under, name_is_free, the_name
from handlers.unit_changes.rename import plan_move, plan_rename
from handlers.unit_changes.split import plan_split, read_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Kind, Unit
    from conversations.programme.unit_change import Change, Made
    from conversations.programme.wanted_change import WantedChange
    from storage.database import Transaction
    from storage.programme import Programme


async def plan_wanted(
    tx: Transaction, wanted: WantedChange, person: Person | None, programme: Programme, *, words: Words
) -> Change:
    """The change as it would be. Raises Refusal (a unit is not theirs, or something was not said) or Problem."""
    unit = await administered(tx, wanted.unit, person, programme, words=words)
    if wanted.on is None or wanted.kind is None:
        raise problems.not_yours(words)
    match wanted.kind:
        case ChangeKind.RENAME:
            return await plan_rename(tx, unit, to=wanted.name, kind=None, on=wanted.on, source="", words=words)
        case ChangeKind.MOVE:
            await _replaceable(tx, [unit], person, programme, words=words)
            if wanted.to is None:
                raise problems.not_yours(words)
            to = await administered(tx, wanted.to, person, programme, words=words)
            return await plan_move(tx, unit, to=to, on=wanted.on, source="", words=words)
        case ChangeKind.MERGE:
            others = [await administered(tx, one, person, programme, words=words) for one in wanted.others]
            await _replaceable(tx, [unit, *others], person, programme, words=words)
            line = await programme.line(tx, unit.id)
            return await plan_merge(
                tx, programme.sets, [unit, *others], into=wanted.name, kind=None, parent=line[1], on=wanted.on,
                source="", words=words,
            )  # fmt: skip
        case ChangeKind.SPLIT:
            await _replaceable(tx, [unit], person, programme, words=words)
            parts = [read_part(part) for part in wanted.parts]
            return await plan_split(tx, programme.sets, unit, parts=parts, on=wanted.on, source="", words=words)
        case ChangeKind.END:
            await _replaceable(tx, [unit], person, programme, words=words)
            return await plan_end(tx, [unit], on=wanted.on, source="", today=programme.today, words=words)
        case ChangeKind.LEAVE:
            await _replaceable(tx, [unit], person, programme, words=words)
            return await plan_leave(tx, unit, on=wanted.on, source="", words=words)
        case _:
            assert_never(wanted.kind)


async def plan_added(
    tx: Transaction, wanted: WantedChange, person: Person | None, programme: Programme, *, words: Words
) -> tuple[Unit, Kind, str]:
    """The unit above, the kind and the bare name of a new unit. Raises Refusal or Problem."""
    parent = await administered(tx, wanted.unit, person, programme, words=words)
    kind = next((one for one in KINDS if one.code == wanted.new_kind), None)
    if kind is None:
        raise problems.not_yours(words)
    name = the_name(wanted.name, kind, words)
    fits_under(title_of(kind, name), kind, parent, words)
    await name_is_free(tx, kind, name, parent.id, on=programme.today, but=(), words=words)
    return parent, kind, name


async def may_take_back(tx: Transaction, made: Made, person: Person | None, programme: Programme) -> bool:
    """Whoever administers all units of a change, and where it replaced any, what stands above them."""
    for number in made.before:
        line = await programme.line(tx, number)
        above = frozenset(one.id for one in line[1:])
        if person is None or not line or not may_administer(person, line[0], above):
            return False
        if made.kind is not ChangeKind.RENAME and not may_replace(person, above):
            return False
    return True


async def administered(
    tx: Transaction, number: UnitId, person: Person | None, programme: Programme, *, words: Words
) -> Unit:
    """Raises Refusal: the same whether there is no such unit or it is another's."""
    line = await programme.line(tx, number)
    if person is None or not line or not may_administer(person, line[0], frozenset(one.id for one in line[1:])):
        raise problems.not_yours(words)
    return line[0]


async def _replaceable(
    tx: Transaction, units: Sequence[Unit], person: Person | None, programme: Programme, *, words: Words
) -> None:
    for unit in units:
        line = await programme.line(tx, unit.id)
        if person is None or not may_replace(person, frozenset(one.id for one in line[1:])):
            raise problems.not_yours(words)

"""Who is late, told one level up as one list: villages to their commune, communes and offices to their managers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.due import SendKind, awake
from conversations.programme.owed import told_above
from conversations.programme.person import Role
from conversations.reading.fold import name_order
from conversations.screens.escalation import LateUnit, LateUnits, late_list
from handlers.schedule.owing import owing_units, standing_in
from handlers.schedule.planned import Planned
from handlers.schedule.reminders import chat_of
from storage.absences import missing_between
from storage.owing import holders_between, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.due import Slot
    from conversations.programme.ids import PersonId, UnitId
    from handlers.ports import Services
    from handlers.schedule.owing import Owing
    from storage.database import Transaction
    from storage.owing import Chat, Holder
    from storage.programme import Programme

GUARDED = 50
"""Reports in a row's guard: while one of them is still owed the list may leave. A longer list leaves in any case: that
all of so many were sent in the moment before is less likely than that those looked at were."""


@dataclass(slots=True)
class Late:
    """The units that are late below one unit, in one period; who is told there."""

    slot: Slot
    above: UnitId
    units: list[Owing] = field(default_factory=list)
    told: tuple[Holder, ...] = ()


async def late_below(tx: Transaction, slots: Iterable[Slot], *, programme: Programme) -> Sequence[Late]:
    """Each unit above with what is late below it; where nobody is told there, the unit the report is owed to is."""
    found: list[Late] = []
    for slot in slots:
        if slot.kind is not SendKind.ESCALATION:
            continue
        by_parent: dict[UnitId, Late] = {}
        async for owing in owing_units(tx, slot.rule, slot.period, programme=programme):
            above = owing.report.unit.parent or slot.rule.unit
            by_parent.setdefault(above, Late(slot, above)).units.append(owing)
        found += await _with_people(tx, slot, by_parent, programme=programme)
    return found


async def _with_people(
    tx: Transaction, slot: Slot, by_parent: Mapping[UnitId, Late], *, programme: Programme
) -> Sequence[Late]:
    role = told_above(slot.rule.owes)
    held: dict[UnitId, tuple[Holder, ...]] = {}
    for part in parts(by_parent):
        between = (part[0], part[-1])
        found = await holders_between(tx, (role,), between=between, today=programme.today)
        missing = await missing_between(tx, between=between)
        for unit in part:
            present = (
                standing_in(holder, found[unit], unit=unit, on=slot.at.date(), missing=missing)
                for holder in found.get(unit, ())
                if not holder.post
            )
            held[unit] = tuple(holder for holder in present if holder is not None)
    nobody = [late for unit, late in by_parent.items() if not held[unit] and unit != slot.rule.unit]
    there = [late for unit, late in by_parent.items() if held[unit] or unit == slot.rule.unit]
    if nobody:
        orphans = by_parent.get(slot.rule.unit) if role is Role.MANAGER else None
        if orphans is None:
            orphans = Late(slot, slot.rule.unit)
            there.append(orphans)
            managers = await holders_between(
                tx, (Role.MANAGER,), between=(slot.rule.unit, slot.rule.unit), today=programme.today
            )
            held[slot.rule.unit] = managers.get(slot.rule.unit, ())
        for late in nobody:
            orphans.units += late.units
    for late in there:
        late.told = held.get(late.above, ())
    return there


def planned_escalations(
    late: Iterable[Late], *, now: datetime, late_after: datetime, services: Services
) -> list[Planned]:
    """The rows: one list for each person and day. late_after: what should have left before that is marked as late."""
    told: dict[PersonId, tuple[Chat, list[Late]]] = {}
    for one in late:
        for holder in {holder.person: holder for holder in one.told}.values():
            chat = chat_of(holder)
            if chat is not None:
                told.setdefault(holder.person, (chat, []))[1].append(one)
    return [
        Planned(
            f"escalation:{person}:{max(one.slot.at for one in found).date().isoformat()}",
            "reminder",
            chat,
            late_list(
                [_units(one) for one in found],
                above=found[0].above,
                at=now,
                late=min(one.slot.at for one in found) < late_after,
                words=services.words_in(chat.language),
            ),
            guard=_guard([owing.report.guard for one in found for owing in one.units]),
            not_before=awake(now),
        )
        for person, (chat, found) in told.items()
    ]


def _guard(tokens: Sequence[str]) -> str:
    return " ".join(tokens) if len(tokens) <= GUARDED else ""


def _units(late: Late) -> LateUnits:
    return LateUnits(
        period=late.slot.period,
        units=[
            LateUnit(owing.report, owing.unattended)
            for owing in sorted(late.units, key=lambda owing: name_order(owing.report.unit.name))
        ],
    )

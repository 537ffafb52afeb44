"""Reminders: from slots to one message a person and wave. Nobody gets a third on one day: there are two keys for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.due import AFTERNOON, SendKind, awake
from conversations.reading.fold import name_order
from conversations.screens.reminder import help_line, reminder
from handlers.schedule.owing import owing_units
from handlers.schedule.planned import Planned
from handlers.schedule.waves import reminder_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.due import Slot
    from conversations.programme.ids import PersonId, RuleId
    from conversations.programme.owed import OwedPart
    from handlers.ports import Services
    from handlers.schedule.owing import Owing
    from handlers.schedule.wished import Wished
    from storage.database import Transaction
    from storage.owing import Chat, Holder
    from storage.programme import Programme

REMINDING = frozenset({SendKind.REMINDER, SendKind.OVERDUE_REMINDER})
UNITS_AT_A_STRETCH = 100
"""After so many the loop may do something else."""


@dataclass(slots=True)
class Reminded:
    """One person with all they are reminded of at once."""

    chat: Chat
    at: datetime
    owed: list[OwedPart] = field(default_factory=list)

    def add(self, part: OwedPart, at: datetime) -> None:
        """One report more; the same one twice (two posts, two slots) is told once."""
        self.at = max(self.at, at)
        if all(known.report.key != part.report.key for known in self.owed):
            self.owed.append(part)

    @property
    def most_urgent_first(self) -> list[OwedPart]:
        if len(self.owed) == 1:
            return self.owed
        return sorted(self.owed, key=lambda part: (part.report.period.last_good_day, name_order(part.report.unit.name)))


async def reminded_people(tx: Transaction, slots: Iterable[Slot], *, programme: Programme) -> dict[PersonId, Reminded]:
    """Who is reminded by these slots, and of what."""
    people: dict[PersonId, Reminded] = {}
    for slot in slots:
        if slot.kind not in REMINDING:
            continue
        seen = 0
        async for owing in owing_units(tx, slot.rule, slot.period, programme=programme):
            _add(people, owing, slot.at)
            seen += 1
            if seen % UNITS_AT_A_STRETCH == 0:
                await asyncio.sleep(0)
    return people


def _add(people: dict[PersonId, Reminded], owing: Owing, at: datetime, *, only: PersonId | None = None) -> None:
    for holder, part in owing.in_charge:
        chat = chat_of(holder)
        if chat is None or only not in {None, holder.person}:
            continue
        known = people.get(holder.person)
        if known is None:
            known = people[holder.person] = Reminded(chat, at)
        known.add(part, at)


def add_wished(
    morning: dict[PersonId, Reminded], afternoon: dict[PersonId, Reminded], wished: Iterable[tuple[Wished, Owing]]
) -> None:
    """What people asked for joins the wave it belongs to, or the day's first message where both are due at once."""
    for wish, owing in wished:
        known = morning.get(wish.person) if wish.person is not None else None
        together = known is not None and known.at.date() == wish.at.date()
        wave = morning if together or wish.at.time() < AFTERNOON else afternoon
        _add(wave, owing, wish.at, only=wish.person)


def add_owing(people: dict[PersonId, Reminded], owing: Owing, at: datetime) -> None:
    """Whoever is in charge of this report is reminded of it as well."""
    _add(people, owing, at)


def chat_of(holder: Holder) -> Chat | None:
    """Where a person is reminded: in the chat they opened last, once, whatever other channels they have."""
    return holder.chats[-1] if holder.chats else None


def planned_reminders(
    people: Mapping[PersonId, Reminded],
    *,
    wave: int,
    now: datetime,
    late: bool,
    helps: Mapping[RuleId, tuple[str, str]],
    services: Services,
    asked_by: str = "",
) -> Sequence[Planned]:
    """The rows. helps: of the unit a rule is owed to, name and telephone of whom to ring. asked_by: see `compose`."""
    planned = []
    for person, reminded in people.items():
        words = services.words_in(reminded.chat.language)
        owed = reminded.most_urgent_first
        message = compose(owed, now=now, late=late, helps=helps, words=words, asked_by=asked_by)
        planned.append(
            Planned(
                reminder_key(person, reminded.at.date(), wave),
                "reminder",
                reminded.chat,
                message,
                guard=guard_of(owed),
                not_before=awake(now),
            )
        )
    return planned


def compose(
    owed: Sequence[OwedPart],
    *,
    now: datetime,
    late: bool,
    helps: Mapping[RuleId, tuple[str, str]],
    words: Words,
    asked_by: str = "",
) -> Message:
    """The message about these reports. asked_by: the unit whose manager wanted it sent now."""
    whom = next((helps[part.report.key.rule] for part in owed if part.report.key.rule in helps), ("", ""))
    return reminder(owed, now=now, late=late, help_line=help_line(*whom, words), asked_by=asked_by, words=words)


def guard_of(owed: Iterable[OwedPart]) -> str:
    """What must still be so when the message is about to leave."""
    return " ".join(part.report.guard for part in owed)

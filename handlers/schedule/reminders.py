"""Reminders: from slots to one message a person and wave. Nobody gets a third on one day: there are two keys for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.due import SendKind, awake
from conversations.reading.fold import fold
from conversations.screens.reminder import help_line, reminder
from handlers.schedule.owing import owing_units
from handlers.schedule.planned import Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.due import Slot
    from conversations.programme.ids import PersonId, RuleId
    from conversations.programme.owed import OwedReport
    from handlers.ports import Services
    from handlers.schedule.owing import Owing
    from storage.database import Transaction
    from storage.owing import Chat, Holder
    from storage.programme import Programme

REMINDING = frozenset({SendKind.REMINDER, SendKind.OVERDUE_REMINDER})
FIRST, SECOND = 1, 2
"""The waves of a day: in the morning; in the afternoon, or when a manager asks for it."""
UNITS_AT_A_STRETCH = 100
"""After so many the loop may do something else."""


@dataclass(slots=True)
class Reminded:
    """One person with all they are reminded of at once."""

    chat: Chat
    at: datetime
    owed: list[tuple[OwedReport, str]] = field(default_factory=list)

    def add(self, slot: Slot, report: OwedReport, post: str) -> None:
        """One report more; the same one twice (two posts, two slots) is told once."""
        self.at = max(self.at, slot.at)
        if all(known.key != report.key for known, _ in self.owed):
            self.owed.append((report, post))

    @property
    def most_urgent_first(self) -> list[tuple[OwedReport, str]]:
        return (
            self.owed
            if len(self.owed) == 1
            else sorted(self.owed, key=lambda pair: (pair[0].period.last_good_day, fold(pair[0].unit.name)))
        )


async def reminded_people(
    tx: Transaction, slots: Iterable[Slot], *, programme: Programme
) -> Mapping[PersonId, Reminded]:
    """Who is reminded by these slots, and of what."""
    people: dict[PersonId, Reminded] = {}
    for slot in slots:
        if slot.kind not in REMINDING:
            continue
        seen = 0
        async for owing in owing_units(tx, slot.rule, slot.period, programme=programme):
            _add(people, slot, owing)
            seen += 1
            if seen % UNITS_AT_A_STRETCH == 0:
                await asyncio.sleep(0)
    return people


def _add(people: dict[PersonId, Reminded], slot: Slot, owing: Owing) -> None:
    for holder in owing.in_charge:
        chat = chat_of(holder)
        if chat is None:
            continue
        known = people.get(holder.person)
        if known is None:
            known = people[holder.person] = Reminded(chat, slot.at)
        known.add(slot, owing.report, holder.post)


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
) -> Sequence[Planned]:
    """The rows. helps: of the unit a rule is owed to, name and telephone of whom to ring."""
    planned = []
    for person, reminded in people.items():
        words = services.words.get(reminded.chat.language) or services.words["vi"]
        owed = reminded.most_urgent_first
        message = compose(owed, today=now.date(), late=late, helps=helps, words=words)
        planned.append(
            Planned(
                reminder_key(person, reminded.at.date(), wave),
                "reminder",
                reminded.chat,
                message,
                guard=" ".join(report.guard for report, _ in owed),
                not_before=awake(now),
            )
        )
    return planned


def compose(
    owed: Sequence[tuple[OwedReport, str]],
    *,
    today: date,
    late: bool,
    helps: Mapping[RuleId, tuple[str, str]],
    words: Words,
) -> Message:
    """The message about these reports."""
    whom = next((helps[report.key.rule] for report, _ in owed if report.key.rule in helps), ("", ""))
    return reminder(owed, today=today, late=late, help_line=help_line(*whom, words), words=words)


def reminder_key(person: PersonId, day: date, wave: int) -> str:
    """One for each person, day and wave: what was reminded of, in which words, by how many workers, makes no other."""
    return f"reminder:{person}:{day.isoformat()}:{wave}"

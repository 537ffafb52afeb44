"""The log of changes for an admin: only what concerns the units administered and their people.

What concerns no unit and no person (the schedule, backups) is read by whoever administers a unit with none above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conversations.programme.change_log import LogEntry, LogPage, kind_of
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from handlers.facts.administered import administered_units
from storage.audit_entries import NEWEST, entries_before
from storage.directory import people_of
from storage.people import names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.asks import LogOf
    from conversations.programme.person import Person
    from storage.audit_entries import Entry
    from storage.database import Transaction
    from storage.programme import Programme

ON_A_PAGE = 10
AT_ONCE = 500
MOST_LOOKED_AT = 5_000
"""Entries that one page looks at; where they hold too few, the next page goes on from there."""


@dataclass(frozen=True, slots=True)
class _Scope:
    units: frozenset[int]
    people: frozenset[int]
    everything: bool
    """Units that are gone by now, people who were erased, and what concerns neither."""

    def holds(self, entry: Entry) -> bool:
        """By the unit that it names, else by the person it was done to, else by who did it."""
        unit = _unit_of(entry)
        if unit is not None:
            return unit in self.units or self.everything
        if entry.kind == "person" and entry.number.isdecimal():
            return int(entry.number) in self.people or self.everything
        if entry.person is not None and entry.kind not in {"schedule", "backup"}:
            return entry.person in self.people or self.everything
        return self.everything


async def log_page(tx: Transaction, ask: LogOf, person: Person, programme: Programme) -> LogPage | None:
    """None: this person administers nothing, or not the unit or the person that the log is narrowed to."""
    units = await administered_units(tx, person, programme)
    if units is None:
        return None
    everybody = await people_of(tx, [unit.id for unit in units.own], today=programme.today)
    scope = _Scope(
        units=frozenset(unit.id for unit in (*units.own, *units.below)),
        people=frozenset(one.id for one in everybody),
        everything=any(unit.parent is None for unit in units.own),
    )
    unit = units.unit(ask.unit)
    if (ask.unit is not None and unit is None) or (ask.person is not None and ask.person not in scope.people):
        return None
    found, older = await _looked_for(tx, ask, scope)
    return LogPage(
        entries=await _in_words(tx, found, programme),
        older=older,
        person=next((one.name for one in everybody if one.id == ask.person), ""),
        unit=unit,
    )


async def _looked_for(tx: Transaction, ask: LogOf, scope: _Scope) -> tuple[Sequence[Entry], int | None]:
    found: list[Entry] = []
    before, looked_at = ask.before or NEWEST, 0
    while looked_at < MOST_LOOKED_AT:
        entries = await entries_before(tx, before, limit=AT_ONCE, person=ask.person, unit=ask.unit)
        for entry in entries:
            wanted = (ask.kind is None or kind_of(entry.act) is ask.kind) and scope.holds(entry)
            if wanted and (ask.unit is None or _unit_of(entry) in {None, ask.unit}):
                if len(found) == ON_A_PAGE:
                    return found, before
                found.append(entry)
            before = entry.id
        if len(entries) < AT_ONCE:
            return found, None
        looked_at += len(entries)
    return found, before


def _unit_of(entry: Entry) -> UnitId | None:
    """The unit that an entry names in its subject or beside it."""
    if entry.kind == "unit" and entry.number.isdecimal():
        return UnitId(int(entry.number))
    key = _key_of(entry)
    if key is not None:
        return key.unit
    named = entry.detail.get("unit") or entry.detail.get("owner")
    return UnitId(named) if isinstance(named, int) else None


def _key_of(entry: Entry) -> ReportKey | None:
    named = entry.number if entry.kind == "report" else entry.detail.get("report")
    return ReportKey.read(named) if isinstance(named, str) else None


async def _in_words(tx: Transaction, entries: Sequence[Entry], programme: Programme) -> tuple[LogEntry, ...]:
    people = {entry.person for entry in entries if entry.person is not None}
    people |= {one for entry in entries for one in (_subject_person(entry), _number(entry.detail, "to")) if one}
    names = await names_of(tx, people)
    found = []
    for entry in entries:
        number = _unit_of(entry)
        unit = None if number is None else await programme.unit(tx, number)
        other, to = _subject_person(entry), _number(entry.detail, "to")
        subject = names[other] if other is not None else "" if unit is None else unit.title
        key = _key_of(entry)
        if key is not None:
            period = await programme.period(tx, key)
            subject = subject if period is None else _small(f"{period[2].title} · {period[0].title}")
        item = entry.detail.get("indicator")
        found.append(
            LogEntry(
                id=entry.id,
                at=entry.at,
                who="" if entry.person is None else names[entry.person],
                act=entry.act,
                subject=subject,
                item=item if isinstance(item, str) else "",
                role=_role(entry.detail),
                unit="" if unit is None else unit.title,
                to="" if to is None else names[to],
            )
        )
    return tuple(found)


def _subject_person(entry: Entry) -> PersonId | None:
    return PersonId(int(entry.number)) if entry.kind == "person" and entry.number.isdecimal() else None


def _number(detail: Mapping[str, Any], name: str) -> PersonId | None:
    found = detail.get(name)
    return PersonId(found) if isinstance(found, int) and found > 0 else None


def _role(detail: Mapping[str, Any]) -> Role | None:
    return next((role for role in Role if role.value == detail.get("role")), None)


def _small(title: str) -> str:
    """As it stands inside a sentence."""
    return title[:1].lower() + title[1:]

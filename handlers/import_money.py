"""Imports a document about money: what it assigns, its works, what is spent; in one transaction or not at all.

The same again changes nothing, in whatever file it comes. What is assigned and the list of works have versions of their
own; what is spent is added to the statements there are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.money import Planned, Purse, work_code
from conversations.programme.money_columns import Column
from conversations.programme.money_document import (
    canonical_lines,
    canonical_works,
    money_totals,
    purse_of,
    read_money_document,
)
from conversations.programme.name_warnings import issuer_warnings
from handlers.load_money_rules import keep_recognised, recognised
from handlers.named_units import UNITS, issuer_named, keep_answers, listed_unit
from handlers.trial import Outcome, writing
from storage.document_versions import NewVersion
from storage.money import add_spent, same_spent
from storage.money_documents import (
    LINES,
    WORKS,
    ListedWork,
    add_lines,
    add_money_document,
    add_works,
    lines_of_document,
    newest_money,
    work_numbers,
    works_of_document,
)
from storage.unit_names import units_named
from storage.units import units_below, with_aliases
from storage.work_contracts import add_contract, contract_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.money_document import MoneyDocument
    from conversations.programme.money_rules import MoneyRules
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction
    from storage.document_versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyChange:
    """What a new version says otherwise. before, after: đồng, None: not named."""

    unit: Unit
    purse: Purse
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the lines or of the works of a document."""

    outcome: Outcome
    version: int
    dated: date
    """From which day it counts; of a document without a date, as the version before, else the first day it tells of,
    else the day it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyImport:
    """What was read, and what it changed. lines, works: None where the document holds none."""

    unit: Unit
    document: MoneyDocument
    lines: Kept | None
    works: Kept | None
    statements: int
    """So many statements of what is spent are new."""
    places: Mapping[str, Unit]
    """The units by the name as the tables write it; "" is the unit itself."""
    created: tuple[Unit, ...]
    totals: Mapping[str, int]
    warnings: tuple[SourceWarning, ...]
    changes: tuple[MoneyChange, ...] = ()
    works_changed: tuple[tuple[str, bool], ...] = ()
    """Names of the works that are new (True) or said otherwise (False)."""
    contracts: int = 0
    """So many works have another contractor, or a contract said otherwise."""
    rules: MoneyRules | None = None
    """Those of the document that were loaded with it."""


async def import_money(
    database: Database,
    document: Document,
    *,
    unit: str,
    now: datetime,
    answers: Sequence[str] = (),
    dry_run: bool = False,
) -> MoneyImport:
    """Import a document as the money of a unit. answers: as in `keep_answers`. Raises Problem and changes nothing where
    anything in it is wrong.

    Rules of a document that the program knows word for word are loaded with it.
    """
    read = read_money_document(document)
    rules = recognised(document)
    async with writing(database, keep=not dry_run) as tx:
        done = await _Import(tx, read, file_name=document.name, now=now, answers=answers).run(unit)
        if not await keep_recognised(tx, rules, done.unit, now=now) or rules is None:
            return done
        return replace(done, rules=rules.rules, warnings=(*done.warnings, *rules.warnings))


class _Import:
    """One import, step by step."""

    def __init__(
        self, tx: Transaction, read: MoneyDocument, *, file_name: str, now: datetime, answers: Sequence[str]
    ) -> None:
        self._tx, self._read, self._file_name, self._now, self._answers = tx, read, file_name, now, answers
        self._created: list[Unit] = []

    async def run(self, name: str) -> MoneyImport:
        read, tx = self._read, self._tx
        day = read.front.dated or self._now.date()
        unit = await issuer_named(tx, read.front.issued_by, name, day=day, at=self._now, created=self._created)
        places = await self._places(unit, day)
        titles = {name: str(one.id) for name, one in places.items()}
        changes: tuple[MoneyChange, ...] = ()
        works_changed: tuple[tuple[str, bool], ...] = ()
        lines = works = None
        if any(one.amount is not None for one in read.lines):
            before = await newest_money(tx, unit.id, LINES)
            lines, document = await self._keep(unit, LINES, before, canonical_lines(read, titles))
            if document is not None:
                planned = self._planned(places)
                add_lines(tx, document, planned)
                old = () if before is None else await lines_of_document(tx, before.id)
                units = {one.id: one for one in places.values()}
                changes = tuple(_changes(old, planned, units)) if before is not None else ()
        if read.works:
            before = await newest_money(tx, unit.id, WORKS)
            works, document = await self._keep(unit, WORKS, before, canonical_works(read, titles))
            if document is not None:
                listed = self._listed(places)
                old_works = {} if before is None else await works_of_document(tx, before.id)
                await add_works(tx, document, unit.id, listed)
                works_changed = tuple(
                    (one.name, one.code not in old_works) for one in listed if old_works.get(one.code) != one
                )
        return MoneyImport(
            unit=unit,
            document=read,
            lines=lines,
            works=works,
            statements=await self._spent(unit, places),
            places=places,
            created=tuple(self._created),
            totals=money_totals(read),
            warnings=(*issuer_warnings(read.front.issued_by, unit), *read.warnings),
            changes=changes,
            works_changed=works_changed,
            contracts=0 if works is None else await self._contracts(unit, places, works.dated),
        )

    async def _places(self, unit: Unit, day: date) -> Mapping[str, Unit]:
        """Every unit the document names. Raises Problem with the place: nobody's name, or several units'."""
        found = {"": unit}
        names = {one.unit: one.unit_place for one in reversed(self._read.works)}
        names |= {one.unit: one.unit_place for one in reversed(self._read.lines)}
        if not self._read.names:
            return found
        below = (unit, *await units_below(self._tx, unit.id, day=day))
        await keep_answers(self._tx, self._answers, self._read.names, below, day=day, at=self._now)
        known = await with_aliases(self._tx, below)
        numbers = {one.id for one in known}
        for name in self._read.names:
            named = [one for one in await units_named(self._tx, name, day=day) if one.id in numbers]
            found[name] = named[0] if len(named) == 1 else listed_unit(known, name, names[name], unit, of=UNITS)
        return found

    async def _keep(self, unit: Unit, holds: str, before: Version | None, meaning: str) -> tuple[Kept, int | None]:
        """What becomes of this part of the document, and the number of its new version where there is one."""
        front = self._read.front
        digest = hashlib.sha256(meaning.encode()).hexdigest()
        if before is not None and before.digest == digest and front.dated in {None, before.dated_on}:
            return Kept(outcome=Outcome.UNCHANGED, version=before.version, dated=before.dated_on), None
        first_said = min(
            (one.spent_on for one in self._read.lines if one.spent_on is not None), default=self._now.date()
        )
        dated = front.dated or (before.dated_on if before else first_said)
        kept = Kept(
            outcome=Outcome.FIRST if before is None else Outcome.CHANGED,
            version=1 if before is None else before.version + 1,
            dated=dated,
        )
        document = await add_money_document(
            self._tx,
            NewVersion(
                unit=unit.id,
                version=kept.version,
                digest=digest,
                title=front.title,
                number=front.number,
                file_name=self._file_name,
                dated_on=dated,
                at=self._now,
            ),
            holds=holds,
        )
        return kept, document

    def _planned(self, places: Mapping[str, Unit]) -> tuple[Planned, ...]:
        return tuple(
            Planned(unit=places[one.unit].id, purse=purse_of(one), amount=one.amount, part=one.part)
            for one in self._read.lines
            if one.amount is not None
        )

    def _listed(self, places: Mapping[str, Unit]) -> tuple[ListedWork, ...]:
        return tuple(
            ListedWork(
                code=work_code(one.code, one.name, places[one.unit].title),
                unit=places[one.unit].id,
                name=one.name,
                purse=Purse(programme=one.programme, source=one.source, year=one.year),
                criterion=one.criterion,
                allocated_on=one.allocated_on,
                cost=one.amounts[Column.COST],
                planned=one.amounts[Column.PLANNED],
                debt=one.amounts[Column.DEBT],
                handed_over_on=one.handed_over_on,
                settled_on=one.settled_on,
            )
            for one in self._read.works
        )

    async def _spent(self, unit: Unit, places: Mapping[str, Unit]) -> int:
        """Add what is stated to be spent and was not stated last of that day; how many statements are new."""
        new = 0
        numbers = await work_numbers(self._tx, unit.id) if self._read.works else {}
        said = [(places[one.unit], purse_of(one), None, one.spent, one.spent_on) for one in self._read.lines] + [
            (
                places[one.unit],
                Purse(programme=one.programme, source=one.source, year=one.year),
                numbers[work_code(one.code, one.name, places[one.unit].title)],
                one.amounts[Column.SPENT],
                one.spent_on,
            )
            for one in self._read.works
        ]
        for place, purse, work, amount, on_day in said:
            if amount is None or on_day is None:
                continue
            if await same_spent(self._tx, unit=place.id, purse=purse, amount=amount, on_day=on_day, work=work):
                continue
            await add_spent(self._tx, unit=place.id, purse=purse, amount=amount, on_day=on_day, at=self._now, work=work)
            new += 1
        return new

    async def _contracts(self, unit: Unit, places: Mapping[str, Unit], said_on: date) -> int:
        """Add what is stated of contracts and was not stated last by that day; how many are new."""
        new = 0
        numbers = await work_numbers(self._tx, unit.id)
        for one in self._read.works:
            work = numbers[work_code(one.code, one.name, places[one.unit].title)]
            if one.contract is not None and await contract_of(self._tx, work, said_on) != one.contract:
                await add_contract(self._tx, work, one.contract, said_on=said_on, at=self._now)
                new += 1
        return new


def _changes(old: Sequence[Planned], new: Sequence[Planned], units: Mapping[UnitId, Unit]) -> Iterator[MoneyChange]:
    """Of the units that the new version names."""
    before = {(one.unit, one.purse, one.part): one.amount for one in old}
    after = {(one.unit, one.purse, one.part): one.amount for one in new}
    for key in dict.fromkeys((*after, *before)):
        unit, purse, _ = key
        if unit in units and before.get(key) != after.get(key):
            yield MoneyChange(unit=units[unit], purse=purse, before=before.get(key), after=after.get(key))

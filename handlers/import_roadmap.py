"""Imports a roadmap: the units it names, a dossier for each, the communes' days as reporting rules; in one transaction.

The same roadmap again changes nothing, in whatever file it comes. A changed one becomes a new version beside the old
and moves the years and days of dossiers that are still open; it closes none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.name_warnings import issuer_warnings, spelling_warnings
from conversations.programme.problem import Problem
from conversations.programme.roadmap import standard_in_words
from conversations.programme.roadmap_document import canonical_roadmap, read_roadmap, roadmap_totals
from conversations.programme.roadmap_recompute import roadmap_warnings
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from handlers.roadmap_dossiers import dossiers_there, keep_dossiers, stand_for
from handlers.roadmap_places import roadmap_places
from handlers.roadmap_rules import Owed, RoadmapRules, keep_rules
from handlers.trial import Outcome, writing
from storage.document_versions import NewVersion
from storage.dossier_lists import tie_to_rule
from storage.roadmaps import ROADMAPS, RoadmapText, StoredEntry, add_roadmap, roadmap_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.plan_targets import Standard
    from conversations.programme.roadmap import RoadmapEntry, UnitKey
    from conversations.programme.roadmap_document import RoadmapDocument
    from conversations.programme.table import Document
    from handlers.roadmap_dossiers import Moved
    from handlers.roadmap_places import RoadmapPlaces
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapImport:
    """What was read, and what it changed; while questions wait, nothing."""

    outcome: Outcome
    version: int
    found: RoadmapPlaces
    read: RoadmapDocument
    dated: date
    """From which day the roadmap counts; of a document without a date, as the version before, else the day it came."""
    totals: Mapping[str, int]
    warnings: tuple[SourceWarning, ...]
    opened: int = 0
    moved: tuple[Moved, ...] = ()
    rules: RoadmapRules | None = None


async def import_roadmap(
    database: Database,
    sets: CriteriaSets,
    document: Document,
    *,
    unit: str,
    now: datetime,
    answers: Sequence[str] = (),
    sure: bool = False,
    dry_run: bool = False,
) -> RoadmapImport:
    """answers: what the document's names mean, "Bhalê=xã Bha Lê" or "Bhalê=0" for a new commune. sure: a province that
    has no communes yet gets them from this document, right below it where it names no district.

    Raises Problem and changes nothing where anything in the document is wrong, or where such communes would be founded
    unasked; a name in doubt is a question back.
    """
    read = read_roadmap(document)
    async with writing(database, keep=not dry_run) as tx:
        day = read.front.dated or now.date()
        found = await roadmap_places(tx, read, unit=unit, day=day, at=now, answers=answers)
        if found.unasked and found.districtless and not sure and not dry_run:
            raise _no_communes_yet(found)
        return await _import(tx, sets, read, found, file_name=document.name, now=now)


def _no_communes_yet(found: RoadmapPlaces) -> Problem:
    return Problem(
        code="communes_not_known",
        where=found.unit.title,
        message=f"Chưa có xã nào trong hệ thống; nhập thì {found.districtless} xã mới sẽ đứng ngay dưới "
        f"{found.unit.title}, không thuộc huyện nào.",
        remedy="Hãy nhập danh sách đơn vị trước: ntm import units TỆP. Nếu đúng là không có cấp huyện, ghi --sure.",
    )


async def _import(
    tx: Transaction, sets: CriteriaSets, read: RoadmapDocument, found: RoadmapPlaces, *, file_name: str, now: datetime
) -> RoadmapImport:
    before = await ROADMAPS.newest(tx, found.unit.id)
    names = _names(read, found)
    done = RoadmapImport(
        outcome=Outcome.UNCHANGED if before else Outcome.FIRST,
        version=before.version if before else 1,
        found=found,
        read=read,
        dated=read.front.dated or (before.dated_on if before else now.date()),
        totals=roadmap_totals(read, names),
        warnings=(*_name_warnings(read, found), *roadmap_warnings(read, names)),
    )
    if found.questions:
        return done
    digest = hashlib.sha256(canonical_roadmap(read, names, dated=read.front.dated).encode()).hexdigest()
    if before is not None and before.digest == digest:
        return replace(done, dated=before.dated_on)
    if before is not None:
        done = replace(done, outcome=Outcome.CHANGED, version=before.version + 1)
    entries = [_entry(one, found) for one in read.entries]
    roadmap = await add_roadmap(
        tx,
        NewVersion(
            unit=found.unit.id,
            version=done.version,
            digest=digest,
            title=read.front.title,
            number=read.front.number,
            file_name=file_name,
            dated_on=done.dated,
            at=now,
        ),
        text=RoadmapText(
            floor=read.wanted.floor,
            covers_all=read.wanted.covers_all,
            bare=tuple(dict.fromkeys(found.places[Level.DISTRICT, name].id for name in read.wanted.bare)),
        ),
        entries=entries,
        goals=read.wanted.goals,
    )
    counts = await ROADMAPS.in_force(tx, found.unit.id, day=max(done.dated, now.date()))
    if counts is None or counts.id != roadmap:  # an older document than the one that counts moves nothing
        return done
    units = {one.id: one for one in found.places.values()}
    opened, moved = await keep_dossiers(tx, units, entries, roadmap, source=_source(done), now=now)
    rules = await keep_rules(tx, sets, found.unit, _owed(read, found), dated=done.dated, source=_source(done), now=now)
    there = await dossiers_there(tx, [unit for unit, _ in rules.of], day=now.date())
    for (unit, standard), rule in rules.of.items():
        dossier = there.get((unit, standard, DossierKind.RECOGNITION))
        if dossier is not None and dossier.state.open:
            tie_to_rule(tx, dossier.id, rule, now=now)
    left = () if before is None else await _left_out(tx, before.id, entries, day=done.dated, today=now.date())
    return replace(done, opened=opened, moved=moved, rules=rules, warnings=(*done.warnings, *left))


def _names(read: RoadmapDocument, found: RoadmapPlaces) -> Mapping[UnitKey, str]:
    """What each name means; while questions wait, what is written."""
    keys = [key for one in read.entries for key in (one.key, *((Level.DISTRICT, name) for name in one.together))]
    keys += [(Level.DISTRICT, name) for name in read.wanted.bare]
    return {key: str(found.places[key].id) if key in found.places else key[1] for key in keys}


def _entry(one: RoadmapEntry, found: RoadmapPlaces) -> StoredEntry:
    return StoredEntry(
        unit=found.places[one.key].id,
        standard=one.standard,
        kind=one.kind,
        backlog=one.backlog,
        dates=_dates(one),
        early_by=None if one.early is None else one.early.last_good_day,
        together=tuple(found.places[Level.DISTRICT, name].id for name in one.together),
    )


def _dates(one: RoadmapEntry) -> DossierDates:
    return DossierDates(
        year=one.year,
        first_by=None if one.first is None else one.first.last_good_day,
        second_by=None if one.second is None else one.second.last_good_day,
    )


def _source(done: RoadmapImport) -> str:
    front = done.read.front
    number = f" số {front.number}" if front.number else ""
    return f"lộ trình của {done.found.unit.title}{number}, {show_date(done.dated)}, bản {done.version}"


def _owed(read: RoadmapDocument, found: RoadmapPlaces) -> Iterator[Owed]:
    seen: set[tuple[int, Standard]] = set()
    for one in read.named(Level.COMMUNE):
        unit = found.places[one.key]
        if (unit.id, one.standard) in seen:
            continue
        seen.add((unit.id, one.standard))
        if one.first is not None and one.year is not None and not one.backlog:
            yield Owed(unit=unit, standard=one.standard, year=one.year, first=one.first)


async def _left_out(
    tx: Transaction, before: int, entries: Sequence[StoredEntry], *, day: date, today: date
) -> tuple[SourceWarning, ...]:
    """Units of the version before that the new one no longer names; their dossiers stay."""
    named = {(one.unit, one.standard, one.kind) for one in entries}
    units = await ROADMAPS.units(tx, before, day=day)
    stands_for = await stand_for(tx, {one.unit for one in entries}, day=today)
    return tuple(
        SourceWarning(
            code="roadmap_left_out",
            place=Place(),
            stated=units[one.unit].title,
            computed=standard_in_words(one.standard),
            message=f"{units[one.unit].title} không còn trong lộ trình mới cho {standard_in_words(one.standard)}. "
            "Hồ sơ vẫn giữ, không đóng.",
        )
        for one in await roadmap_entries(tx, before)
        if (stands_for.get(one.unit, one.unit), one.standard, one.kind) not in named
    )


def _name_warnings(read: RoadmapDocument, found: RoadmapPlaces) -> Iterator[SourceWarning]:
    """Another issuer than the unit it is imported for, communes without a district, names written otherwise."""
    yield from issuer_warnings(read.front.issued_by, found.unit)
    if found.districtless:
        yield SourceWarning(
            code="district_not_told",
            place=Place(),
            stated="",
            computed=found.districtless,
            message=f"Văn bản không nêu huyện của {found.districtless} xã mới tạo; các xã này đứng ngay dưới "
            f"{found.unit.title}. Chuyển về huyện bằng: ntm unit set.",
        )
    yield from spelling_warnings(
        (one.name, one.place, found.places[one.key]) for one in read.entries if one.key in found.places
    )

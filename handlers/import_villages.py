"""Imports a list of villages with standard, year and days: each is named for a dossier, as by hand; in one transaction.

The same list again changes nothing, also after somebody has moved on from it. A changed one moves dossiers that are on
their way and begins another round of those that were refused, revoked or kept; it closes none. A commune without any
village gets those of its first list; after that a slip of the pen founds none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierDates
from conversations.programme.dossier_plan import DossierPlan, PlanOutcome
from conversations.programme.problem import Problem
from conversations.programme.roadmap import standard_in_words
from conversations.programme.roadmap_table import read_rows, read_villages
from conversations.programme.source_warning import SourceWarning
from conversations.programme.unit import Level, kind_named, without_kind
from conversations.programme.unit_match import matches, near
from conversations.reading.fold import fold, same_accents
from handlers.named_units import MOST, answered, answers_in, create, name_question, unused
from handlers.open_dossier import Putting, put_dossier
from handlers.trial import Outcome, writing
from storage.unit_names import unit_named
from storage.units import add_alias, units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.roadmap_table import VillageRow
    from conversations.programme.table import Document
    from conversations.programme.unit import Kind, Unit
    from handlers.named_units import NameQuestion
    from storage.database import Database, Transaction

LEVELS: Final = (Level.DISTRICT, Level.COMMUNE, Level.VILLAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVillage:
    """A row with its unit, and what came of it. text: from what to what."""

    row: VillageRow
    unit: Unit
    commune: Unit
    outcome: PlanOutcome
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagesImport:
    """What was read, and what it changed; while questions wait, nothing."""

    unit: Unit
    outcome: Outcome
    rows: tuple[VillageRow, ...]
    named: tuple[NamedVillage, ...] = ()
    created: tuple[Unit, ...] = ()
    questions: tuple[NameQuestion, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()

    @property
    def totals(self) -> Mapping[str, int]:
        """rows, villages and communes named, and what came of how many."""
        outcomes = Counter(one.outcome.value for one in self.named)
        return {
            "rows": len(self.rows),
            "villages": len({one.unit.id for one in self.named}),
            "communes": len({one.commune.id for one in self.named}),
            **{one.value: outcomes[one.value] for one in PlanOutcome if outcomes[one.value]},
        }


def names_villages(document: Document) -> bool:
    """Whether the document is a list of villages. Raises Problem: a wrong cell, or communes are named in it too."""
    if not any(True for _ in read_villages(document)):
        return False
    if any(True for _ in read_rows(document)):
        raise Problem(
            code="roadmap_mixed",
            where=document.name,
            message="Văn bản có cả bảng xã và bảng thôn.",
            remedy="Hãy để danh sách thôn ở một tệp riêng.",
        )
    return True


async def import_villages(
    database: Database,
    document: Document,
    *,
    unit: str,
    now: datetime,
    answers: Sequence[str] = (),
    dry_run: bool = False,
) -> VillagesImport:
    """answers: as of a roadmap. Raises Problem and changes nothing where anything is wrong; a name in doubt is a
    question back.
    """
    rows = tuple(read_villages(document))
    async with writing(database, keep=not dry_run) as tx:
        issuer = await unit_named(tx, unit, day=now.date())
        found = await _places(tx, issuer, rows, now=now, answers=answers)
        done = VillagesImport(
            unit=issuer, outcome=Outcome.UNCHANGED, rows=rows, created=found.created, questions=found.questions
        )
        if found.questions:
            return done
        return await _put(tx, done, found, source=document.name, now=now)


async def _put(tx: Transaction, done: VillagesImport, found: _Places, *, source: str, now: datetime) -> VillagesImport:
    named: list[NamedVillage] = []
    warnings: list[SourceWarning] = []
    for row, (village, commune) in zip(done.rows, found.units, strict=True):
        dates = DossierDates(
            year=row.year,
            first_by=None if row.first is None else row.first.last_good_day,
            second_by=None if row.second is None else row.second.last_good_day,
        )
        plan = DossierPlan(standard=row.standard, kind=row.kind, dates=dates)
        if not plan.possible:
            raise Problem(
                code="dossier_dates_wrong",
                where=f"{row.name}, {row.place}",
                message="Năm hoặc thứ tự hai hạn không đúng.",
                remedy="Hãy ghi năm từ 2010 đến 2050; hạn nộp không sau hạn của cấp trên.",
            )
        twice = any((one.unit.id, one.row.standard, one.row.kind) == (village.id, *_what(row)) for one in named)
        if twice:
            warnings.append(_warning("village_twice", row, village, "có hai dòng trong danh sách; dòng đầu được dùng"))
            continue
        put = await put_dossier(tx, village, plan, Putting(now=now, source=source))
        if put is None:
            continue
        if put.outcome is PlanOutcome.HELD:
            warnings.append(_warning("village_held", row, village, "đã được công nhận; không mở hồ sơ nữa"))
        named.append(NamedVillage(row=row, unit=village, commune=commune, outcome=put.outcome, text=put.text))
    outcomes = {one.outcome for one in named}
    if outcomes == {PlanOutcome.OPENS}:
        outcome = Outcome.FIRST
    else:
        changing = {PlanOutcome.OPENS, PlanOutcome.MOVES, PlanOutcome.AGAIN}
        outcome = Outcome.UNCHANGED if outcomes.isdisjoint(changing) else Outcome.CHANGED
    return VillagesImport(
        unit=done.unit,
        outcome=outcome,
        rows=done.rows,
        named=tuple(named),
        created=done.created,
        warnings=tuple(warnings),
    )


def _what(row: VillageRow) -> tuple[object, object]:
    return row.standard, row.kind


def _warning(code: str, row: VillageRow, village: Unit, what: str) -> SourceWarning:
    standard = standard_in_words(row.standard)
    return SourceWarning(
        code=code,
        place=row.place,
        stated=row.name,
        computed=standard,
        message=f"{village.title}, {standard}: {what}.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """units: of each row its village and commune; empty while questions wait."""

    units: tuple[tuple[Unit, Unit], ...] = ()
    created: tuple[Unit, ...] = ()
    questions: tuple[NameQuestion, ...] = ()


async def _places(
    tx: Transaction, issuer: Unit, rows: Sequence[VillageRow], *, now: datetime, answers: Sequence[str]
) -> _Places:
    """Communes first, then the villages in each; nothing is created before every name is certain."""
    day = now.date()
    below = await with_aliases(tx, (issuer, *await units_below(tx, issuer.id, day=day, levels=LEVELS)))
    known = {level: [one for one in below if one.kind.level is level] for level in LEVELS}
    given = await answers_in(tx, answers, below, day=day)
    unused(given, [name for one in rows for name in (one.name, one.commune)])
    questions: dict[tuple[Level, str, str], NameQuestion] = {}
    found: list[tuple[Unit | None, Unit]] = []
    for row in rows:
        communes = _in_district(known, row)
        commune = _meant(given, row.commune, communes)
        if commune is None:
            likely = matches(communes, row.commune).candidates or near(known[Level.COMMUNE], row.commune, most=MOST)
            question = await name_question(tx, row.commune, row.place, Level.COMMUNE, likely, day=day)
            questions.setdefault((Level.COMMUNE, row.commune, row.district), question)
            continue
        inside = [one for one in known[Level.VILLAGE] if one.parent == commune.id]
        village = _meant(given, row.name, inside, row.sort)
        new = answered(given, row.name) is not None and village is None
        if village is None and inside and not new:
            likely = matches(inside, row.name, row.sort).candidates or near(inside, row.name, most=MOST)
            question = await name_question(tx, row.name, row.place, Level.VILLAGE, likely, day=day)
            questions.setdefault((Level.VILLAGE, row.name, row.commune), question)
        found.append((village, commune))
    if questions:
        return _Places(questions=tuple(questions.values()))
    for wrote, unit in given.items():
        if unit is not None:
            await add_alias(tx, unit.id, wrote, at=now)
    created: list[Unit] = []
    units = []
    for row, (village, commune) in zip(rows, found, strict=True):
        units.append((village or await _founded(tx, row, commune, created, now=now), commune))
    return _Places(units=tuple(units), created=tuple(created))


def _in_district(known: Mapping[Level, Sequence[Unit]], row: VillageRow) -> Sequence[Unit]:
    """The communes of the district that is written; all of them where none is, or none is so named."""
    districts: set[UnitId] = {one.id for one in matches(known[Level.DISTRICT], row.district).candidates}
    inside = [one for one in known[Level.COMMUNE] if one.parent in districts] if row.district else []
    return inside or known[Level.COMMUNE]


def _meant(given: Mapping[str, Unit | None], name: str, among: Sequence[Unit], sort: Kind | None = None) -> Unit | None:
    """The one that is certain, or was answered. None: in doubt, or new."""
    answer = answered(given, name)
    if answer is not None:
        meant = given[answer]
        return meant if meant is not None and any(one.id == meant.id for one in among) else None
    certain = matches(among, name, sort).certain
    return certain[0] if len(certain) == 1 else None


async def _founded(tx: Transaction, row: VillageRow, commune: Unit, created: list[Unit], *, now: datetime) -> Unit:
    """A new village, or the one founded a moment ago for another row: "xóm 3" and "3"."""
    kind = kind_named(row.name.split()[0]) if " " in row.name else None
    if kind is None or kind.level is not Level.VILLAGE or fold(kind.name) == "ban":
        kind = row.sort
    name = without_kind(row.name, kind)
    twin = [one for one in created if one.parent == commune.id and same_accents(one.name, name)]
    return twin[0] if twin else await create(tx, kind, name, commune, day=now.date(), at=now, created=created)

"""The evidence of one period's sent reports as of a day, beside the answers that counted then; taking it is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.report import ReportKey
from conversations.programme.unit import Level
from handlers.evidence_view import note_evidence_viewed
from handlers.official_report import last_moment
from handlers.report_periods import REPORTING, period_of
from storage.bundled_evidence import pieces_kept_by, report_sent_by
from storage.known_reports import known_answers
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit
    from storage.bundled_evidence import KeptPiece, SentReport
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledPiece:
    """One piece beside what it is evidence of. met: the office's verdict on that very answer; None: none by then."""

    unit: Unit
    key: ReportKey
    """Of the report it came with."""
    indicator: Indicator
    answer: Answer
    met: bool | None
    piece: KeptPiece


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBundle:
    """pieces: commune by commune, in the order of the set. unsent: communes of which no report had left."""

    unit: Unit
    pieces: tuple[BundledPiece, ...]
    unsent: tuple[Unit, ...]

    @property
    def size(self) -> int:
        """Bytes of the files in it."""
        return sum(one.piece.size for one in self.pieces if not one.piece.destroyed)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleWish:
    """What is wanted. period: its key; "": the one last due. criterion: its number or an indicator's; "": all."""

    unit: str
    as_of: date
    period: str = ""
    criterion: str = ""
    known_at: datetime | None = None


async def evidence_bundle(database: Database, sets: CriteriaSets, wish: BundleWish, *, now: datetime) -> EvidenceBundle:
    """The same day and moment give the same bundle. Raises Problem: no such unit, period or criterion."""

    async def work(tx: Transaction) -> EvidenceBundle:
        named = await unit_named(tx, wish.unit, day=wish.as_of)
        found = await bundle_of(tx, sets, named, wish)
        note_bundle_viewed(tx, found, by=None, at=now)
        return found

    return await database.turn(work)


async def bundle_of(tx: Transaction, sets: CriteriaSets, named: Unit, wish: BundleWish) -> EvidenceBundle:
    """The same in a transaction that is open already, of a unit that is known; nothing is noted."""
    pieces: list[BundledPiece] = []
    unsent: list[Unit] = []
    forms: list[CriteriaSet] = []
    for commune, key in await _reports(tx, named, wish):
        sent = await report_sent_by(tx, key, known=last_moment(wish.as_of, wish.known_at))
        if sent is None:
            unsent.append(commune)
            continue
        form = await sets.get(tx, sent.set_id, sent.set_version, kind=commune.kind)
        forms.append(form)
        pieces.extend(await _of_report(tx, sent, form, commune, wish))
    if forms and not any(_wanted(form, wish.criterion) for form in forms):
        raise Problem(
            code="no_such_criterion",
            where=wish.criterion,
            message="Bộ tiêu chí không có tiêu chí hay chỉ tiêu số này.",
            remedy="Xem các số bằng ntm criteria list, ví dụ --criterion 9.",
        )
    return EvidenceBundle(unit=named, pieces=tuple(pieces), unsent=tuple(unsent))


def note_bundle_viewed(tx: Transaction, found: EvidenceBundle, *, by: PersonId | None, at: datetime) -> None:
    """An entry a piece, in the transaction before its bytes are taken."""
    viewed = {one.piece.id: one for one in found.pieces}
    for one in viewed.values():
        note_evidence_viewed(tx, [one.piece.id], by=by, report=one.key, indicator=one.indicator.code, at=at, way="file")


async def _reports(tx: Transaction, named: Unit, wish: BundleWish) -> list[tuple[Unit, ReportKey]]:
    """Of each commune the report of the period. Raises Problem where none owes one, or the unit has no communes."""
    if named.kind.level not in REPORTING:
        raise Problem(
            code="no_evidence_bundle",
            where=named.title,
            message="Minh chứng được xuất theo xã.",
            remedy="Hãy chọn xã, huyện hoặc tỉnh bằng --unit.",
        )
    if named.kind.level is Level.COMMUNE:
        line = await lineage(tx, named.id, day=wish.as_of, known=wish.known_at)
        communes: Sequence[Unit] = line[:1]
    else:
        communes = await units_below(
            tx, named.id, day=wish.as_of, known=wish.known_at, levels=[Level.COMMUNE], counted=True
        )
    found, refused = [], None
    for commune in communes:
        try:
            rule, period = await period_of(tx, commune, wish.period, as_of=wish.as_of)
        except Problem as none:
            refused = none
        else:
            found.append((commune, ReportKey(unit=commune.id, rule=rule.id, period=period.key)))
    if refused is not None and not found:
        raise refused
    return found


async def _of_report(
    tx: Transaction, sent: SentReport, form: CriteriaSet, commune: Unit, wish: BundleWish
) -> list[BundledPiece]:
    """Of what was answered by then; a photo without an answer is evidence of nothing yet."""
    known = last_moment(wish.as_of, wish.known_at)
    answers = await known_answers(tx, sent.id, known=known)
    kept: dict[str, list[KeptPiece]] = {}
    for piece in await pieces_kept_by(tx, sent.id, known=known):
        kept.setdefault(piece.indicator, []).append(piece)
    return [
        BundledPiece(unit=commune, key=sent.key, indicator=indicator, answer=said.answer, met=said.met, piece=piece)
        for indicator in _wanted(form, wish.criterion)
        if (said := answers.get(indicator.code)) is not None and said.answer.given
        for piece in kept.get(indicator.code, ())
    ]


def _wanted(form: CriteriaSet, criterion: str) -> list[Indicator]:
    return [one for one in form.indicators if criterion in {"", one.criterion, one.code}]

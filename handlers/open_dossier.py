"""Opens a dossier by name, moves one that is on its way, begins another round of one that was refused, revoked or kept.

The same again changes nothing; what is recognised, or filled in by a roadmap's report, stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierAct, DossierState, DossierStep
from conversations.programme.dossier_plan import LEVELS, DossierPlan, PlanOutcome, difference, outcome_of
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from handlers.roadmap_dossiers import dossiers_there
from handlers.trial import writing
from storage.audit import note_later
from storage.dossier_lists import tied
from storage.dossiers import days_before, move_dossier, open_dossier, step_dossier
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import DossierId, PersonId
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PutDossier:
    """What came of it. number: of the dossier there is now."""

    outcome: PlanOutcome
    number: DossierId
    text: str = ""
    """From what to what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """Who names it, and where."""

    now: datetime
    by: PersonId | None = None
    channel: str = ""
    source: str = ""
    """The list that names it."""


async def put_dossier(tx: Transaction, unit: Unit, plan: DossierPlan, putting: Putting) -> PutDossier | None:
    """None: somebody was quicker, nothing is written. The plan is possible, the unit one that can have a dossier."""
    now, by, channel, source = putting.now, putting.by, putting.channel, putting.source
    there = (await dossiers_there(tx, [unit.id], day=now.date())).get((unit.id, plan.standard, plan.kind))
    if there is None:
        try:
            number = await open_dossier(
                tx,
                unit=unit.id,
                standard=plan.standard,
                kind=plan.kind,
                dates=plan.dates,
                roadmap=None,
                now=now,
                by=by,
                channel=channel,
                source=source,
            )
        except LookupError:
            return None
        _note(tx, "dossier_open", number, unit, putting)
        return PutDossier(outcome=PlanOutcome.OPENS, number=number)
    outcome = outcome_of(plan, there.state, there.dates, tied=there.id in await tied(tx, [there.id]))
    if source and plan.dates in await days_before(tx, there.id):  # a list that was read says nothing new
        outcome = PlanOutcome.SAME
    if outcome not in {PlanOutcome.MOVES, PlanOutcome.AGAIN}:
        return PutDossier(outcome=outcome, number=there.id)
    text = difference(there.dates, plan.dates)
    moved = there
    if outcome is PlanOutcome.AGAIN:
        state = DossierState.PREPARING
        step = DossierStep(number=there.steps + 1, act=DossierAct.RESUME, state=state, at=now, by=by)
        if not await step_dossier(tx, there.id, step, channel=channel):
            return None
        moved = replace(there, state=state, steps=step.number)
    if text and not await move_dossier(
        tx,
        moved,
        plan.dates,
        roadmap=None,
        text=f"{text} (theo {source})" if source else text,
        now=now,
        by=by,
        channel=channel,
        source=source,
    ):
        return None
    _note(tx, "dossier_moved" if outcome is PlanOutcome.MOVES else "dossier_resume", there.id, unit, putting)
    return PutDossier(outcome=outcome, number=there.id, text=text)


def _note(tx: Transaction, act: str, number: DossierId, unit: Unit, putting: Putting) -> None:
    note_later(
        tx,
        at=millis(putting.now),
        person=putting.by,
        act=act,
        subject=f"dossier:{number}",
        detail={"unit": unit.id},
    )


def can_have_one(line: Sequence[Unit]) -> bool:
    """Whether a dossier can be opened for the first of these; line: the unit, then what stands above it."""
    if not line or line[0].kind.level not in LEVELS or len(line) < 2:
        return False
    return line[0].kind.level is not Level.VILLAGE or line[1].kind.level is Level.COMMUNE


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedByName:
    """What the command line is told. line: the unit, then what stands above it."""

    line: tuple[Unit, ...]
    plan: DossierPlan
    put: PutDossier

    @property
    def hands_in(self) -> Unit:
        """Whose people hand it in."""
        return self.line[1] if self.line[0].kind.level is Level.VILLAGE else self.line[0]


async def open_by_name(
    database: Database, name: str, plan: DossierPlan, *, now: datetime, dry_run: bool = False
) -> OpenedByName:
    """Raises Problem: no such unit, none that can have a dossier, an impossible year or order of days, or it is
    recognised already.
    """
    if not plan.possible:
        raise Problem(
            code="dossier_dates_wrong",
            message="Năm hoặc thứ tự hai hạn không đúng.",
            remedy="Hãy ghi năm từ 2010 đến 2050; hạn nộp không sau hạn của cấp trên.",
        )
    async with writing(database, keep=not dry_run) as tx:
        unit = await unit_named(tx, name, day=now.date())
        line = await lineage(tx, unit.id, day=now.date())
        if not can_have_one(line):
            raise Problem(
                code="dossier_unit_wrong",
                where=unit.title,
                message="Chỉ mở hồ sơ theo tên cho xã và cho thôn thuộc một xã.",
                remedy="Hồ sơ của huyện mở khi nhập lộ trình của tỉnh.",
            )
        put = await put_dossier(tx, line[0], plan, Putting(now=now))
        if put is None or put.outcome in {PlanOutcome.HELD, PlanOutcome.BY_REPORT}:
            held = put is None or put.outcome is PlanOutcome.HELD
            raise Problem(
                code="dossier_held" if held else "dossier_by_report",
                where=unit.title,
                message="Đơn vị đã được công nhận chuẩn này."
                if held
                else "Hồ sơ này đã có, nộp bằng báo cáo theo lộ trình.",
                remedy="Để theo dõi việc giữ chuẩn, dùng --kind duy-tri."
                if held
                else "Đổi năm, hạn bằng lộ trình mới: ntm import roadmap.",
            )
        return OpenedByName(line=line, plan=plan, put=put)

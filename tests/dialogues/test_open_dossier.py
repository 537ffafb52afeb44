"""The dialogue on its own: what is typed, forged or gone; every screen fits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from conversations.dialogues import open_dossier
from conversations.engine.asks import AnyAsk
from conversations.engine.asks_of_standing import NamingAt, UnitToName
from conversations.engine.effects import NameForDossier
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import OpenDossier, OpenDossierStage
from conversations.engine.move import Chose, Typed
from conversations.programme.dossier import DossierDates, DossierKind, DossierState
from conversations.programme.dossier_plan import DossierPlan, NamedUnit, NamingPlace, PlanOutcome, outcome_of
from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Unit, kind_by_code
from tests.dialogues.commune import COMMUNE, DISTRICT, LEADER, NOW, STRAY, fits, ids

VILLAGES = tuple(
    Unit(id=UnitId(30 + number), kind=kind_by_code("xom"), name=name, parent=COMMUNE.id)
    for number, name in enumerate(("Lũng Vài", "3", *(f"Pác {n}" for n in range(20))))
)
VILLAGE = NamedUnit(unit=VILLAGES[0], hands_in=COMMUNE, superior=DISTRICT, recogniser=DISTRICT, dossiers=())
AT = NamingPlace(unit=COMMUNE, below=VILLAGES, itself=False)
CHOSEN = OpenDossier(stage="year", unit=UnitId(30), standard="ntm", kind="recognition")
DATED = replace(CHOSEN, stage="first", year=2023)


def facts(place: NamingPlace | None = AT, unit: NamedUnit | None = VILLAGE) -> Facts:
    answers: dict[AnyAsk, object] = {NamingAt(): place, UnitToName(UnitId(30)): unit}
    return Facts(now=NOW, person=LEADER, loaded=Needs(asks=tuple(answers)), answers=defaultdict(lambda: None, answers))


def test_a_place_is_chosen_from_a_page_or_typed_by_its_name() -> None:
    screen = fits(open_dossier.show(OpenDossier(), facts()))
    assert ids(screen)[:2] == ["u:30", "u:31"]
    chosen = replace(OpenDossier(), stage="what", unit=UnitId(30))
    assert open_dossier.take(OpenDossier(), Typed("lung vai"), facts()).frames == (chosen,)
    assert open_dossier.take(OpenDossier(), Chose("u:30"), facts()).frames == (chosen,)
    assert open_dossier.take(OpenDossier(), Typed("3"), facts()).frames == (replace(chosen, unit=UnitId(31)),)
    assert len(open_dossier.take(OpenDossier(), Typed("Nà"), facts()).lines) == 1


@pytest.mark.parametrize("option", ["u:2", "u:999", "u:x", "u", "w:recognition:ntm", "do"])
def test_what_is_not_below_cannot_be_named(option: str) -> None:
    move = open_dossier.take(OpenDossier(), Chose(option), facts())
    assert (move.frames, move.effects) == ((OpenDossier(),), ())


@pytest.mark.parametrize(
    ("typed", "year"), [("2024", 2024), ("năm 2025", 2025), ("1999", 0), ("hai nghìn", 0), ("20244", 0)]
)
def test_a_year_is_typed(typed: str, year: int) -> None:
    move = open_dossier.take(CHOSEN, Typed(typed), facts())
    (frame,) = move.frames
    assert isinstance(frame, OpenDossier)
    assert (frame.year, bool(move.lines)) == (year, not year)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("30/10", "2023-10-30"), ("30/10/2024", "2024-10-30"), ("31/2", ""), ("tháng 6", ""), ("mai kia", "")],
)
def test_a_day_is_typed_and_one_day_only(typed: str, day: str) -> None:
    (frame,) = open_dossier.take(DATED, Typed(typed), facts()).frames
    assert isinstance(frame, OpenDossier)
    assert (frame.first_by, frame.stage) == (day, "second" if day else "first")


def test_the_level_above_cannot_be_done_before_the_unit_and_all_is_kept_once() -> None:
    second = replace(DATED, stage="second", first_by="2023-10-30")
    early = open_dossier.take(second, Typed("29/10/2023"), facts())
    assert (early.frames, len(early.lines)) == ((second,), 1)
    (sure,) = open_dossier.take(second, Typed("30/11/2023"), facts()).frames
    assert isinstance(sure, OpenDossier)
    fits(open_dossier.show(sure, facts()))
    done = open_dossier.take(sure, Chose("do"), facts())
    dates = DossierDates(year=2023, first_by=date(2023, 10, 30), second_by=date(2023, 11, 30))
    plan = DossierPlan(standard=Standard.NTM, kind=DossierKind.RECOGNITION, dates=dates)
    assert (done.frames, done.effects) == ((), (NameForDossier(unit=UnitId(30), plan=plan, seen=0),))


@pytest.mark.parametrize("stage", ["place", "what", "year", "first", "second", "sure"])
def test_what_is_gone_leads_nowhere_and_anything_else_is_answered(stage: OpenDossierStage) -> None:
    frame = replace(DATED, stage=stage)
    fits(open_dossier.show(frame, facts(None, None)))
    fits(open_dossier.show(frame, facts()))
    for given in STRAY:
        assert open_dossier.take(frame, given, facts()).effects == ()


@pytest.mark.parametrize(
    ("state", "tied", "outcome"),
    [
        (None, False, PlanOutcome.OPENS),
        (DossierState.PREPARING, False, PlanOutcome.MOVES),
        (DossierState.PASSED_UP, False, PlanOutcome.MOVES),
        (DossierState.PREPARING, True, PlanOutcome.BY_REPORT),
        (DossierState.RECOGNISED, True, PlanOutcome.HELD),
        (DossierState.REFUSED, False, PlanOutcome.AGAIN),
        (DossierState.REVOKED, False, PlanOutcome.AGAIN),
        (DossierState.KEPT, False, PlanOutcome.AGAIN),
    ],
)
def test_what_comes_of_naming_follows_from_what_there_is(
    state: DossierState | None, tied: bool, outcome: PlanOutcome
) -> None:
    dates = DossierDates(year=2023, first_by=None, second_by=None)
    plan = DossierPlan(standard=Standard.NTM, kind=DossierKind.RECOGNITION, dates=dates)
    there = DossierDates(year=2022, first_by=None, second_by=None)
    assert outcome_of(plan, state, there, tied=tied) is outcome
    if outcome is PlanOutcome.MOVES:
        assert outcome_of(plan, state, dates, tied=tied) is PlanOutcome.SAME

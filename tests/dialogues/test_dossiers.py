"""The dialogue on its own: what it offers to whom, forged and stale options, stray inputs; every screen fits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from conversations.dialogues import dossiers
from conversations.engine.asks import AnyAsk
from conversations.engine.asks_of_standing import DossiersNow, OneDossier
from conversations.engine.effects import ActOnDossier
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Approve, Dossiers, DossierStage, FillReport
from conversations.engine.move import Chose, Typed
from conversations.programme.dossier import (
    Dossier,
    DossierAct,
    DossierDates,
    DossierKind,
    DossierState,
    DossierStep,
)
from conversations.programme.dossier_checklist import DossierList, DossierView, checklist_of
from conversations.programme.dossier_gates import (
    CriteriaGate,
    DebtGate,
    Gates,
    GateState,
    SatisfactionGate,
    SecurityGate,
)
from conversations.programme.ids import DossierId, PersonId, UnitId
from conversations.programme.person import Grant, Person, Role
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Unit, kind_by_code
from tests.dialogues.commune import COMMUNE, DISTRICT, KEY, LEADER, NOW, OFFICER, SETS, STRAY, fits, ids, person, stays

PROVINCE = Unit(id=UnitId(90), kind=kind_by_code("tinh"), name="Cao Bằng", parent=None)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
ABOVE = person(Grant(role=Role.MANAGER, unit=PROVINCE))
OBSERVER = person(Grant(role=Role.OBSERVER, unit=DISTRICT))
FORM = SETS["ho-so-xa.toml"]
ONE = Dossiers(stage="one", number=DossierId(7))
LONG = "Thiếu biên bản họp xã, " * 20
CODES = tuple(map(str, range(1, 20)))
SHUT = Gates(
    criteria=CriteriaGate(of=19, confirmed=1, said=1, missing=CODES[:9], unknown=CODES[9:17]),
    satisfaction=SatisfactionGate(
        rate=Fraction(70), value=Decimal(70), asked=4000, satisfied=2800, on=date(2023, 6, 1), wanted=Decimal(80)
    ),
    debt=DebtGate(dong=999_999_999_999, on=date(2023, 6, 1)),
    security=SecurityGate(state=GateState.NOT_MET),
)


def step(number: int, act: DossierAct, state: DossierState, *, paper: bool = False, text: str = "") -> DossierStep:
    return DossierStep(
        number=number,
        act=act,
        state=state,
        at=NOW,
        by=PersonId(7),
        paper_number="1" * 60 if paper else "",
        paper_day=date(2023, 6, 5) if paper else None,
        text=text,
    )


OPENED = step(1, DossierAct.OPEN, DossierState.PREPARING)
SENT = step(2, DossierAct.SUBMIT, DossierState.SUBMITTED)
UP = step(3, DossierAct.PASS_UP, DossierState.PASSED_UP, paper=True)
DONE = step(4, DossierAct.RECOGNISE, DossierState.RECOGNISED, paper=True)
REFUSED = step(4, DossierAct.REFUSE, DossierState.REFUSED, paper=True, text=LONG)


def dossier(*steps: DossierStep, number: int = 7, standard: Standard = Standard.NTM) -> Dossier:
    return Dossier(
        id=DossierId(number),
        unit=COMMUNE,
        opened_for=replace(COMMUNE, id=UnitId(77), name="Đoài Khôn cũ"),
        standard=standard,
        kind=DossierKind.RECOGNITION,
        dates=DossierDates(year=2023, first_by=date(2023, 6, 1), second_by=date(2023, 7, 29)),
        steps=steps or (OPENED,),
        superior=DISTRICT,
        recogniser=PROVINCE,
        report=KEY,
    )


def view(*steps: DossierStep, gates: Gates | None = None, standard: Standard = Standard.NTM) -> DossierView:
    return DossierView(
        dossier=dossier(*steps, standard=standard),
        gates=gates or Gates(criteria=CriteriaGate(of=19, confirmed=19, said=0)),
        checklist=checklist_of(FORM, {}, 3),
        lower_pending=True,
        years=((2023, CODES), (2022, CODES)),
    )


def facts(who: Person = MANAGER, one: DossierView | None = None, many: int = 1) -> Facts:
    listed = DossierList(
        dossiers=tuple(dossier(OPENED, SENT, number=number) for number in range(1, many + 1)), today=NOW.date()
    )
    answers: dict[AnyAsk, object] = {DossiersNow(): listed, OneDossier(DossierId(7)): one}
    return Facts(
        now=NOW,
        person=who,
        loaded=Needs(asks=tuple(answers)),
        answers=defaultdict(lambda: None, answers),
    )


@pytest.mark.parametrize(
    ("who", "steps", "offered"),
    [
        (MANAGER, (OPENED,), []),
        (MANAGER, (OPENED, SENT), ["a:pass_up:2", "a:send_back:2"]),
        (MANAGER, (OPENED, SENT, UP), []),
        (ABOVE, (OPENED, SENT), []),
        (ABOVE, (OPENED, SENT, UP), ["a:send_back:3", "a:recognise:3", "a:refuse:3"]),
        (ABOVE, (OPENED, SENT, UP, DONE), ["a:revoke:4"]),
        (MANAGER, (OPENED, SENT, UP, REFUSED), ["a:resume:4"]),
        (OBSERVER, (OPENED, SENT), []),
        (OFFICER, (OPENED, SENT), ["fill"]),
        (LEADER, (OPENED, SENT), ["approve"]),
    ],
)
def test_everybody_is_offered_what_is_theirs_at_that_place(
    who: Person, steps: tuple[DossierStep, ...], offered: list[str]
) -> None:
    screen = fits(dossiers.show(ONE, facts(who, view(*steps))))
    assert ids(screen) == [*offered, "checklist", "list", "home"]


@pytest.mark.parametrize("many", [0, 1, 60])
def test_the_overview_fits_however_many_there_are(many: int) -> None:
    screen = fits(dossiers.show(Dossiers(), facts(many=many)))
    assert ("Quá hạn" in screen.text) is False
    assert len([one for one in ids(screen) if one.startswith("d:")]) <= 7
    fits(dossiers.show(Dossiers(state="submitted", page=3), facts(many=many)))


def test_the_longest_dossier_fits_on_one_screen_and_says_what_stops_it_when_it_is_pressed() -> None:
    worst = view(OPENED, SENT, replace(SENT, number=3, text=LONG), gates=SHUT, standard=Standard.MODEL)
    here = facts(MANAGER, worst)
    fits(dossiers.show(ONE, here))
    move = dossiers.take(ONE, Chose("a:pass_up:3"), here)
    assert (move.frames, move.effects) == ((ONE,), ())
    for reason in ("1, 2, 3", "hài lòng", "999.999.999.999 đồng", "an ninh"):
        assert reason in move.lines[0]


def test_a_document_and_a_reason_are_asked_for_then_shown_then_kept_once() -> None:
    here = facts(ABOVE, view(OPENED, SENT, UP))
    frame = ONE
    for given in (Chose("a:refuse:3"), Typed("Thiếu biên bản"), Typed("Thông báo số 9/TB-UBND ngày 6/6/2023")):
        move = dossiers.take(frame, given, here)
        frame = stays(move, Dossiers)
        assert not move.effects
        fits(dossiers.show(frame, here))
    assert frame.stage == "sure"
    done = dossiers.take(frame, Chose("do"), here)
    assert done.effects == (
        ActOnDossier(
            number=DossierId(7),
            act=DossierAct.REFUSE,
            seen=3,
            paper_number="9/TB-UBND",
            paper_day=date(2023, 6, 6),
            text="Thiếu biên bản",
        ),
    )
    again = dossiers.take(frame, Chose("again"), here).frames[0]
    assert isinstance(again, Dossiers)
    assert (again.stage, again.reason, again.paper_number) == ("reason", "", "")


@pytest.mark.parametrize(
    "typed", ["hôm qua", "9/TB-UBND", "ngày 6/6/2023", "9/TB-UBND ngày 31/2/2023", "9/TB ngày 8/6/2023"]
)
def test_what_names_no_document_is_asked_again(typed: str) -> None:
    here = facts(MANAGER, view(OPENED, SENT))
    frame = Dossiers(stage="paper", number=DossierId(7), act="pass_up", seen=2)
    move = dossiers.take(frame, Typed(typed), here)
    assert move.frames == (frame,)
    assert len(move.lines) == 1


@pytest.mark.parametrize("option", ["a:recognise:2", "a:pass_up:1", "a:open:2", "a:x:2", "a"])
def test_forged_and_stale_options_do_nothing(option: str) -> None:
    move = dossiers.take(ONE, Chose(option), facts(MANAGER, view(OPENED, SENT)))
    assert (move.frames, move.effects, len(move.lines)) == ((ONE,), (), 1)


def test_a_look_that_has_become_old_keeps_nothing() -> None:
    frame = Dossiers(stage="sure", number=DossierId(7), act="send_back", seen=2, reason="Thiếu")
    moved_on = facts(MANAGER, view(OPENED, SENT, replace(SENT, number=3)))
    assert fits(dossiers.show(frame, moved_on)).name == "dossiers.one"
    assert dossiers.take(frame, Chose("do"), moved_on).effects == ()


def test_a_higher_standard_without_the_lower_one_is_told() -> None:
    here = facts(ABOVE, view(OPENED, SENT, UP, standard=Standard.ADVANCED))
    move = dossiers.take(ONE, Chose("a:recognise:3"), here)
    assert move.lines == ("Xã Phúc Sen chưa được công nhận NTM; xét NTM nâng cao khi đã có công nhận đó.",)


def test_the_ways_into_the_report() -> None:
    assert dossiers.take(ONE, Chose("fill"), facts(OFFICER, view())).frames == (ONE, FillReport(key=KEY))
    assert dossiers.take(ONE, Chose("approve"), facts(LEADER, view())).frames == (ONE, Approve(key=KEY))


@pytest.mark.parametrize("stage", ["list", "one", "checklist", "reason", "paper", "sure"])
def test_what_is_gone_leads_nowhere_and_anything_else_is_answered(stage: DossierStage) -> None:
    frame = Dossiers(stage=stage, number=DossierId(7), act="send_back", seen=2)
    nothing = Needs(asks=(DossiersNow(), OneDossier(DossierId(7))))
    gone = Facts(now=NOW, person=MANAGER, answers=defaultdict(lambda: None, {}), loaded=nothing)
    fits(dossiers.show(frame, gone))
    here = facts(MANAGER, view(OPENED, SENT))
    fits(dossiers.show(frame, here))
    for given in STRAY:
        move = dossiers.take(frame, given, here)
        assert move.effects == ()


def test_a_lower_standard_of_which_nothing_is_known_is_named_and_does_not_stop() -> None:
    here = facts(ABOVE, replace(view(OPENED, SENT, UP, standard=Standard.ADVANCED), lower_pending=False))
    begun = dossiers.take(ONE, Chose("a:recognise:3"), here).frames[0]
    assert isinstance(begun, Dossiers)
    looked = dossiers.take(begun, Typed("5/QĐ-UBND ngày 6/6/2023"), here).frames[0]
    assert isinstance(looked, Dossiers)
    screen = fits(dossiers.show(looked, here))
    assert "Hệ thống chưa ghi nhận xã Phúc Sen đã được công nhận NTM." in screen.text
    assert len(dossiers.take(looked, Chose("do"), here).effects) == 1


def test_who_was_early_and_who_missed_the_year_of_the_roadmap() -> None:
    of_2024 = replace(dossier(OPENED, SENT, UP, DONE), dates=DossierDates(year=2024, first_by=None, second_by=None))
    early, in_time, open_one = of_2024, dossier(OPENED, SENT, UP, DONE, number=8), dossier(OPENED, SENT, number=9)
    found = DossierList(dossiers=(early, in_time, open_one), today=date(2023, 12, 31))
    assert ([one.id for one in found.early], [one.id for one in found.missed]) == ([7], [])
    later = replace(found, today=date(2024, 1, 1))
    assert [one.id for one in later.missed] == [9]


@pytest.mark.parametrize(("month", "said"), [(3, False), (4, True), (5, True), (6, False)])
def test_in_april_and_may_last_years_results_may_be_used_and_the_years_are_always_shown(month: int, said: bool) -> None:
    here = replace(facts(MANAGER, view(OPENED, SENT)), now=NOW.replace(month=month))
    text = fits(dossiers.show(ONE, here)).text
    assert "Kết quả đạt chuẩn theo năm: năm 2023: 19 tiêu chí; năm 2022: 19 tiêu chí." in text
    assert ("được dùng kết quả đạt chuẩn của năm trước liền kề" in text) is said

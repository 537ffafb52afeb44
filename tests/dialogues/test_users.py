"""People for an admin: screens fit with names as long as they can be; what is forged or gone does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.dialogues import users
from conversations.engine.asks import Administered, AnyAsk, HandoverNow, PeopleFound, PersonNow
from conversations.engine.effects import EndRole, GrantRole, HandOver, ResumePerson, SuspendPerson
from conversations.engine.facts import Facts
from conversations.engine.frames import RoleDraft, Users
from conversations.engine.move import Chose, Typed
from conversations.programme.directory import (
    AdministeredPerson,
    AdministeredUnits,
    Channel,
    Entry,
    HeldSince,
    PersonCard,
)
from conversations.programme.handover import Handover, HandoverView, OpenReport
from conversations.programme.ids import PersonId
from conversations.programme.person import Grant, Role
from conversations.programme.report import ReportState
from conversations.programme.wishes import PromisedDay
from tests.dialogues.commune import COMMUNE, DISTRICT, H1, HEALTH, KEY, NOW, VILLAGES, facts, fits, ids, person

ADMIN = person(Grant(role=Role.ADMIN, unit=DISTRICT))
BE, DUC = PersonId(21), PersonId(22)
LONG = "Nguyễn Phước Bảo Quý Vĩnh Thụy " * 3
HELD = tuple(
    HeldSince(role=Role.COMMUNE_OFFICER, unit=COMMUNE, post=post, since=date(2023, 1, 1))
    for post in ("", HEALTH, "Văn hóa - xã hội, thể thao và du lịch, gia đình và trẻ em")
)
ENTRIES = tuple(
    Entry(id=PersonId(number), name=f"{LONG}{number}", phone="", roles=HELD, suspended=number % 2 == 0)
    for number in range(21, 61)
)
CARD = PersonCard(
    id=BE,
    name=LONG,
    phone="+84900000001",
    joined_on=date(2023, 1, 1),
    suspended_since=None,
    roles=HELD,
    past=tuple(replace(held, until=date(2023, 2, 2)) for held in HELD * 4),
    channels=(Channel(name="telegram", since=date(2023, 1, 1), reachable=False),),
    left=(COMMUNE.id,),
    away=((COMMUNE.id, date(2023, 6, 1), date(2023, 6, 9)),),
    last_active=NOW,
)
SHE = AdministeredPerson(card=CARD, titles={COMMUNE.id: COMMUNE.title}, elsewhere=False, oneself=False)
UNITS = AdministeredUnits(own=(DISTRICT,), below=(COMMUNE, *VILLAGES), posts=(HEALTH, "Công an"))
HANDOVER = Handover(
    giver=BE,
    giver_name=LONG,
    successor=DUC,
    successor_name="Nông Văn Đức",
    grants=tuple(Grant(role=held.role, unit=held.unit, post=held.post) for held in HELD),
    on=NOW.date(),
    open=tuple(
        OpenReport(
            key=KEY, unit=COMMUNE, period=H1, state=ReportState.DRAFT, given=1, of=57, post=HEALTH,
            promised=PromisedDay(day=date(2023, 6, 15), reason="chờ " * 100),
        )
        for _ in range(12)
    ),
    stands_in_for=(LONG,) * 6,
    successor_away_until=date(2023, 6, 9),
)  # fmt: skip
ALL = HandoverNow(BE, DUC)
KNOWN: dict[AnyAsk, object] = {
    PeopleFound(): ENTRIES,
    PeopleFound("duc"): ENTRIES[1:2],
    PersonNow(BE): SHE,
    Administered(): UNITS,
    Administered(COMMUNE.id): UNITS,
    ALL: HandoverView(handover=HANDOVER),
}
AT_BE = Users(stage="card", person=BE)


def known(**more: object) -> Facts:
    return facts(ADMIN, answers=KNOWN, **more)


FRAMES = [
    Users(),
    Users(page=3),
    AT_BE,
    replace(AT_BE, stage="grant"),
    replace(AT_BE, stage="grant", draft=RoleDraft(unit=COMMUNE.id)),
    replace(AT_BE, stage="grant", draft=RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER)),
    replace(AT_BE, stage="grant", draft=RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH)),
    replace(AT_BE, stage="end"),
    replace(AT_BE, stage="end_sure", draft=RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH)),
    replace(AT_BE, stage="suspend"),
    replace(AT_BE, stage="handover"),
    replace(AT_BE, stage="successor"),
    replace(AT_BE, stage="handover_sure", successor=DUC),
]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.stage)
def test_every_screen_fits_and_what_is_forged_changes_nothing(frame: Users) -> None:
    fits(users.show(frame, known()))
    forged = ("p:1", "p:x", "u:99", "u:", "r:77", "r:-1", "r:x", "role:king", "post:99", "page:x", "nothing", "")
    for option in forged:
        assert users.take(frame, Chose(option), known()).effects == ()
    # whoever lost the role of an admin meanwhile sees nobody, and nothing is done
    gone = facts(ADMIN)
    assert users.show(frame, gone).name == "users.out_of_sight"
    assert users.take(frame, Chose("yes"), gone).effects == ()


def test_only_a_preview_that_is_confirmed_changes_something() -> None:
    draft = RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH)
    effects = {
        frame.stage: users.take(frame, Chose("yes"), known()).effects for frame in FRAMES if not frame.draft.unit
    }
    assert {stage: found for stage, found in effects.items() if found} == {
        "suspend": (SuspendPerson(person=BE),),
        "handover_sure": (
            HandOver(
                giver=BE,
                successor=DUC,
                seen=tuple((COMMUNE.id, Role.COMMUNE_OFFICER, held.post) for held in HELD),
            ),
        ),
    }
    given = users.take(replace(AT_BE, stage="grant", draft=draft), Chose("yes"), known())
    assert given.effects == (GrantRole(person=BE, unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH),)
    ended = users.take(replace(AT_BE, stage="end_sure", draft=draft), Chose("yes"), known())
    assert ended.effects == (EndRole(person=BE, unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=HEALTH),)
    # the role that was to be ended has ended meanwhile
    other = replace(draft, post="Công an")
    assert users.take(replace(AT_BE, stage="end_sure", draft=other), Chose("yes"), known()).effects == ()


def test_letting_somebody_go_on_again_is_one_press() -> None:
    resting = replace(SHE, card=replace(CARD, suspended_since=NOW.date() - timedelta(days=1)))
    there = facts(ADMIN, answers={PersonNow(BE): resting})
    screen = users.show(AT_BE, there)
    assert ("resume" in ids(screen), "suspend" in ids(screen)) == (True, False)
    assert users.take(AT_BE, Chose("resume"), there).effects == (ResumePerson(person=BE),)


@pytest.mark.parametrize("found", [replace(SHE, oneself=True), replace(SHE, elsewhere=True)])
def test_an_account_that_is_not_to_be_suspended_offers_no_button(found: AdministeredPerson) -> None:
    there = facts(ADMIN, answers={PersonNow(BE): found})
    assert "suspend" not in ids(users.show(AT_BE, there))


def test_whoever_takes_over_works_at_the_same_unit_first_and_never_rests() -> None:
    elsewhere = Entry(id=DUC, name="A", phone="", roles=(replace(HELD[0], unit=DISTRICT),), suspended=False)
    near = Entry(id=PersonId(23), name="B", phone="", roles=(HELD[0],), suspended=False)
    rests = Entry(id=PersonId(24), name="C", phone="", roles=(HELD[0],), suspended=True)
    she = Entry(id=BE, name="D", phone="", roles=HELD, suspended=False)
    there = facts(ADMIN, answers={PersonNow(BE): SHE, PeopleFound(): (elsewhere, near, rests, she)})
    frame = replace(AT_BE, stage="successor", draft=RoleDraft(unit=COMMUNE.id, role=Role.COMMUNE_OFFICER, post=""))
    assert ids(users.show(frame, there)) == ["p:23", "p:22", "card"]
    assert users.take(frame, Chose("p:24"), there).frames == (frame,)


def test_why_nothing_can_be_handed_over_is_said_and_nothing_is() -> None:
    there = facts(ADMIN, answers={PersonNow(BE): SHE, ALL: HandoverView(why_not="Người nhận đã rời.")})
    frame = replace(AT_BE, stage="handover_sure", successor=DUC)
    assert users.show(frame, there).text == "Người nhận đã rời."
    assert users.take(frame, Chose("yes"), there).effects == ()
    (again,) = users.take(frame, Chose("successor"), there).frames
    assert again == replace(AT_BE, stage="successor")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Phúc Sen", COMMUNE), ("xa phuc sen", COMMUNE), ("Phúc Sen, huyện Quảng Hòa", COMMUNE), ("Tự Do", None)],
)
def test_a_unit_is_typed_with_or_without_what_stands_above_it(text: str, unit: object) -> None:
    move = users.take(replace(AT_BE, stage="grant"), Typed(text), known())
    (frame,) = move.frames
    assert isinstance(frame, Users)
    assert frame.draft.unit == (None if unit is None else COMMUNE.id)
    assert bool(move.lines) == (unit is None)

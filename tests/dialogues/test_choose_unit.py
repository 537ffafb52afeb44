"""Somebody with roles at several units is asked which one, and never taken to the first silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.dialogues import choose_unit, menu
from conversations.dialogues.given_command import run
from conversations.engine import frames as f
from conversations.engine.facts import Needs
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.session import Session
from conversations.programme.ids import UnitId
from conversations.programme.person import Grant, Person, Role
from tests.dialogues.commune import (
    COMMUNE,
    HEAD,
    HEALTH,
    KEY,
    OFFICER,
    STRAY,
    VILLAGES,
    facts,
    fits,
    ids,
    person,
)

OTHER = replace(COMMUNE, id=UnitId(90), name="Tự Do")
BOTH = person(Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE), Grant(role=Role.COMMUNE_OFFICER, unit=OTHER))
MANY = person(*(Grant(role=Role.VILLAGE_OFFICER, unit=replace(COMMUNE, id=UnitId(100 + n))) for n in range(11)))
HERE = Session(person=BOTH.id, stack=(f.Menu(),))


def opened(name: str, arguments: str = "", *, session: Session = HERE, who: Person = BOTH) -> object:
    outcome = run(name, arguments, session, facts(who))
    return (outcome.frame, *outcome.lines)


@pytest.mark.parametrize("command", ["tiendo", "phancong", "baothay", "lichsu"])
def test_of_several_units_it_is_asked_and_of_one_it_is_not(command: f.AboutUnit) -> None:
    assert opened(command) == (f.ChooseUnit(command=command),)
    assert opened(command, who=OFFICER) == (choose_unit.place_at(command, COMMUNE.id),)


@pytest.mark.parametrize("name", ["Tự Do", "xã Tự Do", "tu do"])
def test_a_unit_named_behind_the_command_is_taken(name: str) -> None:
    assert opened("tiendo", name) == (f.Progress(unit=OTHER.id),)
    assert opened("lichsu", f"13.3 {name}") == (f.History(unit=OTHER.id, item="13.3"),)
    assert opened("lichsu", f"tiêu chí 13.3 của {name}") == (f.History(unit=OTHER.id, item="13.3"),)


def test_a_name_that_is_none_of_ones_units_is_said_to_be_none() -> None:
    assert opened("lichsu", "13.3 xã Đại Sơn") == (
        f.ChooseUnit(command="lichsu", item="13.3"),
        "Trong các đơn vị của anh/chị không có “xã Đại Sơn”.",
    )


def test_a_history_is_that_of_the_report_in_hand() -> None:
    filling = replace(HERE, stack=(f.Menu(), f.FillReport(key=replace(KEY, unit=VILLAGES[0].id))))
    assert opened("lichsu", "1.1", session=filling) == (f.History(unit=VILLAGES[0].id, item="1.1"),)
    looking = replace(HERE, stack=(f.Menu(), f.History(unit=OTHER.id, item="1.1")))
    assert opened("lichsu", "tiêu chí 1.2", session=looking) == (f.History(unit=OTHER.id, item="1.2"),)
    waiting = replace(HERE, stack=(f.Menu(), f.FillReport(key=KEY), f.Help()))
    assert opened("lichsu", "1.1", session=waiting) == (f.ChooseUnit(command="lichsu", item="1.1"),)


@pytest.mark.parametrize(
    ("frame", "question"),
    [
        (f.ChooseUnit(command="tiendo"), "Anh/chị muốn xem tiến độ của đơn vị nào?"),
        (f.ChooseUnit(command="phancong"), "Anh/chị muốn phân công ở đơn vị nào?"),
        (f.ChooseUnit(command="baothay"), "Anh/chị báo thay cho thôn, xóm của đơn vị nào?"),
        (f.ChooseUnit(command="lichsu"), "Anh/chị muốn xem lịch sử chỉ tiêu của đơn vị nào?"),
        (f.ChooseUnit(command="lichsu", item="13.3"), "Anh/chị muốn xem lịch sử 13.3 của đơn vị nào?"),
    ],
)
def test_the_question_says_what_for_and_the_unit_chosen_or_named_opens(frame: f.ChooseUnit, question: str) -> None:
    screen = fits(choose_unit.show(frame, facts(BOTH)))
    assert (screen.text, ids(screen)) == (question, [f"u:{COMMUNE.id}", f"u:{OTHER.id}", "home"])
    place = choose_unit.place_at(frame.command, OTHER.id, frame.item)
    assert choose_unit.take(frame, Chose(f"u:{OTHER.id}"), facts(BOTH)) == Move(frames=(place,))
    assert choose_unit.take(frame, Typed("tu do"), facts(BOTH)) == Move(frames=(place,))
    assert choose_unit.needs(frame) == Needs()


def test_what_names_none_of_them_opens_nothing() -> None:
    frame = f.ChooseUnit(command="tiendo")
    for given in (Typed("Đại Sơn"), *STRAY):
        move = choose_unit.take(frame, given, facts(BOTH))
        assert (move.frames, move.effects, len(move.lines)) == ((frame,), (), 1)
    assert choose_unit.take(frame, Chose("u:7777"), facts(BOTH)) == Move(frames=(frame,))
    assert choose_unit.take(frame, Chose("home"), facts(BOTH)) == Move(frames=(), home=True)


def test_many_units_stand_on_pages() -> None:
    first = fits(choose_unit.show(f.ChooseUnit(command="tiendo"), facts(MANY)))
    assert first.text == "Anh/chị muốn xem tiến độ của đơn vị nào? (trang 1/2)"
    turned = choose_unit.take(f.ChooseUnit(command="tiendo", item="x"), Chose("page:1"), facts(MANY))
    assert turned == Move(frames=(f.ChooseUnit(command="tiendo", item="x", page=1),))
    assert len(ids(fits(choose_unit.show(f.ChooseUnit(command="tiendo", page=1), facts(MANY))))) == 5


def test_the_menu_asks_too_and_offers_assigning_where_one_may_assign() -> None:
    mixed = person(
        Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE, post=HEALTH), Grant(role=Role.COMMUNE_OFFICER, unit=OTHER)
    )
    moved = menu.take(f.Menu(), Chose("assign"), facts(mixed))
    assert moved == Move(frames=(f.Menu(), f.Assign(unit=OTHER.id)))
    assert menu.take(f.Menu(), Chose("history"), facts(BOTH)) == Move(frames=(f.Menu(), f.ChooseUnit(command="lichsu")))
    assert menu.take(f.Menu(), Chose("history"), facts(HEAD)) == Move(frames=(f.Menu(), f.History(unit=VILLAGES[1].id)))

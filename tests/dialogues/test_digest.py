"""/tonghop and /bangtieuchi: who may read them, where their options lead, and that all fits the weakest channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conversations.dialogues import criteria_table, digest
from conversations.engine import frames as f
from conversations.engine.asks import DigestOf, DigestWanted
from conversations.engine.asks_of_standing import TablesOf
from conversations.engine.effects import ShowTable
from conversations.engine.events import Opened
from conversations.engine.facts import Needs
from conversations.engine.links import digest_place, frame_at
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.engine.session import Session
from conversations.programme.criteria_table import Tables
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Grant, Role
from conversations.programme.problem import Refusal
from conversations.programme.rights import digest_role
from conversations.screens.text_pages import paged
from handlers.apply import apply
from handlers.facts import load_facts
from tests.dialogues.commune import COMMUNE, DISTRICT, HEAD, NOW, OFFICER, STRAY, facts, fits, ids, person, stays
from tests.screens.test_criteria_table import quang_hoa
from tests.stage import Stage

if TYPE_CHECKING:
    from conversations.programme.person import Person
    from storage.database import Database, Transaction

HERE = f.Digest(unit=DISTRICT.id)
TABLE = f.CriteriaTable(unit=DISTRICT.id)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
OTHER = replace(DISTRICT, id=UnitId(77), name="Hạ Lang")
OF_TWO = person(Grant(role=Role.MANAGER, unit=DISTRICT), Grant(role=Role.OBSERVER, unit=OTHER))
WHOLE = replace(quang_hoa(), unit=DISTRICT)
ONE = Tables(whole=WHOLE, parts=(WHOLE,))
MANY = Tables(
    whole=WHOLE,
    parts=tuple(
        replace(WHOLE, group=replace(OTHER, id=UnitId(100 + n), name=f"Huyện có tên dài {n}")) for n in range(20)
    ),
)


def test_managers_and_observers_read_it_at_their_unit_and_below_and_nobody_else_does() -> None:
    above = frozenset({int(DISTRICT.id)})
    observer = person(Grant(role=Role.OBSERVER, unit=DISTRICT))
    own = person(Grant(role=Role.OBSERVER, unit=COMMUNE))
    assert [digest_role(who, COMMUNE, above) for who in (MANAGER, observer, own, OF_TWO)] == [
        Role.MANAGER, Role.OBSERVER, Role.OBSERVER, Role.MANAGER,
    ]  # fmt: skip
    assert [digest_role(who, DISTRICT, frozenset()) for who in (OFFICER, HEAD, own)] == [None, None, None]


def test_each_asks_for_its_own_facts_alone() -> None:
    assert digest.needs(HERE) == Needs(asks=(DigestWanted(DISTRICT.id),), shown=(DigestOf(DISTRICT.id),))
    assert criteria_table.needs(TABLE) == Needs(shown=(TablesOf(DISTRICT.id),))


def test_what_may_not_be_read_says_only_that() -> None:
    assert digest.show(HERE, facts(OFFICER)).name == "digest.out_of_sight"
    assert criteria_table.show(TABLE, facts(OFFICER)).name == "criteria_table.out_of_sight"


def test_options_lead_to_the_table_and_back_to_the_digest() -> None:
    known = facts(MANAGER, answers={TablesOf(DISTRICT.id): ONE})
    assert digest.take(HERE, Chose("table"), known) == Move(
        frames=(HERE, TABLE), effects=(ShowTable(unit=DISTRICT.id, part=0),)
    )
    assert digest.take(HERE, Chose("page:1"), known).frames == (replace(HERE, page=1),)
    assert criteria_table.take(TABLE, Chose("digest"), known).frames == (HERE,)
    assert criteria_table.take(TABLE, Chose("part:3"), known) == Move(
        frames=(replace(TABLE, part=3),), effects=(ShowTable(unit=DISTRICT.id, part=3),)
    )
    assert digest.take(HERE, Chose("home"), known).home
    assert criteria_table.take(TABLE, Chose("home"), known).home


def test_whoever_reads_two_units_can_look_at_the_other() -> None:
    known = facts(OF_TWO, answers={TablesOf(DISTRICT.id): ONE})
    assert f"u:{OTHER.id}" in ids(fits(criteria_table.show(TABLE, known)))
    assert criteria_table.take(TABLE, Chose(f"u:{OTHER.id}"), known) == Move(
        frames=(f.CriteriaTable(unit=OTHER.id),), effects=(ShowTable(unit=OTHER.id, part=0),)
    )
    assert digest.take(HERE, Chose(f"u:{OTHER.id}"), known).frames == (f.Digest(unit=OTHER.id),)


def test_a_province_offers_a_part_for_each_district_on_pages() -> None:
    shown: list[str] = []
    frame = TABLE
    for _ in range(5):
        screen = fits(criteria_table.show(frame, facts(MANAGER, answers={TablesOf(DISTRICT.id): MANY})))
        shown += [option for option in ids(screen) if option.startswith("part:")]
        if f"page:{frame.page + 1}" not in ids(screen):
            break
        frame = stays(criteria_table.take(frame, Chose(f"page:{frame.page + 1}"), facts(MANAGER)), f.CriteriaTable)
    assert shown == [f"part:{number}" for number in range(1, 21)]


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    for dialogue, frame in ((digest, HERE), (criteria_table, TABLE)):
        moved = dialogue.take(frame, given, facts(MANAGER))
        assert (moved.frames, len(moved.lines), moved.effects) == ((frame,), 1, ())


def test_pages_hold_whole_sections_and_lose_no_line() -> None:
    text = "\n\n".join("\n".join(f"{section}.{line} " + "x" * 90 for line in range(9)) for section in range(6))
    pages = paged(text, limit=1900)
    assert [len(page) <= 1900 for page in pages] == [True] * len(pages)
    assert [line for page in pages for line in page.split("\n") if line] == [line for line in text.split("\n") if line]
    assert all(page.split("\n")[0].split(".")[1].startswith("0") for page in pages)
    assert max(len(page) for page in paged("a" * 5000 + "\n" + "b" * 30, limit=1900)) == 1900


def test_a_link_leads_to_the_digest() -> None:
    assert frame_at(digest_place(DISTRICT.id)) == HERE
    assert frame_at("digest:x") is None


async def test_the_commands_stand_in_the_menus_of_managers_and_observers_only(sqlite_database: Database) -> None:
    stage = Stage(sqlite_database)
    await stage.load()
    listed = {
        role: (await stage.joined(role.value, unit, role)).menu
        for role, unit in (
            (Role.MANAGER, "huyện Quảng Hòa"),
            (Role.OBSERVER, "huyện Quảng Hòa"),
            (Role.COMMUNE_OFFICER, "xã Phúc Sen"),
        )
    }
    assert {role: [one for one in ("tonghop", "bangtieuchi") if one in menu] for role, menu in listed.items()} == {
        Role.MANAGER: ["tonghop", "bangtieuchi"],
        Role.OBSERVER: ["tonghop", "bangtieuchi"],
        Role.COMMUNE_OFFICER: [],
    }


async def test_a_forged_link_or_table_of_another_unit_is_refused_and_leaks_nothing(sqlite_database: Database) -> None:
    stage = Stage(sqlite_database)
    await stage.load()
    watcher = await stage.joined("Mặt trận xã", "xã Tự Do", Role.OBSERVER)
    async with sqlite_database.read() as tx:
        row = await tx.one("SELECT id FROM unit WHERE name = 'Quảng Hòa'")
        held = await tx.one("SELECT person FROM role_grant")
    assert row is not None
    assert held is not None
    await watcher.does(Opened(place=f"digest:{row['id']}"))
    watcher.sees_not("Quảng Hòa", "183")

    async def forged(tx: Transaction) -> None:
        loaded = await _facts(stage, tx, held["person"])
        await apply(
            tx, (ShowTable(unit=UnitId(row["id"]), part=0),), session=loaded[0], person=loaded[1],
            services=stage.services, caches=stage.services.caches, channel="telegram", address="1000", now=NOW,
        )  # fmt: skip

    with pytest.raises(Refusal):
        await sqlite_database.turn(forged)
    await watcher.says("/bangtieuchi")
    watcher.sees("Bảng tiêu chí · Tự Do")


async def _facts(stage: Stage, tx: Transaction, number: int) -> tuple[Session, Person | None]:
    session = Session(person=PersonId(number))
    loaded = await load_facts(tx, Needs(), session=session, services=stage.services, caches=stage.services.caches)
    return session, loaded.person

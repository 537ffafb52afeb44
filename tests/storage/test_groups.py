"""Which group follows which unit, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.group import Barrier, GroupChat, long_out_of_reach
from conversations.programme.problem import Problem
from conversations.programme.unit import kind_by_code
from storage import group_questions
from storage.group_talk import came_from_a_move, forget_told_before, may_tell, move_group, where_now
from storage.groups import (
    bind,
    end_binding,
    group_at,
    groups_following,
    lift_barriers,
    no_pictures,
    note_admin_told,
    out_of_reach,
    put_barrier,
    retitle,
)
from storage.people import add_person
from storage.times import ZONE, millis
from storage.units import add_unit

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Database, Transaction

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
CHANNEL = "telegram"


async def place(tx: Transaction) -> tuple[UnitId, UnitId, PersonId]:
    district, other = [
        await add_unit(tx, kind=kind_by_code("huyen"), name=name, parent=None, at=NOW)
        for name in ("Quảng Hòa", "Trùng Khánh")
    ]
    return district, other, await add_person(tx, name="Quản lý", language="vi", now=NOW)


async def binding(tx: Transaction, address: str, unit: UnitId, by: PersonId, *, now: datetime = NOW) -> None:
    await bind(tx, channel=CHANNEL, address=address, title=f"Nhóm {address}", unit=unit, by=by, now=now)


async def addresses(tx: Transaction, unit: UnitId) -> list[str]:
    return [group.address for group in await groups_following(tx, unit)]


async def test_a_group_is_read_back_as_it_was_bound(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-100/45", unit, by)
        found = await group_at(tx, channel=CHANNEL, address="-100/45")
        others = [await group_at(tx, channel=CHANNEL, address=address) for address in ("-100", "-100/46", "-10")]
    assert found is not None
    assert found == GroupChat(
        id=found.id, channel=CHANNEL, address="-100/45", title="Nhóm -100/45", unit=unit, bound_by=by, bound_at=NOW
    )
    assert others == [None, None, None]


async def test_one_place_follows_one_unit_and_several_places_one(database: Database) -> None:
    async with database.write() as tx:
        unit, other, by = await place(tx)
        for address in ("-100", "-100/45", "-200"):
            await binding(tx, address, unit, by)
        await binding(tx, "-100", other, by, now=NOW + HOUR)
        following = [await addresses(tx, one) for one in (unit, other)]
        ended = [await end_binding(tx, channel=CHANNEL, address="-200", by=by, now=NOW) for _ in range(2)]
        left = await addresses(tx, unit)
        kept = await tx.one("SELECT count(*) AS rows_there FROM group_chat")
    assert following == [["-100/45", "-200"], ["-100"]]
    assert (ended, left) == ([True, False], ["-100/45"])
    assert kept is not None
    assert kept["rows_there"] == 4


async def test_the_database_itself_keeps_one_unit_for_one_place(database: Database) -> None:
    async with database.write() as tx:
        unit, other, by = await place(tx)
        await binding(tx, "-100", unit, by)
    with pytest.raises(Problem) as refused:
        async with database.write() as tx:
            await tx.run(
                "INSERT INTO group_chat (channel, address, topic, title, unit, bound_by, bound_at)"
                " VALUES ('telegram', '-100', 0, '', :unit, :by, 1)",
                unit=other,
                by=by,
            )
    assert refused.value.code == "already_there"


async def test_what_stands_between_is_new_once_and_gone_when_something_arrives(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        for address in ("-100", "-100/45", "-200"):
            await binding(tx, address, unit, by)
        fresh = [
            [one.address for one in await put_barrier(tx, channel=CHANNEL, address=address, barrier=barrier, now=now)]
            for address, barrier, now in (
                ("-100/45", Barrier.TOPIC_GONE, NOW),
                ("-100/45", Barrier.TOPIC_GONE, NOW),
                ("-100", Barrier.TOPIC_GONE, NOW),
                ("-200", Barrier.NO_RIGHTS, NOW),
            )
        ]
        worth_trying = await addresses(tx, unit)
        await lift_barriers(tx, channel=CHANNEL, address="-100")
        still = await group_at(tx, channel=CHANNEL, address="-100/45")
        await lift_barriers(tx, channel=CHANNEL, address="-100/45")
        await put_barrier(tx, channel=CHANNEL, address="-100", barrier=Barrier.REMOVED, now=NOW + HOUR)
        removed = await addresses(tx, unit)
        both = [(one.address, one.barrier, one.unreachable_since) for one in await out_of_reach(tx)]
    assert fresh == [["-100/45"], [], [], ["-200"]]
    assert worth_trying == ["-100", "-200"]
    assert still is not None
    assert still.barrier is Barrier.TOPIC_GONE
    assert removed == ["-200"]
    assert both == [
        ("-200", Barrier.NO_RIGHTS, NOW),
        ("-100", Barrier.REMOVED, NOW + HOUR),
        ("-100/45", Barrier.REMOVED, NOW + HOUR),
    ]


async def test_one_barrier_after_another_keeps_the_time_since_which_nothing_arrives(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-100", unit, by)
        for barrier, now in ((Barrier.NO_RIGHTS, NOW), (Barrier.REMOVED, NOW + HOUR)):
            await put_barrier(tx, channel=CHANNEL, address="-100", barrier=barrier, now=now)
        (group,) = await out_of_reach(tx)
    assert (group.barrier, group.unreachable_since) == (Barrier.REMOVED, NOW)
    assert long_out_of_reach([group], now=NOW + timedelta(hours=23, minutes=59)) == ()
    assert long_out_of_reach([group], now=NOW + timedelta(days=1)) == (group,)


async def test_an_admin_is_told_once_for_each_time_out_of_reach(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-100", unit, by)
        found = []
        for _ in range(2):
            await put_barrier(tx, channel=CHANNEL, address="-100", barrier=Barrier.REMOVED, now=NOW)
            groups = await out_of_reach(tx)
            note_admin_told(tx, (group.id for group in groups), now=NOW)
            found += [len(groups), len(await out_of_reach(tx))]
            await lift_barriers(tx, channel=CHANNEL, address="-100")
    assert found == [1, 0, 1, 0]


async def test_that_no_pictures_are_taken_is_new_again_after_a_while(database: Database) -> None:
    week = timedelta(days=7)
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-100", unit, by)
        told = [
            len(await no_pictures(tx, channel=CHANNEL, address="-100", now=now))
            for now in (NOW, NOW + HOUR, NOW + week + HOUR)
        ]
        group = await group_at(tx, channel=CHANNEL, address="-100")
    assert told == [1, 0, 1]
    assert group is not None
    assert (group.barrier, group.no_pictures_at) == (None, NOW + week + HOUR)
    assert [group.takes_pictures(NOW + week + HOUR + after) for after in (week - HOUR, week)] == [False, True]


async def test_a_group_that_moves_takes_everything_along_and_is_followed_twice(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-5", unit, by)
        number = await group_questions.ask(
            tx, channel=CHANNEL, address="-5", kind="unbind", person=by, units=[unit], was=unit, now=NOW
        )
        await put_barrier(tx, channel=CHANNEL, address="-5", barrier=Barrier.REMOVED, now=NOW)
        for _ in range(2):
            await move_group(tx, channel=CHANNEL, old="-5", new="-1005", now=NOW)
        await move_group(tx, channel=CHANNEL, old="-1005", new="-1006", now=NOW)
        where = [await where_now(tx, channel=CHANNEL, chat=chat) for chat in ("-5", "-1005", "-1006", "-7")]
        known = [await came_from_a_move(tx, channel=CHANNEL, chat=chat) for chat in ("-1006", "-7")]
        group = await group_at(tx, channel=CHANNEL, address="-1006")
        question = await group_questions.question(tx, number, channel=CHANNEL, chat="-1006")
        gone = await group_questions.question(tx, number, channel=CHANNEL, chat="-5")
    assert where == ["-1006", "-1006", "-1006", "-7"]
    assert known == [True, False]
    assert group is not None
    assert group.barrier is None
    assert question is not None
    assert (question.units, question.was, question.answered, gone) == ((unit,), unit, False, None)


async def test_a_group_bound_already_under_its_new_id_keeps_that_binding(database: Database) -> None:
    async with database.write() as tx:
        unit, other, by = await place(tx)
        await binding(tx, "-5", unit, by)
        await binding(tx, "-1005", other, by)
        await move_group(tx, channel=CHANNEL, old="-5", new="-1005", now=NOW)
        following = [await addresses(tx, one) for one in (unit, other)]
    assert following == [[], ["-1005"]]


async def test_a_question_is_chosen_closed_and_forgotten(database: Database) -> None:
    async with database.write() as tx:
        unit, other, by = await place(tx)
        number = await group_questions.ask(
            tx, channel=CHANNEL, address="-100/45", kind="bind", person=by, units=[unit, other], was=None, now=NOW
        )
        group_questions.choose(tx, number, [other])
        group_questions.close(tx, number, now=NOW)
        found = await group_questions.question(tx, number, channel=CHANNEL, chat="-100")
        forgotten = [await group_questions.forget_before(tx, millis(NOW) + after) for after in (0, 1)]
    assert found is not None
    assert (found.address, found.units, found.was, found.answered) == ("-100/45", (other,), None, True)
    assert forgotten == [0, 1]


async def test_the_same_is_told_again_only_after_a_while(database: Database) -> None:
    async with database.write() as tx:
        told = [
            await may_tell(tx, what, channel=CHANNEL, chat=chat, now=now, again=HOUR)
            for what, chat, now in (
                ("hello", "-1", NOW),
                ("hello", "-1", NOW + HOUR / 2),
                ("hello", "-2", NOW),
                ("refused", "-1", NOW),
                ("hello", "-1", NOW + HOUR),
                ("hello", "-1", NOW + HOUR + HOUR / 2),
            )
        ]
        dropped = await forget_told_before(tx, millis(NOW + HOUR))
    assert told == [True, False, True, True, True, False]
    assert dropped == 2


async def test_a_group_that_is_called_otherwise_is_called_so(database: Database) -> None:
    async with database.write() as tx:
        unit, _, by = await place(tx)
        await binding(tx, "-100", unit, by)
        await retitle(tx, channel=CHANNEL, chat="-100", title="Tên mới")
        group = await group_at(tx, channel=CHANNEL, address="-100")
    assert group is not None
    assert group.title == "Tên mới"


async def test_two_at_once_bind_one_group_one_after_the_other(database: Database) -> None:
    async with database.write() as tx:
        unit, other, by = await place(tx)

    async def one(wanted: UnitId) -> None:
        async def work(tx: Transaction) -> None:
            await binding(tx, "-100", wanted, by)

        await database.turn(work)

    await asyncio.gather(*(one(wanted) for wanted in (unit, other)), return_exceptions=True)
    async with database.read() as tx:
        rows = await tx.all("SELECT unit FROM group_chat WHERE ended_at IS NULL")
    assert len(rows) == 1

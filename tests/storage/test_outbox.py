from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conversations.engine.session import Session
from conversations.programme.problem import Problem
from storage import outbox, sessions
from storage import outbox_outcomes as outcomes
from storage.outbox import Due, Outgoing
from storage.outbox_outcomes import Released

if TYPE_CHECKING:
    from storage.database import Database, Transaction
    from storage.outbox import Kind

NOW = 1_000


def outgoing(
    body: str,
    address: str = "a",
    *,
    kind: Kind = "answer",
    key: str | None = None,
    revision: int | None = None,
    not_before: int | None = None,
) -> Outgoing:
    return Outgoing(
        channel="telegram",
        address=address,
        kind=kind,
        body=body.encode(),
        key=key,
        revision=revision,
        not_before=not_before,
    )


async def put(database: Database, *rows: Outgoing) -> None:
    async with database.write() as tx:
        for row in rows:
            outbox.put_later(tx, row, at=NOW)


async def claim(database: Database, worker: str = "one", *, now: int = NOW, limit: int = 100) -> list[Due]:
    work = partial(outbox.claim_due, worker=worker, now=now, until=now + 60, limit=limit)
    return list(await database.turn(work))


async def states(database: Database) -> list[str]:
    async with database.read() as tx:
        return [row["state"] for row in await tx.all("SELECT state FROM outbox ORDER BY id")]


def bodies(dues: list[Due]) -> list[str]:
    return [due.body.decode() for due in dues]


async def test_what_was_put_is_claimed_once(database: Database) -> None:
    await put(database, outgoing("x", revision=4))
    (due,) = await claim(database)
    assert due == Due(
        id=due.id,
        channel="telegram",
        address="a",
        kind="answer",
        priority=0,
        body=b"x",
        key=None,
        revision=4,
        attempts=1,
        created_at=NOW,
        worker="one",
    )
    assert await claim(database, "two") == []


async def test_two_workers_never_get_one_row(database: Database) -> None:
    await put(database, *(outgoing(f"{number}", f"chat {number % 50}") for number in range(200)))
    rounds = await asyncio.gather(*(claim(database, f"worker {number % 4}", limit=20) for number in range(24)))
    found = [due.id for dues in rounds for due in dues]
    assert len(found) == len(set(found))
    assert len(found) + len(await claim(database, "worker 0", limit=200)) <= 200
    # one conversation is in one hand, in order
    hands: dict[str, set[str]] = {}
    for dues in rounds:
        for due in dues:
            hands.setdefault(due.address, set()).add(due.worker)
    assert {len(workers) for workers in hands.values()} == {1}


async def test_a_conversation_comes_in_order_and_before_reminders(database: Database) -> None:
    await put(
        database,
        outgoing("digest", "b", kind="digest", key="d"),
        outgoing("reminder", "b", kind="reminder", key="r"),
        outgoing("notice", kind="notice"),
        outgoing("first"),
        outgoing("other", "b"),
        outgoing("second"),
    )
    assert bodies(await claim(database)) == ["notice", "first", "other", "second", "reminder", "digest"]


async def test_a_conversation_waits_for_its_row_that_must_be_tried_again(database: Database) -> None:
    await put(database, outgoing("first"), outgoing("second"), outgoing("other", "b"))
    first, second, other = await claim(database)
    async with database.write() as tx:
        await outcomes.mark_retry(tx, first, next_at=NOW + 10, error="429")
        await outcomes.release(tx, [second])
        await outcomes.mark_sent_many(tx, [(other, "7")], at=NOW)
    assert await claim(database, now=NOW + 9) == []
    again = await claim(database, now=NOW + 10)
    assert [(due.body, due.attempts) for due in again] == [(b"first", 2), (b"second", 1)]


async def test_a_conversation_in_another_hand_is_left_there(database: Database) -> None:
    await put(database, outgoing("first"))
    await claim(database, "one")
    await put(database, outgoing("second"), outgoing("reminder", kind="reminder", key="r"))
    assert bodies(await claim(database, "two")) == ["reminder"]
    assert bodies(await claim(database, "one")) == ["second"]


async def test_nothing_leaves_before_its_time(database: Database) -> None:
    await put(
        database, outgoing("later", not_before=NOW + 5), outgoing("key", kind="digest", key="k", not_before=NOW + 5)
    )
    assert await claim(database, now=NOW + 4) == []
    assert bodies(await claim(database, now=NOW + 5)) == ["later", "key"]


async def test_a_key_goes_at_most_once_for_ever(database: Database) -> None:
    for _ in range(3):
        await put(database, outgoing("x", kind="reminder", key="k"))
    (due,) = await claim(database)
    async with database.write() as tx:
        await outcomes.mark_sent_many(tx, [(due, "7")], at=NOW)
        await outcomes.clear_bodies_before(tx, NOW + 1)
        assert await outcomes.forget_before(tx, NOW + 1, limit=10) == 0
    await put(database, outgoing("x", kind="reminder", key="k"))
    assert await states(database) == ["sent"]


async def test_a_row_is_in_hand_from_the_turn_that_wrote_it(database: Database) -> None:
    in_hand = partial(outbox.put_in_hand, at=NOW, worker="one", until=NOW + 60)
    first = await database.turn(lambda tx: in_hand(tx, outgoing("first", revision=1)))
    second = await database.turn(lambda tx: in_hand(tx, outgoing("second")))
    assert first is not None
    assert second is not None
    assert [first.body, second.body, first.revision, second.id > first.id] == [b"first", b"second", 1, True]
    assert await claim(database, "two") == []
    # somebody else's worker queues behind them
    other = partial(outbox.put_in_hand, at=NOW, worker="two", until=NOW + 60)
    assert await database.turn(lambda tx: other(tx, outgoing("third"))) is None
    # and so does everything after that
    assert await database.turn(lambda tx: in_hand(tx, outgoing("fourth"))) is None
    assert bodies(await claim(database, "one")) == ["third", "fourth"]


async def test_what_is_answered_does_not_wait_for_a_file_but_a_file_for_what_was_answered(database: Database) -> None:
    await put(database, outgoing("file", kind="file"))
    in_hand = partial(outbox.put_in_hand, at=NOW, worker="one", until=NOW + 60)
    assert await database.turn(lambda tx: in_hand(tx, outgoing("answer"))) is not None
    assert await database.turn(lambda tx: in_hand(tx, outgoing("second file", kind="file"))) is None
    (first, *_) = await claim(database, "two")
    assert bodies([first]) == ["file"]
    async with database.write() as tx:
        await outcomes.mark_retry(tx, first, next_at=NOW + 60_000, error="busy")
    await put(database, outgoing("later"))
    assert "later" in bodies(await claim(database, "one"))


async def test_a_reminder_waiting_for_the_same_chat_does_not_hold_an_answer_up(database: Database) -> None:
    await put(database, outgoing("reminder", kind="reminder", key="k"))
    in_hand = partial(outbox.put_in_hand, at=NOW, worker="one", until=NOW + 60)
    due = await database.turn(lambda tx: in_hand(tx, outgoing("answer")))
    assert due is not None


async def test_what_has_a_key_is_never_in_hand_unclaimed(database: Database) -> None:
    work = partial(outbox.put_in_hand, outgoing=outgoing("x", key="k"), at=NOW, worker="one", until=NOW + 60)
    with pytest.raises(ValueError, match="claimed when it is due"):
        await database.turn(work)


async def test_a_key_in_a_dead_workers_hand_is_sent_only_if_it_was_not_begun(database: Database) -> None:
    await put(
        database, *(outgoing(name, kind="reminder", key=name) for name in ("begun", "not begun")), outgoing("answer")
    )
    answer, begun, not_begun = await claim(database)
    assert bodies([answer, begun, not_begun]) == ["answer", "begun", "not begun"]
    assert await database.turn(partial(outbox.begin, dues=[begun])) == {begun.id}
    async with database.write() as tx:
        assert await outcomes.release_expired(tx, now=NOW + 60) == Released(again=0, unknown=0)
        assert await outcomes.release_expired(tx, now=NOW + 61) == Released(again=2, unknown=1)
        unclear = await tx.all("SELECT id, key FROM outbox WHERE state = 'unknown'")
        assert [(row["id"], row["key"]) for row in unclear] == [(begun.id, "begun")]
    assert await states(database) == ["unknown", "queued", "queued"]
    assert bodies(await claim(database, "two", now=NOW + 61)) == ["answer", "not begun"]


async def test_a_worker_that_begins_too_late_is_told_so(database: Database) -> None:
    await put(database, outgoing("x", kind="reminder", key="k"))
    (mine,) = await claim(database, "one")
    (theirs,) = await claim(database, "two", now=NOW + 61)
    assert await database.turn(partial(outbox.begin, dues=[mine])) == frozenset()
    assert await database.turn(partial(outbox.begin, dues=[theirs])) == {theirs.id}


async def test_a_worker_in_its_next_life_frees_what_it_held_at_once(database: Database) -> None:
    await put(database, outgoing("a", "a"), outgoing("b", "b"))
    await claim(database, "one", limit=1)
    await claim(database, "two", limit=1)
    async with database.write() as tx:
        assert await outcomes.release_worker(tx, "one", now=NOW) == Released(again=1, unknown=0)
    assert bodies(await claim(database, "three")) == ["a"]


async def test_a_living_worker_keeps_what_it_holds(database: Database) -> None:
    await put(database, outgoing("a", "a"), outgoing("lost", "b"), outgoing("k", "c", kind="reminder", key="k"))
    kept, lost, reminder = await claim(database, "one")
    await database.turn(partial(outbox.begin, dues=[reminder]))
    async with database.write() as tx:
        outbox.renew_leases(tx, [kept.id, reminder.id], worker="one", until=NOW + 600)
        outbox.renew_leases(tx, [lost.id], worker="another", until=NOW + 600)
    assert bodies(await claim(database, "two", now=NOW + 61)) == ["lost"]
    async with database.write() as tx:
        assert await outcomes.release_expired(tx, now=NOW + 61) == Released(again=0, unknown=0)


async def test_a_late_word_of_a_sending_is_believed_and_any_other_is_not(database: Database) -> None:
    await put(database, outgoing("a"), outgoing("k", kind="reminder", key="k"))
    answer, reminder = await claim(database, "one")
    await database.turn(partial(outbox.begin, dues=[reminder]))
    async with database.write() as tx:
        await outcomes.release_expired(tx, now=NOW + 61)
        await outcomes.mark_failed(tx, answer, at=NOW + 62, error="late")
        await outcomes.mark_retry(tx, answer, next_at=NOW + 99, error="late")
    assert await states(database) == ["queued", "unknown"]
    async with database.write() as tx:
        await outcomes.mark_sent_many(tx, [(answer, "7"), (reminder, "8")], at=NOW + 63)
    assert await states(database) == ["sent", "sent"]


async def test_a_sent_screen_is_noted_unless_the_conversation_has_gone_on(database: Database) -> None:
    await put(database, outgoing("old", "a", revision=3), outgoing("now", "b", revision=4), outgoing("no screen", "c"))
    dues = await claim(database)
    async with database.write() as tx:
        for address in "abc":
            sessions.save_later(tx, channel="telegram", address=address, session=Session(revision=4), at=NOW)
        await outcomes.mark_sent_many(tx, [(due, f"message {due.address}") for due in dues], at=NOW)
        found = [await sessions.load(tx, channel="telegram", address=address) for address in "abc"]
    assert [stored and stored.screen_message for stored in found] == [None, "message b", None]
    assert await states(database) == ["sent", "sent", "sent"]


async def test_a_newer_screen_takes_the_place_of_one_that_has_not_left(database: Database) -> None:
    await put(
        database, outgoing("old", revision=3), outgoing("notice", kind="notice"), outgoing("other", "b", revision=3)
    )
    async with database.write() as tx:
        await outbox.supersede_screens(tx, channel="telegram", address="a", revision=4, at=NOW)
        outbox.put_later(tx, outgoing("new", revision=4), at=NOW)
    assert await states(database) == ["superseded", "queued", "queued", "queued"]
    assert bodies(await claim(database)) == ["notice", "other", "new"]


async def test_an_old_screen_in_hand_is_left_to_the_worker(database: Database) -> None:
    await put(database, outgoing("old", revision=3))
    (due,) = await claim(database)
    async with database.write() as tx:
        await outbox.supersede_screens(tx, channel="telegram", address="a", revision=4, at=NOW)
    assert await states(database) == ["queued"]
    async with database.write() as tx:
        await outcomes.mark_sent_many(tx, [(due, "7")], at=NOW)
    assert await states(database) == ["sent"]


async def test_a_closed_chat_ends_what_waits_for_it_and_nothing_else(database: Database) -> None:
    await put(
        database, outgoing("first"), outgoing("second"), outgoing("other", "b"), outgoing("k", kind="digest", key="k")
    )
    (first, *rest) = await claim(database, limit=1)
    assert rest == []
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=NOW)
        await outcomes.mark_blocked(tx, first, at=NOW)
        await outcomes.close_chat(tx, channel="telegram", address="a", at=NOW)
        stored = await sessions.load(tx, channel="telegram", address="a")
    assert await states(database) == ["blocked", "blocked", "queued", "blocked"]
    assert stored is not None
    assert stored.blocked


async def test_a_chat_that_moved_takes_its_rows_and_its_conversation_along(database: Database) -> None:
    await put(database, outgoing("x"))
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=Session(revision=9), at=NOW)
        await outcomes.move_chat(tx, channel="telegram", old="a", new="z")
        assert await sessions.load(tx, channel="telegram", address="a") is None
        moved = await sessions.load(tx, channel="telegram", address="z")
    assert moved is not None
    assert moved.session.revision == 9
    assert [due.address for due in await claim(database)] == ["z"]


async def test_each_end_is_told_apart_and_counted(database: Database) -> None:
    await put(database, *(outgoing(name, name) for name in "abcde"))
    one, two, three, four, _ = await claim(database)
    async with database.write() as tx:
        await outcomes.mark_failed(tx, one, at=NOW, error="400")
        await outcomes.mark_skipped(tx, two, at=NOW, error="late")
        await outcomes.mark_retry(tx, three, next_at=NOW, error="429")
        await outcomes.mark_sent_many(tx, [(four, None)], at=NOW)
        health = await outcomes.health(tx, since=NOW)
    assert await states(database) == ["failed", "skipped", "retrying", "sent", "queued"]
    assert health == {"failed": 1, "skipped": 1, "retrying": 1, "queued": 1}


async def test_texts_of_what_has_ended_are_cleared_and_old_rows_dropped(database: Database) -> None:
    await put(database, outgoing("a"), outgoing("b"))
    first, _ = await claim(database)
    async with database.write() as tx:
        await outcomes.mark_sent_many(tx, [(first, "1")], at=NOW)
        assert await outcomes.clear_bodies_before(tx, NOW) == 0
        assert await outcomes.clear_bodies_before(tx, NOW + 1) == 1
        assert await outcomes.clear_bodies_before(tx, NOW + 1) == 0
        rows = await tx.all("SELECT body FROM outbox ORDER BY id")
        assert [row["body"] for row in rows] == [None, b"b"]
        assert await outcomes.forget_before(tx, NOW + 1, limit=10) == 1


async def test_the_database_refuses_a_row_that_is_nowhere(database: Database) -> None:
    await put(database, outgoing("x"))
    for change in ("state = 'sending'", "state = 'sent'", "state = 'lost'", "leased_by = 'one'", "body = NULL"):
        with pytest.raises(Problem) as refused:
            await database.turn(partial(_change, change=change))
        assert refused.value.code == "out_of_range"


async def _change(tx: Transaction, change: str) -> None:
    await tx.run(f"UPDATE outbox SET {change}")  # noqa: S608 - written above

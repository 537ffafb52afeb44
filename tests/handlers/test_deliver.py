"""The outbox as the dispatcher uses it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.incident import Cause
from conversations.programme.problem import Problem
from handlers.deliver import ATTEMPTS, GIVEN_UP_AFTER, LEASE, Ended, Outbox
from handlers.housekeeping import tidy_up
from handlers.retention import Retention
from handlers.stuck import LATE_AFTER, list_stuck, retry_row
from storage import inbox
from storage.outbox import Kind, Outgoing, put_in_hand, put_later
from storage.outbox_outcomes import release_expired
from storage.times import ZONE, millis
from tests.handlers.reporting_world import StoppedClock

if TYPE_CHECKING:
    from storage.database import Database
    from storage.outbox import Due

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


def message(
    address: str = "700", *, kind: Kind = "answer", key: str | None = None, channel: str = "telegram"
) -> Outgoing:
    return Outgoing(channel=channel, address=address, kind=kind, body=b"{}", key=key)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def outbox(database: Database, clock: StoppedClock) -> Outbox:
    return Outbox(database=database, clock=clock, worker="w", channel="telegram")


async def queue(database: Database, *messages: Outgoing) -> None:
    async with database.write() as tx:
        for outgoing in messages:
            put_later(tx, outgoing, at=millis(NOW))


async def in_hand(database: Database, outgoing: Outgoing) -> Due | None:
    async with database.write() as tx:
        return await put_in_hand(tx, outgoing, at=millis(NOW), worker="w", until=millis(NOW + LEASE))


async def states(database: Database) -> list[str]:
    async with database.read() as tx:
        return [row["state"] for row in await tx.all("SELECT state FROM outbox ORDER BY id")]


async def test_what_is_claimed_and_sent_is_done(database: Database, outbox: Outbox) -> None:
    await queue(database, message("1"), message("2"))

    first, second = await outbox.claim(10)
    assert await outbox.claim(10) == ()
    await outbox.write([Ended(first, "sent", "m1"), Ended(second, "failed", reason="no")])

    assert await states(database) == ["sent", "failed"]


async def test_a_retry_comes_when_it_is_due_and_what_follows_it_waits(
    database: Database, outbox: Outbox, clock: StoppedClock
) -> None:
    await queue(database, message("1"), message("1"))
    first, second = await outbox.claim(10)

    await outbox.write([Ended(first, "retry", reason="429", wait=17.0), Ended(second, "released")])
    assert await outbox.claim(10) == ()
    assert await in_hand(database, message("1")) is None

    clock.at += timedelta(seconds=17)
    assert [due.id for due in await outbox.claim(10)] == [first.id, second.id, second.id + 1]


async def test_a_row_with_a_key_is_begun_before_it_is_sent_and_is_in_doubt_after_a_crash(
    database: Database, outbox: Outbox
) -> None:
    await queue(database, message("1", kind="reminder", key="a"), message("2", kind="reminder", key="b"))
    first, second = await outbox.claim(10)

    assert await outbox.begin([first]) == {first.id}
    assert await outbox.begin([first]) == frozenset()
    freed = await outbox.free_own()

    assert (freed.again, freed.unknown) == (1, 1)
    assert await states(database) == ["unknown", "queued"]
    assert [due.id for due in await outbox.claim(10)] == [second.id]


async def test_a_person_who_blocked_us_gets_nothing_more(database: Database, outbox: Outbox) -> None:
    await queue(database, message("1"), message("1", kind="reminder", key="a"))
    due = next(due for due in await outbox.claim(1))

    await outbox.write([Ended(due, "blocked", reason="Forbidden")])

    assert await states(database) == ["blocked", "blocked"]


async def test_a_group_that_moved_gets_its_rows_at_the_new_address(database: Database, outbox: Outbox) -> None:
    await queue(database, message("-5"))

    await outbox.move("telegram", "-5", "-1005")

    (due,) = await outbox.claim(10)
    assert due.address == "-1005"


async def test_a_worker_claims_only_what_it_serves(database: Database, clock: StoppedClock) -> None:
    await queue(database, message("1", channel="console"), message("2", channel="console"), message("3"))

    async def claimed(channel: str, address: str = "") -> list[str]:
        worker = Outbox(database=database, clock=clock, worker=f"{channel} {address}", channel=channel, address=address)
        return [due.address for due in await worker.claim(10)]

    assert await claimed("console", "2") == ["2"]
    assert await claimed("telegram") == ["3"]
    assert await claimed("console") == ["1"]


async def test_what_a_silent_worker_held_is_freed_when_its_lease_ends(
    database: Database, outbox: Outbox, clock: StoppedClock
) -> None:
    await queue(database, message("1"))
    assert len(await outbox.claim(10)) == 1

    clock.at += LEASE + timedelta(seconds=1)
    async with database.write() as tx:
        freed = await release_expired(tx, now=millis(clock.at))

    assert freed.again == 1
    assert len(await outbox.claim(10)) == 1


async def test_counts_tell_what_waits_and_what_went_wrong(database: Database, outbox: Outbox) -> None:
    await queue(database, message("1"), message("2"), message("3"))
    first, second, _ = await outbox.claim(10)
    await outbox.write([Ended(first, "failed", reason="no"), Ended(second, "sent", "m")])

    assert dict(await outbox.counts()) == {"queued": 1, "failed": 1}


async def test_what_is_stuck_is_listed_with_its_reason_and_can_be_sent_again(
    database: Database, outbox: Outbox, clock: StoppedClock
) -> None:
    await queue(database, message("1"), message("2"))
    first, _ = await outbox.claim(10)
    await outbox.write([Ended(first, "failed", reason="Bad Request: message is too long", cause=Cause.REFUSED)])
    assert [(row.number, row.state, row.cause, row.detail) for row in await list_stuck(database, clock)] == [
        (first.id, "failed", "refused", "Bad Request: message is too long")
    ]

    clock.at += LATE_AFTER + timedelta(seconds=1)
    assert [(row.state, row.whole) for row in await list_stuck(database, clock)] == [("queued", True), ("failed", True)]

    await retry_row(database, clock, first.id)
    assert [due.id for due in await outbox.claim(10)] == [first.id]

    with pytest.raises(Problem, match="Không có tin nào"):
        await retry_row(database, clock, 999)


async def test_what_grew_old_is_dropped_and_keys_stay(database: Database, outbox: Outbox, clock: StoppedClock) -> None:
    await queue(database, message("1"), message("2", kind="reminder", key="a"))
    dues = await outbox.claim(10)
    await outbox.begin([due for due in dues if due.key])
    await outbox.write([Ended(due, "sent", "m") for due in dues])
    async with database.write() as tx:
        assert await inbox.claim(tx, channel="telegram", update_key="5", kind="message", at=millis(NOW))

    clock.at = NOW + timedelta(days=7, minutes=1)
    done = await tidy_up(database, clock, Retention())
    assert (done.keys, done.bodies, done.rows) == (1, 0, 0)

    clock.at = NOW + timedelta(days=14, minutes=1)
    done = await tidy_up(database, clock, Retention())
    assert (done.keys, done.bodies, done.rows) == (0, 2, 0)

    clock.at = NOW + timedelta(days=60, minutes=1)
    done = await tidy_up(database, clock, Retention())
    assert (done.keys, done.bodies, done.rows) == (0, 0, 1)
    async with database.read() as tx:
        assert [(row["key"], row["address"]) for row in await tx.all("SELECT key, address FROM outbox")] == [("a", "")]


async def test_whoever_waits_is_claimed_before_ten_thousand_reminders_and_those_before_digests(
    database: Database, outbox: Outbox
) -> None:
    digests = [message(str(number), kind="digest", key=f"d{number}") for number in range(100)]
    reminders = [message(str(number), kind="reminder", key=f"r{number}") for number in range(10_000)]
    await queue(database, *digests, *reminders, message("700"))

    assert [due.address for due in await outbox.claim(10, answers_only=True)] == ["700"]
    first = await outbox.claim(10_000)
    assert {due.kind for due in first} == {"reminder"}
    assert {due.kind for due in await outbox.claim(10_000)} == {"digest"}


async def test_a_row_given_back_because_its_chat_had_its_share_counts_no_attempt(
    database: Database, outbox: Outbox, clock: StoppedClock
) -> None:
    await queue(database, message("-5"), message("-5"))
    first, second = await outbox.claim(10)

    await outbox.write([Ended(first, "later", wait=4.0), Ended(second, "released")])
    assert await outbox.claim(10) == ()

    clock.at += timedelta(seconds=4)
    assert [(due.id, due.attempts) for due in await outbox.claim(10)] == [(first.id, 1), (second.id, 1)]


async def test_what_was_tried_often_for_two_days_is_given_up_and_listed(
    database: Database, outbox: Outbox, clock: StoppedClock
) -> None:
    await queue(database, message("1"), message("2"))
    tried, young = await outbox.claim(10)
    tried = replace(tried, attempts=ATTEMPTS)

    clock.at += GIVEN_UP_AFTER
    await outbox.write([Ended(tried, "retry", reason="ClientConnectorError", wait=60)])
    assert await states(database) == ["retrying", "queued"]

    clock.at += timedelta(minutes=2)
    again = next(due for due in await outbox.claim(10) if due.id == tried.id)
    await outbox.write(
        [
            Ended(replace(again, attempts=ATTEMPTS), "retry", reason="ClientConnectorError", wait=60),
            Ended(young, "retry", reason="ClientConnectorError", wait=60),
        ]
    )
    assert await states(database) == ["failed", "retrying"]
    listed = {row.number: (row.state, row.detail) for row in await list_stuck(database, clock)}
    assert listed[tried.id] == ("failed", "ClientConnectorError")


async def test_a_lease_that_is_kept_does_not_end(database: Database, outbox: Outbox, clock: StoppedClock) -> None:
    await queue(database, message("1"), message("2"))
    kept, lost = await outbox.claim(10)
    clock.at += LEASE - timedelta(seconds=1)
    await outbox.keep([kept.id])
    clock.at += timedelta(minutes=1)

    other = Outbox(database=database, clock=clock, worker="another", channel="telegram")
    assert [due.id for due in await other.claim(10)] == [lost.id]

"""The pace at which rows leave: who comes first, who waits for whom, and how long something is tried."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.results import Locked, Result, RetryAfter, Unreachable
from bot.dispatching import BEGUN_TOGETHER, KEPT_EVERY, Dispatcher
from bot.dispatching_outcomes import WELL_FOR
from bot.token_buckets import CHAT, GROUP, OVERALL
from handlers.deliver import ATTEMPTS
from tests.bot.outboxes import Phone, Table, due, moments
from tests.bot.paces import HandPace


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def dispatcher(phone: Phone, table: Table, pace: HandPace) -> Dispatcher:
    return Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)


async def test_reminders_leave_before_digests_at_their_pace_and_answers_do_not_wait_for_them(
    phone: Phone, table: Table
) -> None:
    pace = HandPace(holds=0.1)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    digest = due(1, address="1", kind="digest", key="d")
    reminders = [due(number, address=str(number), kind="reminder", key=f"r{number}") for number in range(2, 14)]

    dispatcher.hand_over([digest, *reminders, due(99, address="99")])
    dispatcher.start()
    for _ in range(20):
        await asyncio.sleep(0)
    assert phone.calls == [b"99", *(b"%d" % number for number in range(2, 2 + BEGUN_TOGETHER))]

    pace.wind(BEGUN_TOGETHER / OVERALL.per_second)
    for _ in range(20):
        await asyncio.sleep(0)
    assert phone.calls[1 + BEGUN_TOGETHER :] == [b"12", b"13", b"1"]
    assert table.begun == [[2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [12, 13, 1]]
    await dispatcher.close()


async def test_a_pause_telegram_asks_for_in_one_chat_holds_that_chat_only(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    phone.results.append(RetryAfter(10))
    dispatcher.start()
    dispatcher.hand_over([due(1, address="1")])
    await moments()

    reminders = [due(2, address="1", kind="reminder", key="a"), due(3, address="2", kind="reminder", key="b")]
    dispatcher.hand_over([*reminders, due(4, address="2")])
    await moments()
    pace.wind(0.5)
    await moments()

    assert sorted(phone.calls) == [b"1", b"3", b"4"]
    await dispatcher.close()
    assert sorted((one.due.id, one.ending, one.wait) for one in table.written) == [
        (1, "retry", 10), (2, "later", 10), (3, "sent", 0), (4, "sent", 0),
    ]  # fmt: skip


async def test_a_pause_asked_for_in_two_chats_holds_the_reminders_of_all(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    phone.results.extend([RetryAfter(12), RetryAfter(10)])
    dispatcher.start()
    dispatcher.hand_over([due(1, address="1"), due(2, address="2")])
    await moments()

    dispatcher.hand_over([due(3, address="3", kind="reminder", key="r"), due(4, address="4")])
    await moments()
    assert phone.calls == [b"1", b"2", b"4"]

    pace.wind(9.9)
    await moments()
    assert phone.calls == [b"1", b"2", b"4"]
    pace.wind(0.2)
    await moments()
    assert phone.calls == [b"1", b"2", b"4", b"3"]
    await dispatcher.close()


async def test_a_chat_that_had_its_share_gets_its_next_reminder_later(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    most = int(CHAT.burst)
    dispatcher.hand_over([due(number, kind="digest", key=f"d{number}") for number in range(1, most + 3)])
    dispatcher.start()
    await moments()
    pace.wind(0.05)
    await moments()
    await dispatcher.close()

    assert table.begun == [list(range(1, most + 1))]
    assert sorted(table.endings()) == [
        *((number, "sent") for number in range(1, most + 1)), (most + 1, "later"), (most + 2, "later"),
    ]  # fmt: skip
    assert [one.wait for one in table.written if one.ending == "later"] == [1.0, 1.0]


async def test_answers_in_a_group_wait_for_its_share_in_their_order(phone: Phone, table: Table, pace: HandPace) -> None:
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    most = int(GROUP.burst)
    dispatcher.hand_over([due(number, address="-5") for number in range(1, most + 3)])
    await dispatcher.settled()

    assert len(phone.calls) == most
    assert sorted(table.endings()) == [
        *((number, "sent") for number in range(1, most + 1)), (most + 1, "later"), (most + 2, "released"),
    ]  # fmt: skip


async def test_an_answer_is_claimed_and_sent_while_ten_thousand_reminders_wait(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    table.due.extend(due(number, address=str(number), kind="digest", key=f"d{number}") for number in range(5_000))
    table.due.extend(
        due(number, address=str(number), kind="reminder", key=f"r{number}") for number in range(5_000, 10_000)
    )
    dispatcher.start()
    for _ in range(10):
        pace.wind(0.05)
        await moments(3)
    table.due.append(due(10_000, address="700"))
    sent_before = len(phone.calls)
    for _ in range(20):
        pace.wind(0.05)
        await moments(3)

    assert phone.calls.index(b"10000") - sent_before <= OVERALL.per_second
    assert len(phone.calls) <= OVERALL.burst + OVERALL.per_second * 1.5
    await dispatcher.close()


async def test_reminders_that_come_later_still_leave_before_digests(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    dispatcher.hand_over([due(number, address=str(number), kind="digest", key=f"d{number}") for number in range(30)])
    dispatcher.start()
    await moments()
    dispatcher.hand_over(
        [due(number, address=str(number), kind="reminder", key=f"r{number}") for number in range(90, 95)]
    )
    pace.wind(BEGUN_TOGETHER / OVERALL.per_second + 0.01)
    await moments()

    assert table.begun[1][:5] == [90, 91, 92, 93, 94]
    await dispatcher.close()


async def test_a_row_that_waits_long_in_hand_keeps_its_lease(phone: Phone, table: Table) -> None:
    pace = HandPace(holds=0.01)
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=pace)
    phone.held = asyncio.Event()
    dispatcher.hand_over([due(1), due(2)])
    dispatcher.start()
    for _ in range(3):
        await moments()
        pace.wind(KEPT_EVERY)
    await moments()

    assert table.kept[:2] == [[1, 2], [1, 2]]
    phone.held.set()
    await dispatcher.close()


@pytest.mark.parametrize("result", [Unreachable("500"), RetryAfter(1), Locked("Not Found")])
async def test_a_row_that_alone_is_never_taken_is_given_up_and_its_chat_goes_on(
    dispatcher: Dispatcher, phone: Phone, table: Table, pace: HandPace, result: Result
) -> None:
    dispatcher.hand_over([due(1, address="9")])
    await dispatcher.settled()
    phone.results.append(result)
    dispatcher.hand_over([due(2, attempts=ATTEMPTS), due(3)])
    if isinstance(result, RetryAfter):
        await moments()
        pace.wind(1)
    await dispatcher.settled()

    assert (2, "failed") in table.endings()
    if not isinstance(result, RetryAfter):
        assert table.endings() == [(1, "sent"), (2, "failed"), (3, "sent")]


async def test_while_the_channel_takes_nothing_no_row_is_given_up(
    dispatcher: Dispatcher, phone: Phone, table: Table, pace: HandPace
) -> None:
    dispatcher.hand_over([due(1, address="9")])
    await dispatcher.settled()
    pace.wind(WELL_FOR + 1)
    phone.results.append(Unreachable("ClientConnectorError"))
    dispatcher.hand_over([due(2, attempts=ATTEMPTS + 50)])
    await dispatcher.settled()

    assert table.endings() == [(1, "sent"), (2, "retry")]

import asyncio

import pytest

from bot.channels.results import (
    ChatClosed,
    Locked,
    Migrated,
    NeverBegun,
    Refused,
    Result,
    RetryAfter,
    Sent,
    Unclear,
    Unreachable,
)
from bot.dispatching import AT_ONCE, BEGUN_AT_MOST, CLAIMED_AT_ONCE, FILES_AT_ONCE, Dispatcher
from bot.dispatching_outcomes import UNCLEAR_ATTEMPTS
from conversations.programme.group import Barrier
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


async def test_rows_of_one_chat_leave_in_their_order_and_are_written_down_together(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    dispatcher.hand_over([due(1), due(2), due(3)])
    await dispatcher.settled()

    assert phone.calls == [b"1", b"2", b"3"]
    assert [(one.due.id, one.ending, one.message_id) for one in table.written] == [
        (1, "sent", "1"), (2, "sent", "2"), (3, "sent", "3"),
    ]  # fmt: skip
    assert dispatcher.sent == 3


async def test_a_chat_that_does_not_answer_holds_up_nobody_else(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.held = asyncio.Event()
    dispatcher.hand_over([due(1, address="700"), due(2, address="700")])
    await asyncio.sleep(0)
    slow, phone.held = phone.held, None

    dispatcher.hand_over([due(3, address="701")])
    for _ in range(4):
        await asyncio.sleep(0)
    assert phone.calls == [b"1", b"3"]

    slow.set()
    await dispatcher.settled()
    assert phone.calls == [b"1", b"3", b"2"]


async def test_a_row_in_hand_is_not_taken_twice(dispatcher: Dispatcher, phone: Phone) -> None:
    dispatcher.hand_over([due(1)])
    dispatcher.hand_over([due(1)])
    await dispatcher.settled()

    assert phone.calls == [b"1"]


@pytest.mark.parametrize(
    ("result", "attempts", "wait"),
    [
        (RetryAfter(17.0), 1, 17.0),
        (Unreachable("ClientConnectorError"), 1, 1.0),
        (Unreachable("ClientConnectorError"), 4, 8.0),
        (Unreachable("ClientConnectorError"), 40, 60.0),
        (Locked("Unauthorized"), 2, 2.0),
        (Unclear("SocketTimeoutError"), 1, 1.0),
    ],
)
async def test_a_row_that_must_be_retried_goes_back_with_those_behind_it(
    dispatcher: Dispatcher, phone: Phone, table: Table, result: Result, attempts: int, wait: float
) -> None:
    phone.results.append(result)

    dispatcher.hand_over([due(1, attempts=attempts), due(2), due(3, address="701")])
    await dispatcher.settled()

    assert phone.calls == [b"1", b"3"]
    assert sorted(table.endings()) == [(1, "retry"), (2, "released"), (3, "sent")]
    assert [one.wait for one in table.written if one.ending == "retry"] == [wait]


async def test_rows_that_come_while_a_retry_is_written_do_not_overtake_it(
    dispatcher: Dispatcher, phone: Phone, table: Table, pace: HandPace
) -> None:
    phone.results.append(RetryAfter(5))
    dispatcher.hand_over([due(1)])
    while not table.written:
        if dispatcher._ended:
            writing = asyncio.create_task(dispatcher.write_down())
            await asyncio.sleep(0)
            dispatcher.hand_over([due(2)])
            await writing
        await asyncio.sleep(0)
    await dispatcher.settled()

    assert phone.calls == [b"1"]
    assert table.endings() == [(1, "retry"), (2, "released")]

    pace.wind(5)
    dispatcher.hand_over([due(3)])
    await dispatcher.settled()
    assert phone.calls == [b"1", b"3"]


async def test_an_unclear_answer_is_sent_again_so_often_and_then_given_up(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.results.extend([Unclear("lost")] * UNCLEAR_ATTEMPTS)

    for _ in range(UNCLEAR_ATTEMPTS):
        dispatcher.hand_over([due(1)])
        await dispatcher.settled()

    assert table.endings() == [(1, "retry")] * (UNCLEAR_ATTEMPTS - 1) + [(1, "failed")]


async def test_an_unclear_reminder_is_never_sent_again(dispatcher: Dispatcher, phone: Phone, table: Table) -> None:
    phone.results.append(Unclear("lost"))
    dispatcher.start()

    dispatcher.hand_over([due(1, kind="reminder", key="r:1")])
    await dispatcher.settled()
    await dispatcher.close()

    assert phone.calls == [b"1"]
    assert table.endings() == [(1, "unknown")]


async def test_what_the_channel_will_never_take_is_listed_with_its_reason(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.results.append(Refused(400, "Bad Request: message text is empty"))

    dispatcher.hand_over([due(1), due(2)])
    await dispatcher.settled()

    assert table.endings() == [(1, "failed"), (2, "sent")]
    assert table.written[0].reason == "Bad Request: message text is empty"


async def test_a_person_who_blocked_us_gets_nothing_of_what_waits_behind(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.results.append(ChatClosed("Forbidden: bot was blocked by the user"))

    dispatcher.hand_over([due(1), due(2)])
    await dispatcher.settled()

    assert phone.calls == [b"1"]
    assert table.endings() == [(1, "blocked"), (2, "blocked")]


async def test_what_stands_between_us_and_a_group_is_written_down_with_the_row(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.results += [
        ChatClosed("Bad Request: message thread not found", Barrier.TOPIC_GONE),
        Refused(400, "Bad Request: not enough rights to send photos to the chat", Barrier.NO_PICTURES),
    ]

    dispatcher.hand_over([due(1, address="-100/45"), due(2, address="-100"), due(3, address="-100")])
    await dispatcher.settled()

    assert sorted((one.due.id, one.ending, one.barrier) for one in table.written) == [
        (1, "blocked", Barrier.TOPIC_GONE),
        (2, "failed", Barrier.NO_PICTURES),
        (3, "sent", None),
    ]


async def test_a_moved_chat_is_followed_and_written_down(dispatcher: Dispatcher, phone: Phone, table: Table) -> None:
    phone.results.append(Migrated("-1005"))

    dispatcher.hand_over([due(1, address="-5"), due(2, address="-5")])
    await dispatcher.settled()

    assert phone.calls == [b"1", b"1 to -1005", b"2 to -1005"]
    assert table.moves == [("telegram", "-5", "-1005")]
    assert table.endings() == [(1, "sent"), (2, "sent")]


async def test_a_sender_that_raises_is_an_unclear_outcome_and_stops_nothing(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.results.append(RuntimeError("ours"))

    dispatcher.hand_over([due(1), due(2, address="701")])
    await dispatcher.settled()

    assert sorted(table.endings()) == [(1, "retry"), (2, "sent")]


async def test_a_row_of_another_workers_channel_is_given_back(phone: Phone, table: Table, pace: HandPace) -> None:
    dispatcher = Dispatcher(senders={}, rows=table, pace=pace)

    dispatcher.hand_over([due(1)])
    await dispatcher.settled()

    assert table.endings() == [(1, "released")]


async def test_a_row_with_a_key_that_may_no_longer_be_sent_is_let_go(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    table.withdrawn = {1}
    dispatcher.start()

    dispatcher.hand_over([due(1, kind="reminder", key="a"), due(2, kind="reminder", key="b")])
    await dispatcher.settled()
    await dispatcher.close()

    assert phone.calls == [b"2"]
    assert table.endings() == [(2, "sent")]


async def test_what_is_due_is_claimed_in_portions_until_there_is_no_more(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    many = 2 * CLAIMED_AT_ONCE + 1
    table.due.extend(due(number, address=str(number)) for number in range(many))

    dispatcher.start()
    while len(table.written) < many:
        await asyncio.sleep(0)
    await dispatcher.close()

    assert sorted(table.endings()) == [(number, "sent") for number in range(many)]


async def test_outcomes_are_kept_until_the_database_takes_them(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    table.broken = 2
    dispatcher.start()

    dispatcher.hand_over([due(1)])
    while not table.written:
        await asyncio.sleep(0)
    await dispatcher.close()

    assert phone.calls == [b"1"]
    assert table.endings() == [(1, "sent")]


async def test_closing_finishes_calls_and_gives_back_what_was_not_begun(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    phone.held = asyncio.Event()
    dispatcher.hand_over([due(1), due(2), due(3, kind="reminder", key="r", address="9")])
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    closing = asyncio.create_task(dispatcher.close())
    await asyncio.sleep(0)
    phone.held.set()
    await closing

    assert phone.calls == [b"1"]
    assert sorted(table.endings()) == [(1, "sent"), (2, "released"), (3, "released")]


@pytest.mark.parametrize(("key", "ending"), [(None, "retry"), ("r", "unknown")])
async def test_a_call_that_closing_cannot_wait_for_is_in_doubt(
    phone: Phone, table: Table, key: str | None, ending: str
) -> None:
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=HandPace())
    phone.held = asyncio.Event()
    dispatcher.start()
    dispatcher.hand_over([due(1, key=key)])
    while not phone.calls:
        await asyncio.sleep(0)

    await dispatcher.close(within=0.01)

    assert table.endings() == [(1, ending)]


@pytest.mark.parametrize("key", [None, "d"])
async def test_a_row_whose_file_was_still_being_made_is_given_back_untried(
    phone: Phone, table: Table, key: str | None
) -> None:
    async def send(body: bytes) -> Result:
        phone.calls.append(body)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise NeverBegun from None
        return Sent()

    phone.send = send  # type: ignore[method-assign] # a file that is being made
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=HandPace())
    dispatcher.start()
    dispatcher.hand_over([due(1, kind="digest", key=key)])
    while not phone.calls:
        await asyncio.sleep(0)

    await dispatcher.close(within=0.01)

    assert table.endings() == [(1, "released")]


async def test_no_answer_waits_for_the_files_of_many(dispatcher: Dispatcher, phone: Phone) -> None:
    phone.held = making = asyncio.Event()
    dispatcher.hand_over([due(number, address=str(number), kind="file") for number in range(2 * AT_ONCE)])
    await moments()
    assert len(phone.calls) == FILES_AT_ONCE

    phone.held = None
    dispatcher.hand_over([due(999, address="999")])
    await moments()
    assert phone.calls[-1] == b"999"

    making.set()
    await dispatcher.settled()
    assert len(phone.calls) == 2 * AT_ONCE + 1


async def test_no_more_rows_with_a_key_are_in_doubt_than_are_begun_at_most(phone: Phone, table: Table) -> None:
    phone.held = making = asyncio.Event()
    dispatcher = Dispatcher(senders={"telegram": phone}, rows=table, pace=HandPace())
    dispatcher.start()
    dispatcher.hand_over([due(number, address=str(number), kind="digest", key=f"d{number}") for number in range(200)])
    await moments(500)
    assert sum(map(len, table.begun)) == len(phone.calls) == BEGUN_AT_MOST

    phone.held = None
    dispatcher.hand_over([due(999, address="999")])
    await moments()
    assert phone.calls[-1] == b"999"

    making.set()
    while len(table.written) < 201:
        await asyncio.sleep(0)
    assert sum(map(len, table.begun)) == 200
    await dispatcher.close()


async def test_a_file_that_takes_long_holds_up_nothing_that_comes_after_it(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    making = asyncio.Event()

    async def send(body: bytes) -> Result:
        phone.calls.append(body)
        if body == b"2":
            await making.wait()
        return Sent()

    phone.send = send  # type: ignore[method-assign] # one call takes long
    dispatcher.hand_over([due(1), due(2, kind="file"), due(3, kind="file"), due(4)])
    dispatcher.hand_over([due(5)])
    while len(phone.calls) < 4:
        await asyncio.sleep(0)
    assert phone.calls[0] == b"1"
    assert sorted(phone.calls) == [b"1", b"2", b"4", b"5"]

    making.set()
    await dispatcher.settled()
    assert phone.calls[-1] == b"3"
    assert sorted(table.endings()) == [(number, "sent") for number in range(1, 6)]


async def test_a_file_that_must_be_retried_stops_the_files_behind_it_and_nothing_else(
    dispatcher: Dispatcher, phone: Phone, table: Table
) -> None:
    async def send(body: bytes) -> Result:
        return Unreachable("ClientConnectorError") if body == b"1" else Sent()

    phone.send = send  # type: ignore[method-assign] # the file does not leave
    dispatcher.hand_over([due(1, kind="file"), due(2, kind="file"), due(3)])
    await dispatcher.settled()

    assert sorted(table.endings()) == [(1, "retry"), (2, "released"), (3, "sent")]

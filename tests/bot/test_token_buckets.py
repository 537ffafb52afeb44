from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.token_buckets import CHAT, CONVERSATIONS, GROUP, KEPT, OVERALL, TokenBuckets


def leave(buckets: TokenBuckets, address: str, *, until: float, answers: bool = False) -> list[float]:
    """The times at which one message after the other leaves to a chat, each as soon as it may."""
    now, times = 0.0, []
    while now <= until:
        wait = buckets.wait_to_answer(address, now) if answers else buckets.wait_for_chat(address, now)
        wait = wait if answers else max(wait, buckets.wait_for_all(now, rows=1))
        if wait:
            now += wait
            continue
        (buckets.take_answer if answers else buckets.take)(address, now)
        times.append(round(now, 3))
        if answers and len(times) > 200:
            break
    return times


def test_a_chat_gets_three_at_once_and_then_one_a_second() -> None:
    assert leave(TokenBuckets(), "700", until=3) == [0, 0, 0, 1, 2, 3]


@pytest.mark.parametrize("answers", [False, True])
def test_no_minute_holds_more_than_twenty_messages_to_a_group(answers: bool) -> None:
    times = leave(TokenBuckets(), "-100123", until=200, answers=answers)

    assert len(times) == 55
    assert max(sum(first <= time <= first + 60 for time in times) for first in times) == 20


def test_a_conversation_with_one_person_does_not_wait() -> None:
    assert leave(TokenBuckets(), "700", until=3, answers=True) == [0] * 201


def test_topics_are_counted_as_their_chat() -> None:
    buckets = TokenBuckets()
    for number in range(int(GROUP.burst)):
        assert buckets.wait_for_chat(f"-100123/{number}", 0) == 0
        buckets.take(f"-100123/{number}", 0)

    assert buckets.wait_for_chat("-100123/99", 0) == pytest.approx(4)
    assert buckets.wait_for_chat("-100123", 0) == pytest.approx(4)
    assert buckets.wait_for_chat("-100124/1", 0) == 0


def test_over_all_chats_no_second_begins_with_more_than_thirty() -> None:
    buckets, now, times = TokenBuckets(), 0.0, []
    for number in range(100):
        wait = buckets.wait_for_all(now, rows=10 if number % 10 == 0 else 1)
        now += wait
        buckets.take(str(number), now)
        times.append(now)

    assert times[-1] == pytest.approx(3.0)
    assert max(sum(first <= time < first + 1 - 1e-6 for time in times) for first in times) == 30


def test_answers_make_reminders_wait_and_never_stop_them() -> None:
    buckets, now, left = TokenBuckets(), 0.0, 0
    for _ in range(1000):
        now += 0.01
        buckets.take_answer("700", now)
        if not buckets.wait_for_all(now, rows=1):
            buckets.take("701", now)
            left += 1

    assert 30 <= left <= 30 + OVERALL.burst
    assert CONVERSATIONS.per_second < OVERALL.per_second


def test_a_pause_of_one_chat_is_its_own() -> None:
    buckets = TokenBuckets()
    buckets.take("700", 0)
    buckets.refused("700", 0, 30)

    assert (buckets.wait_for_chat("700", 10), buckets.wait_to_answer("700", 10)) == (20, 20)
    assert (buckets.wait_for_chat("701", 10), buckets.wait_for_all(10, rows=1)) == (0, 0)
    assert buckets.wait_for_chat("700", 30) == 0


def test_two_chats_refused_without_a_reason_of_their_own_mean_the_whole_bot() -> None:
    buckets = TokenBuckets()
    for chat, seconds in (("700", 30), ("701", 20)):
        buckets.take(chat, 0)
        buckets.refused(chat, 0, seconds)

    assert buckets.wait_for_all(0, rows=1) == 20
    assert buckets.wait_for_all(20, rows=1) == 0
    assert buckets.wait_to_answer("702", 0) == 0


def test_people_who_flood_are_stopped_and_stop_nobody() -> None:
    buckets = TokenBuckets()
    for chat in ("700", "701", "702"):
        for _ in range(int(CHAT.burst) + 1):
            buckets.take_answer(chat, 0)
        buckets.refused(chat, 0, 30)

    assert buckets.wait_to_answer("700", 0) == 30
    assert buckets.wait_for_all(1, rows=10) == 0


def test_chats_that_have_all_their_tokens_are_forgotten() -> None:
    buckets = TokenBuckets()
    for number in range(KEPT):
        buckets.take(str(number), number / 30)
    buckets.refused("0", 1000, 500)
    buckets.take("7", 1000)
    buckets.take("one more", 1000)

    assert sorted(buckets._chats) == ["0", "7", "one more"]


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 3), st.booleans()), max_size=60))
def test_no_chat_ever_gets_more_than_its_rate_of_rows_with_a_key(asked: list[tuple[float, int, bool]]) -> None:
    buckets, now = TokenBuckets(), 0.0
    left: dict[str, list[float]] = {}
    for pause, number, answer in asked:
        now += pause
        address = str(number)
        if answer:
            buckets.take_answer(address, now)
        elif not buckets.wait_for_chat(address, now):
            buckets.take(address, now)
            left.setdefault(address, []).append(now)

    for times in left.values():
        for first in range(len(times)):
            held = [time for time in times[first:] if time < times[first] + 10]
            assert len(held) <= CHAT.burst + 10 * CHAT.per_second + 1e-3
        assert all(earlier <= later for earlier, later in pairwise(times))

from datetime import UTC, date, datetime

import pytest

from bot.clock import ZONE, Clock


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_clock_without_a_start_shows_the_machines_time_in_vietnam() -> None:
    before = datetime.now(UTC)
    now = Clock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is ZONE


def test_a_started_clock_runs_on_from_its_start() -> None:
    stopwatch = Stopwatch()
    clock = Clock(datetime(2023, 6, 5, 1, 0, tzinfo=UTC), monotonic=stopwatch)
    stopwatch.seconds += 90
    assert clock.now() == datetime(2023, 6, 5, 8, 1, 30, tzinfo=ZONE)


def test_today_is_the_day_in_vietnam_not_in_london() -> None:
    assert Clock(datetime(2023, 6, 4, 20, 0, tzinfo=UTC), monotonic=Stopwatch()).today() == date(2023, 6, 5)


def test_a_clock_that_was_set_runs_on_from_there() -> None:
    stopwatch = Stopwatch()
    clock = Clock(monotonic=stopwatch)
    clock.set(datetime(2023, 6, 5, 8, 0, tzinfo=ZONE))
    stopwatch.seconds += 1
    assert clock.now() == datetime(2023, 6, 5, 8, 0, 1, tzinfo=ZONE)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Clock(datetime(2023, 6, 5, 8, 0))  # noqa: DTZ001 - the mistake that is refused

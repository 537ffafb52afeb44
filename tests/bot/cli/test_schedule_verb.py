"""`ntm schedule`: stopped, shown and resumed, as a person and as a program read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm


def test_the_calendar_is_stopped_shown_and_resumed(ntm: Ntm) -> None:
    before = ntm("schedule", "show")
    assert (before.code, before.out) == (0, "Tin theo lịch đang được gửi.\n")
    ntm.at("2023-06-05T09:05+07:00")
    stopped = ntm("schedule", "stop")
    assert (stopped.code, stopped.out.splitlines()[0]) == (0, "Tin theo lịch đang tạm dừng từ 09:05 05/06/2023.")
    ntm.at("2023-06-06T09:05+07:00")
    assert ntm("schedule", "stop", "--json").document["stopped_at"] == "2023-06-05T09:05:00+07:00"
    resumed = ntm("schedule", "resume", "--json")
    assert (resumed.code, resumed.document["stopped_at"]) == (0, None)

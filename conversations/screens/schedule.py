"""Whether what the calendar says is sent, since when not, and what stopping means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.snooze import show_moment

if TYPE_CHECKING:
    from conversations.engine.facts import ScheduleFacts
    from conversations.engine.words import Words


def overview(schedule: ScheduleFacts, words: Words) -> Screen:
    """The state, with the one press that changes it."""
    followed = schedule.ticked_until
    last = (
        ""
        if followed is None
        else words.say("schedule", "Trợ lý xem lịch lần cuối lúc {at}.", at=show_moment(followed, words))
    )
    if schedule.stopped_at is None:
        text = words.say("schedule", "Tin theo lịch (nhắc việc, danh sách chậm, tổng hợp) đang được gửi.")
        switch = Option("stop", words.say("schedule", "Tạm dừng tin theo lịch"))
    else:
        text = stopped_line(schedule, words)
        switch = Option("resume", words.say("schedule", "Cho gửi lại"))
    return Screen(
        name="schedule",
        text="\n".join(line for line in (text, last) if line),
        rows=rows_of(switch, Option("close", words.say("schedule", "Đóng"))),
    )


def stopped_line(schedule: ScheduleFacts, words: Words) -> str:
    """Since when nothing leaves; "" where it does."""
    if schedule.stopped_at is None:
        return ""
    return words.say("schedule", "Tin theo lịch đang tạm dừng từ {at}.", at=show_moment(schedule.stopped_at, words))


def sure(words: Words) -> Screen:
    """Asked once."""
    return Screen(
        name="schedule.sure",
        text=words.say(
            "schedule",
            "Tạm dừng mọi tin theo lịch? Trong lúc dừng không ai được nhắc; tin lỡ trong lúc đó không gửi bù.",
        ),
        rows=rows_of(
            Option("yes", words.say("schedule", "Đúng, tạm dừng")), Option("no", words.say("schedule", "Không dừng"))
        ),
    )

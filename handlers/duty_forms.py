"""What is filled in for a duty that is no criteria report: is it done, by which paper, what stands in the way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ad_hoc_request import ASKED, Question
from conversations.programme.calendar import Form
from conversations.programme.criteria import Measure
from conversations.programme.cycle import Cycle
from conversations.programme.ids import SetId
from conversations.programme.unit import Level
from conversations.reading.fold import fold
from storage.criteria import store_set
from storage.criteria_sets.question_set import question_set

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.duties import Duty
    from storage.database import Transaction

QUESTIONS = (
    Question(
        text="Việc này đã làm xong chưa?", measure=Measure.CHOICE, options=("Đã xong", "Đang làm", "Không phát sinh")
    ),
    Question(text="Số, ngày văn bản đã gửi (chưa có thì ghi: chưa)", measure=Measure.TEXT),
    Question(text="Khó khăn, vướng mắc (không có thì ghi: không)", measure=Measure.TEXT),
)

SINCE = date(2021, 1, 1)
"""Before any document whose duties are loaded, so that the same questions never become another version."""


MONTHLY = {Level.COMMUNE: SetId("bao-cao-thang-xa"), Level.DISTRICT: SetId("bao-cao-thang-huyen")}
"""The shipped forms of a monthly report on results, money spent and difficulties."""


async def form_of_duty(
    tx: Transaction, duty: Duty, level: Level, cycle: Cycle | None, *, at: datetime
) -> tuple[Form, SetId | None]:
    """What is filled in for the duty: the monthly report where that is what it orders, else the common questions."""
    if cycle is Cycle.MONTH and level in MONTHLY and "giai ngan" in fold(duty.what):
        return Form.OFFICE, MONTHLY[level]
    return Form.QUESTIONS, await form_of_duties(tx, level, at=at)


def set_of_duties(level: Level) -> SetId | None:
    """The set's id; None: nobody fills in reports at that level."""
    return SetId(f"viec-trong-van-ban-{level.value}") if level in ASKED else None


async def form_of_duties(tx: Transaction, level: Level, *, at: datetime) -> SetId | None:
    """The set of these questions for units of the level, stored once; None as above."""
    set_id = set_of_duties(level)
    if set_id is None:
        return None
    text = question_set(
        set_id,
        title="Việc một lần hoặc định kỳ theo văn bản",
        level=level,
        questions=QUESTIONS,
        valid_from=SINCE,
        source="Ba câu hỏi chung cho việc mà văn bản giao, không phải biểu mẫu do cấp trên ban hành",
    )
    await store_set(tx, text, name=f"{set_id}.toml", origin="file", at=at)
    return set_id

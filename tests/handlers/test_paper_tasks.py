"""A letter's tasks: listed where it names no day, owed like a report where it does, done by a paper or by reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.paper_tasks import TaskState
from conversations.programme.problem import Problem
from handlers.import_goals import import_goals
from handlers.paper_tasks import report_done, show_tasks
from handlers.trial import Outcome
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from storage.rules import rules_of_unit
from storage.times import ZONE
from storage.unit_names import unit_named
from tests.programme.goals import LETTER, source

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2022, 8, 15, 9, 0, tzinfo=ZONE)
PROVINCE = "tỉnh Hà Tĩnh"
DATED = ("4. Các huyện, xã chủ động", "4. Các huyện, xã trước ngày 15/9/2022 chủ động")


async def test_tasks_without_a_day_are_listed_and_reported_done_by_a_paper(database: Database) -> None:
    await import_goals(database, source(LETTER), unit=PROVINCE, now=NOW)
    found = await show_tasks(database, unit=PROVINCE, as_of=NOW.date())
    assert [one.code for one in found.tasks] == list(range(1, 10))
    assert {one.state(found.as_of) for one in found.tasks} == {TaskState.NOT_DATED}
    later = NOW + timedelta(days=3)
    await report_done(database, unit=PROVINCE, code=4, number="15/BC-UBND", day=date(2022, 8, 17), now=later)
    after = await show_tasks(database, unit=PROVINCE, as_of=later.date())
    assert [one.code for one in after.tasks if one.state(after.as_of) is TaskState.DONE] == [4]
    assert await show_tasks(database, unit=PROVINCE, as_of=NOW.date(), known_at=NOW) == found
    for code, day, problem in ((44, date(2022, 8, 17), "task_unknown"), (4, date(2022, 9, 1), "task_day_ahead")):
        with pytest.raises(Problem) as caught:
            await report_done(database, unit=PROVINCE, code=code, number="1/BC", day=day, now=later)
        assert caught.value.code == problem


async def test_a_task_with_a_day_is_owed_by_whom_the_words_name(database: Database) -> None:
    await import_goals(database, source(LETTER), unit=PROVINCE, now=NOW)
    async with database.write() as tx:
        province = await unit_named(tx, PROVINCE, day=NOW.date())
    for name, kind, parent in (
        ("Vũ Quang", "huyện", PROVINCE),
        ("Kỳ Anh", "huyện", PROVINCE),
        ("Ân Phú", "xã", "Vũ Quang"),
    ):
        await add_named_unit(database, CriteriaSets(), name=name, kind=kind, parent=parent, now=NOW)
    changed = await import_goals(database, source(LETTER, DATED), unit=PROVINCE, now=NOW)
    assert (changed.outcome, changed.paper.version) == (Outcome.CHANGED, 2)
    async with database.read() as tx:
        rules = await rules_of_unit(tx, province.id)
    dated = [one for one in (await show_tasks(database, unit=PROVINCE, as_of=NOW.date())).tasks if one.last_day]
    assert [(one.task.number, one.last_day, one.sent, one.owed) for one in dated] == [("4", date(2022, 9, 14), 0, 3)]
    code = dated[0].code
    assert sorted((one.code, one.owes.value) for one in rules) == [
        (f"NV{code}-H", "district"),
        (f"NV{code}-X", "commune"),
    ]
    assert dated[0].state(date(2022, 9, 14)) is TaskState.OPEN
    late = await show_tasks(database, unit=PROVINCE, as_of=date(2022, 9, 15))
    assert [one.state(late.as_of) for one in late.tasks if one.code == code] == [TaskState.LATE]
    again = await import_goals(database, source(LETTER, DATED), unit=PROVINCE, now=NOW)
    assert again.outcome is Outcome.UNCHANGED


async def test_a_unit_without_such_a_paper_has_no_tasks(database: Database) -> None:
    await add_named_unit(database, CriteriaSets(), name="Hà Tĩnh", kind="tỉnh", parent=None, now=NOW)
    with pytest.raises(Problem) as caught:
        await show_tasks(database, unit=PROVINCE, as_of=NOW.date())
    assert caught.value.code == "tasks_missing"

"""Tasks of papers on the phone: every page fits, each task once; only who may records a paper, and only as shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conversations.dialogues import tasks
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import TasksOf
from conversations.engine.effects import RecordTaskDone
from conversations.engine.move import Chose, Input, Typed
from conversations.programme.duties import Owing
from conversations.programme.paper_tasks import FollowedTask, PaperTask, UnitTasks
from conversations.reading.paper import NamedPaper
from tests.dialogues.commune import DISTRICT, NOW, STRAY, facts, fits, ids
from tests.dialogues.test_goals import MANAGER

TODAY = NOW.date()
LONG = "khẩn trương soát xét, xây dựng và triển khai thực hiện kế hoạch bảo đảm chất lượng, đúng lộ trình; " * 20


def followed(code: int) -> FollowedTask:
    task = PaperTask(
        number=str(code), text=LONG, who="Các phòng, ban, ngành, địa phương " * 5, due="trước ngày 15/9/2022"
    )
    day = None if code % 3 else date(2022, 9, code % 28 + 1)
    return FollowedTask(
        code=code, task=task, paper="Công văn " * 20, owing=Owing(), last_day=day, done=None, sent=1, owed=30
    )


MANY = UnitTasks(
    unit=DISTRICT, as_of=TODAY, tasks=tuple(followed(code) for code in range(1, 41)), recorded_by_reader=True
)
HERE = f.Tasks(unit=DISTRICT.id)
KNOWN = facts(MANAGER, answers={TasksOf(DISTRICT.id): MANY})
NAMED = replace(HERE, code=3, asks_paper=True, paper_number="15/BC", paper_day="2023-06-01")


def test_every_task_is_offered_once_the_late_ones_first_and_every_screen_fits() -> None:
    offered: list[int] = []
    for page in range(20):
        screen = fits(tasks.show(replace(HERE, page=page), KNOWN))
        offered += [int(one.removeprefix("task:")) for one in ids(screen) if one.startswith("task:")]
        if f"page:{page + 1}" not in ids(screen):
            break
    assert sorted(offered) == list(range(1, 41))
    assert {code % 3 for code in offered[:13]} == {0}
    one = replace(HERE, code=3)
    for frame in (one, replace(one, asks_paper=True), NAMED):
        fits(tasks.show(frame, KNOWN))


def test_a_paper_is_recorded_as_it_was_shown_and_only_by_who_may() -> None:
    one = replace(HERE, code=3)
    asked = replace(one, asks_paper=True)
    assert tasks.take(one, Chose("done"), KNOWN).frames == (asked,)
    unclear = tasks.take(asked, Typed("xong rồi"), KNOWN)
    assert (unclear.frames, len(unclear.lines), unclear.effects) == ((asked,), 1, ())
    named = tasks.take(asked, Typed("15/BC ngày 1/6/2023"), KNOWN).frames[0]
    assert named == NAMED
    paper = NamedPaper(number="15/BC", day=date(2023, 6, 1))
    kept = tasks.take(named, Chose("keep"), KNOWN)
    assert (kept.frames, kept.effects) == ((one,), (RecordTaskDone(unit=DISTRICT.id, code=3, paper=paper),))
    assert tasks.take(named, Chose("back"), KNOWN).effects == ()
    read_only = facts(MANAGER, answers={TasksOf(DISTRICT.id): replace(MANY, recorded_by_reader=False)})
    assert "done" not in ids(tasks.show(one, read_only))
    assert tasks.take(one, Chose("done"), read_only).home


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    for frame in (HERE, replace(HERE, code=3)):
        moved = tasks.take(frame, given, KNOWN)
        assert (moved.frames, len(moved.lines), moved.effects) == ((frame,), 1, ())

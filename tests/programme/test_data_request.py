"""The law's clocks, on a calendar with a rest of several days in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conversations.programme.data_request import DataRequest, RequestAct, RequestKind, clocks_of
from conversations.programme.ids import PersonId
from conversations.programme.workdays import Workdays

REST = Workdays(off=frozenset(date(2023, 5, day) for day in (1, 2, 3)), worked=frozenset({date(2023, 5, 6)}))


@pytest.mark.parametrize(
    ("came", "answer_by"),
    [
        (date(2023, 6, 5), date(2023, 6, 7)),  # Monday: Wednesday
        (date(2023, 6, 8), date(2023, 6, 12)),  # Thursday: Friday and Monday
        (date(2023, 6, 10), date(2023, 6, 13)),  # Saturday: Monday and Tuesday
        (date(2023, 4, 28), date(2023, 5, 5)),  # Friday before the rest: Thursday and Friday after it
        (date(2023, 5, 4), date(2023, 5, 6)),  # a Saturday that is worked counts
    ],
)
def test_the_answer_is_due_within_two_working_days(came: date, answer_by: date) -> None:
    assert clocks_of(RequestKind.ACCESS, came, REST).answer_by == answer_by


def test_each_kind_is_finished_within_the_days_of_the_law() -> None:
    came = date(2023, 6, 5)
    assert {kind.value: (clocks_of(kind, came, REST).finish_by - came).days for kind in RequestKind} == {
        "access": 10,
        "correction": 10,
        "restriction": 15,
        "objection": 15,
        "erasure": 15,
    }


def test_a_request_is_answered_once_extended_once_and_in_time_and_finished_once() -> None:
    new = DataRequest(
        id=1,
        person=PersonId(7),
        name="",
        kind=RequestKind.ACCESS,
        text="x",
        at=datetime(2023, 6, 5, tzinfo=UTC),
        answer_by=date(2023, 6, 7),
        finish_by=date(2023, 6, 15),
    )
    answered = replace(new, answered_at=new.at)
    stages = {
        "new": new,
        "answered": answered,
        "extended": replace(answered, extended=True, finish_by=date(2023, 6, 30)),
        "done": replace(answered, done_at=new.at),
    }

    def allowed(today: date) -> dict[str, list[str]]:
        return {name: [act.value for act in RequestAct if one.may(act, today)] for name, one in stages.items()}

    assert allowed(date(2023, 6, 15)) == {
        "new": ["answer", "extend", "finish"],
        "answered": ["extend", "finish"],
        "extended": ["finish"],
        "done": [],
    }
    assert allowed(date(2023, 6, 16))["answered"] == ["finish"]
    days = [one.next_day for one in stages.values()]
    assert days == [date(2023, 6, 7), date(2023, 6, 15), date(2023, 6, 30), None]

"""Links of messages that arrived by themselves: what is made is read back; what is forged opens nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.engine.frames import Approve, Contact, Difficulties, FillReport, Menu, Progress
from conversations.engine.links import (
    approve_place,
    difficulties_place,
    difficulty_place,
    frame_at,
    progress_place,
    report_place,
)
from conversations.programme.ids import DifficultyId, RuleId, UnitId
from conversations.programme.report import ReportKey
from tests.dialogues.commune import KEY

KEYS = st.builds(
    ReportKey,
    unit=st.integers(0, 10**15).map(UnitId),
    rule=st.integers(0, 10**6).map(RuleId),
    period=st.from_regex(r"[1-9][0-9]{3}-[0-9A-Za-z-]{1,12}", fullmatch=True),
)


@given(KEYS)
def test_a_key_is_read_back_as_it_was(key: ReportKey) -> None:
    assert ReportKey.read(str(key)) == key
    assert frame_at(report_place(key)) == FillReport(key=key)
    assert frame_at(approve_place(key)) == Approve(key=key)


def test_a_link_to_one_item_asks_only_that_item() -> None:
    assert frame_at(report_place(KEY, "17.6")) == FillReport(key=KEY, stage="question", item="17.6", only=True)


@given(st.integers(0, 10**17))
def test_a_unit_is_read_back_as_it_was(unit: int) -> None:
    assert frame_at(progress_place(UnitId(unit))) == Progress(unit=UnitId(unit))


@given(st.integers(0, 10**17))
def test_a_difficulty_is_read_back_as_it_was(number: int) -> None:
    known = DifficultyId(number)
    assert frame_at(difficulty_place(known)) == Difficulties(stage="one", number=known)


def test_the_places_without_arguments() -> None:
    assert (frame_at("contact"), frame_at("menu")) == (Contact(), Menu())
    assert frame_at(difficulties_place()) == Difficulties()


@pytest.mark.parametrize(
    "place",
    [
        "",
        "report",
        "report:",
        "report:1",
        "report:1.2",
        "report:1.2.",
        "report:1.2.2023",
        "report:1.2.2023-H1\n",
        "report:1.2.2023-H1 OR 1=1",
        "report:1.2.０２３-H1",
        "report:-1.2.2023-H1",
        "report:1.2.02023-H1",
        "report:99999999999999999999.2.2023-H1",
        "report:1.2.2023-\x00",
        "approve:",
        "approve:1.2.2023-",
        "progress:",
        "progress:-1",
        "progress:²",
        "progress:99999999999999999999",
        "progress:1e3",
        "difficulty:",
        "difficulty:-1",
        "difficulty:１",
        "difficulty:99999999999999999999",
        "REPORT:1.2.2023-H1",
        "account",
        "../menu",
    ],
)
def test_a_forged_place_opens_nothing(place: str) -> None:
    assert frame_at(place) is None


@given(st.text(max_size=64))
def test_whatever_a_place_says_reading_it_never_raises(place: str) -> None:
    for name in ("", "report:", "approve:", "progress:", "difficulty:"):
        frame_at(name + place)

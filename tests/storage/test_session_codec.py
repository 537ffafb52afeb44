"""Stored sessions: read back equal, and the samples of every version ever written stay readable.

A new kind of frame or field: add it to SESSIONS in stored_sessions.py and write its sample by
`python -m tests.storage.test_session_codec`. A sample once released is never changed.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from conversations.engine import frames as f
from conversations.engine.session import SESSION_VERSION, Session
from conversations.programme.problem import Problem
from storage.session_codec import TAGS, dump, load
from tests.storage.stored_sessions import SESSIONS

SAMPLES = Path(__file__).parent / "session_samples"


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_is_read_back_equal(name: str) -> None:
    assert load(dump(SESSIONS[name])) == SESSIONS[name]


@pytest.mark.parametrize("name", SESSIONS)
def test_an_old_sample_still_means_what_it_meant(name: str) -> None:
    assert load((SAMPLES / f"{name}.json").read_text(encoding="utf-8")) == SESSIONS[name]


def test_every_sample_is_tried() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(SESSIONS)


def test_every_frame_has_a_tag_of_its_own_and_a_sample() -> None:
    assert set(TAGS) == set(get_args(f.Frame))
    assert len(set(TAGS.values())) == len(TAGS)
    assert {type(frame) for session in SESSIONS.values() for frame in session.stack} == set(TAGS)


def test_defaults_are_left_out() -> None:
    assert dump(Session()) == '{"version":1,"revision":0,"stack":[["welcome",{}]]}'


def test_the_samples_hold_every_field_of_a_session_and_of_every_frame() -> None:
    stored = json.loads(dump(SESSIONS["fill_report"]))
    assert set(stored) == {field.name for field in fields(Session)}
    seen: dict[str, set[str]] = {tag: set() for tag in TAGS.values()}
    for session in SESSIONS.values():
        for tag, frame in json.loads(dump(session))["stack"]:
            seen[tag] |= set(frame)
    assert seen == {tag: {field.name for field in fields(frame)} for frame, tag in TAGS.items()}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        '{"version":1,"revision":0,"stack":[]}',
        '{"version":2,"revision":0,"stack":[["welcome",{}]]}',
        '{"version":1,"revision":0,"stack":[["unheard_of",{}]]}',
        '{"version":1,"revision":0,"stack":[["menu",{"lost":1}]]}',
        '{"version":1,"revision":0,"stack":[["fill_report",{}]]}',
        '{"version":1,"revision":"0","stack":[["welcome",{}]]}',
        '{"version":1,"revision":0,"stack":[["join",{"code":"x","stage":"sideways"}]]}',
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_new_start(text: str) -> None:
    with pytest.raises(Problem) as unreadable:
        load(text)
    assert unreadable.value.code == "session_unreadable"


def test_the_problem_says_where_and_why_without_what_a_person_had_typed() -> None:
    text = dump(SESSIONS["joining"]).replace('"phone"', '"0912345678"')
    with pytest.raises(Problem) as unreadable:
        load(text)
    assert str(unreadable.value.__cause__) == "stack.0.join.1.stage: literal_error"


def test_there_is_one_version_so_far() -> None:
    assert SESSION_VERSION == 1


if __name__ == "__main__":
    for sample, session in SESSIONS.items():
        path = SAMPLES / f"{sample}.json"
        if not path.exists():
            path.write_text(dump(session) + "\n", encoding="utf-8")

"""The bench itself: its officers get through the interview, and what is missing, wrong or double is found."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.bench.calls import Calls
from bot.bench.figures import Checked
from bot.bench.interview import QUESTIONS, UPDATES, option_of, set_file, typed, value_of
from bot.bench.load import check
from bot.bench.micro import parts
from bot.bench.officers import Officers
from bot.bench.pictures import pictured
from bot.bench.prepare import prepare
from bot.bench.schedule import Size, ticking
from bot.bench.subjects import DATABASE, PEER, PRODUCT
from bot.cli.main import main
from conversations.programme.criteria import Measure
from storage.criteria_sets.read_set import read_set


def test_the_interview_is_the_one_that_others_are_measured_with() -> None:
    asked = read_set(set_file(), name="interview.toml").indicators

    assert [one.measure is Measure.COUNT for one in asked] == [typed(place + 1) for place in range(QUESTIONS)]
    assert {len(one.options) for one in asked if one.measure is Measure.CHOICE} == {4}
    assert [f"[Q{place + 1}/19]" in one.ask for place, one in enumerate(asked)] == [True] * QUESTIONS


def test_what_an_officer_does_follows_from_what_is_shown() -> None:
    done: list[bytes] = []
    officers = Officers(number=1, deliver=lambda update: done.append(update.body), later=lambda *_: None)
    calls = Calls()
    calls.shown = officers.shown
    chat = next(iter(officers.all))

    officers.begin(1)
    for question in range(QUESTIONS + 2):
        calls.answer("sendmessage", _screen(chat, question), None)
    calls.answer("sendmessage", {"chat_id": chat, "text": "Đã gửi"}, None)

    assert len(done) == UPDATES
    assert [json.loads(body).get("callback_query", {}).get("data") for body in done[1:4]] == [
        "0|go",
        f"1|choice:{option_of(chat, 1)}",
        f"2|choice:{option_of(chat, 2)}",
    ]
    assert json.loads(done[5])["message"]["text"] == value_of(chat, 4)
    assert (officers.done, officers.all[chat].acknowledged, officers.waiting) == (1, QUESTIONS, 0)


def _screen(chat: int, question: int) -> dict[str, object]:
    if question > QUESTIONS:
        options, text = ["send"], "Gửi?"
    elif not question:
        options, text = ["go"], "Báo cáo"
    else:
        options = [] if typed(question) else [f"choice:{place}" for place in range(4)]
        text = f"[Q{question}/19]"
    rows = [[{"text": option, "callback_data": f"{question}|{option}"}] for option in options]
    return {"chat_id": chat, "text": text, "reply_markup": {"inline_keyboard": rows}}


async def test_lost_wrong_and_double_answers_are_told_apart(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as file:
        file.execute("CREATE TABLE answer (chat, question, value)")
        officers = Officers(number=1, deliver=lambda _: None, later=lambda *_: None)
        (officer,) = officers.all.values()
        officer.acknowledged = 4
        rows = [(officer.chat, question, value_of(officer.chat, question)) for question in (1, 2, 2)]
        file.executemany("INSERT INTO answer VALUES (?, ?, ?)", [*rows, (officer.chat, 3, "?")])
        file.commit()

    assert check(PEER, tmp_path, officers) == Checked(acknowledged=4, right=1, missing=1, wrong=1, twice=1)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prepared") / DATABASE


async def test_the_parts_of_a_turn_are_measured_on_turns_that_store_answers(prepared: Path, tmp_path: Path) -> None:
    await prepare(prepared, officers=600)
    shutil.copy(prepared, tmp_path)

    found = await parts(tmp_path)

    assert [part.microseconds > 0 for part in found] == [True] * len(found)
    assert len(PRODUCT.stored(tmp_path)) > 1000


def test_a_short_run_finds_every_acknowledged_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        [
            "bench", "--seconds", "2", "--officers", "8", "--rounds", "1", "--rate", "0", "--no-micro",
            "--tick", "none", "--picture", "0", "--dispatch", "300", "--raw", "100", "--exports", "--json",
        ]
    )  # fmt: skip

    found = json.loads(capsys.readouterr().out)
    (life,) = found["rounds"]
    assert code == 0
    assert {name: found["dispatch"][name] for name in ("rows", "arrived", "twice")} == {
        "rows": 300, "arrived": 300, "twice": 0,
    }  # fmt: skip
    assert found["dispatch"]["cpu_us_each"] > 0
    assert [(one["format"], one["rows"] >= 100, one["bytes"] > 0) for one in found["raw"]] == [
        ("csv", True, True), ("json", True, True), ("xlsx", True, True),
    ]  # fmt: skip
    assert found["exports"]["exports"] > 0
    assert min(found["exports"]["calm_ms"], found["exports"]["beside_ms"]) > [0, 0]
    assert life["checked"]["acknowledged"] > 0
    assert life["checked"]["right"] == life["checked"]["acknowledged"]
    assert life["stuck"] == 0


async def test_the_picture_of_the_table_is_measured_and_small(tmp_path: Path) -> None:
    district, longest = await pictured(tmp_path, times=1)
    assert (district.rows, district.columns, longest.rows) == (16, 19, 30)
    assert max(district.size, longest.size) <= 200_000
    assert district.document().keys() == {"rows", "columns", "first_ms", "warm_ms", "cpu_ms", "bytes"}
    assert "16 × 19" in district.line()


async def test_a_tick_over_a_small_province_reminds_everybody_once(tmp_path: Path) -> None:
    found = await ticking(tmp_path, Size(name="nhỏ", communes=3, villages=2))
    assert (found.units, found.queued) == (9, 9)

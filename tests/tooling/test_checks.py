import ast
from collections.abc import Callable, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.checks import names
from bot.checks.clock import clock_readers
from bot.checks.house import FOLDERS, find_house
from bot.checks.lengths import long_files
from bot.checks.messages import catalogue_flaws
from bot.checks.names import second_owners
from bot.checks.purity import find_impurities, impurities
from bot.checks.steps import STEPS, Outcome, Step, run_steps, tool
from bot.checks.wheel import left_out


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for folder in (*FOLDERS, "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "ntm").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("async def f(): pass", (1, "waits; the conversation is decided at once")),
        ("from datetime import datetime\ndatetime.now(zone)", (2, "reads the clock; the time is an argument")),
        ("datetime.date.today()", (1, "reads the clock; the time is an argument")),
        ("time.time()", (1, "reads the clock; the time is an argument")),
        ("time.localtime()", (1, "reads the clock; the time is an argument")),
        ("open('x')", (1, "calls open; effects are values")),
        ("print('x')", (1, "calls print; effects are values")),
        ("def f():\n    global x\n    x = 1", (2, "changes the module's state; state is an argument and a result")),
    ],
)
def test_a_conversation_that_touches_the_world_is_found(code: str, finding: tuple[int, str]) -> None:
    assert list(find_impurities(ast.parse(code))) == [finding]


@pytest.mark.parametrize(
    "code",
    [
        "facts.today()",
        "clock.now()",
        "datetime(2023, 6, 5)",
        "date.fromisoformat(text)",
        "time.monotonic()",
        "report.open()",
        "time.localtime(moment)",
    ],
)
def test_what_only_looks_like_it_is_left_alone(code: str) -> None:
    assert list(find_impurities(ast.parse(code))) == []


def test_only_conversations_must_be_pure(house: Path) -> None:
    (house / "conversations" / "step.py").write_text("async def f():\n    await g()", encoding="utf-8")
    (house / "handlers" / "turn.py").write_text("async def f(): pass", encoding="utf-8")
    assert sorted(impurities(house)) == [
        "conversations/step.py:1: waits; the conversation is decided at once",
        "conversations/step.py:2: waits; the conversation is decided at once",
    ]


def test_the_clock_is_read_in_one_file(house: Path) -> None:
    for name in ("clock", "wiring", "bench"):
        (house / "bot" / f"{name}.py").write_text("datetime.now(ZONE)\ntime.perf_counter()", encoding="utf-8")
    (house / "bot" / "bench.py").write_text("from time import perf_counter, time", encoding="utf-8")
    assert clock_readers(house) == [
        "bot/bench.py:1: imports time's clock; ask the clock that is an argument",
        "bot/wiring.py:1: reads the clock; ask the clock that is an argument",
    ]


def test_a_file_of_500_lines_passes_and_one_of_501_does_not(house: Path) -> None:
    (house / "tests" / "test_long.py").write_text("\n" * 500, encoding="utf-8")
    (house / "storage" / "long.py").write_text("\n" * 501, encoding="utf-8")
    assert long_files(house) == ["storage/long.py: 501 lines, at most 500"]


def test_a_catalogue_that_is_missing_or_incomplete_is_found(house: Path) -> None:
    (house / "conversations" / "menu.py").write_text('words.say("menu", "Báo cáo")', encoding="utf-8")
    (house / "locales" / "en.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n', encoding="utf-8")
    missing, untranslated = catalogue_flaws(house)
    assert missing.endswith(f"No such file or directory: '{house / 'locales' / 'vi.po'}'")
    assert untranslated == "en.po: [menu] Báo cáo: missing"


def test_no_other_distribution_ships_one_of_our_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert second_owners(Path()) == []
    monkeypatch.setattr(names, "packages_distributions", lambda: {**packages_distributions(), "storage": ["rogue"]})
    assert second_owners(Path()) == ["storage: also shipped by rogue"]


def test_a_file_left_out_of_the_wheel_is_named(house: Path, tmp_path: Path) -> None:
    (house / "storage" / "schema.sql").touch()
    (house / "storage" / "__pycache__").mkdir()
    (house / "storage" / "__pycache__" / "x.pyc").touch()
    wheel = tmp_path / "x.whl"
    with ZipFile(wheel, "w") as archive:
        for folder in FOLDERS:
            archive.writestr(f"{folder}/__init__.py", "")
    assert list(left_out(house, wheel)) == ["storage/schema.sql: not in the wheel"]


def test_a_tool_that_is_not_content_gives_its_output_as_findings(house: Path) -> None:
    (house / "bot" / "wrong.py").write_text("import os\n", encoding="utf-8")
    check = tool("ruff", "check", "--isolated", "--no-cache", "--output-format", "concise", "--quiet", "bot")
    assert list(check(house)) == ["bot/wrong.py:1:8: F401 [*] `os` imported but unused"]
    (house / "bot" / "wrong.py").write_text("", encoding="utf-8")
    assert list(check(house)) == []


def test_outcomes_come_in_the_order_of_the_steps() -> None:
    def finding(*findings: str) -> Callable[[Path], Sequence[str]]:
        return lambda _house: findings

    steps = [Step(name="a", find=finding()), Step(name="b", find=finding("x", "y")), Step(name="c", find=finding())]
    outcomes = [
        Outcome(name=outcome.name, seconds=0, findings=outcome.findings) for outcome in run_steps(steps, Path())
    ]
    assert outcomes == [
        Outcome(name="a", seconds=0, findings=()),
        Outcome(name="b", seconds=0, findings=("x", "y")),
        Outcome(name="c", seconds=0, findings=()),
    ]


def test_every_rule_of_the_house_is_a_step() -> None:
    assert [step.name for step in STEPS] == [
        "lint",
        "format",
        "types",
        "imports",
        "purity",
        "clock",
        "lengths",
        "catalogues",
        "names",
        "wheel",
    ]


def test_pins_and_project_name_no_address() -> None:
    house = find_house()
    pins = (house / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert "--" not in pins
    assert "://" not in (house / "pyproject.toml").read_text(encoding="utf-8")

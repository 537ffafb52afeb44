import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import bot
from bot.checks.steps import STEPS
from bot.cli import main as command
from bot.cli.main import VERBS, main
from bot.cli.options import print_json, with_json, with_settings
from bot.cli.test import defaults, names_a_part, with_compiled_code_kept, without_settings
from bot.settings import Settings
from conversations.engine.words import SOURCE
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.screens.roles import role_words

Capture = pytest.CaptureFixture[str]
TOKEN = "123456789:AAFq1x-abcdefghijklmnopqrstuvwxyz_0"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@click.command()
@click.argument("fate")
@click.option("--count", type=int)
@click.option("--size", type=click.IntRange(1, 5), expose_value=False)
@click.option("--way", type=click.Choice(["polling", "webhook"]), expose_value=False)
@with_json
@with_settings
def trial(settings: Settings, *, fate: str, count: int | None, as_json: bool) -> None:
    """A verb that meets each fate there is."""
    match fate:
        case "problem":
            raise Problem(code="bad_cell", where="dòng 7", message="Ô này không phải là năm.", remedy="Hãy sửa ô.")
        case "fault":
            raise RuntimeError(f"could not reach https://api.telegram.org/bot{TOKEN}/getMe")
        case "stop":
            raise KeyboardInterrupt
        case "exit":
            sys.exit(3)
        case _:
            print_json({"log": settings.log, "count": count, "as_json": as_json, "unit": "Đại Sơn"})


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.verbs, "table", {**VERBS, "trial": f"{__name__}:trial"})


def test_the_version_is_told() -> None:
    told = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == (f"ntm {bot.__version__}\n", "")


def test_every_listed_verb_can_be_loaded_and_has_its_line_of_help(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for name in VERBS:
        loaded = command.verbs.get_command(click.Context(command.verbs), name)
        assert loaded is not None
        assert loaded.name == name
        if not loaded.hidden:
            assert f"\n  {name} " in told
            assert loaded.get_short_help_str()


def test_no_help_of_any_verb_has_a_word_of_click_left_in_english() -> None:
    told = dict(_helps(command.verbs, click.Context(command.verbs, info_name="ntm")))
    assert len(told) > len(VERBS)
    for name, text in told.items():
        left = re.findall(r"Usage|Options|OPTIONS|COMMAND|ARGS|Commands|Show this|required|default:|RANGE", text)
        assert (name, left) == (name, [])
    assert "[bắt buộc]" in told["ntm show series"]
    assert "[mặc định: quarter]" in told["ntm show series"]
    roles = "; ".join(role_words(SOURCE, role) for role in Role)
    for name in ("ntm invite", "ntm user grant", "ntm user end"):
        assert roles in " ".join(told[name].split())


def _helps(verb: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    yield ctx.command_path, verb.get_help(ctx)
    if isinstance(verb, click.Group):
        for name in verb.list_commands(ctx):
            below = verb.get_command(ctx, name)
            assert below is not None
            yield from _helps(below, click.Context(below, parent=ctx, info_name=name))


def test_without_a_verb_the_help_is_shown_and_nothing_is_done(capsys: Capture) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Cách gọi: ntm")


@pytest.mark.usefixtures("verb")
def test_a_problem_is_one_sentence_on_stderr(capsys: Capture) -> None:
    assert main(["trial", "problem"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "dòng 7: Ô này không phải là năm. Hãy sửa ô.\n")


@pytest.mark.usefixtures("verb")
def test_with_json_a_problem_is_the_one_document_on_stdout(capsys: Capture) -> None:
    assert main(["trial", "problem", "--json"]) == 2
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out) == {
        "problem": {
            "code": "bad_cell",
            "where": "dòng 7",
            "message": "Ô này không phải là năm.",
            "remedy": "Hãy sửa ô.",
        }
    }


@pytest.mark.usefixtures("verb")
def test_a_fault_of_ours_shows_where_without_the_token_and_exits_with_1(capsys: Capture) -> None:
    assert main(["trial", "fault", "--json"]) == 1
    told = capsys.readouterr()
    assert "RuntimeError: could not reach https://api.telegram.org/bot[…]/getMe" in told.err
    assert TOKEN not in told.err
    assert json.loads(told.out)["problem"]["code"] == "internal"


@pytest.mark.usefixtures("verb")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "Không có lệnh “chek”. Có phải là check? Xem các lệnh: ntm --help."),
        (["zzz"], "Không có lệnh “zzz”. Xem các lệnh: ntm --help."),
        (["trial"], "Thiếu FATE. Xem: ntm trial --help."),
        (["trial", "x", "--cuont", "1"], "Không có tùy chọn --cuont. Có phải là --count? Xem: ntm trial --help."),
        (["trial", "x", "--count", "y"], "--count: phải là một số nguyên. Xem: ntm trial --help."),
        (["trial", "x", "--size", "9"], "--size: phải là một số từ 1 đến 5. Xem: ntm trial --help."),
        (["trial", "x", "--way", "by"], "--way: chỉ nhận polling, webhook. Xem: ntm trial --help."),
        (["check", "lnt"], f"Không có bước “lnt”. Các bước: {', '.join(step.name for step in STEPS)}."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_with_the_way_out(arguments: list[str], sentence: str, capsys: Capture) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", sentence + "\n")


@pytest.mark.usefixtures("verb")
def test_stopping_by_hand_is_no_fault(capsys: Capture) -> None:
    assert main(["trial", "stop"]) == 130
    assert capsys.readouterr().err == "\nĐã dừng.\n"


@pytest.mark.usefixtures("verb")
def test_a_verb_may_choose_its_exit_code() -> None:
    with pytest.raises(SystemExit) as left:
        main(["trial", "exit"])
    assert left.value.code == 3


@pytest.mark.usefixtures("verb")
def test_a_verb_is_given_the_settings_of_file_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    file = tmp_path / "ntm.env"
    file.write_text("NTM_LOG=json\n", encoding="utf-8")
    monkeypatch.setenv("NTM_LISEN", "127.0.0.1:1")
    assert main(["trial", "fine", "--settings", str(file), "--count", "2", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == {"log": "json", "count": 2, "as_json": True, "unit": "Đại Sơn"}
    assert told.err == "NTM_LISEN không phải là cài đặt nào. Có phải là NTM_LISTEN?\n"


@pytest.mark.usefixtures("verb")
def test_a_wrong_setting_stops_the_verb_in_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("NTM_LOG", "xml")
    assert main(["trial", "fine"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "NTM_LOG: chỉ nhận 'text' hoặc 'json'. Xem các cài đặt: ntm run --help.\n"


def test_versions_are_one_json_document(capsys: Capture) -> None:
    assert main(["version", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ntm"] == bot.__version__


def test_starting_loads_neither_settings_nor_a_driver() -> None:
    """What makes `ntm --version` fast: counted in modules, since a clock would make this test unsure."""
    heavy = "{'pydantic', 'telegram', 'aiohttp', 'aiosqlite', 'asyncio'}"
    story = f"import sys; from bot.cli.main import main; main(['--version']); print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", story], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "added"),
    [
        ([], ["-n", "2"]),
        (["-x", "-q"], ["-n", "2"]),
        (["-n", "0"], []),
        (["--pdb"], []),
        ([__file__], []),
        ([f"{__file__}::test_the_version_is_told", "-q"], []),
    ],
)
def test_the_whole_suite_runs_on_two_workers_a_part_of_it_on_none(arguments: list[str], added: list[str]) -> None:
    assert defaults(arguments) == added


def test_a_pattern_is_no_file() -> None:
    assert not names_a_part(["-k", "nothing-that-is-a-file"])


def test_the_callers_settings_do_not_reach_the_tests() -> None:
    environment = {"PATH": "/bin", "NTM_TELEGRAM_TOKEN": TOKEN, "NTM_CHROMIUM": "/usr/bin/chromium"}
    assert without_settings(environment) == {"PATH": "/bin", "NTM_CHROMIUM": "/usr/bin/chromium"}


def test_compiled_code_is_kept_apart_where_the_caller_wants_none_beside_the_sources(tmp_path: Path) -> None:
    assert with_compiled_code_kept({"PATH": "/bin"}, tmp_path) == {"PATH": "/bin"}
    wishes = {"PYTHONDONTWRITEBYTECODE": "1"}
    assert with_compiled_code_kept(wishes, tmp_path) == {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    wishes["PYTHONPYCACHEPREFIX"] = "/elsewhere"
    assert with_compiled_code_kept(wishes, tmp_path) == {"PYTHONPYCACHEPREFIX": "/elsewhere"}

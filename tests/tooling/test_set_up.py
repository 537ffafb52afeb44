import ast
import fcntl
import importlib.machinery
import importlib.util
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "ntm"


@pytest.fixture(scope="module")
def ntm() -> ModuleType:
    """The script, imported as a module; it has no ending that Python would know it by."""
    loader = importlib.machinery.SourceFileLoader("ntm_script", str(SCRIPT))
    loader.path = str(SCRIPT)
    spec = importlib.util.spec_from_loader("ntm_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes_bytecode
    return module


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("click==8", encoding="utf-8")
    return tmp_path


class Machine:
    """Makes virtual environments of nothing, and writes down what it was asked. fails: which commands it refuses."""

    def __init__(self, fails: Callable[[Sequence[str]], bool] = lambda _command: False) -> None:
        self.asked: list[list[str]] = []
        self._fails = fails

    def __call__(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        self.asked.append([Path(word).name if "/" in word else word for word in command])
        if self._fails(command):
            return subprocess.CompletedProcess(command, 1, "", "no such thing")
        if "venv" in command:
            programs = Path(command[-1]) / "bin"
            programs.mkdir(parents=True)
            (programs / "python").symlink_to(sys.executable)
            if "--without-pip" not in command:
                (programs / "pip").touch()
        elif "-e" in command:
            asked = command[command.index("--python") + 1] if "--python" in command else command[0]
            Path(asked).with_name("ntm").touch()
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.fixture(autouse=True)
def nothing_outside(ntm: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine of a test has neither uv nor pip of its own."""
    monkeypatch.setattr(ntm.shutil, "which", lambda _name: None)


def verbs_of(machine: Machine) -> list[str]:
    return [" ".join(word for word in command if not word.startswith("python")) for command in machine.asked]


def test_a_first_call_makes_the_environment_and_installs_the_pins_by_uv(ntm: ModuleType, house: Path) -> None:
    machine = Machine()
    ntm.make_ready(house, machine)
    assert verbs_of(machine) == [
        "-m venv .venv",
        "-m pip install -q -c constraints.txt uv",
        f"uv pip install -q --python -c constraints.txt -e {house.name}[dev]",
    ]
    assert ntm.is_ready(house)


def test_a_second_call_does_nothing(ntm: ModuleType, house: Path) -> None:
    ntm.make_ready(house, Machine())
    idle = Machine()
    ntm.make_ready(house, idle)
    assert idle.asked == []


def test_new_pins_are_installed_into_the_environment_that_is_there(ntm: ModuleType, house: Path) -> None:
    ntm.make_ready(house, Machine())
    (house / "constraints.txt").write_text("click==9", encoding="utf-8")
    machine = Machine()
    ntm.make_ready(house, machine)
    assert [command.split()[0] for command in verbs_of(machine)] == ["-m", "uv"]
    assert "venv" not in verbs_of(machine)[0]
    assert ntm.is_ready(house)


def test_an_interrupted_set_up_is_begun_anew(ntm: ModuleType, house: Path) -> None:
    def stopped(command: Sequence[str]) -> bool:
        if "-e" in command:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        ntm.make_ready(house, Machine(stopped))
    (house / ".venv" / "half-installed").touch()
    assert not ntm.is_ready(house)
    ntm.make_ready(house, Machine())
    assert ntm.is_ready(house)
    assert not (house / ".venv" / "half-installed").exists()


def test_an_interrupted_update_is_not_taken_for_a_finished_one(ntm: ModuleType, house: Path) -> None:
    ntm.make_ready(house, Machine())
    pins = (house / "constraints.txt").read_text(encoding="utf-8")
    (house / "constraints.txt").write_text("click==9", encoding="utf-8")
    with pytest.raises(ntm.SetUpFailed):
        ntm.make_ready(house, Machine(lambda command: "-e" in command))
    (house / "constraints.txt").write_text(pins, encoding="utf-8")
    assert not ntm.is_ready(house)


def test_a_moved_house_gets_a_new_environment(ntm: ModuleType, house: Path, tmp_path: Path) -> None:
    ntm.make_ready(house, Machine())
    moved = house.rename(tmp_path.with_name(tmp_path.name + "-moved"))
    assert not ntm.is_ready(moved)
    machine = Machine()
    ntm.make_ready(moved, machine)
    assert verbs_of(machine)[0] == "-m venv .venv"


@pytest.mark.parametrize("python", ["gone", "/usr"])
def test_an_environment_whose_python_is_gone_or_another_is_made_anew(ntm: ModuleType, house: Path, python: str) -> None:
    ntm.make_ready(house, Machine())
    link = house / ".venv" / "bin" / "python"
    link.unlink()
    link.symlink_to(python)
    machine = Machine()
    ntm.make_ready(house, machine)
    assert verbs_of(machine)[0] == "-m venv .venv"
    assert ntm.is_ready(house)


def test_a_missing_command_is_installed_again(ntm: ModuleType, house: Path) -> None:
    ntm.make_ready(house, Machine())
    (house / ".venv" / "bin" / "ntm").unlink()
    ntm.make_ready(house, Machine())
    assert ntm.is_ready(house)


def test_without_ensurepip_a_pip_from_outside_is_told_of_the_environment(ntm: ModuleType, house: Path) -> None:
    machine = Machine(lambda command: "venv" in command and "--without-pip" not in command)
    ntm.make_ready(house, machine)
    assert verbs_of(machine) == [
        "-m venv .venv",
        "-m venv --without-pip .venv",
        "-m pip --python install -q -c constraints.txt uv",
        f"uv pip install -q --python -c constraints.txt -e {house.name}[dev]",
    ]


def test_where_uv_cannot_be_had_pip_installs_alone(ntm: ModuleType, house: Path) -> None:
    machine = Machine(lambda command: command[-1] == "uv")
    ntm.make_ready(house, machine)
    assert verbs_of(machine)[-1] == f"-m pip install -q -c constraints.txt -e {house.name}[dev]"


def test_fast_ways_are_tried_before_plain_ones_and_the_own_pip_before_others(ntm: ModuleType, house: Path) -> None:
    venv = house / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "pip").touch()
    python, uv = str(venv / "bin" / "python"), str(venv / "bin" / "uv")
    ways = ntm.ways_to_install(house, venv, lambda name: f"/usr/bin/{name}")
    assert [[command[0] for command in way] for way in ways] == [
        [python, uv],
        [sys.executable, uv],
        ["/usr/bin/pip3", uv],
        ["/usr/bin/pip", uv],
        ["/usr/bin/uv"],
        [python],
        [sys.executable],
        ["/usr/bin/pip3"],
        ["/usr/bin/pip"],
    ]


def test_when_nothing_works_the_reasons_are_told_and_no_stamp_is_left(ntm: ModuleType, house: Path) -> None:
    with pytest.raises(ntm.SetUpFailed, match="Không cài được các thư viện") as failed:
        ntm.make_ready(house, Machine(lambda command: "venv" not in command))
    assert str(failed.value).count("no such thing") == 4
    assert not ntm.is_ready(house)


def test_where_no_environment_can_be_made_the_missing_package_is_named(ntm: ModuleType, house: Path) -> None:
    with pytest.raises(ntm.SetUpFailed, match="python3-venv"):
        ntm.make_ready(house, Machine(lambda _command: True))


def test_of_two_calls_at_once_one_does_the_work(ntm: ModuleType, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Machine(), Machine()
    told: list[str] = []
    waiting = threading.Event()

    def say(text: str) -> None:
        told.append(text)
        waiting.set()

    monkeypatch.setattr(ntm, "say", say)
    other = threading.Thread(target=ntm.make_ready, args=(house, second))
    with (house / ".ntm-set-up.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        other.start()
        assert waiting.wait(timeout=30)
        ntm.make_venv(house / ".venv", first)
        ntm.install(house, house / ".venv", first)
        ntm.stamp_of(house / ".venv").write_text(ntm.expected_stamp(house), encoding="utf-8")
    other.join(timeout=30)
    assert second.asked == []
    assert told == ["Một lần chuẩn bị khác đang chạy; đang chờ…"]


def test_a_tool_that_outlives_a_killed_call_keeps_the_next_one_waiting(ntm: ModuleType, house: Path) -> None:
    lock = house / ".ntm-set-up.lock"
    with ntm.one_at_a_time(lock):
        tool = subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False)
    try:
        with lock.open("w") as next_call, pytest.raises(BlockingIOError):
            fcntl.flock(next_call, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        tool.communicate()
    with lock.open("w") as next_call:
        fcntl.flock(next_call, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_progress_goes_to_stderr_only(ntm: ModuleType, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ntm.make_ready(house, Machine())
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Chuẩn bị môi trường trong .venv")


def test_a_command_that_does_not_exist_is_a_failure_not_a_crash(ntm: ModuleType) -> None:
    assert ntm.quietly(["/nowhere/at-all"]).returncode == 127


@pytest.mark.parametrize(
    ("version", "system", "sentence"),
    [
        ((3, 10), "posix", "Cần Python 3.11 trở lên, máy đang chạy Python 3.10; ví dụ gọi: python3.12 ntm"),
        ((3, 11), "posix", ""),
        ((4, 0), "posix", ""),
        (
            (3, 13),
            "nt",
            "Chương trình chạy trên Linux hoặc macOS; trên Windows hãy mở WSL rồi gọi lại ./ntm ở đó.",
        ),
    ],
)
def test_a_machine_is_refused_in_one_sentence(
    ntm: ModuleType, version: tuple[int, int], system: str, sentence: str
) -> None:
    assert ntm.refuse(version, system) == sentence


def test_an_old_python_can_read_the_script_far_enough_to_refuse() -> None:
    """Syntax of 3.7 and only its library: the refusal must not itself be a traceback."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported == {
        "__future__",
        "collections.abc",
        "contextlib",
        "hashlib",
        "os",
        "pathlib",
        "shutil",
        "subprocess",
        "sys",
        "time",
        "typing",
    }

"""`ntm` as a person calls it: arguments in, exit code and outputs back; its own folder, and a clock that is told."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.main import main
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """stdout as the one JSON document it must be."""
        return json.loads(self.out)


class Ntm:
    """The command line of one installation."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("NTM_DATA_DIR", str(folder))
        self.at("2022-10-25T09:00+07:00")

    def at(self, moment: str) -> None:
        """From here on every verb's clock starts then."""
        self._monkeypatch.setenv("NTM_CLOCK", moment)

    def __call__(self, *arguments: str) -> Said:
        self._capsys.readouterr()
        code = main(arguments)
        out, err = self._capsys.readouterr()
        return Said(code=code, out=out, err=err)


@pytest.fixture
def ntm(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ntm]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    for name in ("NTM_DATABASE_URL", "NTM_SETTINGS_FILE", "NTM_LOG"):
        monkeypatch.delenv(name, raising=False)
    yield Ntm(capsys, monkeypatch, tmp_path / "data")
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """The database into which the plan was imported, once it was."""
    return {}


@pytest.fixture
def imported(ntm: Ntm, tmp_path: Path, kept: dict[str, bytes]) -> Ntm:
    file = tmp_path / "data" / "ntm.db"
    if kept:
        file.parent.mkdir()
        file.write_bytes(kept["plan"])
    else:
        assert ntm("import", "plan", str(SEED), "--unit", "huyện Quảng Hòa").code == 0
        kept["plan"] = file.read_bytes()
    return ntm

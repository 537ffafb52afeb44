"""`ntm demo` as a verb: refusals before anything begins, and a whole life until Ctrl+C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from bot.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "mai"), "“mai” không phải là thời điểm"),
        (("--data", "."), "Thư mục này không trống"),
    ],
)
def test_what_a_person_can_repair_is_told_at_once(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "somebody's").touch()
    monkeypatch.chdir(tmp_path)

    assert main(["demo", "--no-browser", "--port", "0", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_it_keeps_its_data_where_it_is_told_and_ends_with_its_bot(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--data", str(data)]
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert demo.stdout is not None
        url = demo.stdout.readline().rpartition(" ")[2].strip()
        with urlopen(url, timeout=30) as page:  # noqa: S310 - the demo's own page
            assert "Trợ lý nông thôn mới" in page.read().decode()
        with urlopen(f"{url}_demo/state", timeout=30) as state:  # noqa: S310 - as above
            found = re.search(r'"pid":(\d+)', state.read().decode())
        assert found is not None
        demo.send_signal(signal.SIGINT)
        _, told = demo.communicate(timeout=30)
    finally:
        demo.kill()
        demo.communicate()

    assert demo.returncode == 0
    assert "./ntm import plan" in told
    assert (data / "ntm.db").is_file()
    with pytest.raises(ProcessLookupError):
        os.kill(int(found[1]), 0)

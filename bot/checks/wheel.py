"""The wheel is built, installed in a fresh environment and run from another place, and nothing leaves the machine.

The fresh environment sees the libraries that are installed already through a path file; ours come from the wheel alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

from bot.checks.house import FOLDERS

WHERE_FROM = f"import {', '.join(FOLDERS)}; print(*({', '.join(f'{name}.__file__' for name in FOLDERS)}), sep='\\n')"


class StepFailed(Exception):
    """A command on the way to the running wheel failed; the text is its output."""


def wheel_flaws(house: Path) -> Sequence[str]:
    with tempfile.TemporaryDirectory(prefix="ntm-wheel-") as folder:
        place = Path(folder).resolve()
        try:
            wheel = build(house, place)
            missing = list(left_out(house, wheel))
            return missing or list(strangers(install(wheel, place), place))
        except StepFailed as failed:
            return str(failed).splitlines()


def build(house: Path, place: Path) -> Path:
    """The wheel, built by the installed backend."""
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)], at=house)
    [wheel] = place.glob("*.whl")
    return wheel


def left_out(house: Path, wheel: Path) -> Iterator[str]:
    """Files that stand in our folders and not in the wheel: SQL, criteria sets, catalogues, pages, fonts, code."""
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for folder in FOLDERS:
        for file in sorted((house / folder).rglob("*")):
            name = file.relative_to(house).as_posix()
            if file.is_file() and "__pycache__" not in file.parts and name not in packed:
                yield f"{name}: not in the wheel"


def install(wheel: Path, place: Path) -> Path:
    """A fresh environment with the wheel in it; its bin folder."""
    venv = place / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", str(venv)], at=place)
    python = venv / "bin" / "python"
    site = run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], at=place).strip()
    libraries = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (Path(site) / "installed-already.pth").write_text("\n".join(libraries), encoding="utf-8")
    run([str(python), "-m", "installer", str(wheel)], at=place)
    return python.parent


def strangers(programs: Path, place: Path) -> Iterator[str]:
    """The installed command answers, and every folder of ours is the wheel's."""
    answer = run([str(programs / "ntm"), "--version"], at=place)
    if not answer.startswith("ntm "):
        yield f"ntm --version answered: {answer.strip()}"
    for file in run([str(programs / "python"), "-c", WHERE_FROM], at=place).splitlines():
        if not Path(file).resolve().is_relative_to(place):
            yield f"{file}: imported from outside the wheel"


def run(command: Sequence[str], *, at: Path) -> str:
    """What it says on stdout. Raises StepFailed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=at, env=clean, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StepFailed(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout

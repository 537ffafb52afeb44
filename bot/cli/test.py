"""`ntm test`: pytest with this house's defaults. The whole suite runs on two workers, a part of it in one process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click


@click.command(
    short_help="Chạy các bài kiểm thử.",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[THAM SỐ CỦA PYTEST]…")
def test(arguments: tuple[str, ...]) -> None:
    """Chạy toàn bộ bài kiểm thử, hoặc phần được nêu; mọi tham số được chuyển cho pytest."""
    from bot.checks.house import find_house

    house = find_house()
    at = None if names_a_part(arguments) else house
    command = [sys.executable, "-m", "pytest", *defaults(arguments), *arguments]
    environment = with_compiled_code_kept(without_settings(os.environ), Path(sys.prefix))
    sys.exit(subprocess.run(command, cwd=at, env=environment, check=False).returncode)  # noqa: S603 - arguments written here


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """No test may meet the caller's bot, database or clock; only the browser's name is passed on."""
    return {name: value for name, value in environment.items() if not name.startswith("NTM_") or name == "NTM_CHROMIUM"}


def with_compiled_code_kept(environment: Mapping[str, str], venv: Path) -> dict[str, str]:
    """Apart from the sources where the caller wants none beside them; each bot of a test would compile all anew."""
    if not environment.get("PYTHONDONTWRITEBYTECODE"):
        return dict(environment)
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(venv / "compiled"), **kept}


def names_a_part(arguments: Sequence[str]) -> bool:
    """Whether files or single tests are named, which are looked for where the caller stands."""
    return any(not argument.startswith("-") and Path(argument.partition("::")[0]).exists() for argument in arguments)


def defaults(arguments: Sequence[str]) -> list[str]:
    """Two workers for the whole suite, unless the caller chose a number or a debugger."""
    chosen = any(argument.startswith(("-n", "--numprocesses", "--pdb", "--trace", "-s")) for argument in arguments)
    return [] if chosen or names_a_part(arguments) else ["-n", "2"]

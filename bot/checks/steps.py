"""The steps of `ntm check`, in the order in which they are told. A step gives its findings; none: it holds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.checks.clock import clock_readers
from bot.checks.lengths import long_files
from bot.checks.messages import catalogue_flaws
from bot.checks.names import second_owners
from bot.checks.purity import impurities
from bot.checks.wheel import wheel_flaws

AT_ONCE: Final = 2
"""Two tools at a time: most machines have two cores, and each tool is busy with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule of the house. find: the source tree's folder to the findings."""

    name: str
    find: Callable[[Path], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    name: str
    seconds: float
    findings: tuple[str, ...]


def tool(*arguments: str) -> Callable[[Path], Sequence[str]]:
    """A tool installed beside this Python, whose output are the findings when it is not content."""

    def run(house: Path) -> Sequence[str]:
        command = [str(Path(sys.executable).parent / arguments[0]), *arguments[1:]]
        done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ()
        return (done.stdout + done.stderr).strip().splitlines() or [f"exit code {done.returncode}"]

    return run


STEPS: Final = (
    Step(name="lint", find=tool("ruff", "check", "--quiet")),
    Step(name="format", find=tool("ruff", "format", "--check", "--quiet")),
    Step(name="types", find=tool("mypy", "--no-error-summary")),
    Step(name="imports", find=tool("lint-imports", "--no-cache")),
    Step(name="purity", find=impurities),
    Step(name="clock", find=clock_readers),
    Step(name="lengths", find=long_files),
    Step(name="catalogues", find=catalogue_flaws),
    Step(name="names", find=second_owners),
    Step(name="wheel", find=wheel_flaws),
)


def run_steps(steps: Sequence[Step], house: Path) -> Iterator[Outcome]:
    """The outcomes in the steps' order, each as soon as it and those before it are known."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(lambda step: _run(step, house), steps)


def _run(step: Step, house: Path) -> Outcome:
    began = time.perf_counter()
    findings = tuple(step.find(house))
    return Outcome(name=step.name, seconds=time.perf_counter() - began, findings=findings)

"""What the README shows is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

from conversations.programme.report import TRANSITIONS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_of_a_reports_way_is_the_table() -> None:
    drawn = set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", README, re.MULTILINE))
    assert drawn == {(state.value, after.value, act.value) for (state, act), after in TRANSITIONS.items()}


def test_every_picture_and_file_it_names_is_there() -> None:
    named = re.findall(r"\]\((tests/[^)]+)\)", README)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert named


def test_every_verb_it_names_is_a_verb() -> None:
    from bot.cli.main import VERBS

    named = set(re.findall(r"`?\./ntm ([a-z]+)", README))
    assert named - set(VERBS) == set()

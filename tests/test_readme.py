"""What the README shows is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

from conversations.programme.dossier import DOSSIER_TRANSITIONS
from conversations.programme.report import TRANSITIONS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_pictures_of_the_ways_of_a_report_and_of_a_dossier_are_their_tables() -> None:
    pictures = re.findall(r"^```mermaid\nstateDiagram-v2\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    drawn = [set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", picture, re.MULTILINE)) for picture in pictures]
    assert drawn == [
        {(state.value, after.value, act.value) for (state, act), after in table.items()}
        for table in (TRANSITIONS, DOSSIER_TRANSITIONS)
    ]


def test_every_picture_and_file_it_names_is_there() -> None:
    named = re.findall(r"\]\((tests/[^)]+)\)", README)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert named


def test_every_verb_it_names_is_a_verb() -> None:
    from bot.cli.main import VERBS

    named = set(re.findall(r"`?\./ntm ([a-z]+)", README))
    assert named - set(VERBS) == set()

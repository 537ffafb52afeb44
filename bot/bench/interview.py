"""The interview that made-up officers answer: which answer each of them gives to which question, and the set's file.

What an officer answers follows from the number of the chat alone, so the database can be checked afterwards.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

QUESTIONS: Final = 19
UPDATES: Final = QUESTIONS + 3
"""One interview: the command, a press on the overview, the answers, a press that sends."""
OPTIONS: Final = ("Tốt", "Trung bình", "Kém", "Không rõ")
SET: Final = "bench-interview"
COMMAND: Final = "/baocao"
BEGIN: Final = "go"
"""The option of the overview that leads to the first question."""
SEND: Final = "send"
"""The option of the summary that sends the report."""
FIRST_CHAT: Final = 700_000_000

_MARK: Final = re.compile(r"\[Q(\d+)/19\]")

MESSAGE_DATE: Final = 1_685_926_800
"""The date that made-up messages bear, in Unix seconds; the bot goes by its own clock."""


def question_in(text: str) -> int:
    """The number of the question that a screen asks; 0: it asks none."""
    found = _MARK.search(text)
    return int(found[1]) if found else 0


def typed(question: int) -> bool:
    """Every fourth question takes a number."""
    return question % 4 == 0


def option_of(chat: int, question: int) -> int:
    """The place of the option that this officer chooses."""
    return (chat + question) % len(OPTIONS)


def figure_of(chat: int, question: int) -> int:
    """The number that this officer types."""
    return 1 + (chat * 7 + question * 13) % 900


def value_of(chat: int, question: int) -> str:
    """What must be stored: the figure, or the label of the option."""
    return str(figure_of(chat, question)) if typed(question) else OPTIONS[option_of(chat, question)]


def set_file() -> str:
    """The criteria set, as `ntm criteria load` takes it."""
    return (Path(__file__).parent / "interview.toml").read_text(encoding="utf-8")

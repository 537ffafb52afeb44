"""Times are told as each language tells them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.languages import load_words
from conversations.screens.states import time_words


@pytest.mark.parametrize(
    ("at", "vietnamese", "english"),
    [
        ("2023-06-05T21:42:59+07:00", "21 giờ 42", "21:42"),
        ("2023-06-05T07:05:00+07:00", "7 giờ 05", "7:05"),
    ],
)
def test_a_time_is_told_in_the_zone_it_has(at: str, vietnamese: str, english: str) -> None:
    words = load_words()
    when = datetime.fromisoformat(at)
    assert [time_words(words[language], when) for language in ("vi", "en")] == [vietnamese, english]

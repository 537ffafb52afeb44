"""Words: placeholders are filled by name, and only where there are any."""

from __future__ import annotations

import pytest

from conversations.engine.words import SOURCE, Words


def test_the_source_language_says_what_stands_in_the_code() -> None:
    assert SOURCE.say("x", "Câu {n}", n=3) == "Câu 3"


def test_a_text_without_values_keeps_its_braces() -> None:
    assert SOURCE.say("x", "{kind} mình") == "{kind} mình"


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert SOURCE.say("x", "“{text}”", text="{0} {secret}") == "“{0} {secret}”"


def test_a_missing_value_is_a_fault_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        SOURCE.say("x", "Câu {n} của {unit}", n=3)


def test_a_number_chooses_its_form_and_is_filled_in() -> None:
    said = [SOURCE.count("x", "{n} day {more}", "{n} days {more}", n, more="left") for n in (0, 1, 2)]
    assert said == ["0 days left", "1 day left", "2 days left"]


def test_another_language_is_looked_up_by_context_and_message() -> None:
    english = Words(
        "en", lambda context, message: {("a", "Đúng"): "Yes"}.get((context, message), message), SOURCE.plural
    )
    assert (english.say("a", "Đúng"), english.say("b", "Đúng")) == ("Yes", "Đúng")

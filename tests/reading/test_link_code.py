"""Codes as people type them; anything that may be a figure or another code is none."""

from __future__ import annotations

import pytest

from conversations.reading.link_code import read_link_code, show_link_code


@pytest.mark.parametrize(
    "text", ["12345678", "1234 5678", " 1234-5678 ", "1234.5678", "mã: 1234 5678", "Mã nối kênh: 1234 5678."]
)
def test_eight_digits_are_a_code_alone_or_in_two_groups(text: str) -> None:
    assert read_link_code(text) == "12345678"


@pytest.mark.parametrize("text", ["1234567", "123456789", "12 345 678", "1234 5678 hộ", "1234,5678", "", "٠١٢٣٤٥٦٧"])
def test_nothing_else_is(text: str) -> None:
    assert read_link_code(text) is None


def test_it_is_shown_as_it_can_be_typed() -> None:
    assert read_link_code(show_link_code("00001234")) == "00001234"

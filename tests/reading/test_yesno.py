"""Yes and no in all their spellings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.yesno import read_yes_no


@pytest.mark.parametrize(
    "text",
    [
        "đúng", "dung", "Đúng ạ", "đúng rồi", "dạ đúng", "dạ vâng ạ", "vâng", "vang",
        "ừ", "u", "ừm", "ok", "OK!", "okê ạ", "có", "co a", "yes", "phải", "đồng ý",
        "dong y", "nhất trí", "em đồng ý ạ", "chính xác", "được", "rồi",
        "👍", "✅👍",
        "ddungs", "ddoongf ys", unicodedata.normalize("NFD", "đồng ý"),
    ],
)  # fmt: skip
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "không", "khong", "ko", "k", "Không ạ", "không phải", "không phải ạ", "sai", "sai rồi", "nhầm rồi", "chưa",
        "chua",        "chưa đúng", "không đúng", "khong dong y", "không đồng ý", "ko đồng ý", "chưa có", "không có",
        "dạ không ạ", "no", "👎", "khoong", "hông", "từ chối",
    ],
)  # fmt: skip
def test_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "", "dạ", "ạ", "dừng", "dùng", "cỏ", "đúng không", "có hay không", "chắc là đúng", "95", "👍👎",
        "?", "để em xem lại",
        "đúng " * 100, "không không", "sái",
    ],
)  # fmt: skip
def test_what_is_neither_for_certain_is_neither(text: str) -> None:
    assert read_yes_no(text) is None


@given(st.text(max_size=300))
def test_no_text_stops_the_reading(text: str) -> None:
    assert read_yes_no(text) in {True, False, None}

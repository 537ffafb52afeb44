"""Titles that begin alike stay apart on a button."""

from __future__ import annotations

import pytest

from conversations.screens.paging import LABEL, clip_inside, clip_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Báo cáo tháng 10/2024", "Báo cáo tháng 10/2024"),
        ("Trình hồ sơ xét công nhận xã NTM năm 2024 (Word)", "Trình… xã NTM năm 2024 (Word)"),
        ("Trình hồ sơ xét công nhận xã NTM nâng cao năm 2024 (Word)", "Trình… nâng cao năm 2024 (Word)"),
        ("Hồ sơ đề nghị công nhận xã NTM năm 2024", "Hồ sơ… công nhận xã NTM năm 2024"),
        ("Đánh giá việc thực hiện Đề án quý III/2022 (Word)", "Đánh giá… án quý III/2022 (Word)"),
        ("a" * 50, "a" * (LABEL - 1) + "…"),
        ("đầu " + "b" * 50, "đầu " + "b" * (LABEL - 5) + "…"),
    ],
)
def test_what_is_inside_gives_way(text: str, shown: str) -> None:
    assert clip_inside(text) == shown
    assert len(shown) <= LABEL


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vừa đủ chữ", "vừa đủ chữ"),
        ("an toàn; không để xảy ra", "an toàn; không…"),
        ("làng nghề, an toàn", "làng nghề, an…"),
        ("a" * 20, "a" * 14 + "…"),
    ],
)
def test_no_word_is_cut_that_need_not_be(text: str, shown: str) -> None:
    assert clip_words(text, 15) == shown
    assert len(shown) <= 15

"""Whether what was counted is what was asked for."""

from __future__ import annotations

import pytest

from conversations.reading.counted import counts_the_same

HOUSES = "Xóm mình còn bao nhiêu nhà tạm, nhà dột nát?"


@pytest.mark.parametrize(
    ("said", "asked", "question", "same"),
    [
        ("nhà", "nhà", HOUSES, True),
        ("ngôi nhà", "nhà", HOUSES, True),
        ("cái", "nhà", HOUSES, True),
        ("nhà tạm", "nhà", HOUSES, True),
        ("hộ", "nhà", HOUSES, False),
        ("người", "nhà", HOUSES, False),
        ("hộ dân", "hộ", "Xóm mình có bao nhiêu hộ?", True),
        ("nhà", "hộ", "Bao nhiêu hộ có nhà kiên cố?", False),
        ("hộ nghèo", "hộ", "Xóm mình có bao nhiêu hộ?", False),
        ("hộ nghèo", "hộ", "Xóm mình còn bao nhiêu hộ nghèo?", True),
        ("hộ nghèo", "hộ", "Bao nhiêu hộ cận nghèo?", False),
        ("htx", "hợp tác xã", "Bao nhiêu hợp tác xã?", True),
        ("hộ", "", "Bao nhiêu?", True),
    ],
)
def test_another_noun_is_another_count(said: str, asked: str, question: str, *, same: bool) -> None:
    assert counts_the_same(said, asked, question) is same

"""Files of rules about money: the shipped one quotes its document word for word, a wrong one names line and key."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.documents.read_document import read_document
from conversations.programme.money_rules import KINDS, SpentShare
from conversations.programme.problem import Problem
from storage.money_rules import shipped_rules
from storage.money_rules.rule_file import only, read_money_rules
from tests.programme.quang_nam import SEED

NAME, TEXT = shipped_rules()[0]


def test_every_shipped_rule_quotes_a_sentence_of_its_document() -> None:
    document = " ".join(one.text for one in read_document(SEED).paragraphs)
    rules = read_money_rules(TEXT, name=NAME).rules
    assert [one.code for one in rules if one.source not in document] == []
    assert {one.kind for one in rules} == set(KINDS)
    half = next(one for one in rules if one.code == "von-2024-nua-nam")
    assert isinstance(half, SpentShare)
    assert (half.percent, half.before.isoformat(), half.year) == (Fraction(50), "2024-06-30", 2024)


def test_rules_can_be_left_out() -> None:
    kept = read_money_rules(only(TEXT, frozenset({"qua-3-nam", "no-2016-2020"}), name=NAME), name=NAME)
    assert [one.code for one in kept.rules] == ["no-2016-2020", "qua-3-nam"]


@pytest.mark.parametrize(
    ("old", "new", "message", "key"),
    [
        ("percent = 50", "percent = 0", "Ở đây cần số phần trăm, từ trên 0 đến 100.", "percent"),
        ("percent = 50", 'percent = "50%"', "Ở đây cần số phần trăm, từ trên 0 đến 100.", "percent"),
        ("before = 2024-06-30\n", "", "Thiếu “before”.", "before"),
        ("before = 2024-06-30", 'before = "30/6/2024"', "Ở đây cần một ngày, dạng 2024-06-30.", "before"),
        ('by = "06-30"', 'by = "06-31"', "Ở đây cần một ngày trong năm, dạng “06-30”.", "by"),
        ("amount = 1_500_000_000", "amount = 1.5", "Ở đây cần một số tiền nguyên, tính bằng đồng.", "amount"),
        ("after_years = 3", "after_year = 3", "Loại “old_work” không có khóa nào tên “after_year”.", "after_year"),
        ('code = "qua-3-nam"', 'code = "no-2016-2020"', "Mã “no-2016-2020” có hai lần.", "code"),
        ('kind = "assigned"', 'kind = "given"', "“kind” chỉ nhận spent_share", "kind"),
        ('standard = "nang_cao"', 'standard = "cao"', "Ở đây cần ntm, nang_cao, kieu_mau hoặc hien_dai.", "standard"),
    ],
)
def test_a_wrong_file_is_refused_at_its_line(old: str, new: str, message: str, key: str) -> None:
    assert old in TEXT
    with pytest.raises(Problem) as caught:
        read_money_rules(TEXT.replace(old, new, 1), name="sai.toml")
    assert caught.value.message.startswith(message)
    assert caught.value.where.startswith("sai.toml, dòng ")
    assert caught.value.where.endswith(f"khóa “{key}”")

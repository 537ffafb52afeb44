"""Keys to compare by, and what is stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.fold import (
    accents_agree,
    fold,
    glued,
    has_accents,
    name_order,
    plain_words,
    same_accents,
    telex,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đạt", "dat"),
        ("Bế Văn Đàn", "be van dan"),
        ("  Hồng\tQuang \n", "hong quang"),
        (unicodedata.normalize("NFD", "Thủy lợi và phòng, chống thiên tai"), "thuy loi va phong, chong thien tai"),
        ("✅ Đạt", "dat"),
        ("⚠️ Đạt, chưa bền vững", "dat, chua ben vung"),
        ("1️⃣", "1"),
        ("“Đạt”!!!", "dat"),
        ("\u200fĐạt\u200e\u200b", "dat"),
        ("Ðại Sơn", "dai son"),
        ("９５％", "95"),
        ("Đ\u00a0Ạ\u00a0T", "d a t"),
        ("👍", ""),
        ("", ""),
        ("\u3164\u2800", ""),
    ],
)
def test_the_search_key_has_neither_accents_nor_marks_around_it(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("aăâeêioôơuưyđĐbcdghklmnpqrstvxáàảãạấầẩẫậúùủũụ ,.-"), max_size=40))
def test_composed_and_decomposed_vietnamese_have_one_key_in_plain_letters(text: str) -> None:
    key = fold(unicodedata.normalize("NFC", text))
    assert fold(unicodedata.normalize("NFD", text)) == key
    assert key.isascii()


@given(st.text())
def test_tidying_twice_changes_nothing_and_leaves_nothing_unseen(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not [char for char in once if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}]
    once.encode()


@given(st.text(alphabet=st.characters() | st.sampled_from("\n\r ")))
def test_tidying_lines_twice_changes_nothing(text: str) -> None:
    once = tidy(text, keep_newlines=True)
    assert tidy(once, keep_newlines=True) == once


def test_what_is_stored_is_composed_and_keeps_its_accents_and_capitals() -> None:
    typed = unicodedata.normalize("NFD", "  Xóm  Lũng\u200b Rì \u202e ạ\ud800 ")
    assert tidy(typed) == "Xóm Lũng Rì ạ"


def test_lines_are_kept_where_lines_are_wanted() -> None:
    assert tidy("một \r\n\n\n\n hai\nba", keep_newlines=True) == "một\n\nhai\nba"
    assert tidy("một \r\n\n\n\n hai\nba") == "một hai ba"


def test_a_text_of_unseen_characters_is_empty() -> None:
    assert tidy("\u200b\u200f\ufeff\u2800\u3164\u00ad") == ""


def test_glued_names_have_no_gaps() -> None:
    assert glued("Bế Văn-Đàn") == "bevandan"


def test_words_have_no_marks_between_them() -> None:
    assert plain_words("17.1 · Đạt, chưa bền vững…") == "17 1 dat chua ben vung"


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("ddoocj laapj", "doc lap"),
        ("DDOOCJ LAAPJ", "doc lap"),
        ("Phucs Sen", "phuc sen"),
        ("hoongf quang", "hong quang"),
        ("twj do", "tu do"),
        ("ddajt", "dat"),
        ("chwa ddatj", "chua dat"),
        ("dodcj lapaj", "doc lap"),
        ("dduwowcj", "duoc"),
        ("Quảng Hưng", "quang hung"),
        ("cai booj", "cai bo"),
    ],
)
def test_a_forgotten_keyboard_is_understood(slip: str, meant: str) -> None:
    assert telex(slip) == meant


@pytest.mark.parametrize("name", ["Phúc Sen", "Bế Văn Đàn", "Tự Do", "Chí Thảo", "Hạnh Phúc", "Cách Linh", "Mỹ Hưng"])
def test_a_well_typed_name_stays_as_it_is(name: str) -> None:
    assert telex(name) == fold(name)


@pytest.mark.parametrize(
    ("typed", "wanted", "agree"),
    [
        ("Hưng", "Hưng", True),
        ("hung", "Hưng", True),
        ("hưng", "Hùng", False),
        ("hùng", "Hưng", False),
        ("đung", "Đúng", True),
        ("dừng", "Đúng", False),
        ("quảng hoà", "Quảng Hòa", True),
        ("thuỷ lợi", "Thủy lợi", True),
        ("sữa", "Sửa", True),
        ("dat", "Đạt", True),
        ("đất", "Đạt", False),
        ("dat chua", "Đạt", False),
        ("ban", "bàn", True),
    ],
)
def test_accents_that_were_typed_must_be_there(typed: str, wanted: str, agree: bool) -> None:
    assert accents_agree(typed, wanted) is agree
    assert accents_agree(unicodedata.normalize("NFD", typed), wanted) is agree


def test_the_very_same_accents_are_told_from_forgiven_ones() -> None:
    assert same_accents("xã quảng hoà", "Xã Quảng Hòa")
    assert not same_accents("quang hoà", "Quảng Hòa")


def test_accents_are_noticed() -> None:
    assert has_accents("Đại Sơn")
    assert has_accents(unicodedata.normalize("NFD", "hà"))
    assert not has_accents("dai son 👍 95%")


def test_names_stand_as_people_look_them_up_and_not_by_the_numbers_of_their_letters() -> None:
    names = ["Đại Sơn", "Ái Quốc", "Tự Do", "Ea Ral", "Độc Lập", "Phúc Sen", "Duy Xuyên", "Ô Lâu"]
    assert sorted(names, key=name_order) == [
        "Ái Quốc", "Đại Sơn", "Độc Lập", "Duy Xuyên", "Ea Ral", "Ô Lâu", "Phúc Sen", "Tự Do",
    ]  # fmt: skip
    assert sorted(["Hoà", "Hòa", "Hoa"], key=name_order) == sorted(["Hòa", "Hoa", "Hoà"], key=name_order)


def test_a_text_of_twenty_thousand_characters_is_folded() -> None:
    """One that took longer by the square of its length would not end before the test is ended."""
    many = 4
    texts = ["ế" * 5000, "." * 2500 + "a" + "." * 2499, "👍\u200d" * 2500, "a\u0301" * 2500, "\u202eđ " * 1700]
    for text in (one * many for one in texts):
        tidy(text), telex(text), glued(text), has_accents(text)
        assert fold(fold(text)) == fold(text)
        assert accents_agree(text, text)

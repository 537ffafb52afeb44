"""Options chosen by typing: always the one that was meant, or none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.choices import Choice, Chosen, NoMatch, Several, choose

STATUS = [
    ("met", "✅ Đạt"),
    ("unstable", "⚠ Đạt, chưa bền vững"),
    ("not_met", "❌ Chưa đạt"),
    ("not_applicable", "Không phải xét"),
    ("later", "Để sau"),
    ("back", "◀ Câu trước"),
    ("list", "Danh sách"),
]
CONFIRM = [("yes", "Đúng"), ("no", "Không phải")]
CHANGED = [("same", "Không đổi"), ("changed", "Có thay đổi")]
CRITERIA = [
    ("c10", "10 Thu nhập"),
    ("c11", "11 Nghèo đa chiều"),
    ("c17.1", "17.1 Nước sạch"),
    ("c17.10", "17.10 Thực phẩm"),
]
VILLAGES = [("hung", "Quảng Hưng"), ("hung2", "Quảng Hùng"), ("sen", "Phúc Sen")]


@pytest.mark.parametrize(
    "typed",
    [
        "1",
        "1.",
        "(1)",
        "01",
        "1️⃣",
        "số 1",
        "câu 1",
        "chọn 1 ạ",
        "１",
        "dat",
        "đạt",
        "Đạt",
        "ĐẠT",
        "đạt ạ",
        "dạ đạt ạ",
        "đã đạt",
        "đạt rồi",
        "✅ Đạt",
        "[Đạt]",
        "ddajt",
        "ddatj",
        "“Đạt”!",
        unicodedata.normalize("NFD", "Đạt"),
        "\u200fđạt\u200e",
        "đat",
        "dạt",
    ],
)
def test_one_option_is_chosen_by_number_label_or_label_without_accents(typed: str) -> None:
    assert choose(typed, STATUS) == Chosen("met")


@pytest.mark.parametrize(
    "typed", ["3", "chưa đạt", "chua dat", "Chưa đạt ạ", "chưa", "chua", "không đạt", "ko đạt", "k dat"]
)
def test_not_met_is_never_taken_for_met(typed: str) -> None:
    assert choose(typed, STATUS) == Chosen("not_met")


@given(
    st.sampled_from(["chưa", "chua", "không", "ko", "gần", "sắp", "có lẽ", "hầu như"]), st.sampled_from(["đạt", "dat"])
)
def test_no_word_before_met_makes_it_met(before: str, label: str) -> None:
    assert choose(f"{before} {label}", [("met", "Đạt"), ("later", "Để sau")]) == NoMatch()


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("đạt chưa bền vững", Chosen("unstable")),
        ("dat, chua", Chosen("unstable")),
        ("không phải", NoMatch()),
        ("khong phai xet", Chosen("not_applicable")),
        ("de sau", Chosen("later")),
        ("dan", Chosen("list")),
        ("danh", Chosen("list")),
        ("câu trước", Chosen("back")),
        ("da", NoMatch()),
        ("không", NoMatch()),
        ("8", NoMatch()),
        ("0", NoMatch()),
        ("350/400", NoMatch()),
        ("đất", NoMatch()),
        ("dành", NoMatch()),
        ("👍", NoMatch()),
        ("", NoMatch()),
        ("hai", Chosen("unstable")),
        ("số ba", Chosen("not_met")),
    ],
)
def test_beginnings_choose_only_where_they_leave_no_doubt(typed: str, choice: Choice) -> None:
    assert choose(typed, STATUS) == choice


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("vâng", Chosen("yes")),
        ("dạ đúng rồi ạ", Chosen("yes")),
        ("ok", Chosen("yes")),
        ("đồng ý", Chosen("yes")),
        ("ko", Chosen("no")),
        ("không", Chosen("no")),
        ("sai rồi", Chosen("no")),
        ("không đúng", Chosen("no")),
        ("dung", Chosen("yes")),
        ("dừng", NoMatch()),
        ("dùng", NoMatch()),
    ],
)
def test_yes_and_no_choose_the_option_that_says_so(typed: str, choice: Choice) -> None:
    assert choose(typed, CONFIRM) == choice


def test_a_bare_no_is_not_the_beginning_of_no_change() -> None:
    assert choose("không", CHANGED) == NoMatch()
    assert choose("có", CHANGED) == NoMatch()
    assert choose("không đổi", CHANGED) == Chosen("same")
    assert choose("ko đổi", CHANGED) == Chosen("same")
    assert choose("chưa đổi", CHANGED) == NoMatch()


def test_where_figures_may_be_typed_letters_mark_the_options() -> None:
    for typed in ("a", "A", "a.", "a)", "câu a", "chọn A ạ"):
        assert choose(typed, STATUS, marks="letters") == Chosen("met")
    for typed in ("1", "95", "số 1", "một"):
        assert choose(typed, STATUS, marks="letters") == NoMatch()
    assert choose("b", STATUS) == NoMatch()
    assert choose("z", STATUS, marks="letters") == NoMatch()


def test_a_number_that_is_one_options_place_and_anothers_code_is_asked_back() -> None:
    assert choose("17.1", CRITERIA) == Chosen("c17.1")
    assert choose("tiêu chí 17.10", CRITERIA) == Chosen("c17.10")
    assert choose("10", CRITERIA) == Chosen("c10")
    assert choose("2", CRITERIA) == Chosen("c11")
    assert choose("2", [("a", "1 Quy hoạch"), ("b", "3 Thủy lợi"), ("c", "2 Giao thông")]) == Several(("b", "c"))
    assert choose("tiêu chí 2", [("a", "1 Quy hoạch"), ("b", "3 Thủy lợi"), ("c", "2 Giao thông")]) == Chosen("c")


def test_accents_that_were_typed_decide() -> None:
    assert choose("quảng hưng", VILLAGES) == Chosen("hung")
    assert choose("Quảng Hùng", VILLAGES) == Chosen("hung2")
    assert choose("quang hung", VILLAGES) == Several(("hung", "hung2"))
    assert choose("quảng", VILLAGES) == Several(("hung", "hung2"))
    assert choose("quảng hư", VILLAGES) == Chosen("hung")
    assert choose("Quảng Hứng", VILLAGES) == NoMatch()


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8), st.text(max_size=40))
def test_no_text_stops_the_choice_and_only_options_are_chosen(labels: list[str], text: str) -> None:
    options = [(str(number), label) for number, label in enumerate(labels)]
    for marks in ("numbers", "letters"):
        choice = choose(text, options, marks=marks)
        ids = (choice.id,) if isinstance(choice, Chosen) else choice.ids if isinstance(choice, Several) else ()
        assert set(ids) <= {option for option, _ in options}


@pytest.mark.parametrize(("option", "label"), STATUS)
def test_every_label_chooses_its_own_option(option: str, label: str) -> None:
    assert choose(label, STATUS) == Chosen(option)
    assert choose(label, STATUS, marks="letters") == Chosen(option)


def test_a_text_of_five_thousand_characters_chooses_nothing() -> None:
    for text in ("đ" * 5000, "1" * 5000, "👍" * 5000, "đạt " * 1250, "đạt " * 50):
        assert choose(text, STATUS) == NoMatch()

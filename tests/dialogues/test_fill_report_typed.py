"""What people type at a question besides the figure itself: that they have none, another noun, something unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from conversations.programme.answer import Figure, LastKnown, State
from tests.dialogues.commune import COMMUNE, HEAD, VILLAGE_FORM, VILLAGES, report
from tests.dialogues.test_fill_report_questions import VILLAGE_KEY, at, frame
from tests.engine.walk import Walk


def village_at(item: str) -> Walk:
    found = report(
        key=VILLAGE_KEY, unit=VILLAGES[1], superior=COMMUNE, form=VILLAGE_FORM, answers={}, last={}, plan={}, posts={}
    )
    return at(item, found, HEAD)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("bỏ qua", "1.2: để sau, còn để ngỏ."),
        ("de sau", ""),
        ("dạ để sau nhé", ""),
        ("câu này để sau", "1.2: để sau, còn để ngỏ."),
        ("chua co", "1.2: chưa có số mới, còn để ngỏ."),
        ("không biết ạ", "1.2: chưa có số mới, còn để ngỏ."),
    ],
)
def test_putting_a_figure_off_in_words_does_what_its_option_does(typed: str, line: str) -> None:
    phone = village_at("1.2")
    phone.says(typed)
    assert (frame(phone).stage, frame(phone).item, frame(phone).skipped) == ("question", "1.3", ("1.2",))
    assert phone.text.startswith(f"{line}\n\n1.3 · " if line else "1.3 · ")
    assert [save.state for save in phone.saved] == ([State.NOT_REPORTED] if "chưa có" in line else [])


def test_where_a_verdict_is_asked_not_knowing_puts_off_and_not_having_is_asked_back() -> None:
    phone = at("1.1", report(answers={}))
    phone.says("bỏ qua")
    assert (frame(phone).item, phone.text.splitlines()[0]) == ("1.2", "1.1: để sau, còn để ngỏ.")
    phone.says("không biết")
    assert (frame(phone).item, phone.text.splitlines()[0]) == ("2.1", "1.2: để sau, còn để ngỏ.")
    phone = at("1.1", report(answers={}))
    phone.says("chưa có")
    assert frame(phone).item == "1.1"
    assert phone.text.startswith("Chưa hiểu “chưa có”. Xin anh/chị chọn một trong các mục dưới đây.")
    assert phone.saved == []


def test_where_no_number_is_asked_for_the_number_of_an_item_opens_it() -> None:
    phone = at("1.1", report(answers={}))
    phone.says("17,1")
    assert (frame(phone).stage, frame(phone).item) == ("question", "17.1")
    # at a figure it is a figure
    phone.says("17.2")
    pending = frame(phone).pending
    assert (frame(phone).item, pending and pending.figure) == ("17.1", Figure(value=Decimal("17.2")))
    phone = at("1.1", report(answers={}))
    phone.says("99.9")
    assert (frame(phone).item, phone.text.startswith("Chưa hiểu “99.9”.")) == ("1.1", True)


def test_an_unlikely_figure_may_be_put_off_instead_of_confirmed() -> None:
    phone = at("17.1", report(last={"17.1": LastKnown(state=State.MET, figure=Figure(value=Decimal("87.5")))}))
    phone.says("120")
    assert frame(phone).stage == "unlikely"
    phone.says("bỏ qua")
    assert (frame(phone).stage, frame(phone).pending, "17.1" in frame(phone).skipped) == ("question", None, True)
    assert phone.saved == []


@pytest.mark.parametrize(
    ("typed", "noun"), [("72 hộ", "hộ"), ("bảy mươi hai hộ", "hộ"), ("72 người", "người"), ("72 ho", "hộ")]
)
def test_a_count_of_something_else_is_asked_back(typed: str, noun: str) -> None:
    phone = village_at("1.2")
    phone.says(typed)
    assert (frame(phone).stage, phone.saved) == ("unlikely", [])
    assert phone.text.splitlines()[-1] == f"1.2: câu này hỏi số nhà, mà anh/chị gõ “{noun}”. Có đúng là 72 nhà không ạ?"
    phone.presses("yes")
    assert [(save.indicator, save.figure) for save in phone.saved] == [("1.2", Figure(value=Decimal(72)))]


@pytest.mark.parametrize("typed", ["72", "72 nhà", "72 nhà tạm", "72 cái"])
def test_a_count_of_the_very_thing_is_taken(typed: str) -> None:
    phone = village_at("1.2")
    phone.says(typed)
    assert [(save.indicator, save.figure) for save in phone.saved] == [("1.2", Figure(value=Decimal(72)))]


def test_a_count_of_something_else_that_can_be_read_two_ways_is_asked_back_twice() -> None:
    phone = village_at("1.2")
    phone.says("ba trăm năm hộ")
    assert frame(phone).stage == "which_reading"
    phone.presses("reading:1")
    assert "mà anh/chị gõ “hộ”. Có đúng là 305 nhà không ạ?" in phone.text
    phone.presses("again")
    phone.says("3 nhà")
    assert [save.figure for save in phone.saved] == [Figure(value=Decimal(3))]


@pytest.mark.parametrize(
    ("code", "example"), [("2.1", "95,5 hoặc 350/400"), ("10", "45,5 hoặc 45tr5"), ("9.1", "12"), ("17.4", "2,5")]
)
def test_a_refusal_shows_how_this_very_figure_is_typed(code: str, example: str) -> None:
    phone = at(code)
    phone.says("nhiều lắm")
    assert phone.text.startswith(f"Chưa đọc được thành số. Xin nhập số bằng chữ số, ví dụ {example}.\n\n{code} · ")


@pytest.mark.parametrize(("code", "typed", "example"), [("9.1", "1,5", "12"), ("2.1", "3,5/4", "350/400")])
def test_a_count_with_decimals_is_told_what_a_count_looks_like(code: str, typed: str, example: str) -> None:
    phone = at(code)
    phone.says(typed)
    assert phone.text.startswith(f"Số đếm phải là số nguyên, ví dụ {example}. Xin anh/chị nhập lại.")


@pytest.mark.parametrize("typed", ["đúng rồi đấy", "xã báo thế", "ok"])
def test_words_that_say_nothing_keep_what_was_understood(typed: str) -> None:
    phone = at("2.1")
    phone.says("350/400")
    assert frame(phone).stage == "assess"
    phone.says(typed)
    assert frame(phone).stage == "assess"
    assert phone.text.startswith("Xin anh/chị chọn một trong các mục dưới đây.\n\n2.1 = 87,5% (350/400).")
    phone.presses("state:met")
    assert frame(phone).stage == "nature"

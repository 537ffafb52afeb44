"""Why a typed figure or date was not taken, and how to type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.dates import Day, NotADay
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator
    from conversations.reading.dates import DateReading


def too_long(length: int, limit: int, words: Words) -> str:
    """A text that does not fit."""
    return words.say(
        "refusal",
        "Đoạn vừa gửi dài {length} ký tự, chỉ nhận tối đa {limit}. Xin anh/chị viết gọn lại.",
        length=length,
        limit=limit,
    )


def figure_refusal(why: str, indicator: Indicator, words: Words) -> str:
    """Why a text was no figure for this indicator, and how to type one."""
    match why:
        case "negative":
            return words.say("refusal", "Số không thể âm. Xin anh/chị nhập lại.")
        case "part_above_whole":
            return words.say(
                "refusal", "Số có lớn hơn tổng số. Xin nhập lại theo thứ tự: số có / tổng số, ví dụ 350/400."
            )
        case "whole_is_zero":
            return words.say("refusal", "Tổng số không thể bằng 0. Xin anh/chị nhập lại.")
        case "not_whole":
            return words.say("refusal", "Số {unit} phải là số nguyên. Xin anh/chị nhập lại.", unit=indicator.unit)
        case "too_long" | "too_many_digits":
            return words.say("refusal", "Số dài quá, có lẽ gõ nhầm. Xin anh/chị nhập lại.")
        case "wrong_unit":
            return words.say(
                "refusal", "Đơn vị không khớp: câu này hỏi {unit}. Xin anh/chị nhập lại.", unit=indicator.unit
            )
        case _:
            return words.say("refusal", "Chưa đọc được thành số. Xin nhập số bằng chữ số, ví dụ 95,5 hoặc 350/400.")


def date_refusal(reading: DateReading, facts: Facts) -> str:
    """Why a text was no day that a figure can stand for."""
    match reading:
        case Day(day=day):
            return facts.words.say(
                "refusal",
                "Ngày {day} chưa đến, nên số chưa thể là số chính thức. Xin chọn một mục ước, hoặc gõ ngày đã qua.",
                day=show_date(day),
            )
        case NotADay(reason="impossible"):
            return facts.words.say("refusal", "Không có ngày đó trong lịch. Xin anh/chị gõ lại, ví dụ 31/5/2023.")
        case _:
            return facts.words.say("refusal", "Chưa đọc được ngày. Xin gõ ngày/tháng, ví dụ 31/5/2023.")

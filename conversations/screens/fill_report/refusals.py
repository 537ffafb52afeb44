"""Why a typed figure or date was not taken, and how to type it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.criteria import Measure
from conversations.reading.dates import Day, NotADay, TwoDays
from conversations.reading.figures import Refusal
from conversations.reading.show import show_date
from conversations.screens.paging import clip

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


def not_a_paper(text: str, words: Words) -> str:
    """A text on whose strength no report can go: the number or the date of the signed document is missing."""
    return words.say(
        "refusal",
        "Chưa thấy đủ số và ngày văn bản trong “{text}”, nên báo cáo chưa gửi. Xin ghi cả hai.",
        text=clip(text, 40),
    )


def figure_refusal(why: Refusal, indicator: Indicator, words: Words) -> str:
    """Why a text was no figure for this indicator, and how to type one."""
    match why:
        case Refusal.EMPTY | Refusal.NOT_UNDERSTOOD | Refusal.MALFORMED | Refusal.UNCLEAR:
            return words.say(
                "refusal",
                "Chưa đọc được thành số. Xin nhập số bằng chữ số, ví dụ {example}.",
                example=_example(indicator, words),
            )
        case Refusal.TOO_LONG:
            return words.say("refusal", "Số dài quá, có lẽ gõ nhầm. Xin anh/chị nhập lại.")
        case Refusal.SEVERAL:
            return words.say("refusal", "Tin có nhiều số. Xin anh/chị chỉ nhập một số cho câu này.")
        case Refusal.RANGE:
            return words.say("refusal", "Xin nhập một số, không nhập khoảng từ số này đến số kia.")
        case Refusal.NEGATIVE:
            return words.say("refusal", "Số không thể âm. Xin anh/chị nhập lại.")
        case Refusal.CHANGE:
            return words.say("refusal", "Câu này hỏi mức hiện nay, không hỏi mức tăng, giảm. Xin anh/chị nhập lại.")
        case Refusal.NOT_WHOLE:
            example = "350/400" if indicator.measure is Measure.PERCENT else "12"
            return words.say(
                "refusal", "Số đếm phải là số nguyên, ví dụ {example}. Xin anh/chị nhập lại.", example=example
            )
        case Refusal.ZERO_TOTAL:
            return words.say("refusal", "Tổng số không thể bằng 0. Xin anh/chị nhập lại.")
        case Refusal.PART_OVER_TOTAL:
            return words.say(
                "refusal", "Số đứng trước lớn hơn tổng số. Xin nhập theo thứ tự: số có / tổng số, ví dụ 350/400."
            )
        case Refusal.NEEDS_TOTAL:
            return words.say(
                "refusal", "Còn thiếu tổng số. Xin nhập số có / tổng số, ví dụ 350/400, hoặc số phần trăm."
            )
        case Refusal.NOT_A_SHARE:
            return words.say("refusal", "Câu này cần một số, không cần số có trên tổng số. Xin anh/chị nhập lại.")
        case Refusal.WRONG_UNIT if not indicator.unit:
            return words.say("refusal", "Xin chỉ nhập con số, không kèm đơn vị, viết đủ các chữ số.")
        case Refusal.WRONG_UNIT:
            return words.say(
                "refusal", "Đơn vị không khớp: câu này hỏi {unit}. Xin anh/chị nhập lại.", unit=indicator.unit
            )
        case Refusal.WRONG_PERIOD:
            return words.say("refusal", "Câu này hỏi số cả năm, không hỏi số một tháng. Xin anh/chị nhập lại.")
        case Refusal.NOT_KNOWN:
            return words.say("refusal", "Nếu chưa có số, xin anh/chị chọn “Chưa có số” hoặc “Để sau”.")
        case _:
            assert_never(why)


def _example(indicator: Indicator, words: Words) -> str:
    """A figure as this question wants it."""
    match indicator.measure:
        case Measure.PERCENT:
            return words.say("refusal", "95,5 hoặc 350/400")
        case Measure.MONEY:
            return words.say("refusal", "45,5 hoặc 45tr5")
        case Measure.AREA_PER_PERSON:
            return "2,5"
        case _:
            return "12"


def date_refusal(reading: DateReading, facts: Facts) -> str:
    """Why a text was no day that a figure can stand for."""
    match reading:
        case Day(day=day):
            return facts.words.say(
                "refusal",
                "Ngày {day} chưa đến, nên số chưa thể là số chính thức. Xin chọn một mục ước, hoặc gõ ngày đã qua.",
                day=show_date(day),
            )
        case TwoDays(first=first, second=second):
            return facts.words.say(
                "refusal",
                "Chưa rõ năm nào: {first} hay {second}? Xin anh/chị gõ đủ ngày, tháng, năm.",
                first=show_date(first),
                second=show_date(second),
            )
        case NotADay(reason="impossible"):
            return facts.words.say("refusal", "Không có ngày đó trong lịch. Xin anh/chị gõ lại, ví dụ 31/5/2023.")
        case _:
            return facts.words.say("refusal", "Chưa đọc được ngày. Xin gõ ngày/tháng, ví dụ 31/5/2023.")

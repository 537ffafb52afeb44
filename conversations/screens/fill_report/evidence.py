"""Evidence, and asking a colleague: which item a photo belongs to, a paper's number, a text to forward, on whose
word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.reading.show import show_date, show_day

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillReport
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report


def photo_for(frame: FillReport, facts: Facts) -> Screen:
    """A photo that came between two questions: it belongs to the one just answered or to the one asked now."""
    words = facts.words
    return Screen(
        name="fill_report.photo_for",
        text=words.say("evidence", "Ảnh vừa gửi là minh chứng cho câu nào?"),
        rows=rows_of(
            Option(f"photo:{frame.previous}", words.say("evidence", "{code} vừa trả lời", code=frame.previous)),
            Option(f"photo:{frame.item}", words.say("evidence", "{code} đang hỏi", code=frame.item)),
            Option("drop", words.say("evidence", "Bỏ ảnh này")),
        ),
        takes=frozenset({Takes.PHOTO}),
    )


def photo_warning(item: str, facts: Facts) -> Screen:
    """Before photos that could show persons who must be protected."""
    words = facts.words
    return Screen(
        name="fill_report.photo_warning",
        text=words.say(
            "evidence",
            "Câu {code}: xin không gửi ảnh danh sách tên, giấy tờ tùy thân, hồ sơ vụ việc "
            "hay nội dung quốc phòng, an ninh. Ảnh vừa gửi có những thứ đó không ạ?",
            code=item,
        ),
        rows=rows_of(
            Option(f"clean:{item}", words.say("evidence", "Không có, lưu ảnh")),
            Option("drop", words.say("evidence", "Có, bỏ ảnh này")),
        ),
        takes=frozenset({Takes.PHOTO}),
    )


def paper(indicator: Indicator, facts: Facts) -> Screen:
    """Evidence on paper: number, date and where it is kept; a photo may follow later."""
    words = facts.words
    return Screen(
        name="fill_report.paper",
        text=words.say(
            "evidence",
            "{code} có hồ sơ giấy. Xin ghi số, ngày và nơi lưu, ví dụ: BB số 12, 5/6/2023, lưu tủ hồ sơ NTM của xã.",
            code=indicator.code,
        ),
        rows=rows_of(Option("back", words.say("evidence", "◀ Câu hỏi"))),
        takes=frozenset({Takes.TEXT}),
    )


def colleague(report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """A ready text for somebody who is not in the bot."""
    words = facts.words
    text = words.say(
        "evidence",
        "Nhờ anh/chị cung cấp số liệu báo cáo nông thôn mới của {unit}:\n{code} {title}\n"
        "Tính đến {until}. Xin trả lời chậm nhất hết ngày {last}. Cảm ơn anh/chị!",
        unit=report.unit.title,
        code=indicator.code,
        title=indicator.question,
        until=show_date(min(report.period.covers_to, facts.today)),
        last=show_day(report.period.last_good_day),
    )
    return Screen(
        name="fill_report.colleague",
        text=words.say("evidence", "Chép đoạn dưới đây gửi đồng nghiệp (giữ ngón tay vào tin để chép):")
        + "\n\n"
        + text,
        rows=rows_of(
            Option("source", words.say("evidence", "Nhập câu trả lời của đồng nghiệp")),
            Option("later", words.say("evidence", "Để sau, sang câu khác")),
            Option("back", words.say("evidence", "◀ Câu hỏi")),
        ),
    )


def colleague_source(indicator: Indicator, facts: Facts) -> Screen:
    """On whose word, when and how."""
    words = facts.words
    return Screen(
        name="fill_report.colleague_source",
        text=words.say(
            "evidence",
            "{code}: ai cung cấp số, bộ phận nào, ngày nào? Ví dụ: chị Hoa, trạm y tế, 7/6",
            code=indicator.code,
        ),
        rows=rows_of(Option("back", words.say("evidence", "◀ Câu hỏi"))),
        takes=frozenset({Takes.TEXT}),
    )

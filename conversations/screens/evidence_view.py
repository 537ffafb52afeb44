"""Evidence as it is opened in the chat: a caption under each photo, a line for each paper and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date
from conversations.screens.paging import clip
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words

PAPER = 300
"""Characters of a paper's number and place."""


def photo_caption(words: Words, *, unit: str, code: str, number: int, of: int, at: datetime) -> str:
    """Under a photo. number: among all photos of the answer."""
    return words.say(
        "evidence_view",
        "{unit}, câu {code}: ảnh {number}/{of}, gửi lúc {time} ngày {day}.",
        unit=unit,
        code=code,
        number=number,
        of=of,
        time=time_words(words, at),
        day=show_date(at.date()),
    )


def nothing(words: Words, *, unit: str, code: str) -> str:
    """There is no evidence."""
    return words.say("evidence_view", "{unit}, câu {code}: chưa có minh chứng nào.", unit=unit, code=code)


def paper_line(words: Words, *, code: str, paper: str, at: datetime) -> str:
    """A paper that the unit keeps."""
    return words.say(
        "evidence_view",
        "Câu {code}, hồ sơ giấy: {paper} (ghi ngày {day}).",
        code=code,
        paper=clip(" ".join(paper.split()), PAPER),
        day=show_date(at.date()),
    )


def place_line(words: Words, *, code: str, place: str, at: datetime) -> str:
    """A place that was sent."""
    return words.say(
        "evidence_view",
        "Câu {code}, vị trí: {place} (gửi ngày {day}).",
        code=code,
        place=place,
        day=show_date(at.date()),
    )


def photos_line(words: Words, *, code: str, count: int) -> str:
    """Where no picture can be shown."""
    return words.count(
        "evidence_view",
        "Câu {code} có {n} ảnh; kênh này không hiện được ảnh, xin anh/chị xem trên Telegram.",
        "Câu {code} có {n} ảnh; kênh này không hiện được ảnh, xin anh/chị xem trên Telegram.",
        count,
        code=code,
    )


def waiting_line(words: Words, *, code: str, count: int) -> str:
    """Photos whose bytes are not here yet."""
    return words.count(
        "evidence_view",
        "Câu {code} còn {n} ảnh đang tải về, xin anh/chị mở lại sau ít phút.",
        "Câu {code} còn {n} ảnh đang tải về, xin anh/chị mở lại sau ít phút.",
        count,
        code=code,
    )


def lost_line(words: Words, *, code: str, count: int) -> str:
    """Photos that could not be had."""
    return words.count(
        "evidence_view",
        "Câu {code} có {n} ảnh gửi mà không lưu được; người gửi đã được nhắc gửi lại.",
        "Câu {code} có {n} ảnh gửi mà không lưu được; người gửi đã được nhắc gửi lại.",
        count,
        code=code,
    )


def destroyed_line(words: Words, *, code: str, count: int) -> str:
    """Photos over their time."""
    return words.count(
        "evidence_view",
        "Câu {code} có {n} ảnh đã hủy theo thời hạn lưu; mã băm của ảnh vẫn giữ.",
        "Câu {code} có {n} ảnh đã hủy theo thời hạn lưu; mã băm của ảnh vẫn giữ.",
        count,
        code=code,
    )


def more_line(words: Words, *, code: str, shown: int, of: int) -> str:
    """More photos than are sent at once."""
    return words.say(
        "evidence_view", "Câu {code}: gửi {shown} ảnh mới nhất trong {of} ảnh.", code=code, shown=shown, of=of
    )

"""Photos and voice notes of a difficulty: what stands under each, what is told once they are stored, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message
from conversations.reading.show import show_date
from conversations.screens.states import time_words
from conversations.screens.unexpected import VOICE_MEGABYTES

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.ids import DifficultyId
    from conversations.screens.photos import Reason


def caption(difficulty: Difficulty, number: int, of: int, at: datetime, words: Words) -> str:
    """Under a file. number: among all files of the difficulty."""
    return words.say(
        "difficulty",
        "Khó khăn số {difficulty} của {unit}: tệp {number}/{of}, gửi lúc {time} ngày {day}.",
        difficulty=difficulty.id,
        unit=difficulty.unit.title,
        number=number,
        of=of,
        time=time_words(words, at),
        day=show_date(at.date()),
    )


def waiting(count: int, words: Words) -> str:
    """Files whose bytes are not here yet."""
    return words.count(
        "difficulty",
        "Còn {n} tệp đang tải về, xin anh/chị mở lại sau ít phút.",
        "Còn {n} tệp đang tải về, xin anh/chị mở lại sau ít phút.",
        count,
    )


def not_here(count: int, words: Words) -> str:
    """Where no picture can be shown and nothing heard."""
    return words.count(
        "difficulty",
        "Có {n} tệp; kênh này không mở được ảnh và tin thoại, xin anh/chị xem trên Telegram.",
        "Có {n} tệp; kênh này không mở được ảnh và tin thoại, xin anh/chị xem trên Telegram.",
        count,
    )


def about_files(words: Words, *, number: DifficultyId, kept: int, voice: bool, reason: Reason | None) -> Message:
    """One message for one piece. reason: why a file of it is not kept, if one is not."""
    lines = []
    if kept and voice:
        lines.append(words.say("difficulty", "Đã lưu tin thoại của khó khăn số {number}.", number=number))
    elif kept:
        lines.append(
            words.count(
                "difficulty",
                "Đã lưu {n} ảnh của khó khăn số {number}.",
                "Đã lưu {n} ảnh của khó khăn số {number}.",
                kept,
                number=number,
            )
        )
    if reason is not None:
        lines.append(_not_kept(words, number, reason, voice=voice))
    return Message(name="difficulties.files", text="\n".join(lines))


def _not_kept(words: Words, number: DifficultyId, reason: Reason, *, voice: bool) -> str:
    if reason == "too_large" and voice:
        return words.say(
            "difficulty",
            "Tin thoại của khó khăn số {number} lớn hơn {limit} MB nên chưa lưu. Xin anh/chị nói gọn rồi ghi lại.",
            number=number,
            limit=VOICE_MEGABYTES,
        )
    if reason == "too_large":
        return words.say(
            "difficulty", "Ảnh của khó khăn số {number} lớn hơn 20 MB nên chưa lưu. Xin anh/chị gửi ảnh nhỏ hơn.",
            number=number,
        )  # fmt: skip
    if reason == "no_picture":
        return words.say(
            "difficulty",
            "Tệp gửi cho khó khăn số {number} không phải là ảnh hoặc tin thoại nên chưa lưu.",
            number=number,
        )
    return words.say(
        "difficulty",
        "Chưa tải được tệp của khó khăn số {number}. Nội dung đã ghi vẫn còn; nếu cần, xin anh/chị ghi khó khăn mới "
        "kèm tệp đó.",
        number=number,
    )

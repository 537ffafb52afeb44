"""What is said where a channel carries no files: the link under which one is fetched, or that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words


def linked(told: str, link: str, until: datetime, words: Words) -> str:
    """What the file is, where it is fetched, and until when."""
    line = words.say(
        "file_link",
        "Mở liên kết này để tải tệp (dùng được đến {hour} giờ {minute} ngày {day}, xin đừng chuyển cho người khác):",
        hour=until.hour,
        minute=f"{until.minute:02}",
        day=show_date(until.date()),
    )
    return f"{told}\n\n{line}\n{link}"


def closed(words: Words) -> str:
    """Instead of a file: forged, expired, opened too often, or not theirs any more. Which of them is not said."""
    return words.say(
        "file_link",
        "Liên kết này không dùng được hoặc đã hết hạn; xin anh/chị gửi lại lệnh trong cuộc trò chuyện để lấy tệp mới.",
    )


def not_now(words: Words) -> str:
    """The machine could not make the file this time."""
    return words.say("file_link", "Chưa làm được tệp; xin anh/chị mở lại liên kết sau một phút.")


def busy(words: Words) -> str:
    """Too many files are being made."""
    return words.say("file_link", "Đang có nhiều người tải tệp; xin anh/chị mở lại liên kết sau một phút.")

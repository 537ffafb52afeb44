"""The first screen for somebody we do not know: what this is, for whom, and the invitation code that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words


def welcome(facts: Facts) -> Screen:
    """Nothing is stored about whoever reads this."""
    words = facts.words
    return Screen(
        name="welcome",
        text=words.say(
            "welcome",
            "Kính chào anh/chị! Đây là trợ lý báo cáo nông thôn mới, dành cho cán bộ thôn, xóm, xã "
            "và các cơ quan theo dõi chương trình.\n"
            "Để bắt đầu, xin anh/chị gõ mã mời đã nhận.",
        ),
        rows=rows_of(
            Option("no_code", words.say("welcome", "Chưa có mã mời")), Option("help", words.say("welcome", "Hướng dẫn"))
        ),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("welcome", "Gõ mã mời"),
    )


def where_codes_come_from(words: Words) -> str:
    """For somebody without a code."""
    return words.say(
        "welcome",
        "Mã mời do cán bộ xã hoặc người quản lý chương trình cấp, gồm 10 chữ và số, "
        "có thể in thành mã QR để quét. Chưa có mã, xin anh/chị hỏi UBND xã hoặc cơ quan đã giới thiệu trợ lý này.",
    )


def no_code_in_it(words: Words) -> str:
    """For a text in which no code was found."""
    return words.say("welcome", "Trợ lý không thấy mã mời trong tin vừa gửi.")

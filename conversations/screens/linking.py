"""Several channels of one person: the code, what becomes of it, and which channels there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message, Option, Screen, rows_of
from conversations.programme.problem import Refusal
from conversations.reading.link_code import show_link_code
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.directory import OwnChannel


def channel_name(channel: str) -> str:
    """A channel by its own name."""
    return {"telegram": "Telegram", "zalo": "Zalo"}.get(channel, channel)


def link(facts: Facts) -> Screen:
    """While the code stands above it."""
    words = facts.words
    return Screen(
        name="account.link",
        text=words.say(
            "linking",
            "Mở cuộc trò chuyện với trợ lý ở kênh kia rồi gõ mã vào đó. Mã dùng một lần; xin không đưa mã cho ai: ai "
            "gõ mã này sẽ vào được tài khoản của anh/chị.",
        ),
        rows=rows_of(
            Option("link", words.say("linking", "Lấy mã khác")), Option("overview", words.say("linking", "◀ Quay lại"))
        ),
    )


def channels(found: Sequence[OwnChannel], facts: Facts) -> Screen:
    """All channels, each with a way to let it go where there are several."""
    words = facts.words
    lines = [f"• {_line(one, words)}" for one in found]
    return Screen(
        name="account.channels",
        text="\n".join((words.say("linking", "Các kênh của anh/chị:"), *lines)),
        rows=(
            *rows_of(
                *(
                    Option(f"channel:{one.id}", words.say("linking", "Gỡ {channel}", channel=_label(one)))
                    for one in (found if len(found) > 1 else ())
                )
            ),
            *rows_of(
                Option("link", words.say("linking", "Nối kênh khác")),
                Option("overview", words.say("linking", "◀ Quay lại")),
                across=2,
            ),
        ),
    )


def unlink_sure(found: OwnChannel, facts: Facts) -> Screen:
    """Asked once."""
    words = facts.words
    return Screen(
        name="account.unlink",
        text=words.say(
            "linking",
            "Gỡ {channel} khỏi tài khoản? Ở đó trợ lý sẽ không biết anh/chị nữa; muốn nối lại thì lấy mã mới.",
            channel=_line(found, words),
        ),
        rows=rows_of(
            Option("yes", words.say("linking", "Đúng, gỡ")), Option("channels", words.say("linking", "Thôi, giữ lại"))
        ),
    )


def _line(one: OwnChannel, words: Words) -> str:
    return words.say(
        "linking",
        "{channel}, nối lúc {hour} ngày {day}",
        channel=channel_name(one.name),
        hour=f"{one.since:%H:%M}",
        day=show_date(one.since.date()),
    )


def _label(one: OwnChannel) -> str:
    return f"{channel_name(one.name)} {one.since:%H:%M} {one.since.day}/{one.since.month}"


def code(digits: str, until: datetime, words: Words) -> str:
    """Above the screen; shown once."""
    return words.say(
        "linking",
        "Mã nối kênh: {code}\nDùng được đến {hour}.",
        code=show_link_code(digits),
        hour=f"{until:%H:%M}",
    )


def wrong(words: Words) -> str:
    return words.say(
        "linking", "Mã nối kênh không đúng, đã dùng hoặc đã hết hạn. Xin lấy mã mới ở kênh kia: gõ /taikhoan."
    )


def too_many(words: Words) -> str:
    return words.say("linking", "Anh/chị đã gõ sai mã nhiều lần. Xin chờ 10 phút rồi lấy mã mới ở kênh kia.")


def linked_already(words: Words) -> str:
    return words.say("linking", "Cuộc trò chuyện này đã thuộc tài khoản của anh/chị, không cần nối.")


def anothers(words: Words) -> str:
    """The chat is another person's: nothing is merged."""
    return words.say(
        "linking",
        "Cuộc trò chuyện này đang thuộc một tài khoản khác nên không nối được. Nếu đó cũng là anh/chị, xin rút tài "
        "khoản ở đây bằng /dulieucanhan rồi gõ mã mới.",
    )


def linked(channel: str, words: Words) -> str:
    """In the new chat. channel: where the code was shown."""
    return words.say(
        "linking",
        "✔ Đã nối với tài khoản của anh/chị ở {channel}. Vai trò và việc đang làm như ở đó.",
        channel=channel_name(channel),
    )


def told(channel: str, words: Words) -> Message:
    """In the other chats."""
    return Message(
        name="linking.told",
        text=words.say(
            "linking",
            "✔ Đã nối thêm {channel} vào tài khoản của anh/chị. Nếu không phải anh/chị làm, xin gõ /taikhoan, chọn "
            "“Các kênh” rồi gỡ ngay.",
            channel=channel_name(channel),
        ),
    )


def unlinked(channel: str, words: Words) -> str:
    return words.say("linking", "✔ Đã gỡ {channel} khỏi tài khoản.", channel=channel_name(channel))


def told_unlinked(channel: str, words: Words) -> Message:
    """In the other chats."""
    return Message(
        name="linking.told_unlinked",
        text=words.say("linking", "{channel} đã được gỡ khỏi tài khoản của anh/chị.", channel=channel_name(channel)),
        silent=True,
    )


def the_only_one(words: Words) -> Refusal:
    return Refusal(
        code="only_channel",
        message=words.say("linking", "Đây là kênh duy nhất của anh/chị nên không gỡ được."),
        remedy=words.say("linking", "Muốn thôi dùng trợ lý, xin gõ /dulieucanhan."),
    )

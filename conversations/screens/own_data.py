"""What is stored about a person, as label and value, for the person themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.person import Role


def own_data(
    words: Words,
    *,
    name: str,
    phone: str,
    language: str,
    joined_on: date,
    channels: Sequence[tuple[str, date]],
    roles: Sequence[tuple[Role, str, str]],
    consents: Sequence[tuple[str, date, date | None]],
) -> tuple[tuple[str, str], ...]:
    """channels: name and since when. roles: with post and unit. consents: version of the text, given, withdrawn."""
    none = words.say("own_data", "chưa có")
    lines = [
        (words.say("own_data", "Họ tên"), name or none),
        (words.say("own_data", "Số điện thoại"), phone or none),
        (words.say("own_data", "Ngôn ngữ"), language_words(words, language)),
        (words.say("own_data", "Tham gia từ ngày"), show_date(joined_on)),
    ]
    lines += [
        (
            words.say("own_data", "Tài khoản nhắn tin"),
            words.say("own_data", "{channel}, từ ngày {day}", channel=channel.capitalize(), day=show_date(since)),
        )
        for channel, since in channels
    ]
    lines += [
        (
            words.say("own_data", "Vai trò"),
            ", ".join(part for part in (role_words(words, role), post, unit) if part),
        )
        for role, post, unit in roles
    ]
    for version, given, withdrawn in consents:
        said = words.say("own_data", "bản {version}, ngày {day}", version=version, day=show_date(given))
        if withdrawn is not None:
            said = words.say("own_data", "{consent}, đã rút lại ngày {day}", consent=said, day=show_date(withdrawn))
        lines.append((words.say("own_data", "Đồng ý lưu thông tin"), said))
    return tuple(lines)


def language_words(words: Words, code: str) -> str:
    """A language in small letters."""
    return words.say("own_data", "tiếng Anh") if code == "en" else words.say("own_data", "tiếng Việt")

"""What is stored about a person, as label and value, for the person themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.person import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words


def role_name(role: Role, words: Words) -> str:
    """The role as it stands in a sentence, without its unit."""
    match role:
        case Role.VILLAGE_OFFICER:
            return words.say("role", "cán bộ thôn, xóm")
        case Role.COMMUNE_OFFICER:
            return words.say("role", "công chức xã phụ trách nông thôn mới")
        case Role.COMMUNE_LEADER:
            return words.say("role", "lãnh đạo UBND xã")
        case Role.OFFICE_REVIEWER:
            return words.say("role", "cán bộ phòng, ngành đánh giá tiêu chí")
        case Role.MANAGER:
            return words.say("role", "cán bộ quản lý chương trình")
        case Role.OBSERVER:
            return words.say("role", "người theo dõi")
        case Role.ADMIN:
            return words.say("role", "quản trị hệ thống")
        case _:
            assert_never(role)


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
        (words.say("own_data", "Ngôn ngữ"), _language(language, words)),
        (words.say("own_data", "Tham gia từ ngày"), _day(joined_on)),
    ]
    lines += [
        (
            words.say("own_data", "Tài khoản nhắn tin"),
            words.say("own_data", "{channel}, từ ngày {day}", channel=channel.capitalize(), day=_day(since)),
        )
        for channel, since in channels
    ]
    lines += [
        (
            words.say("own_data", "Vai trò"),
            ", ".join(part for part in (role_name(role, words), post, unit) if part),
        )
        for role, post, unit in roles
    ]
    for version, given, withdrawn in consents:
        said = words.say("own_data", "bản {version}, ngày {day}", version=version, day=_day(given))
        if withdrawn is not None:
            said = words.say("own_data", "{consent}, đã rút lại ngày {day}", consent=said, day=_day(withdrawn))
        lines.append((words.say("own_data", "Đồng ý lưu thông tin"), said))
    return tuple(lines)


def _language(code: str, words: Words) -> str:
    return words.say("own_data", "tiếng Anh") if code == "en" else words.say("own_data", "tiếng Việt")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

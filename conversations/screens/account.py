"""Who am I here: name, roles, language; and changing the first and the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import AbsencesNow
from conversations.engine.facts import OwnAbsences
from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.rights import is_reminded
from conversations.screens.leave import away_line
from conversations.screens.roles import grant_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
"""Each by its own name: whoever looks for a language does not read the present one."""


def overview(facts: Facts) -> Screen:
    """The account."""
    words = facts.words
    person = facts.somebody
    lines = [
        words.say("account", "Họ tên: {name}", name=person.name or words.say("account", "chưa có")),
        *(words.say("account", "Vai trò: {role}", role=grant_words(words, grant)) for grant in person.grants),
    ]
    if not person.grants:
        lines.append(words.say("account", "Vai trò: chưa có. Muốn có vai trò, anh/chị cần một mã mời."))
    else:
        lines.append(words.say("account", "Nhận thêm vai trò hoặc đổi đơn vị: gõ /start rồi mã mời mới."))
    absences = facts.answer(AbsencesNow()) or OwnAbsences()
    lines += [away_line(away, words) for away in absences.away]
    lines += [words.say("account", "Đã báo thôi phụ trách: {unit}.", unit=unit.title) for unit in absences.left]
    reminded = any(is_reminded(person, grant.unit) for grant in person.grants)
    lines.append(words.say("account", "Ngôn ngữ: {language}", language=LANGUAGES.get(words.language, words.language)))
    return Screen(
        name="account",
        text="\n".join(lines),
        rows=(
            *rows_of(
                Option("leave", words.say("account", "Tôi nghỉ, nhờ người thay")) if reminded else None,
                Option("in_charge", words.say("account", "Tôi vẫn phụ trách")) if absences.left else None,
            ),
            *rows_of(
                Option("rename", words.say("account", "Sửa tên")),
                Option("language", words.say("account", "Ngôn ngữ")),
                Option("link", words.say("account", "Nối kênh khác")),
                Option("channels", words.say("account", "Các kênh")),
                Option("my_data", words.say("account", "Dữ liệu của tôi")),
                Option("close", words.say("account", "◀ Quay lại")),
                across=2,
            ),
        ),
    )


def language(facts: Facts) -> Screen:
    """Which language."""
    words = facts.words
    return Screen(
        name="account.language",
        text=words.say("account", "Anh/chị muốn dùng ngôn ngữ nào?"),
        rows=(
            *rows_of(*(Option(f"language:{code}", name) for code, name in LANGUAGES.items()), across=2),
            *rows_of(Option("overview", words.say("account", "◀ Quay lại"))),
        ),
    )


def rename(facts: Facts) -> Screen:
    """What to be called."""
    words = facts.words
    return Screen(
        name="account.rename",
        text=words.say(
            "account",
            "Tên hiện nay: {name}.\nXin anh/chị gõ họ tên đầy đủ, như ghi trên văn bản.",
            name=facts.somebody.name or words.say("account", "chưa có"),
        ),
        rows=rows_of(Option("overview", words.say("account", "Giữ tên cũ"))),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("account", "Gõ họ tên"),
    )


def renamed(name: str, words: Words) -> str:
    return words.say("account", "Đã sửa họ tên: {name}.", name=name)


def name_too_long(length: int, limit: int, words: Words) -> str:
    return words.say(
        "account",
        "Tên vừa gõ dài {length} ký tự, chỉ ghi được tối đa {limit}. Xin anh/chị gõ gọn lại.",
        length=length,
        limit=limit,
    )


def no_name(words: Words) -> str:
    """For something without letters."""
    return words.say("account", "Trợ lý chưa thấy họ tên trong tin vừa gửi. Xin anh/chị gõ lại, ví dụ: Nguyễn Văn A.")

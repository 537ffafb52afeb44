"""A role as it is put together: at which unit, which role, for which post; to invite somebody or to give them one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.person import Role
from conversations.programme.rights import role_fits
from conversations.screens.paging import LABEL, clip, page_of, titled, turning
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.unit import Unit

ON_A_PAGE = 10
NAMED = 4
"""More units of one name than this are not read on a phone."""


def unit(name: str, found: AdministeredUnits, page: int, words: Words) -> Screen:
    """At which unit. name: the dialogue."""
    units = found.offered()
    shown = page_of([one.title for one in units], page, most=ON_A_PAGE)
    return Screen(
        name=f"{name}.unit",
        text=titled(
            words.say(
                "choose_role",
                "Vai trò ở đơn vị nào? Chọn, hoặc gõ tên, ví dụ “{example}”.",
                example=found.example.title,
            ),
            shown,
            words,
        ),
        rows=(
            *rows_of(
                *(Option(f"u:{one.id}", clip(one.title, LABEL)) for one in units[shown.start : shown.stop]), across=2
            ),
            *turning(shown, words),
            *rows_of(Option("back", words.say("choose_role", "◀ Quay lại"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def roles_of(at: Unit) -> tuple[Role, ...]:
    """The roles that people can hold at such a unit."""
    return tuple(role for role in Role if role_fits(role, at))


def role(name: str, at: Unit, words: Words) -> Screen:
    """Which role."""
    return Screen(
        name=f"{name}.role",
        text=words.say("choose_role", "Vai trò nào ở {unit}?", unit=at.title),
        rows=rows_of(
            *(Option(f"role:{one.value}", _big(role_words(words, one))) for one in roles_of(at)),
            Option("back", words.say("choose_role", "◀ Chọn lại đơn vị")),
        ),
    )


def post(name: str, at: Unit, posts: Sequence[str], page: int, words: Words) -> Screen:
    """For which post of a commune."""
    shown = page_of(posts, page, most=ON_A_PAGE)
    return Screen(
        name=f"{name}.post",
        text=titled(
            words.say(
                "choose_role",
                "Người này phụ trách chung báo cáo của {unit}, hay chỉ phần của một bộ phận? Chọn, hoặc gõ tên bộ "
                "phận.",
                unit=at.title,
            ),
            shown,
            words,
        ),
        rows=(
            *rows_of(Option("nopost", words.say("choose_role", "Phụ trách chung"))),
            *rows_of(
                *(Option(f"post:{place}", clip(posts[place], LABEL)) for place in range(shown.start, shown.stop)),
                across=2,
            ),
            *turning(shown, words),
            *rows_of(Option("back", words.say("choose_role", "◀ Chọn lại vai trò"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def not_one(text: str, named: Sequence[Unit], words: Words) -> str:
    """A typed name that is no unit's here, or several units'."""
    if not named:
        return words.say(
            "choose_role", "Không thấy đơn vị nào tên “{text}” trong phạm vi của anh/chị.", text=clip(text, 40)
        )
    titles = "; ".join(one.title for one in named[:NAMED])
    return words.say(
        "choose_role",
        "“{text}” có thể là: {titles}. Xin ghi rõ thêm đơn vị cấp trên, cách nhau bằng dấu phẩy.",
        text=clip(text, 40),
        titles=titles,
    )


def too_long(limit: int, words: Words) -> str:
    return words.say("choose_role", "Tên bộ phận dài quá {limit} chữ. Xin gõ ngắn lại.", limit=limit)


def in_words(role: Role, post: str, at: Unit, words: Words) -> str:
    """As in "cán bộ xã, Trạm y tế · xã Phúc Sen"."""
    named = role_words(words, role)
    return f"{named}, {post} · {at.title}" if post else f"{named} · {at.title}"


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]

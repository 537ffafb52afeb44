"""What a role is called: one wording for every screen, notice and list."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.person import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.words import Words
    from conversations.programme.person import Grant


def role_words(words: Words, role: Role) -> str:
    """The role in small letters, as it stands in a sentence, without its unit."""
    match role:
        case Role.VILLAGE_OFFICER:
            return words.say("role", "cán bộ thôn, xóm")
        case Role.COMMUNE_OFFICER:
            return words.say("role", "cán bộ xã")
        case Role.COMMUNE_LEADER:
            return words.say("role", "lãnh đạo xã")
        case Role.OFFICE_REVIEWER:
            return words.say("role", "cán bộ phòng, ngành đánh giá tiêu chí")
        case Role.MANAGER:
            return words.say("role", "người quản lý chương trình")
        case Role.OBSERVER:
            return words.say("role", "người theo dõi")
        case Role.ADMIN:
            return words.say("role", "người quản trị hệ thống")
        case _:
            assert_never(role)


def roles_in_words(words: Words, roles: Iterable[Role]) -> str:
    """As in "cán bộ thôn, xóm hoặc cán bộ xã": in the order of the ranks, whatever order they came in."""
    wanted = frozenset(roles)
    names = [role_words(words, role) for role in Role if role in wanted]
    if len(names) < 2:
        return "".join(names)
    return words.say("role", "{others} hoặc {last}", others="; ".join(names[:-1]), last=names[-1])


def grant_words(words: Words, grant: Grant) -> str:
    """As in "cán bộ xã, Trạm y tế · xã Phúc Sen"."""
    role = role_words(words, grant.role)
    held = f"{role}, {grant.post}" if grant.post else role
    return f"{held} · {grant.unit.title}"

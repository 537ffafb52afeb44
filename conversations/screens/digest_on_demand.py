"""The digest as a screen: whole sections on pages, so that the weakest channel shows each page in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import DigestWanted
from conversations.engine.screen import Option, Screen
from conversations.programme.digest import Audience, DigestKind
from conversations.programme.person import Role
from conversations.screens.digest import digest_text
from conversations.screens.paging import clip
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Digest as Frame
    from conversations.programme.digest import Digest
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit

PAGE = 1750
"""Characters of a page: less than a screen's, for its many ways on must fit below it in plain text."""
READERS = (Role.MANAGER, Role.OBSERVER)
"""Whose units have a digest."""


def digest(frame: Frame, found: Digest, facts: Facts) -> Screen:
    """A page of the text, with the way to the table."""
    words = facts.words
    audience = Audience.OBSERVER if found.people is None else Audience.MANAGER
    pages = paged(digest_text(found, audience, DigestKind.WEEKLY, words), PAGE)
    return text_page(
        "digest",
        pages,
        frame.page,
        words,
        Option("table", words.say("digest", "Bảng tiêu chí")),
        Option("lacks", words.say("digest", "Còn thiếu gì?")),
        None
        if found.goals is None
        else Option("goals", clip(words.say("digest", "Chỉ tiêu {kind}", kind=found.unit.kind.name))),
        Option("money", words.say("money", "Vốn")) if found.money is not None else None,
        Option("roadmap", words.say("roadmap", "Lộ trình đạt chuẩn")) if found.on_roadmap else None,
        Option("targets", words.say("targets", "Chỉ tiêu theo huyện")) if found.has_targets else None,
        Option("tasks", words.say("tasks", "Nhiệm vụ")) if found.gives_tasks else None,
        _subscribing(found.unit.id, facts),
        Option("public", words.say("digest", "Trang công khai")) if found.people is not None else None,
        *(
            Option(f"u:{unit.id}", clip(words.say("digest", "Xem {unit}", unit=unit.title)))
            for unit in other_units(found.unit.id, facts)
        ),
        Option("home", words.say("digest", "Về menu")),
    )


def _subscribing(unit: UnitId, facts: Facts) -> Option | None:
    words = facts.words
    match facts.answer(DigestWanted(unit)):
        case True:
            return Option("wish:0", words.say("digest", "Thôi nhận hằng tuần"))
        case False:
            return Option("wish:1", words.say("digest", "Nhận hằng tuần"))
        case None:
            return None


def wish_line(*, wanted: bool, facts: Facts) -> str:
    """What comes of it."""
    words = facts.words
    if wanted:
        return words.say("digest", "Từ nay bản tổng hợp tự đến anh/chị mỗi tuần, và mỗi ngày trong tuần trước hạn.")
    return words.say("digest", "Bản tổng hợp không tự đến nữa; anh/chị vẫn xem được bằng /tonghop.")


def other_units(unit: UnitId, facts: Facts) -> list[Unit]:
    """The other units of which this person may read digests."""
    units = {grant.unit.id: grant.unit for grant in facts.somebody.grants_of(*READERS)}
    return [one for number, one in units.items() if number != unit]

"""People, for whoever administers them: the list, one card, what is given, ended, handed over. Nobody's texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.engine.screen import Message, Option, Screen, Takes, rows_of
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from conversations.reading.show import show_date
from conversations.screens.choose_role import in_words
from conversations.screens.handover import what_passes
from conversations.screens.linking import channel_name
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Users
    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredPerson, Channel, Entry, HeldSince
    from conversations.programme.handover import Handover
    from conversations.programme.unit import Unit

ON_A_PAGE = 8
PAST_SHOWN = 4
LAST_TO_GO: Final = Role.ADMIN
"""Nobody ends their own role of this kind."""


def people(frame: Users, found: Sequence[Entry], facts: Facts) -> Screen:
    """The list, or what was found."""
    words = facts.words
    lines = [_line(one, words) for one in found]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if frame.text:
        head = words.count(
            "users", "“{text}”: {n} người.", "“{text}”: {n} người.", len(found), text=clip(frame.text, 40)
        )
    else:
        head = words.count("users", "Người dùng: {n} người.", "Người dùng: {n} người.", len(found))
    return Screen(
        name="users.list",
        text=fitted(
            (
                titled(head, page, words),
                *lines[page.start : page.stop],
                words.say("users", "Tìm: gõ một phần họ tên, tên đơn vị, hoặc các số cuối điện thoại."),
            )
        ),
        rows=(
            *rows_of(
                *(Option(f"p:{one.id}", clip(one.name, LABEL)) for one in found[page.start : page.stop]), across=2
            ),
            *turning(page, words),
            *rows_of(
                Option("invite", words.say("users", "Mời người mới")),
                Option("all", words.say("users", "Xem tất cả")) if frame.text else None,
                Option("home", words.say("users", "Về menu")),
                across=2,
            ),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def _line(one: Entry, words: Words) -> str:
    roles = "; ".join(in_words(held.role, held.post, held.unit, words) for held in one.roles[:2])
    if len(one.roles) > 2:
        roles += words.say("users", " và {n} vai trò nữa", n=len(one.roles) - 2)
    if not roles:
        roles = words.say("users", "không còn vai trò")
    resting = words.say("users", " (đang tạm ngừng)") if one.suspended else ""
    return f"• {clip(one.name, 40)}: {clip(roles, 120)}{resting}"


def card(found: AdministeredPerson, facts: Facts) -> Screen:
    """One person."""
    words = facts.words
    known = found.card
    lines = [known.name]
    if known.phone:
        lines.append(words.say("users", "Điện thoại: {phone}", phone=known.phone))
    if known.suspended_since is not None:
        lines.append(words.say("users", "Đang tạm ngừng từ {day}.", day=show_date(known.suspended_since)))
    lines += [
        words.say("users", "• {role}, từ {day}", role=_held(held, words), day=show_date(held.since))
        for held in known.roles
    ]
    if not known.roles:
        lines.append(words.say("users", "Không còn vai trò nào."))
    if found.elsewhere:
        lines.append(words.say("users", "Còn vai trò ở đơn vị ngoài phạm vi của anh/chị."))
    lines += [
        words.say(
            "users",
            "• trước đây: {role}, {since} – {until}",
            role=_held(held, words),
            since=show_date(held.since),
            until=show_date(held.until or held.since),
        )
        for held in known.past[:PAST_SHOWN]
    ]
    lines += [words.say("users", "Đã báo thôi phụ trách: {unit}.", unit=found.titles[unit]) for unit in known.left]
    lines += [
        words.say(
            "users",
            "Nghỉ ở {unit} từ {first} đến hết {last}.",
            unit=found.titles[unit],
            first=show_date(first),
            last=show_date(last),
        )
        for unit, first, last in known.away
    ]
    lines.append(_channels(known.channels, words))
    if known.last_active is not None:
        at = known.last_active
        lines.append(
            words.say("users", "Dùng lần cuối: {hour} ngày {day}.", hour=f"{at:%H:%M}", day=show_date(at.date()))
        )
    return Screen(name="users.card", text=fitted(lines), rows=_acts(found, words))


def _channels(channels: Sequence[Channel], words: Words) -> str:
    if not channels:
        return words.say("users", "Không còn cuộc trò chuyện nào: chưa nhận được tin.")
    named = "; ".join(
        words.say("users", "{channel} từ {day}", channel=channel_name(one.name), day=show_date(one.since))
        + ("" if one.reachable else words.say("users", " (đã chặn)"))
        for one in channels
    )
    return words.say("users", "Kênh: {channels}.", channels=named)


def _held(held: HeldSince, words: Words) -> str:
    return in_words(held.role, held.post, held.unit, words)


def _acts(found: AdministeredPerson, words: Words) -> tuple[tuple[Option, ...], ...]:
    there = bool(found.card.roles)
    resting = found.card.suspended_since is not None
    may_rest = not found.oneself and not found.elsewhere
    return (
        *rows_of(
            Option("grant", words.say("users", "Cấp vai trò")),
            Option("end", words.say("users", "Kết thúc vai trò")) if there else None,
            Option("handover", words.say("users", "Bàn giao cho người khác")) if there else None,
            Option("resume", words.say("users", "Cho hoạt động lại")) if resting and may_rest else None,
            Option("suspend", words.say("users", "Tạm ngừng")) if not resting and may_rest else None,
            across=2,
        ),
        *rows_of(
            Option("list", words.say("users", "◀ Danh sách")), Option("home", words.say("users", "Về menu")), across=2
        ),
    )


def grant_sure(found: AdministeredPerson, role: Role, post: str, at: Unit, facts: Facts) -> Screen:
    """The preview of a role that is given."""
    words = facts.words
    return _sure(
        "grant",
        words.say(
            "users",
            "Cấp cho {name} vai trò: {role}. Người này được báo ngay. Đúng không ạ?",
            name=found.card.name,
            role=in_words(role, post, at, words),
        ),
        words.say("users", "Đúng, cấp vai trò"),
        words,
    )


def which_role(stage: str, found: AdministeredPerson, facts: Facts) -> Screen:
    """Which of the roles that are held. stage: "end" or "handover"."""
    words = facts.words
    text = (
        words.say("users", "Kết thúc vai trò nào của {name}?", name=found.card.name)
        if stage == "end"
        else words.say("users", "Bàn giao vai trò nào của {name}?", name=found.card.name)
    )
    every = Option("every", words.say("users", "Tất cả")) if stage == "handover" and len(found.card.roles) > 1 else None
    return Screen(
        name=f"users.{stage}",
        text=text,
        rows=rows_of(
            every,
            *(
                Option(f"r:{place}", clip(_held(held, words), LABEL))
                for place, held in enumerate(found.card.roles[:ON_A_PAGE])
            ),
            Option("card", words.say("users", "◀ Quay lại")),
        ),
    )


def end_sure(found: AdministeredPerson, role: Role, post: str, at: Unit, facts: Facts) -> Screen:
    """The preview of a role that ends."""
    words = facts.words
    return _sure(
        "end",
        words.say(
            "users",
            "Kết thúc vai trò {role} của {name} từ bây giờ. Các câu đã trả lời vẫn giữ nguyên. Muốn việc đang mở sang "
            "người khác, xin dùng “Bàn giao”. Đúng không ạ?",
            name=found.card.name,
            role=in_words(role, post, at, words),
        ),
        words.say("users", "Đúng, kết thúc"),
        words,
    )


def suspend_sure(found: AdministeredPerson, facts: Facts) -> Screen:
    """The preview of an account that is to rest."""
    words = facts.words
    return _sure(
        "suspend",
        words.say(
            "users",
            "Tạm ngừng {name}: vai trò giữ nguyên, nhưng người này không dùng được lệnh nào và không nhận tin nào, cho "
            "đến khi anh/chị bấm “Cho hoạt động lại”. Đúng không ạ?",
            name=found.card.name,
        ),
        words.say("users", "Đúng, tạm ngừng"),
        words,
    )


def successor(frame: Users, found: AdministeredPerson, others: Sequence[Entry], facts: Facts) -> Screen:
    """Who takes over."""
    words = facts.words
    lines = [_line(one, words) for one in others]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if others:
        text = words.say("users", "{name} bàn giao cho ai? Chọn, hoặc gõ tên để tìm.", name=found.card.name)
    else:
        text = words.say(
            "users",
            "Không thấy ai tên như vậy. Người nhận phải đã tham gia; nếu chưa, xin mời người đó bằng /taoma trước.",
        )
    return Screen(
        name="users.successor",
        text=fitted((titled(text, page, words), *lines[page.start : page.stop])),
        rows=(
            *rows_of(
                *(Option(f"p:{one.id}", clip(one.name, LABEL)) for one in others[page.start : page.stop]), across=2
            ),
            *turning(page, words),
            *rows_of(Option("card", words.say("users", "◀ Quay lại"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def handover_sure(handover: Handover, facts: Facts) -> Screen:
    """The preview: what passes, what is open, what is due when."""
    words = facts.words
    away = (
        words.say(
            "users",
            "⚠ {name} đang báo nghỉ đến hết {day}.",
            name=handover.successor_name,
            day=show_date(handover.successor_away_until),
        )
        if handover.successor_away_until is not None
        else ""
    )
    return _sure(
        "handover",
        fitted(
            (
                words.say(
                    "users",
                    "Bàn giao từ {giver} sang {successor}, từ hôm nay {day}:",
                    giver=handover.giver_name,
                    successor=handover.successor_name,
                    day=show_date(handover.on),
                ),
                *what_passes(handover, words),
                away,
                words.say(
                    "users",
                    "Cả hai được báo ngay; {giver} không ghi thêm được gì nữa. Đúng không ạ?",
                    giver=handover.giver_name,
                ),
            )
        ),
        words.say("users", "Đúng, bàn giao"),
        words,
    )


def cannot(why: str, facts: Facts) -> Screen:
    """Why nothing can be handed over to this one."""
    words = facts.words
    return Screen(
        name="users.cannot",
        text=why,
        rows=rows_of(
            Option("successor", words.say("users", "Chọn người khác")), Option("card", words.say("users", "◀ Quay lại"))
        ),
    )


def _sure(stage: str, text: str, yes: str, words: Words) -> Screen:
    return Screen(
        name=f"users.{stage}_sure",
        text=text,
        rows=rows_of(Option("yes", yes), Option("card", words.say("users", "Thôi, không đổi gì"))),
    )


def given(name: str, role: Role, post: str, at: Unit, words: Words) -> str:
    """To the admin, above the card."""
    return words.say("users", "✔ Đã cấp cho {name}: {role}.", name=name, role=in_words(role, post, at, words))


def was_given(role: Role, post: str, at: Unit, words: Words) -> Message:
    """To the person."""
    return Message(
        name="users.was_given",
        text=words.say(
            "users",
            "Anh/chị được cấp vai trò: {role}. Gõ /menu để xem các việc.",
            role=in_words(role, post, at, words),
        ),
    )


def held_already(name: str, words: Words) -> str:
    return words.say("users", "{name} đã có vai trò này từ trước, không đổi gì.", name=name)


def ended(name: str, role: Role, post: str, at: Unit, words: Words) -> str:
    """To the admin."""
    return words.say(
        "users", "✔ Đã kết thúc vai trò của {name}: {role}.", name=name, role=in_words(role, post, at, words)
    )


def was_ended(role: Role, post: str, at: Unit, words: Words) -> Message:
    """To the person."""
    return Message(
        name="users.was_ended",
        text=words.say(
            "users",
            "Vai trò {role} của anh/chị đã kết thúc. Các câu đã trả lời vẫn giữ nguyên. Nếu có nhầm lẫn, xin gõ "
            "/lienhe.",
            role=in_words(role, post, at, words),
        ),
    )


def now_suspended(name: str, words: Words) -> str:
    return words.say("users", "✔ Đã tạm ngừng {name}.", name=name)


def now_resumed(name: str, words: Words) -> str:
    return words.say("users", "✔ {name} đã hoạt động lại.", name=name)


def passed(handover: Handover, words: Words) -> str:
    """To the admin."""
    return words.say(
        "users",
        "✔ Đã bàn giao từ {giver} sang {successor}. Cả hai đã được báo.",
        giver=handover.giver_name,
        successor=handover.successor_name,
    )


def not_oneself(words: Words) -> Refusal:
    """Nobody locks themselves out."""
    return Refusal(
        code="not_oneself",
        message=words.say("users", "Anh/chị không tự tạm ngừng mình hay kết thúc vai trò quản trị của chính mình."),
        remedy=words.say("users", "Xin nhờ người quản trị khác, hoặc bàn giao."),
    )


def elsewhere_too(words: Words) -> Refusal:
    return Refusal(
        code="elsewhere_too",
        message=words.say("users", "Người này còn vai trò ở đơn vị ngoài phạm vi của anh/chị."),
        remedy=words.say("users", "Xin nhờ người quản trị của đơn vị cấp trên."),
    )

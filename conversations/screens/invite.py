"""Invitations: those that are open, one of them with its code, the questions and the preview of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.invitation import GOOD_FOR, MOST_USES
from conversations.reading.show import show_date
from conversations.screens.choose_role import in_words
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Invite
    from conversations.engine.words import Words
    from conversations.programme.invitation import OpenInvitation
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit

ON_A_PAGE = 6
USES = (1, 5, 10, 30)
DAYS = (3, 7, 14, 30, 90)


def last_day(frame: Invite, today: date) -> date:
    """The last day of a new one."""
    return frame.until or today + GOOD_FOR


def open_ones(frame: Invite, found: Sequence[OpenInvitation], facts: Facts) -> Screen:
    """The list."""
    words = facts.words
    lines = [_line(one, words) for one in found]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if found:
        head = words.count("invite", "Mã mời còn dùng được: {n}", "Mã mời còn dùng được: {n}", len(found))
    else:
        head = words.say("invite", "Chưa có mã mời nào còn dùng được.")
    return Screen(
        name="invite.list",
        text=fitted((titled(head, page, words), *lines[page.start : page.stop])),
        rows=(
            *rows_of(Option("new", words.say("invite", "Tạo mã mời mới"))),
            *rows_of(*(Option(f"i:{one.id}", _label(one, words)) for one in found[page.start : page.stop])),
            *turning(page, words),
            *rows_of(Option("home", words.say("invite", "Về menu"))),
        ),
    )


def _label(one: OpenInvitation, words: Words) -> str:
    """As in "2222 · Phúc Sen · cán bộ xã": which of a unit's codes it is, without its list in view."""
    role = role_words(words, one.role)
    return clip(f"{one.code[:4]} · {one.unit.name} · {f'{role}, {one.post}' if one.post else role}")


def _line(one: OpenInvitation, words: Words) -> str:
    return words.say(
        "invite",
        "• {code}: {role}; còn {left}/{uses} lượt, đến hết {day}",
        code=one.code,
        role=in_words(one.role, one.post, one.unit, words),
        left=one.left,
        uses=one.uses,
        day=show_date(one.last_day),
    )


def one(found: OpenInvitation, facts: Facts) -> Screen:
    """One that is open."""
    words = facts.words
    return Screen(
        name="invite.one",
        text=fitted(_details(found, words)),
        rows=(
            *rows_of(
                Option("show", words.say("invite", "Mã QR để chuyển tiếp")),
                Option("withdraw", words.say("invite", "Thu hồi")),
                across=2,
            ),
            *rows_of(
                Option("list", words.say("invite", "◀ Danh sách")), Option("home", words.say("invite", "Về menu")),
                across=2,
            ),
        ),
    )  # fmt: skip


def _details(found: OpenInvitation, words: Words) -> list[str]:
    lines = [
        words.say("invite", "Mã mời: {code}", code=found.code),
        words.say("invite", "Vai trò: {role}", role=in_words(found.role, found.post, found.unit, words)),
        words.say(
            "invite",
            "Còn {left}/{uses} lượt, dùng được đến hết {day}.",
            left=found.left,
            uses=found.uses,
            day=show_date(found.last_day),
        ),
    ]
    if found.asks_phone:
        lines.append(words.say("invite", "Người nhận phải gửi số điện thoại của chính mình."))
    if found.made_by:
        lines.append(words.say("invite", "Người tạo: {name}", name=found.made_by))
    if found.link:
        lines.append(words.say("invite", "Liên kết: {link}", link=found.link))
    return lines


def withdraw(found: OpenInvitation, facts: Facts) -> Screen:
    """Asked once."""
    words = facts.words
    return Screen(
        name="invite.withdraw",
        text=words.say(
            "invite",
            "Thu hồi mã {code} ({role})? Không ai vào thêm bằng mã này; {used} người đã vào vẫn giữ vai trò.",
            code=found.code,
            role=in_words(found.role, found.post, found.unit, words),
            used=found.used,
        ),
        rows=rows_of(
            Option("yes", words.say("invite", "Đúng, thu hồi")), Option("back", words.say("invite", "Thôi, giữ mã"))
        ),
    )


def sure(frame: Invite, role: Role, post: str, at: Unit, facts: Facts) -> Screen:
    """The preview; nothing is made yet."""
    words = facts.words
    lines = [
        words.say("invite", "Mã mời mới: {role}.", role=in_words(role, post, at, words)),
        words.count(
            "invite", "Dùng được cho {n} người, đến hết {day}.", "Dùng được cho {n} người, đến hết {day}.",
            frame.uses, day=show_date(last_day(frame, facts.today)),
        ),
        words.say("invite", "Người nhận phải gửi số điện thoại của chính mình.")
        if frame.phone
        else words.say("invite", "Không hỏi số điện thoại."),
        words.say("invite", "Ai có mã đều nhận được vai trò này, xin chỉ gửi cho đúng người. Tạo mã không ạ?"),
    ]  # fmt: skip
    phone = words.say("invite", "Không hỏi số điện thoại") if frame.phone else words.say("invite", "Cần số điện thoại")
    return Screen(
        name="invite.sure",
        text="\n".join(lines),
        rows=(
            *rows_of(Option("yes", words.say("invite", "Tạo mã"))),
            *rows_of(
                Option("uses", words.say("invite", "Đổi số người")),
                Option("until", words.say("invite", "Đổi hạn")),
                Option("phone", phone),
                Option("role", words.say("invite", "Đổi vai trò")),
                Option("list", words.say("invite", "Thôi, không tạo")),
                across=2,
            ),
        ),
    )


def uses(facts: Facts) -> Screen:
    """How many people."""
    words = facts.words
    return Screen(
        name="invite.uses",
        text=words.say("invite", "Bao nhiêu người được dùng mã này? Chọn, hoặc gõ số từ 1 đến {most}.", most=MOST_USES),
        rows=(
            *rows_of(*(Option(f"n:{n}", words.say("invite", "{n} người", n=n)) for n in USES), across=2),
            *rows_of(Option("back", words.say("invite", "◀ Quay lại"))),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def until(facts: Facts) -> Screen:
    """Until when."""
    words = facts.words
    return Screen(
        name="invite.until",
        text=words.say("invite", "Mã dùng được đến hết ngày nào? Chọn, hoặc gõ ngày; nhiều nhất một năm."),
        rows=(
            *rows_of(*(Option(f"d:{n}", words.say("invite", "{n} ngày", n=n)) for n in DAYS), across=2),
            *rows_of(Option("back", words.say("invite", "◀ Quay lại"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def uses_wrong(words: Words) -> str:
    return words.say("invite", "Xin gõ một số từ 1 đến {most}.", most=MOST_USES)


def until_wrong(words: Words) -> str:
    return words.say("invite", "Hạn của mã phải từ hôm nay và trong vòng một năm.")


def which_day(words: Words) -> str:
    """For a month or a quarter."""
    return words.say("invite", "Xin gõ một ngày cụ thể, ví dụ 14/6.")


def made(found: OpenInvitation, words: Words) -> str:
    """Above the list."""
    lines = _details(found, words)
    return "\n".join(
        (
            words.say("invite", "✔ Đã tạo mã mời."),
            *lines,
            words.say("invite", "Tin dưới đây chuyển tiếp được cho người nhận."),
        )
    )


def caption(found: OpenInvitation, words: Words) -> str:
    """Under the picture: what whoever gets it must know."""
    told = words.say(
        "invite",
        "Mã mời {code}: {role}, đến hết {day}. Gõ mã này vào cuộc trò chuyện với trợ lý.",
        code=found.code,
        role=in_words(found.role, found.post, found.unit, words),
        day=show_date(found.last_day),
    )
    return f"{told}\n{found.link}" if found.link else told


def withdrawn(found: OpenInvitation, words: Words) -> str:
    return words.say("invite", "✔ Đã thu hồi mã {code}.", code=found.code)


def gone(words: Words) -> str:
    """Used up, expired or withdrawn meanwhile."""
    return words.say("invite", "Mã này không còn dùng được nữa.")

"""Joining: consent, whether the unit is right, perhaps the phone number; and why an invitation does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.person import Role
from conversations.reading.show import show_date
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, Invitation
    from conversations.engine.words import Words

CONSENT_TEXT = "2026-11"
"""The version of the consent text below. Whoever changes what the text promises changes this with it."""


def consent(invitation: Invitation, facts: Facts) -> Screen:
    """Who runs this, what is kept, how long, what for, and that a no costs nothing. Silence is no consent."""
    words = facts.words
    return Screen(
        name="join.consent",
        text="\n".join(
            (_what_is_kept(invitation, words), _what_is_yours(words), words.say("join", "Anh/chị có đồng ý không ạ?"))
        ),
        rows=rows_of(
            Option("agree", words.say("join", "Đồng ý")), Option("refuse", words.say("join", "Không")), across=2
        ),
    )


def _what_is_kept(invitation: Invitation, words: Words) -> str:
    operator = invitation.operator or words.say("join", "cơ quan đã mời anh/chị")
    until = (
        show_date(invitation.kept_until)
        if invitation.kept_until is not None
        else words.say("join", "khi anh/chị thôi tham gia")
    )
    if invitation.asks_phone:
        return words.say(
            "join",
            "Trợ lý này do {operator} vận hành, chỉ lưu họ tên, số điện thoại, đơn vị, tài khoản nhắn tin và nội dung "
            "anh/chị báo cáo, giữ đến {until}, để tổng hợp nông thôn mới.",
            operator=operator,
            until=until,
        )
    return words.say(
        "join",
        "Trợ lý này do {operator} vận hành, chỉ lưu họ tên, đơn vị, tài khoản nhắn tin và nội dung anh/chị báo cáo, "
        "giữ đến {until}, để tổng hợp nông thôn mới.",
        operator=operator,
        until=until,
    )


def _what_is_yours(words: Words) -> str:
    return words.say(
        "join",
        "Anh/chị được xem, sửa hoặc rút lại lúc nào cũng được (số liệu chính thức của xã vẫn giữ). "
        "Nếu không đồng ý, anh/chị cứ gửi văn bản như trước, không ảnh hưởng gì.",
    )


def refused(words: Words) -> str:
    """Above the greeting, after a no."""
    return words.say(
        "join",
        "Dạ vâng, trợ lý không lưu gì về anh/chị. Mã mời vẫn dùng được, khi nào cần anh/chị gõ lại mã.",
    )


def unit(invitation: Invitation, facts: Facts) -> Screen:
    """Whether this is the unit and the role."""
    words = facts.words
    text = "\n".join(
        (_what_for(invitation, words), words.say("join", "Có đúng không ạ?"))
        if not invitation.post
        else (
            _what_for(invitation, words),
            words.say("join", "Phần việc: {post}.", post=invitation.post),
            words.say("join", "Có đúng không ạ?"),
        )
    )
    return Screen(
        name="join.unit",
        text=text,
        rows=rows_of(
            Option("right", words.say("join", "Đúng")), Option("wrong", words.say("join", "Không phải")), across=2
        ),
    )


def _what_for(invitation: Invitation, words: Words) -> str:
    where = unit_words(invitation)
    match invitation.role:
        case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER | None:
            return words.say("join", "Anh/chị báo cáo cho {unit}.", unit=where)
        case Role.COMMUNE_LEADER:
            return words.say("join", "Anh/chị duyệt báo cáo của {unit} trước khi gửi.", unit=where)
        case Role.OFFICE_REVIEWER:
            return words.say("join", "Anh/chị đánh giá các chỉ tiêu do {unit} phụ trách.", unit=where)
        case Role.MANAGER:
            return words.say("join", "Anh/chị quản lý việc báo cáo của {unit}.", unit=where)
        case Role.OBSERVER:
            return words.say("join", "Anh/chị theo dõi báo cáo của {unit}, chỉ xem.", unit=where)
        case Role.ADMIN:
            return words.say("join", "Anh/chị quản trị hệ thống này, tại {unit}.", unit=where)
        case _:
            assert_never(invitation.role)


def unit_words(invitation: Invitation) -> str:
    """The unit with the one above it: "xã Phúc Sen, huyện Quảng Hòa"."""
    return ", ".join(one.title for one in (invitation.unit, invitation.superior) if one is not None)


def wrong_unit(invitation: Invitation, facts: Facts) -> Screen:
    """Nothing was used up; whom to tell, and that another code can be typed here."""
    words = facts.words
    return Screen(
        name="join.wrong_unit",
        text=words.say(
            "join",
            "Dạ, vậy mã này không dành cho anh/chị và vẫn chưa dùng. Xin anh/chị báo người đã gửi mã rằng mã ghi "
            "{unit}, để nhận mã khác.\nCó mã mới, xin gõ vào đây.",
            unit=unit_words(invitation),
        ),
        rows=rows_of(
            Option("again", words.say("join", "Xem lại đơn vị")), Option("leave", words.say("join", "Để sau")), across=2
        ),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("join", "Gõ mã mời"),
    )


def phone(facts: Facts) -> Screen:
    """The sender's own number; a channel shows its own way to share it."""
    words = facts.words
    return Screen(
        name="join.phone",
        text=words.say(
            "join",
            "Mã mời này cần số điện thoại của chính anh/chị, để cơ quan gọi khi cần. "
            "Xin anh/chị bấm nút gửi số điện thoại ở cuối màn hình.",
        ),
        rows=rows_of(Option("leave", words.say("join", "Để sau"))),
        takes=frozenset({Takes.CONTACT, Takes.TEXT}),
        share=words.say("join", "Gửi số điện thoại của tôi"),
        placeholder=words.say("join", "Bấm nút gửi số điện thoại"),
    )


def phone_not_own(words: Words) -> str:
    """For somebody else's contact."""
    return words.say(
        "join", "Số vừa gửi là của người khác nên không lưu. Xin anh/chị bấm nút để gửi số của chính mình."
    )


def phone_typed(words: Words) -> str:
    """For a number that was typed: it proves nothing."""
    return words.say("join", "Số gõ tay thì trợ lý chưa xác nhận được. Xin anh/chị bấm nút gửi số điện thoại.")


def put_off(words: Words) -> str:
    """For whoever leaves before the end."""
    return words.say("join", "Dạ vâng. Mã mời chưa dùng, khi nào tiện anh/chị gõ lại mã.")


def joined(invitation: Invitation, facts: Facts) -> str:
    """Welcome, and what to do next."""
    words = facts.words
    thanks = words.say("join", "Xong rồi, cảm ơn anh/chị!")
    return f"{thanks} {_what_next(invitation, words)}"


def _what_next(invitation: Invitation, words: Words) -> str:
    match invitation.role:
        case Role.VILLAGE_OFFICER | Role.COMMUNE_OFFICER:
            return words.say("join", "Việc tiếp theo: bấm “Báo cáo” dưới đây, hoặc gõ /baocao.")
        case Role.COMMUNE_LEADER:
            return words.say("join", "Khi có báo cáo chờ duyệt, trợ lý sẽ nhắn; hoặc anh/chị gõ /duyet.")
        case _:
            return words.say("join", "Các việc làm được có ở dưới đây; gõ /menu để xem lại bất cứ lúc nào.")


def already_held(invitation: Invitation, facts: Facts) -> Screen:
    """The same invitation opened again."""
    words = facts.words
    role = words.say("join", "đơn vị") if invitation.role is None else role_words(words, invitation.role)
    return Screen(
        name="join.already_held",
        text=words.say(
            "join",
            "Anh/chị đã tham gia rồi: {role} · {unit}. Không cần làm gì thêm.",
            role=role,
            unit=unit_words(invitation),
        ),
        rows=rows_of(Option("leave", words.say("join", "Về menu"))),
    )


def problem(invitation: Invitation, facts: Facts) -> Screen:
    """Why the invitation does not open, and the way on. Another code can be typed here."""
    words = facts.words
    return Screen(
        name="join.problem",
        text=f"{_why(invitation, words)}\n{words.say('join', 'Có mã khác, xin anh/chị gõ vào đây.')}",
        rows=rows_of(
            Option("leave", words.say("join", "Về menu") if facts.person is not None else words.say("join", "Về đầu"))
        ),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("join", "Gõ mã mời"),
    )


def _why(invitation: Invitation, words: Words) -> str:
    match invitation.problem:
        case "expired":
            return words.say("join", "Mã mời này đã hết hạn. Xin anh/chị nhờ người gửi mã cấp mã mới.")
        case "used_up":
            return words.say("join", "Mã mời này đã có người dùng hết lượt. Xin anh/chị nhờ người gửi mã cấp mã mới.")
        case "withdrawn":
            return words.say("join", "Mã mời này đã được thu hồi. Xin anh/chị hỏi lại người gửi mã.")
        case _:
            return words.say(
                "join",
                "Chưa tìm thấy mã mời “{code}”. Xin anh/chị xem lại từng chữ; mã gồm 10 chữ và số, không có dấu.",
                code=invitation.code[:20],
            )

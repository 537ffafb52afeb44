"""A handover in words: what passes, what is open and due when; for the admin, for whoever gives and whoever takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import report_place
from conversations.engine.screen import Link, Message
from conversations.programme.problem import Problem
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.paging import clip, fitted
from conversations.screens.roles import grant_words

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.handover import Handover, OpenReport, TookOver
    from conversations.programme.ids import PersonId

OPEN_SHOWN = 8
"""More reports than these are counted, not named."""


def what_passes(handover: Handover, words: Words) -> tuple[str, ...]:
    """The roles, what is open, what comes next; lines of one list."""
    lines = [f"• {grant_words(words, grant)}" for grant in handover.grants]
    if handover.open or handover.below or handover.asked or handover.desks or handover.difficulties:
        lines.append(words.say("handover", "Việc đang mở:"))
        lines += [_open(one, words) for one in handover.open[:OPEN_SHOWN]]
        lines += [
            words.count(
                "handover",
                "• {title} · {unit}: còn {n} đơn vị chưa gửi, chậm nhất hết ngày {day}",
                "• {title} · {unit}: còn {n} đơn vị chưa gửi, chậm nhất hết ngày {day}",
                one.units,
                title=one.period.title,
                unit=one.unit.title,
                day=show_date(one.period.last_good_day),
            )
            for one in handover.below[:OPEN_SHOWN]
        ]
        lines += [
            words.say(
                "handover",
                "• {title} · {unit}: phòng, ngành đề nghị bổ sung {codes}",
                title=one.period.title,
                unit=one.unit.title,
                codes=clip(", ".join(one.codes), 80),
            )
            for one in handover.asked[:OPEN_SHOWN]
        ]
        lines += [
            words.say(
                "handover",
                "• {unit}: {waiting} chỉ tiêu chờ đánh giá, {asked} chỉ tiêu chờ xã bổ sung",
                unit=one.unit.title,
                waiting=one.waiting,
                asked=one.asked,
            )
            for one in handover.desks[:OPEN_SHOWN]
        ]
        lines += [
            words.say(
                "handover",
                "• {unit}: {own} khó khăn của đơn vị chưa đóng, {waiting} khó khăn chờ trả lời",
                unit=one.unit.title,
                own=one.own,
                waiting=one.waiting,
            )
            for one in handover.difficulties[:OPEN_SHOWN]
        ]
        more = max(len(handover.open) - OPEN_SHOWN, 0) + max(len(handover.below) - OPEN_SHOWN, 0)
        if more:
            lines.append(words.count("handover", "và {n} việc nữa", "và {n} việc nữa", more))
    else:
        lines.append(words.say("handover", "Hiện không có việc nào đang mở."))
    lines += [
        words.say(
            "handover",
            "Sắp tới: {title} · {unit}, chậm nhất hết ngày {day}.",
            title=period.title,
            unit=unit.title,
            day=show_date(period.last_good_day),
        )
        for unit, period in handover.coming[:OPEN_SHOWN]
    ]
    if handover.stands_in_for:
        lines.append(
            words.say(
                "handover",
                "Đang được nhờ thay: {names}; từ nay người nhận thay.",
                names=", ".join(clip(name, 40) for name in handover.stands_in_for[:4]),
            )
        )
    return tuple(lines)


def _open(one: OpenReport, words: Words) -> str:
    values = {
        "title": one.period.title,
        "unit": one.unit.title,
        "given": one.given,
        "of": one.of,
        "day": show_date(one.period.last_good_day),
    }
    if one.state is ReportState.WAITING_FOR_LEADER:
        line = words.say("handover", "• {title} · {unit}: chờ lãnh đạo duyệt, chậm nhất hết ngày {day}", **values)
    elif one.post:
        line = words.say(
            "handover", "• {title} · {unit}: phần của {post} đã có {given}/{of}, chậm nhất hết ngày {day}",
            post=one.post, **values,
        )  # fmt: skip
    else:
        line = words.say("handover", "• {title} · {unit}: đã có {given}/{of}, chậm nhất hết ngày {day}", **values)
    if one.promised is None:
        return line
    promised = words.say(
        "handover",
        "đã hẹn gửi ngày {day}: “{reason}”",
        day=show_date(one.promised.day),
        reason=clip(one.promised.reason, 80),
    )
    return f"{line}; {promised}"


def taken_over(handover: Handover, words: Words) -> Message:
    """To the successor."""
    return Message(
        name="handover.taken_over",
        text=fitted(
            (
                words.say(
                    "handover",
                    "Anh/chị nhận bàn giao từ {name}, kể từ hôm nay {day}:",
                    name=handover.giver_name,
                    day=show_date(handover.on),
                ),
                *what_passes(handover, words),
                words.say(
                    "handover",
                    "Mọi câu đã trả lời, biên nhận và lịch sử còn nguyên. Từ nay trợ lý nhắc anh/chị.",
                ),
                _still_away(handover, words),
            )
        ),
        links=_first_report(handover, words),
    )


def handed_over(handover: Handover, words: Words) -> Message:
    """To whoever gave it."""
    return Message(
        name="handover.handed_over",
        text=fitted(
            (
                words.say(
                    "handover",
                    "Anh/chị đã bàn giao cho {name}, kể từ hôm nay {day}:",
                    name=handover.successor_name,
                    day=show_date(handover.on),
                ),
                *what_passes(handover, words),
                words.say(
                    "handover",
                    "Các câu anh/chị đã trả lời vẫn đứng tên anh/chị. Từ nay trợ lý không nhắc anh/chị về việc này nữa "
                    "và không ghi thêm câu nào. Cảm ơn anh/chị.",
                ),
            )
        ),
    )


def _still_away(handover: Handover, words: Words) -> str:
    if handover.successor_away_until is None:
        return ""
    return words.say(
        "handover",
        "Anh/chị đang báo nghỉ đến hết {day}; nếu đã đi làm lại, xin gõ /taikhoan.",
        day=show_date(handover.successor_away_until),
    )


def _first_report(handover: Handover, words: Words) -> tuple[Link, ...]:
    drafts = [one for one in handover.open if one.state.filling]
    if not drafts:
        return ()
    return (Link(place=report_place(drafts[0].key), label=words.say("handover", "▶ Trả lời tiếp"), command="baocao"),)


def took_over_line(took: TookOver, words: Words) -> str:
    """To whoever still has a form open that is another's by now."""
    return words.say(
        "handover",
        "Từ {day}, phần việc của anh/chị ở {unit} do {name} phụ trách, nên không ghi thêm gì. Các câu anh/chị đã trả "
        "lời vẫn còn nguyên.",
        day=show_date(took.on),
        name=took.name,
        unit=took.unit,
    )


def to_oneself(words: Words) -> Problem:
    return Problem(
        code="handover_to_self",
        message=words.say("handover", "Người bàn giao và người nhận là một người."),
        remedy=words.say("handover", "Xin anh/chị chọn người khác."),
    )


def nobody(person: PersonId, words: Words) -> Problem:
    """There is no such person, or none any more."""
    return Problem(
        code="person_unknown",
        where=words.say("handover", "số {number}", number=person),
        message=words.say("handover", "Không có người dùng nào mang số này."),
        remedy=words.say("handover", "Xem danh sách người dùng rồi chọn lại."),
    )


def out_of_reach(words: Words) -> Problem:
    return Problem(
        code="successor_out_of_reach",
        message=words.say("handover", "Người nhận đang bị tạm ngừng, đã rời hoặc đã chặn trợ lý."),
        remedy=words.say("handover", "Xin anh/chị mời người đó vào lại trước, hoặc chọn người khác."),
    )


def nothing_held(words: Words) -> Problem:
    return Problem(
        code="nothing_to_hand_over",
        message=words.say("handover", "Người này không giữ vai trò nào như vậy."),
        remedy=words.say("handover", "Xin anh/chị xem lại vai trò đang giữ rồi chọn lại."),
    )


def moved(words: Words) -> Problem:
    """Somebody was quicker."""
    return Problem(
        code="handover_moved",
        message=words.say("handover", "Vai trò này vừa được người khác đổi."),
        remedy=words.say("handover", "Xin anh/chị xem lại rồi bàn giao lại."),
    )

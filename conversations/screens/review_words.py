"""What stands of an item's review, in words: one wording for the commune, the office and the manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.review import COUNTED, ItemAct, ItemState
from conversations.reading.show import show_date, show_number
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.review import Event, ItemReview

REASON = 160
"""Characters of a reason among others."""


def many(count: int, words: Words) -> str:
    """How many; of a long queue only that there are more than are counted."""
    if count > COUNTED:
        return words.say("review", "trên {n}", n=show_number(COUNTED))
    return show_number(count)


def standing_line(review: ItemReview, words: Words) -> str:
    """Where the item stands, whose word it is, and why."""
    office = review.office.title if review.office is not None else words.say("review", "Đơn vị quản lý")
    if review.final:
        office = words.say("review", "Kết luận cuối cùng")
    match review.state:
        case ItemState.WAITING if review.wished:
            line = words.say("review", "{office} đang xem đề nghị sửa", office=office)
        case ItemState.WAITING:
            line = words.say("review", "Chờ {office} đánh giá", office=office)
        case ItemState.ASKED:
            line = words.say("review", "{office} đề nghị bổ sung", office=office)
        case ItemState.MET:
            line = words.say("review", "{office}: đạt", office=office)
        case ItemState.NOT_MET:
            line = words.say("review", "{office}: chưa đạt", office=office)
        case ItemState.DISPUTED:
            line = words.say("review", "{office} đánh giá chưa đạt, xã có ý kiến khác, chờ kết luận", office=office)
        case _:
            assert_never(review.state)
    reason = clip(review.reason, REASON)
    if not reason:
        return line
    if review.state in {ItemState.WAITING, ItemState.DISPUTED}:
        return words.say("review", "{line}; xã: “{reason}”", line=line, reason=reason)
    return words.say("review", "{line}: “{reason}”", line=line, reason=reason)


def event_line(event: Event, words: Words) -> str:
    """One thing that was said."""
    match event.act:
        case ItemAct.ASK:
            did = words.say("review", "đề nghị bổ sung")
        case ItemAct.REPLY:
            did = words.say("review", "trả lời") if event.reason else words.say("review", "đã bổ sung")
        case ItemAct.CHANGE:
            did = words.say("review", "đã sửa")
        case ItemAct.MEET:
            did = words.say("review", "đánh giá đạt")
        case ItemAct.FAIL:
            did = words.say("review", "đánh giá chưa đạt")
        case ItemAct.WISH:
            did = words.say("review", "xin sửa")
        case ItemAct.DISPUTE:
            did = words.say("review", "không thống nhất")
        case ItemAct.DECIDE_MET:
            did = words.say("review", "kết luận: đạt")
        case ItemAct.DECIDE_NOT_MET:
            did = words.say("review", "kết luận: chưa đạt")
        case _:
            assert_never(event.act)
    reason = words.say("review", ": “{reason}”", reason=clip(event.reason, REASON)) if event.reason else ""
    return f"• {show_date(event.at.date())} {event.by}: {did}{reason}"

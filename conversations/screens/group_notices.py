"""What is told in private because something happened to a group that follows a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Message
from conversations.programme.group import Barrier
from conversations.reading.show import show_date
from conversations.screens.paging import clip, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.group import GroupChat
    from conversations.programme.unit import Unit

TITLE = 60
LISTED = 15


def out_of_reach(group: GroupChat, unit: Unit, barrier: Barrier, words: Words) -> Message:
    """To whoever bound the group, as soon as it is known."""
    title = clip(group.title, TITLE)
    match barrier:
        case Barrier.REMOVED:
            text = words.say(
                "group_notices",
                "Trợ lý không còn ở trong nhóm “{title}” nên không gửi được bản tổng hợp của {unit} vào đó. "
                "Nếu vẫn cần, xin anh/chị thêm trợ lý vào nhóm lại.",
                title=title,
                unit=unit.title,
            )
        case Barrier.NO_RIGHTS:
            text = words.say(
                "group_notices",
                "Nhóm “{title}” không cho trợ lý viết nên không gửi được bản tổng hợp của {unit} vào đó. "
                "Xin anh/chị nhờ quản trị nhóm cho trợ lý quyền gửi tin.",
                title=title,
                unit=unit.title,
            )
        case Barrier.TOPIC_GONE:
            text = words.say(
                "group_notices",
                "Chủ đề nhận bản tổng hợp của {unit} trong nhóm “{title}” đã bị đóng hoặc xóa. "
                "Xin anh/chị mở lại, hoặc gõ /gannhom ở chủ đề khác.",
                title=title,
                unit=unit.title,
            )
        case Barrier.NO_PICTURES:
            text = words.say(
                "group_notices",
                "Nhóm “{title}” không cho trợ lý gửi ảnh nên bảng tiêu chí của {unit} không tới được; bản chữ vẫn tới. "
                "Xin anh/chị nhờ quản trị nhóm cho trợ lý quyền gửi ảnh.",
                title=title,
                unit=unit.title,
            )
        case _:
            assert_never(barrier)
    return Message(name="group_notices.out_of_reach", text=text)


def went_over(group: GroupChat, old: Unit, new: Unit | None, words: Words) -> Message:
    """To whoever bound the group, when somebody else bound it anew or let it go."""
    title = clip(group.title, TITLE)
    if new is None:
        text = words.say("group_notices", "Nhóm “{title}” không còn theo dõi {old}.", title=title, old=old.title)
    else:
        text = words.say(
            "group_notices",
            "Nhóm “{title}” nay theo dõi {new}, không còn theo dõi {old}.",
            title=title,
            new=new.title,
            old=old.title,
        )
    return Message(name="group_notices.went_over", text=text)


def long_out_of_reach(groups: Sequence[tuple[GroupChat, Unit]], words: Words) -> Message:
    """To whoever runs the system: one list of the groups that nothing has reached for a day."""
    lines = [words.say("group_notices", "Hơn một ngày nay trợ lý không gửi được vào các nhóm sau:")]
    lines += [_line(group, unit, words) for group, unit in groups[:LISTED]]
    if len(groups) > LISTED:
        lines.append(words.say("group_notices", "… và {rest} nhóm nữa", rest=len(groups) - LISTED))
    return Message(name="group_notices.long_out_of_reach", text=fitted(lines))


def _line(group: GroupChat, unit: Unit, words: Words) -> str:
    return words.say(
        "group_notices",
        "• “{title}” ({unit}): {why}, từ {day}",
        title=clip(group.title, TITLE),
        unit=unit.title,
        why=_why(group.barrier, words),
        day=show_date((group.unreachable_since or group.bound_at).date()),
    )


def _why(barrier: Barrier | None, words: Words) -> str:
    match barrier:
        case Barrier.REMOVED:
            return words.say("group_notices", "trợ lý không còn ở trong nhóm")
        case Barrier.NO_RIGHTS:
            return words.say("group_notices", "trợ lý không được viết")
        case Barrier.TOPIC_GONE:
            return words.say("group_notices", "chủ đề đã đóng hoặc xóa")
        case Barrier.NO_PICTURES | None:
            return words.say("group_notices", "chưa rõ lý do")
        case _:
            assert_never(barrier)

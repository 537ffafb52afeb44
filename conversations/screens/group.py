"""What stands in a group: short, for everybody there to read. Nobody's name, nothing that only one person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message, Option, Screen, rows_of
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.paging import clip, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.group import GroupFacts
    from conversations.engine.words import Words
    from conversations.programme.unit import Unit


def private_only(words: Words, *, link: str) -> Screen:
    """To a command that is not for groups. link: where the private chat is, or empty while that is not known."""
    text = words.say("group", "Xin anh/chị nhắn riêng cho trợ lý để báo cáo; trong nhóm trợ lý không nhận báo cáo.")
    return Screen(name="group.private_only", text=f"{text}\n{link}" if link else text)


def hello(facts: GroupFacts) -> Screen:
    """When the bot comes into a group."""
    words = facts.words
    if facts.follows is not None:
        text = words.say("group", "Trợ lý đã trở lại. Nhóm này đang theo dõi {unit}.", unit=facts.follows.title)
    else:
        text = words.say(
            "group",
            "Kính chào anh/chị! Đây là trợ lý báo cáo nông thôn mới.\n"
            "Để nhóm nhận bản tổng hợp của một đơn vị, người quản lý của đơn vị gõ /gannhom kèm tên đơn vị. "
            "Báo cáo vẫn điền trong cuộc trò chuyện riêng với trợ lý.",
        )
    return Screen(name="group.hello", text=text)


def preview(unit: Unit, facts: GroupFacts) -> Screen:
    """Before a group is bound, or goes over from one unit to another."""
    words = facts.words
    old = facts.follows
    if old is not None:
        text = words.say(
            "group",
            "{place} đang theo dõi {old}. Chuyển sang theo dõi {unit}?\n"
            "Từ đó nơi này nhận bản tổng hợp của {unit}, không nhận của {old} nữa.",
            place=_place(facts),
            old=old.title,
            unit=unit.title,
        )
        yes = words.say("group", "Chuyển")
    else:
        question = (
            words.say("group", "Gắn chủ đề này với {unit}?", unit=unit.title)
            if facts.topic
            else words.say("group", "Gắn nhóm này với {unit}?", unit=unit.title)
        )
        what = words.say(
            "group",
            "Trợ lý sẽ gửi vào đây bản tổng hợp của {unit}; ai trong nhóm cũng đọc được. "
            "Trong đó không có tên người và số điện thoại.",
            unit=unit.title,
        )
        text = f"{question}\n{what}"
        yes = words.say("group", "Gắn nhóm")
    return Screen(
        name="group.preview",
        text=text,
        rows=rows_of(Option("yes", yes), Option("no", words.say("group", "Thôi")), across=2),
    )


def follow_on(old: Unit, unit: Unit, words: Words) -> Screen:
    """Into the group of a unit that became part of another one."""
    return Screen(
        name="group.follow_on",
        text=words.say(
            "group",
            "{old} nay thuộc {unit}. Nhóm này chuyển sang theo dõi {unit}? Khi đó trợ lý gửi vào đây bản tổng hợp của "
            "{unit}; ai trong nhóm cũng đọc được. Người quản lý của {unit} bấm một lần, hoặc gõ /gannhom.",
            old=capital(old.title),
            unit=unit.title,
        ),
        rows=rows_of(Option("yes", words.say("group", "Chuyển")), Option("no", words.say("group", "Thôi")), across=2),
    )


def which(units: Sequence[Unit], facts: GroupFacts) -> Screen:
    """Several units can be meant."""
    words = facts.words
    return Screen(
        name="group.which",
        text=words.say("group", "Anh/chị muốn gắn với đơn vị nào?"),
        rows=rows_of(
            *(Option(f"unit:{unit.id}", clip(unit.title)) for unit in units), Option("no", words.say("group", "Thôi"))
        ),
    )


def bound(unit: Unit, facts: GroupFacts) -> Screen:
    """It follows the unit from now on."""
    return Screen(
        name="group.bound",
        text=facts.words.say(
            "group",
            "✔ {place} theo dõi {unit} từ hôm nay, {day}. Muốn thôi, người quản lý gõ /bogannhom.",
            place=_place(facts),
            unit=unit.title,
            day=show_date(facts.now.date()),
        ),
    )


def follows_already(unit: Unit, facts: GroupFacts) -> Screen:
    """Nothing to do."""
    words = facts.words
    if facts.since is None:
        text = words.say("group", "{place} đã theo dõi {unit}.", place=_place(facts), unit=unit.title)
    else:
        text = words.say(
            "group",
            "{place} đã theo dõi {unit} từ {day}.",
            place=_place(facts),
            unit=unit.title,
            day=show_date(facts.since),
        )
    return Screen(name="group.already", text=text)


def preview_unbinding(unit: Unit, facts: GroupFacts) -> Screen:
    """Before a group is let go."""
    words = facts.words
    return Screen(
        name="group.preview_unbinding",
        text=words.say(
            "group",
            "{place} đang theo dõi {unit}. Thôi theo dõi?\n"
            "Trợ lý sẽ không gửi bản tổng hợp vào đây nữa; số liệu và báo cáo không mất gì.",
            place=_place(facts),
            unit=unit.title,
        ),
        rows=rows_of(
            Option("yes", words.say("group", "Thôi theo dõi")), Option("no", words.say("group", "Giữ nguyên")), across=2
        ),
    )


def unbound(unit: Unit, facts: GroupFacts) -> Screen:
    """It follows nothing any more."""
    return Screen(
        name="group.unbound",
        text=facts.words.say("group", "✔ {place} không còn theo dõi {unit}.", place=_place(facts), unit=unit.title),
    )


def follows_nothing(facts: GroupFacts) -> Screen:
    """To a command that needs a unit."""
    return Screen(
        name="group.follows_nothing",
        text=facts.words.say(
            "group",
            "{place} chưa theo dõi đơn vị nào. Người quản lý của đơn vị gõ /gannhom kèm tên đơn vị để gắn.",
            place=_place(facts),
        ),
    )


def unit_gone(unit: Unit, facts: GroupFacts) -> Message:
    """What the group follows was merged or renamed."""
    return Message(
        name="group.unit_gone",
        text=facts.words.say(
            "group",
            "{unit} không còn là đơn vị riêng nên không có bản tổng hợp mới. "
            "Người quản lý gõ /gannhom để theo dõi đơn vị thay thế.",
            unit=f"{unit.title[:1].upper()}{unit.title[1:]}",
        ),
    )


def nothing_to_show(unit: Unit, facts: GroupFacts) -> Message:
    """There is no table of such a unit."""
    return Message(
        name="group.nothing_to_show",
        text=facts.words.say("group", "Chưa có số liệu nào của {unit} để tổng hợp.", unit=unit.title),
    )


def which_part(names: Sequence[str], facts: GroupFacts) -> Message:
    """A table too long for one picture has one for each part."""
    return Message(
        name="group.which_part",
        text=fitted(
            [
                facts.words.say("group", "Xem từng nơi: gõ /bangtieuchi kèm tên."),
                ", ".join(names),
            ]
        ),
    )


def told_just_now(facts: GroupFacts) -> Screen:
    """The same was asked for a moment ago."""
    return Screen(
        name="group.told_just_now", text=facts.words.say("group", "Bản này vừa gửi ngay phía trên, chưa có gì mới.")
    )


def nothing_changed(facts: GroupFacts) -> Screen:
    """The person thought better of it."""
    return Screen(name="group.nothing_changed", text=facts.words.say("group", "Vâng, không có gì thay đổi."))


def changed_meanwhile(facts: GroupFacts) -> Screen:
    """Somebody else was quicker."""
    return Screen(
        name="group.changed_meanwhile",
        text=facts.words.say(
            "group",
            "Trong lúc chờ, đơn vị theo dõi ở đây đã đổi nên chưa làm gì. Xin anh/chị gõ lại lệnh.",
        ),
    )


def refused(words: Words) -> Screen:
    """The same to everybody without the right, whatever they named."""
    return Screen(
        name="group.refused",
        text=words.say(
            "group",
            "Lệnh này chỉ dành cho người quản lý hoặc người quản trị của đơn vị. "
            "Cần giúp, xin anh/chị nhắn riêng cho trợ lý và gõ /lienhe.",
        ),
    )


def not_theirs(words: Words) -> Screen:
    """To a manager who named something that is none of their units, whether it exists or not."""
    return Screen(
        name="group.not_theirs",
        text=words.say(
            "group",
            "Anh/chị không có quyền dùng lệnh này cho đơn vị vừa ghi. "
            "Gõ /gannhom không kèm tên để gắn với đơn vị của mình.",
        ),
    )


def anonymous(words: Words) -> Screen:
    """To somebody who writes in the group's name."""
    return Screen(
        name="group.anonymous",
        text=words.say(
            "group",
            "Tin này gửi dưới tên nhóm nên trợ lý chưa biết ai gõ lệnh. "
            "Xin anh/chị tắt chế độ ẩn danh của quản trị nhóm rồi gõ lại.",
        ),
    )


def too_old(words: Words) -> str:
    """A press on a button that means nothing any more, or never did."""
    return words.say("engine", "Nút này đã cũ, không ghi gì.")


def taken_already(words: Words) -> str:
    """A press that repeats."""
    return words.say("engine", "Đã nhận rồi ạ.")


def somebody_elses(words: Words) -> str:
    """A press by another member."""
    return words.say("group", "Chỉ người đã gõ lệnh mới bấm được nút này.")


def for_managers(words: Words) -> str:
    """A press by somebody who may not bind the group."""
    return words.say("group", "Chỉ người quản lý của đơn vị mới bấm được nút này.")


def _place(facts: GroupFacts) -> str:
    return facts.words.say("group", "Chủ đề này") if facts.topic else facts.words.say("group", "Nhóm này")

"""What people hear of a change of their unit: what it is, from when, and for whom they report then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message
from conversations.screens.unit_changes import made_line

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.unit_change import Made


def changed(made: Made, follows: str, words: Words) -> Message:
    """follows: the title of the unit for which they work then; "": the same as before."""
    line = f"{made_line(made, words)}."
    if follows:
        more = words.say(
            "unit_notices",
            "Từ ngày đó anh/chị báo cáo cho {unit}; số liệu cũ vẫn giữ và xem được bằng /lichsu.",
            unit=follows,
        )
        line = f"{line} {more}"
    return Message(name="unit_changed", text=line)


def undone(made: Made, words: Words) -> Message:
    """All is as it was before."""
    return Message(
        name="unit_change_undone",
        text=words.say("unit_notices", "Thay đổi này đã được hoàn tác, mọi việc như trước: {line}.",
                       line=made_line(made, words))
    )  # fmt: skip

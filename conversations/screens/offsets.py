"""When it is reminded, in words that `read_offsets` reads back; and why a typed list was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.problem import Problem
from conversations.reading.offsets import LONGEST, MOST

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.calendar import Offsets
    from conversations.reading.offsets import NoOffsets


def offsets_in_words(offsets: Offsets, words: Words) -> str:
    """In one line: "trước hạn 30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày"."""
    before, after, every = _listed(offsets.before), _listed(offsets.after), offsets.then_every
    early = words.say("offsets", "trước hạn {days}", days=before) if before else ""
    if after and every:
        late = words.say("offsets", "sau hạn {days}, rồi mỗi {every} ngày", days=after, every=every)
    elif after:
        late = words.say("offsets", "sau hạn {days}", days=after)
    elif every:
        late = words.say("offsets", "sau hạn mỗi {every} ngày", every=every)
    else:
        late = ""
    return "; ".join(part for part in (early, late) if part) or words.say("offsets", "không nhắc")


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in days)


def offsets_problem(typed: str, wrong: NoOffsets, words: Words) -> Problem:
    """Why it was not taken, and how to write it."""
    example = words.say("offsets", "Xin ghi ví dụ “30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày”.")
    match wrong.reason:
        case "below":
            message = words.say(
                "offsets",
                "Lịch nhắc trước hạn có ngày {day} nằm sau hạn; ngày sau hạn phải từ 1 trở lên.",
                day=wrong.which,
            )
        case "far":
            message = words.say(
                "offsets", "{day} ngày là quá xa hạn, nhiều nhất {most} ngày.", day=wrong.which, most=LONGEST
            )
        case "many":
            message = words.say(
                "offsets", "Nhiều lần nhắc quá; nhiều nhất {most} lần trước hạn và {most} lần sau hạn.", most=MOST
            )
        case "twice":
            message = words.say("offsets", "Ngày {day} ghi hai lần.", day=wrong.which)
        case "unreadable":
            message = words.say("offsets", "Chưa đọc được lịch nhắc.")
        case _:
            assert_never(wrong.reason)
    return Problem(code=f"offsets_{wrong.reason}", where=f"“{typed.strip()[:80]}”", message=message, remedy=example)

"""Away for some days: the days, who stands in, what follows from it, and what others are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.engine.screen import Message, Option, Screen, Takes, rows_of
from conversations.reading.show import show_date, show_day
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.paging import LABEL, clip, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Away, Colleague, Facts
    from conversations.engine.frames import Leave
    from conversations.engine.words import Words
    from conversations.programme.unit import Unit
    from conversations.programme.wishes import Absence

OFFERED = 12
ON_A_PAGE = 8
LENGTHS = (0, 2, 4, 6)
"""Days after the first one that are offered as the last."""


def which(units: Sequence[Unit], facts: Facts) -> Screen:
    """From which unit."""
    words = facts.words
    if not units:
        return out_of_sight("leave", words)
    return Screen(
        name="leave.which",
        text=words.say("leave", "Anh/chị tạm nghỉ ở đơn vị nào?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title, LABEL)) for unit in units[:OFFERED]),
            Option("close", words.say("leave", "◀ Quay lại")),
        ),
    )


def away(found: Away, facts: Facts) -> Screen:
    """What was said, and the way back."""
    words = facts.words
    lines = [away_line(found, words)]
    if found.substitute:
        lines.append(
            words.say("leave", "Trong những ngày đó trợ lý nhắc người thay; hết ngày nghỉ thì tự nhắc lại anh/chị.")
        )
    else:
        lines.append(
            words.say("leave", "Trong những ngày đó trợ lý không nhắc; hết ngày nghỉ thì tự nhắc lại anh/chị.")
        )
    return Screen(
        name="leave.away",
        text="\n".join(lines),
        rows=rows_of(
            Option("came_back", words.say("leave", "Tôi đã đi làm lại")),
            Option("again", words.say("leave", "Đổi ngày hoặc người thay")),
            Option("close", words.say("leave", "Đóng")),
        ),
    )


def away_line(found: Away, words: Words) -> str:
    """As in "Nghỉ ở xã Phúc Sen từ 12/6/2023 đến hết 16/6/2023, người thay: Nông Thị B"."""
    days = {"unit": found.unit.title, "first": show_date(found.absence.first), "last": show_date(found.absence.last)}
    if found.substitute:
        return words.say(
            "leave", "Nghỉ ở {unit} từ {first} đến hết {last}, người thay: {name}.", name=found.substitute, **days
        )
    return words.say("leave", "Nghỉ ở {unit} từ {first} đến hết {last}, không có người thay.", **days)


def first(unit: Unit, facts: Facts) -> Screen:
    """From when."""
    words = facts.words
    return Screen(
        name="leave.first",
        text=words.say(
            "leave",
            "Anh/chị tạm nghỉ ở {unit} từ ngày nào? Chọn, hoặc gõ ngày, ví dụ {example}.",
            unit=unit.title,
            example=_short(facts.today + timedelta(days=7)),
        ),
        rows=(
            *rows_of(
                Option("in:0", words.say("leave", "Hôm nay")), Option("in:1", words.say("leave", "Ngày mai")), across=2
            ),
            *rows_of(Option("close", words.say("leave", "Đóng"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def last(unit: Unit, begins: date, facts: Facts) -> Screen:
    """Until when."""
    words = facts.words
    return Screen(
        name="leave.last",
        text=words.say(
            "leave",
            "Tạm nghỉ ở {unit} từ {first}. Đến hết ngày nào? Chọn, hoặc gõ ngày.",
            unit=unit.title,
            first=show_date(begins),
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"in:{days}", words.say("leave", "Hết {day}", day=show_day(begins + timedelta(days=days))))
                    for days in LENGTHS
                ),
                across=2,
            ),
            *rows_of(Option("again", words.say("leave", "◀ Chọn lại ngày đầu"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def who(unit: Unit, colleagues: Sequence[Colleague], frame: Leave, facts: Facts) -> Screen:
    """Who stands in."""
    words = facts.words
    labels = [f"{one.name}, {one.post}" if one.post else one.name for one in colleagues]
    page = page_of(labels, frame.page, most=ON_A_PAGE)
    if colleagues:
        text = words.say(
            "leave", "Trong những ngày đó, ai được nhắc thay anh/chị về báo cáo của {unit}?", unit=unit.title
        )
    else:
        text = words.say(
            "leave",
            "Chưa có đồng nghiệp nào cùng vai trò ở {unit} tham gia trợ lý, nên chưa chọn được người thay.",
            unit=unit.title,
        )
    shown = range(page.start, page.stop)
    return Screen(
        name="leave.who",
        text=titled(text, page, words),
        rows=(
            *rows_of(*(Option(f"p:{colleagues[place].person}", clip(labels[place], LABEL)) for place in shown)),
            *turning(page, words),
            *rows_of(
                Option("nobody", words.say("leave", "Không có ai thay")),
                Option("again", words.say("leave", "◀ Chọn lại ngày")),
            ),
        ),
    )


def sure(unit: Unit, frame: Leave, name: str, facts: Facts) -> Screen:
    """The preview."""
    words = facts.words
    days = {
        "unit": unit.title,
        "first": show_date(frame.first or facts.today),
        "last": show_date(frame.last or facts.today),
    }
    if name:
        text = words.say(
            "leave",
            "Anh/chị tạm nghỉ ở {unit} từ {first} đến hết {last}. Trợ lý sẽ nhắc {name} thay và báo người đó biết. "
            "Đúng không ạ?",
            name=name,
            **days,
        )
    else:
        text = words.say(
            "leave",
            "Anh/chị tạm nghỉ ở {unit} từ {first} đến hết {last}, không có người thay. Trợ lý sẽ không nhắc anh/chị "
            "và báo cấp trên biết. Đúng không ạ?",
            **days,
        )
    return Screen(
        name="leave.sure",
        text=text,
        rows=rows_of(
            Option("yes", words.say("leave", "Đúng, ghi lại")),
            Option("again", words.say("leave", "◀ Chọn lại ngày")),
            Option("close", words.say("leave", "Thôi, không báo nghỉ")),
        ),
    )


def back_at_work(unit: Unit, words: Words) -> str:
    """Above what waited."""
    return words.say("leave", "Dạ, trợ lý lại nhắc anh/chị về báo cáo của {unit} như trước.", unit=unit.title)


def gone_by(day: date, words: Words) -> str:
    return words.say("leave", "Ngày {day} đã qua. Xin anh/chị chọn hôm nay hoặc ngày sau.", day=show_date(day))


def before_it_begins(day: date, begins: date, words: Words) -> str:
    return words.say(
        "leave",
        "Ngày {day} đứng trước ngày bắt đầu nghỉ {first}. Xin anh/chị gõ lại.",
        day=show_date(day),
        first=show_date(begins),
    )


def too_long(words: Words) -> str:
    return words.say(
        "leave",
        "Nghỉ được ghi nhiều nhất nửa năm. Nếu lâu hơn, xin anh/chị gõ /thoiphutrach để cấp trên cử người khác.",
    )


def which_day(words: Words) -> str:
    """For a month or a quarter."""
    return words.say("leave", "Xin anh/chị gõ một ngày cụ thể, ví dụ 14/6.")


def stands_in(unit: Unit, absence: Absence, *, name: str, words: Words) -> Message:
    """To the substitute."""
    return Message(
        name="leave.stands_in",
        text=words.say(
            "leave",
            "{name} nghỉ từ {first} đến hết {last} và nhờ anh/chị thay. Trong những ngày đó trợ lý nhắc anh/chị về báo "
            "cáo của {unit}.",
            name=name,
            first=show_date(absence.first),
            last=show_date(absence.last),
            unit=unit.title,
        ),
    )


def nobody_stands_in(unit: Unit, absence: Absence, *, name: str, words: Words) -> Message:
    """To the level above."""
    return Message(
        name="leave.nobody_stands_in",
        text=words.say(
            "leave",
            "{name} nghỉ từ {first} đến hết {last}, báo cáo của {unit} chưa có người thay. Trong những ngày đó trợ lý "
            "không nhắc người này.",
            name=name,
            first=show_date(absence.first),
            last=show_date(absence.last),
            unit=unit.title,
        ),
    )


def came_back(unit: Unit, *, name: str, words: Words) -> Message:
    """To whoever was told of the absence."""
    return Message(
        name="leave.came_back",
        text=words.say(
            "leave", "{name} đã đi làm lại, phụ trách báo cáo của {unit} như trước.", name=name, unit=unit.title
        ),
        silent=True,
    )


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"

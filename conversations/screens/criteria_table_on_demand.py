"""The screen above a criteria table that was asked for: where the unit stands in one line, and the other parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.reading.show import show_average, show_date, show_number
from conversations.screens.criteria_table import part_name
from conversations.screens.digest_on_demand import other_units
from conversations.screens.paging import clip, fitted, page_of, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import CriteriaTable as Frame
    from conversations.programme.criteria_table import Tables

ON_A_PAGE = 8


def table(frame: Frame, found: Tables, facts: Facts) -> Screen:
    """What stands below, and what else there is."""
    words = facts.words
    part = found.part(frame.part) or found.whole
    lines = [
        words.say(
            "criteria_table", "Bảng tiêu chí · {unit}, đến ngày {day}", unit=part_name(part), day=show_date(part.as_of)
        )
    ]
    if part.average is not None:
        lines.append(
            words.say(
                "criteria_table",
                "{met} lượt tiêu chí đạt, bình quân {average} tiêu chí/xã.",
                met=show_number(part.total_met),
                average=show_average(part.average),
            )
        )
        if part.known < len(part.rows):
            lines.append(
                words.say(
                    "criteria_table",
                    "{n} xã chưa có số liệu, không tính vào bình quân.",
                    n=len(part.rows) - part.known,
                )
            )
        lines.append(words.say("criteria_table", "Bảng ở ngay dưới đây."))
    elif part.rows:
        lines.append(words.say("criteria_table", "Chưa xã nào có số liệu tiêu chí."))
    else:
        lines.append(words.say("criteria_table", "Chưa có xã nào trong hệ thống."))
    parts = [(number, part_name(one)) for number, one in enumerate(found.parts, start=1)] if found.several else []
    page = page_of([name for _, name in parts], frame.page, most=ON_A_PAGE)
    if parts:
        lines.append(words.say("criteria_table", "Nhiều xã nên bảng chung chỉ đếm số xã; chọn đơn vị để xem từng xã."))
    return Screen(
        name="criteria_table",
        text=fitted(lines),
        rows=(
            *rows_of(
                Option("part:0", words.say("criteria_table", "Bảng chung")) if parts and frame.part else None,
                *(Option(f"part:{number}", clip(name)) for number, name in parts[page.start : page.stop]),
            ),
            *turning(page, words),
            *rows_of(
                Option("digest", words.say("criteria_table", "◀ Tổng hợp")),
                *(
                    Option(f"u:{unit.id}", clip(words.say("criteria_table", "Xem {unit}", unit=unit.title)))
                    for unit in other_units(found.whole.unit.id, facts)
                ),
                Option("home", words.say("criteria_table", "Về menu")),
            ),
        ),
    )

"""What `ntm show status` says: a table of at most 100 columns with its legend. A commune of which nothing is known has
a mark in place of its count.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from conversations.engine.words import SOURCE
from conversations.programme.answer import State
from conversations.programme.stated import rounded, vietnamese
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.mark_words import mark_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.status import CriterionStatus, Status
    from conversations.programme.unit_marks import MarkAverage

LONGEST_NAME = 22
"""A longer name of a unit is cut in the table, so that 19 criteria fit beside it."""
LEGEND = (
    (State.MET, "x", "đạt"),
    (State.UNSTABLE, "~", "đạt, chưa bền vững"),
    (State.NOT_APPLICABLE, "o", "không phải xét"),
    (State.NOT_REPORTED, "·", "chưa có số liệu"),
)
UNKNOWN = "·"
NOT_MET = "–"
LOST = "!"


def in_words(status: Status, marked: Sequence[MarkAverage] = ()) -> str:
    """The table for a person. marked: averages of groups of communes."""
    return "\n".join(line.rstrip() for line in _lines(status, marked))


def _lines(status: Status, marked: Sequence[MarkAverage]) -> Iterator[str]:
    whose = "xã tự đánh giá"
    if status.total_confirmed:
        whose += f", trong đó {status.total_confirmed} lượt đạt phòng đã đánh giá"
    yield f"Hiện trạng tiêu chí, {status.unit.title}, đến ngày {show_date(status.as_of)} ({whose})"
    yield from _over(status)
    form = status.form
    if form is None:
        yield "Chưa có bộ tiêu chí nào có hiệu lực vào ngày này."
        return
    yield form.title
    if form.valid_to is not None and form.valid_to <= status.as_of:
        yield f"Bộ này hết hiệu lực từ {show_date(form.valid_to)}; đây là hiện trạng cuối cùng đã biết."
    if status.in_force is not None:
        yield f"Bộ đang có hiệu lực: {status.in_force.title}."
    if not (status.in_force or form).indicators:
        yield "Bộ ấy chưa có chỉ tiêu trong hệ thống nên chưa nhập được; có thì nạp bằng: ntm criteria load TỆP"
    yield ""
    if status.communes and not status.known:
        yield f"Chưa có số liệu của xã nào ({len(status.communes)} xã)."
        return
    yield from _table(status)
    yield ""
    yield _average(status)
    for one in marked:
        yield f"- {mark_words(one, SOURCE)}."
    if status.open_by_year:
        years = ", ".join(f"năm {year}: {count}" for year, count in status.open_by_year.items())
        yield f"Còn phải đạt theo kế hoạch: {years}."
    yield ""
    yield _legend(status)
    named = "; ".join(f"{criterion.code} {criterion.label}" for criterion in form.criteria)
    yield from _wrapped(f"Tiêu chí: {named}.")


def _average(status: Status) -> str:
    known, unknown = len(status.known), len(status.communes) - len(status.known)
    if status.average is None:
        return "Bình quân: chưa có số liệu của xã nào."
    said = f"Bình quân {vietnamese(rounded(status.average, 1))} tiêu chí/xã ({status.total_met} lượt tiêu chí đạt, "
    return f"{said}{known} xã" + (f" có số liệu; {unknown} xã chưa có, không tính)." if unknown else ").")


def _over(status: Status) -> Iterator[str]:
    """Why nothing is shown of a unit that has ended, or is not counted any more."""
    unit, day = status.unit, status.as_of
    if unit.valid_to is not None and unit.ended_by(day):
        last = show_date(unit.valid_to - timedelta(days=1))
        yield f"{capital(unit.title)} chỉ có đến hết ngày {last}; xem bằng --as-of {last}."
    elif unit.left_on is not None and not unit.counted_on(day):
        last = show_date(unit.left_on - timedelta(days=1))
        yield f"Chương trình chỉ tính {unit.title} đến hết ngày {last}; xem bằng --as-of {last}."


def _table(status: Status) -> Iterator[str]:
    form = status.form
    codes = [criterion.code for criterion in form.criteria] if form else []
    widths = [max(len(code), 2) + 1 for code in codes]
    longest = max((len(commune.unit.name) for commune in status.communes), default=0)
    name = min(max(longest, len("Cộng")), LONGEST_NAME)

    def line(title: str, met: str, cells: Sequence[str]) -> str:
        row = "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        return f"{title[:name].ljust(name)} {met.rjust(4)} {row}"

    yield line("Xã", "Đạt", codes)
    for commune in status.communes:
        met = str(commune.met) if commune.known else UNKNOWN
        yield line(commune.unit.name, met, [_cell(found) for found in commune.criteria.values()])
    counts = [str(count) if status.known else UNKNOWN for count in status.by_criterion.values()]
    yield line("Cộng", str(status.total_met) if status.known else UNKNOWN, counts)


def _cell(found: CriterionStatus) -> str:
    """One or two letters: a year by its last two digits."""
    match found.state:
        case State.NOT_MET:
            if found.lost:
                return LOST
            return NOT_MET if found.target_year is None else f"{found.target_year % 100:02}"
        case State.MET | State.UNSTABLE | State.NOT_APPLICABLE | State.NOT_REPORTED:
            return next(mark for state, mark, _ in LEGEND if state is found.state)
        case _:
            assert_never(found.state)


def _legend(status: Status) -> str:
    """Only the marks that stand in the table."""
    cells = [found for commune in status.communes for found in commune.criteria.values()]
    shown = {_cell(found) for found in cells}
    said = [f"{mark} {words}" for _, mark, words in LEGEND if mark in shown]
    year = next((found.target_year for found in cells if _cell(found).isdecimal()), None)
    if year is not None:
        said.append(f"{year % 100:02} chưa đạt, phấn đấu năm {year}")
    if NOT_MET in shown:
        said.append(f"{NOT_MET} chưa đạt, kế hoạch không ghi năm")
    if LOST in shown:
        said.append(f"{LOST} không giữ được so với kế hoạch")
    return f"Ký hiệu: {'; '.join(said)}." if said else "Chưa có số liệu."


def _wrapped(text: str, width: int = 100) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line

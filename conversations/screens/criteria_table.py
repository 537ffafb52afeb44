"""The criteria table in words: what a picture shows, and the same cells as text. No cell speaks by colour alone.

In the text a criterion that is not named is met by the commune's own word; everything else is named, so that both
say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.programme.criteria_table import Cell, Mark
from conversations.reading.show import show_average, show_date, show_number
from conversations.screens.paging import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.engine.words import Words
    from conversations.programme.criteria_table import Row, Table, Tables

NAME = 18
"""Characters of a unit's name in the picture."""
RUN = 3
"""From so many neighbours on, codes are written as a range: 5-9."""
NOTHING = "·"
"""In place of a count where nothing is known."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell of a picture. kind: by which it is coloured; sign: what it says without colour."""

    kind: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """One row. met: the number beside the name."""

    name: str
    met: str
    cells: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A table as it is to be drawn: texts and kinds only."""

    title: str
    subtitle: str
    name_head: str
    met_head: str
    codes: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    total: DrawnRow
    legend: tuple[tuple[Drawn, str], ...]
    named: tuple[tuple[str, str], ...]
    """Code and short name of each criterion."""


def sign(cell: Cell) -> str:
    """One or two letters: a year by its last two digits."""
    match cell.mark:
        case Mark.CONFIRMED:
            return "Đ"
        case Mark.MET:
            return "x"
        case Mark.UNSTABLE:
            return "~"
        case Mark.NOT_APPLICABLE:
            return "o"
        case Mark.LOST:
            return "!"
        case Mark.OVERDUE | Mark.PROMISED | Mark.LATER:
            return f"{(cell.year or 0) % 100:02}"
        case Mark.NOT_MET:
            return "–"
        case Mark.NOT_REPORTED:
            return NOTHING
        case _:
            assert_never(cell.mark)


def table_drawing(table: Table, words: Words) -> Drawing:
    """The table as a picture: one row for each commune."""
    cells = [cell for row in table.rows for cell in row.cells]
    return Drawing(
        title=_title(table, words),
        subtitle=_subtitle(table, words),
        name_head=words.say("criteria_table", "Xã"),
        met_head=words.say("criteria_table", "Đạt"),
        codes=tuple(criterion.code for criterion in table.form.criteria),
        rows=tuple(
            DrawnRow(
                name=name_of(row.unit, NAME),
                met=str(row.met) if row.known else NOTHING,
                cells=tuple(_drawn(cell) for cell in row.cells),
            )
            for row in table.rows
        ),
        total=DrawnRow(
            name=words.say("criteria_table", "Số xã đạt"),
            met=show_number(table.total_met) if table.known else NOTHING,
            cells=_totals(table),
        ),
        legend=tuple((_drawn(_first(cells, mark)), _legend(mark, cells, words)) for mark in _present(cells)),
        named=_named(table),
    )


def summary_drawing(tables: Tables, words: Words) -> Drawing:
    """A picture of a unit with too many communes for one: a row for each part, its cells count communes."""
    whole = tables.whole
    return Drawing(
        title=_title(whole, words),
        subtitle=_subtitle(whole, words),
        name_head=words.say("criteria_table", "Đơn vị (số xã)"),
        met_head=words.say("criteria_table", "BQ"),
        codes=tuple(criterion.code for criterion in whole.form.criteria),
        rows=tuple(
            DrawnRow(
                name=f"{part_name(part, NAME)} ({len(part.rows)})",
                met=_average(part),
                cells=tuple(_share(count, len(part.rows), known=part.known) for count in part.by_criterion),
            )
            for part in tables.parts
        ),
        total=DrawnRow(
            name=words.say("criteria_table", "Số xã đạt"),
            met=_average(whole),
            cells=_totals(whole),
        ),
        legend=(
            (Drawn("everybody", "9"), words.say("criteria_table", "số xã đạt: mọi xã")),
            (Drawn("most", "7"), words.say("criteria_table", "từ một nửa số xã")),
            (Drawn("some", "3"), words.say("criteria_table", "dưới một nửa")),
            (Drawn("nobody", "0"), words.say("criteria_table", "chưa xã nào")),
        ),
        named=_named(whole),
    )


def table_text(table: Table, words: Words) -> str:
    """The same cells in words, one line for each commune."""
    if not table.known:
        return f"{_title(table, words)}\n{_subtitle(table, words)}"
    unnamed = words.say("criteria_table", "Tiêu chí không nêu là xã tự đánh giá đạt.")
    lines = [_title(table, words), _subtitle(table, words), unnamed]
    codes = [criterion.code for criterion in table.form.criteria]
    return "\n".join([*lines, *(_row_text(row, codes, words) for row in table.rows), _by_criterion(table, words)])


def summary_text(tables: Tables, words: Words) -> str:
    """The summary in words."""
    whole = tables.whole
    if not whole.known:
        return f"{_title(whole, words)}\n{_subtitle(whole, words)}"
    lines = [_part_text(part, words) for part in tables.parts]
    return "\n".join([_title(whole, words), _subtitle(whole, words), *lines, _by_criterion(whole, words)])


def _part_text(part: Table, words: Words) -> str:
    name, communes = part_name(part), len(part.rows)
    if not part.known:
        return words.say("criteria_table", "{name}: {communes} xã, chưa có báo cáo nào", name=name, communes=communes)
    if part.known < communes:
        return words.say(
            "criteria_table",
            "{name}: {communes} xã, {known} xã có số liệu, bình quân {average} tiêu chí/xã",
            name=name,
            communes=communes,
            known=part.known,
            average=_average(part),
        )
    return words.say(
        "criteria_table",
        "{name}: {communes} xã, bình quân {average} tiêu chí/xã",
        name=name,
        communes=communes,
        average=_average(part),
    )


def part_name(part: Table, limit: int = 60) -> str:
    """The name of a part: the unit whose communes these are, and which of its parts."""
    name = name_of(part.group or part.unit, limit)
    return f"{name} {part.number}/{part.of}" if part.of else name


def _by_criterion(table: Table, words: Words) -> str:
    counts = zip(table.form.criteria, table.by_criterion, strict=True)
    listed = "; ".join(f"{criterion.code}: {count}" for criterion, count in counts)
    return words.say("criteria_table", "Số xã đạt từng tiêu chí: {listed}.", listed=listed)


def _title(table: Table, words: Words) -> str:
    unit = table.group if table.group is not None else table.unit
    name = _capital(unit.title)
    if table.of:
        name = f"{name} ({table.number}/{table.of})"
    return words.say("criteria_table", "{unit} · hiện trạng tiêu chí", unit=name)


def _subtitle(table: Table, words: Words) -> str:
    day, communes = show_date(table.as_of), len(table.rows)
    if not communes:
        return words.say("criteria_table", "Đến ngày {day}. Chưa có xã nào trong hệ thống.", day=day)
    if not table.known:
        return words.say("criteria_table", "Đến ngày {day}. Chưa xã nào có số liệu tiêu chí.", day=day)
    average = _average(table)
    if table.confirmed:
        said = words.say(
            "criteria_table",
            "Đến ngày {day}: {met} lượt đạt ({confirmed} do phòng đánh giá), bình quân {average}/xã",
            day=day,
            met=show_number(table.total_met),
            confirmed=table.confirmed,
            average=average,
        )
    else:
        said = words.say(
            "criteria_table",
            "Đến ngày {day}, xã tự đánh giá: {met} lượt đạt, bình quân {average}/xã",
            day=day,
            met=show_number(table.total_met),
            average=average,
        )
    unknown = communes - table.known
    if not unknown:
        return said
    return words.say("criteria_table", "{said}; {n} xã chưa có số liệu, không tính", said=said, n=unknown)


def _row_text(row: Row, codes: Sequence[str], words: Words) -> str:
    if not row.known:
        return words.say("criteria_table", "{name}: chưa có báo cáo nào", name=name_of(row.unit, 40))
    parts = []
    for mark in _present(row.cells):
        if mark is Mark.MET:
            continue
        years = sorted({cell.year or 0 for cell in row.cells if cell.mark is mark})
        for year in years:
            places = [place for place, cell in enumerate(row.cells) if cell.mark is mark and (cell.year or 0) == year]
            parts.append(f"{_mark_words(mark, year, words)}: {ranges(places, codes)}")
    name = f"{name_of(row.unit, 40)} {row.met}/{len(row.cells)}"
    return "; ".join([name, *parts])


def ranges(places: Sequence[int], codes: Sequence[str]) -> str:
    """Codes by their places, neighbours as a range: "1, 2, 5-9"."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said: list[str] = []
    for run in runs:
        if len(run) >= RUN:
            said.append(f"{codes[run[0]]}-{codes[run[-1]]}")
        else:
            said += [codes[place] for place in run]
    return ", ".join(said)


def _mark_words(mark: Mark, year: int, words: Words) -> str:
    """What a mark is called in a commune's line."""
    match mark:
        case Mark.CONFIRMED:
            return words.say("criteria_table", "phòng đánh giá đạt")
        case Mark.MET:
            return words.say("criteria_table", "xã tự đánh giá đạt")
        case Mark.UNSTABLE:
            return words.say("criteria_table", "đạt, chưa bền vững")
        case Mark.NOT_APPLICABLE:
            return words.say("criteria_table", "không phải xét")
        case Mark.LOST:
            return words.say("criteria_table", "không giữ được")
        case Mark.OVERDUE:
            return words.say("criteria_table", "nợ lộ trình {year}", year=year)
        case Mark.PROMISED:
            return words.say("criteria_table", "lộ trình năm nay")
        case Mark.LATER:
            return words.say("criteria_table", "lộ trình {year}", year=year)
        case Mark.NOT_MET:
            return words.say("criteria_table", "chưa đạt")
        case Mark.NOT_REPORTED:
            return words.say("criteria_table", "chưa có báo cáo")
        case _:
            assert_never(mark)


def _legend(mark: Mark, cells: Iterable[Cell], words: Words) -> str:
    match mark:
        case Mark.OVERDUE:
            years = sorted({cell.year or 0 for cell in cells if cell.mark is mark})
            listed = ", ".join(map(str, years))
            return words.say("criteria_table", "chưa đạt, nợ lộ trình {years}", years=listed)
        case Mark.PROMISED:
            return words.say("criteria_table", "chưa đạt, lộ trình năm nay")
        case Mark.LATER:
            return words.say("criteria_table", "chưa đạt, lộ trình năm sau")
        case Mark.NOT_MET:
            return words.say("criteria_table", "chưa đạt, không ghi năm")
        case _:
            return _mark_words(mark, 0, words)


def _present(cells: Iterable[Cell]) -> list[Mark]:
    there = {cell.mark for cell in cells}
    return [mark for mark in Mark if mark in there]


def _first(cells: Iterable[Cell], mark: Mark) -> Cell:
    return min((cell for cell in cells if cell.mark is mark), key=lambda cell: cell.year or 0)


def _drawn(cell: Cell) -> Drawn:
    return Drawn(cell.mark.value, sign(cell))


def _average(table: Table) -> str:
    return NOTHING if table.average is None else show_average(table.average)


def _totals(table: Table) -> tuple[Drawn, ...]:
    return tuple(Drawn("total", str(count) if table.known else NOTHING) for count in table.by_criterion)


def _share(count: int, of: int, *, known: int) -> Drawn:
    if not known:
        return Drawn(Mark.NOT_REPORTED.value, NOTHING)
    if count == of:
        return Drawn("everybody", str(count))
    if not count:
        return Drawn("nobody", str(count))
    return Drawn("most" if 2 * count >= of else "some", str(count))


def _named(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((criterion.code, criterion.label) for criterion in table.form.criteria)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

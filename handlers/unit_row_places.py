"""Which units the rows of a table of units speak of: what stands above each, what is there already, what was before it.

A name is looked for as of the row's own days. Nothing is guessed: what several can be is asked back with its place.
"""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.unit import is_named
from conversations.reading.fold import accents_agree, fold, plain_words, same_accents
from storage.unit_names import titled, unit_named, units_named
from storage.units import children, lineage, units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conversations.programme.ids import UnitId
    from conversations.programme.table import Place
    from conversations.programme.unit import Unit
    from conversations.programme.unit_rows import UnitRow
    from storage.database import Transaction

_NEAR = 0.85
"""As like as this a name is rather a slip of the pen than another unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a table is imported for, and all its rows. today: of the clock."""

    top: Unit
    rows: Sequence[UnitRow]
    today: date
    tops: frozenset[UnitId]
    """It, and what it was before a merger that the table itself made."""


async def above_of(tx: Transaction, row: UnitRow, table: Imported, day: date) -> Unit | None:
    """The unit that the row's unit stands under on that day; of the one imported for, what stands above it, if any.

    Raises Problem; code "unit_above_unknown": nothing is called so on that day.
    """
    if is_top(row, table):
        line = await lineage(tx, table.top.id, day=day)
        return line[1] if len(line) > 1 else None
    if not row.under or is_named(table.top, row.under):
        return await _as_it_stands(tx, table.top, day)
    named = [unit for unit in await units_named(tx, row.under, day=day) if unit.exists_on(day)]
    found = [unit for unit in named if await _within(tx, unit, table, day)]
    if len(found) == 1:
        return await _as_it_stands(tx, found[0], day)
    if found:
        titles = [await titled(tx, unit, day=day) for unit in found]
        raise Problem(
            code="unit_ambiguous",
            where=str(row.at("under")),
            message=f"“{row.under}” có thể là {'; '.join(titles)}.",
            remedy=f"Hãy ghi rõ, ví dụ “{titles[0]}”.",
        )
    if named:
        raise _elsewhere(await titled(tx, named[0], day=day), row.at("under"), table)
    near = _near(row.under, [table.top, *await units_below(tx, table.top.id, day=day)])
    raise Problem(
        code="unit_above_unknown",
        where=str(row.at("under")),
        message=f"{row.title} thuộc “{row.under}”, nhưng không có đơn vị nào tên như vậy.",
        remedy=f"Có phải là {' hoặc '.join(one.title for one in near)}?"
        if near
        else "Hãy thêm một dòng cho đơn vị ấy, hoặc sửa cột “thuộc”.",
    )


async def known_as(
    tx: Transaction, row: UnitRow, above: Unit | None, table: Imported, day: date
) -> tuple[Unit | None, SourceWarning | None]:
    """The unit that is there on that day, and what the row says otherwise of it; (None, None): it is new."""
    if is_top(row, table):
        return await _as_it_stands(tx, table.top, day), None
    if above is None:
        return None, None
    siblings = await with_aliases(tx, await children(tx, above.id, day=day))
    same = [unit for unit in siblings if unit.kind.code == row.kind.code and is_named(unit, row.name)]
    exact = [unit for unit in same if same_accents(unit.name, row.name)] or same
    if exact:
        unit = exact[0]
        return unit, None if same_accents(unit.name, row.name) else _spelled(row, unit)
    level = [unit for unit in siblings if unit.kind.level is row.kind.level]
    other_kind = next((unit for unit in level if same_accents(unit.name, row.name)), None)
    if other_kind is not None and not _has_row(other_kind, above, table):
        return other_kind, _differs(
            "unit_kind_differs", row, "kind", other_kind,
            "Loại không tự đổi: nếu đơn vị đã đổi loại, hãy ghi từ ngày nào và cột “trước đây là”.",
        )  # fmt: skip
    moved = await _elsewhere_below(tx, row, table, day)
    if moved is not None:
        unit, under = moved
        return unit, SourceWarning(
            code="unit_parent_differs",
            place=row.at("under"),
            stated=above.title,
            computed=under.title,
            message=f"Tệp ghi {row.title} thuộc {above.title}, đang thuộc {under.title}. Không chuyển gì: nếu đã "
            "chuyển, hãy ghi từ ngày nào và cột “trước đây là”; nếu lúc đầu chưa ghi đúng, hãy sửa bằng ntm unit set "
            "--parent; nếu là đơn vị khác, hãy thêm bằng ntm unit add.",
        )
    near = next((unit for unit in _near(row.name, level) if not _has_row(unit, above, table)), None)
    if near is not None:
        return near, _differs(
            "unit_name_near", row, "name", near,
            "Chưa thêm gì: nếu là một, hãy sửa tên trong tệp; nếu là đơn vị khác, hãy thêm bằng ntm unit add.",
        )  # fmt: skip
    return None, None


async def before_of(tx: Transaction, row: UnitRow) -> tuple[Unit, ...]:
    """The units that were before it, as they stood on the day before. Raises Problem with the place."""
    if row.valid_from is None:
        raise LookupError("valid_from")
    eve = row.valid_from - timedelta(days=1)
    found: dict[int, Unit] = {}
    for name in row.before:
        with placed(row.at("before")):
            unit = await unit_named(tx, name, day=eve)
        found[unit.id] = await _as_it_stands(tx, unit, eve)
    return tuple(found.values())


async def refuse_elsewhere(tx: Transaction, row: UnitRow, olds: Sequence[Unit], table: Imported) -> None:
    """Raises Problem: one of the units before it is of another place than the table is imported for."""
    for old in olds:
        eve = (row.valid_from or table.today) - timedelta(days=1)
        if not is_top(row, table) and not await _within(tx, old, table, eve):
            raise _elsewhere(await titled(tx, old, day=eve), row.at("before"), table)


def is_top(row: UnitRow, table: Imported) -> bool:
    """Whether the row is about the very unit that the table is imported for."""
    return row.kind.level is table.top.kind.level and (
        (row.kind.code == table.top.kind.code and fold(row.name) == fold(table.top.name))
        or any(accents_agree(name, table.top.title) for name in row.before)
    )


@contextmanager
def placed(place: Place) -> Iterator[None]:
    """A problem that is met inside is told with where its row stands in the file."""
    try:
        yield
    except Problem as problem:
        where = ", ".join(part for part in (str(place), problem.where) if part)
        raise Problem(code=problem.code, where=where, message=problem.message, remedy=problem.remedy) from None


async def _as_it_stands(tx: Transaction, unit: Unit, day: date) -> Unit:
    line = await lineage(tx, unit.id, day=day)
    return line[0] if line else unit


async def _within(tx: Transaction, unit: Unit, table: Imported, day: date) -> bool:
    return any(one.id in table.tops for one in await lineage(tx, unit.id, day=day))


async def _elsewhere_below(tx: Transaction, row: UnitRow, table: Imported, day: date) -> tuple[Unit, Unit] | None:
    """A unit of that kind and name under another one, unless the table has a row for that one too."""
    below = {unit.id: unit for unit in await units_below(tx, table.top.id, day=day)}
    below[table.top.id] = table.top
    for unit in below.values():
        if unit.kind.code != row.kind.code or not same_accents(unit.name, row.name) or unit.parent is None:
            continue
        under = below.get(unit.parent)
        if under is not None and not _has_row(unit, under, table):
            return unit, under
    return None


def _has_row(unit: Unit, above: Unit, table: Imported) -> bool:
    """Whether the table itself lists that unit."""
    return any(
        row.kind.code == unit.kind.code
        and same_accents(row.name, unit.name)
        and (is_named(above, row.under.split(",")[0]) if row.under else above.id == table.top.id)
        for row in table.rows
    )


def _near(name: str, units: Sequence[Unit]) -> list[Unit]:
    by_words = {plain_words(unit.name): unit for unit in units}
    by_words |= {plain_words(unit.title): unit for unit in units}
    found = difflib.get_close_matches(plain_words(name), by_words, n=2, cutoff=_NEAR)
    return list({by_words[one].id: by_words[one] for one in found}.values())


def _elsewhere(said: str, place: Place, table: Imported) -> Problem:
    return Problem(
        code="unit_elsewhere",
        where=str(place),
        message=f"{said} không thuộc {table.top.title}.",
        remedy="Tệp này chỉ gồm đơn vị của nơi được nhập; hãy sửa tên hoặc nhập cho đơn vị kia.",
    )


def _spelled(row: UnitRow, unit: Unit) -> SourceWarning:
    return SourceWarning(
        code="unit_spelled_otherwise",
        place=row.place,
        stated=row.title,
        computed=unit.title,
        message=f"Tệp ghi “{row.title}”, đã hiểu là {unit.title}.",
    )


def _differs(code: str, row: UnitRow, column: str, unit: Unit, remedy: str) -> SourceWarning:
    return SourceWarning(
        code=code,
        place=row.at(column),
        stated=row.title,
        computed=unit.title,
        message=f"Tệp ghi {row.title}, trong hệ thống là {unit.title}. {remedy}",
    )

"""From a name as a person types it to the unit meant: one, or a question back; never a guess."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.unit import KINDS, Unit, highest_named, is_named, readings
from conversations.reading.fold import fold
from storage.units import COLUMNS, lineage, unit_of, units_of
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.database import Transaction

_NAMED = f"""
SELECT {COLUMNS}, NULL AS parent FROM unit u
WHERE u.folded = :folded OR u.id IN (SELECT a.unit FROM unit_alias a WHERE a.folded = :folded)
ORDER BY u.id
"""  # noqa: S608 - a constant of column names
_OTHER_NAMES = """
SELECT a.name FROM unit_alias a WHERE a.unit = :unit UNION SELECT u.name FROM unit u WHERE u.id = :unit ORDER BY name
"""
"""Its present name too: a unit is found by it whatever it was called on the day asked for."""
_EVER_ABOVE = f"""
SELECT {COLUMNS}, NULL AS parent FROM unit u WHERE u.id IN (SELECT p.parent FROM unit_parent p WHERE p.unit = :unit)
ORDER BY u.id
"""  # noqa: S608 - as above
_SHOWN = 6
"""More candidates than this are not read on a telephone."""


async def unit_named(tx: Transaction, text: str, *, day: date) -> Unit:
    """The unit of that name. Raises Problem: nobody has it (with names that are near), or several have (with them)."""
    found = await units_named(tx, text, day=day)
    if len(found) == 1:
        return found[0]
    if found:
        raise await _which(tx, text, found, day)
    raise await _nobody(tx, text)


async def units_named(tx: Transaction, text: str, *, day: date) -> tuple[Unit, ...]:
    """All units the name can mean: with or without its kind, alone or followed by units above it after commas.

    Units that exist on the day come before those that existed at another time.
    """
    for name, above in readings(text):
        candidates = await _candidates(tx, name, day)
        if above:
            lines = [(unit, (await lineage(tx, unit.id, day=day))[1:]) for unit in candidates]
            candidates = _under(lines, above)
            if not candidates:  # by what it stood below at another time, or was said to
                ever = [(unit, (*line, *await _ever_above(tx, unit, day))) for unit, line in lines]
                candidates = _under(ever, above)
        existing = [unit for unit in candidates if unit.exists_on(day)]
        found = highest_named(existing or candidates, name)
        if found:
            return found
    return ()


def _under(lines: Sequence[tuple[Unit, Sequence[Unit]]], above: Sequence[str]) -> list[Unit]:
    return [unit for unit, line in lines if all(any(is_named(one, part) for one in line) for part in above)]


async def _ever_above(tx: Transaction, unit: Unit, day: date) -> tuple[Unit, ...]:
    return units_of(await tx.all(_EVER_ABOVE, unit=unit.id, day=day.isoformat(), known=known_by(None)))


async def titled(tx: Transaction, unit: Unit, *, day: date) -> str:
    """The unit with what stands directly above it: "xã Đại Sơn, huyện Quảng Hòa"."""
    line = await lineage(tx, unit.id, day=day)
    return ", ".join(one.title for one in line[:2]) if line else unit.title


async def _candidates(tx: Transaction, text: str, day: date) -> list[Unit]:
    """The units one of whose names this is, with or without a kind in front; with their aliases and parents."""
    folded = fold(text)
    wanted = [folded]
    wanted += [folded.removeprefix(f"{fold(kind.name)} ") for kind in KINDS if folded.startswith(f"{fold(kind.name)} ")]
    found: dict[int, Unit] = {}
    for name in dict.fromkeys(wanted):
        for row in await tx.all(_NAMED, folded=name, day=day.isoformat(), known=known_by(None)):
            found.setdefault(row["id"], unit_of(row))
    return [await _whole(tx, unit, day) for unit in found.values()]


async def _whole(tx: Transaction, unit: Unit, day: date) -> Unit:
    rows = await tx.all(_OTHER_NAMES, unit=unit.id)
    line = await lineage(tx, unit.id, day=day)
    return replace(unit, parent=line[0].parent if line else None, aliases=tuple(row["name"] for row in rows))


async def _which(tx: Transaction, text: str, found: Sequence[Unit], day: date) -> Problem:
    titles = [await titled(tx, unit, day=day) for unit in found[:_SHOWN]]
    more = f" và {len(found) - _SHOWN} đơn vị nữa" if len(found) > _SHOWN else ""
    return Problem(
        code="unit_ambiguous",
        where=f"“{text}”",
        message=f"Có {len(found)} đơn vị cùng tên: {'; '.join(titles)}{more}.",
        remedy=f"Hãy ghi rõ đơn vị nào, ví dụ “{titles[0]}”.",
    )


async def _nobody(tx: Transaction, text: str) -> Problem:
    rows = await tx.all("SELECT DISTINCT name FROM unit ORDER BY name")
    if not rows:
        return Problem(
            code="unit_unknown",
            where=f"“{text}”",
            message="Hệ thống chưa có đơn vị nào.",
            remedy="Hãy nhập văn bản của chính đơn vị ấy trước (ntm import), hoặc xem lại thư mục NTM_DATA_DIR.",
        )
    by_fold = {fold(row["name"]): row["name"] for row in rows}
    names = {fold(name) for name, _ in readings(text)}
    names |= {name.removeprefix(f"{fold(kind.name)} ") for name in names for kind in KINDS}
    near = [by_fold[key] for name in sorted(names) for key in difflib.get_close_matches(name, by_fold, n=2, cutoff=0.7)]
    listed = ", ".join(dict.fromkeys(near))
    return Problem(
        code="unit_unknown",
        where=f"“{text}”",
        message="Không có đơn vị nào tên như vậy.",
        remedy=f"Có phải là {listed}?" if listed else "Xem các đơn vị đã có: ntm unit list.",
    )

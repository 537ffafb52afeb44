"""The working days of Vietnam: public holidays and Tết from a kept library, swaps that it does not know from a file.

The file is TOML, a table a year, days as dates: `[2027]`, `off = [2027-02-05]`, `worked = [2027-02-13]`.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.settings import SettingsProblem
from conversations.programme.workdays import SATURDAY, Workdays

if TYPE_CHECKING:
    from pathlib import Path

YEARS_AROUND: Final = 2
SETTING: Final = "NTM_HOLIDAYS"


def load_workdays(years: range, overrides: Path | None = None) -> Workdays:
    """The working days of these years. Raises SettingsProblem for a file that cannot be read as said above."""
    import holidays  # noqa: PLC0415 - a twentieth of a second, and only what is scheduled asks for it

    known = holidays.country_holidays("VN", years=years)
    weekend_worked = {day for day in known.weekend_workdays if day.year in years}
    off = {day for day in known if day.weekday() < SATURDAY}
    more_off, more_worked = (set(), set()) if overrides is None else _read(overrides)
    return Workdays(
        off=frozenset((off | more_off) - more_worked), worked=frozenset((weekend_worked | more_worked) - more_off)
    )


class KnownWorkdays:
    """The working days around a day, read once a year: the first time takes a twentieth of a second."""

    def __init__(self, overrides: Path | None) -> None:
        self._overrides = overrides
        self._known: tuple[int, Workdays] | None = None

    def __call__(self, day: date) -> Workdays:
        """Raises SettingsProblem as `load_workdays`."""
        if self._known is None or self._known[0] != day.year:
            self._known = (day.year, load_workdays(years_around(day), self._overrides))
        return self._known[1]


def years_around(day: date) -> range:
    """The years whose days may matter on that day."""
    return range(day.year - YEARS_AROUND, day.year + YEARS_AROUND + 1)


def _read(path: Path) -> tuple[set[date], set[date]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        off, worked = set[date](), set[date]()
        for year, days in document.items():
            off |= _days(days, "off", year)
            worked |= _days(days, "worked", year)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError) as problem:
        raise SettingsProblem(
            SETTING,
            f"không đọc được lịch nghỉ {path.name} ({problem}).",
            "Mỗi năm một mục, ví dụ: [2027], off = [2027-02-05], worked = [2027-02-13].",
        ) from problem
    return off, worked


def _days(days: dict[str, list[date]], name: str, year: str) -> set[date]:
    found = days.get(name, [])
    for day in found:
        if type(day) is not date or str(day.year) != year:
            raise ValueError(f"[{year}] {name}: {day}")
    return set(found)

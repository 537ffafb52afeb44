"""Working days: public holidays and Tết of the library, swaps from a file, and a file that says nothing right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.settings import SettingsProblem
from bot.workdays import load_workdays, years_around

if TYPE_CHECKING:
    from pathlib import Path


def test_tet_and_the_public_holidays_are_off_and_a_swapped_saturday_is_worked() -> None:
    days = load_workdays(range(2023, 2027))
    off = (
        date(2023, 1, 20),
        date(2023, 1, 26),
        date(2023, 5, 2),
        date(2023, 9, 4),
        date(2026, 2, 18),
        date(2026, 8, 31),
    )
    assert [days.is_worked(day) for day in off] == [False] * len(off)
    assert days.is_worked(date(2026, 8, 22))
    assert days.is_worked(date(2023, 6, 9))
    assert not days.is_worked(date(2023, 6, 10))


def test_a_file_adds_days_off_and_days_worked(tmp_path: Path) -> None:
    file = tmp_path / "ngay-nghi.toml"
    file.write_text("[2027]\noff = [2027-06-11]\nworked = [2027-06-12]\n", encoding="utf-8")
    days = load_workdays(range(2027, 2028), file)
    assert not days.is_worked(date(2027, 6, 11))
    assert days.is_worked(date(2027, 6, 12))


@pytest.mark.parametrize(
    "text",
    [
        "[2027",
        "off = [2027-06-11]",
        "[2027]\noff = [2026-06-11]",
        '[2027]\noff = ["2027-06-11"]',
        "[2027]\noff = [2027-06-11T08:00:00]",
        "[2027]\nworked = 5",
    ],
)
def test_a_file_that_says_something_else_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ngay-nghi.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsProblem, match=r"ngay-nghi\.toml") as refused:
        load_workdays(range(2027, 2028), file)
    assert refused.value.where == "NTM_HOLIDAYS"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem):
        load_workdays(range(2027, 2028), tmp_path / "none.toml")


def test_a_tick_knows_the_years_around_it() -> None:
    assert list(years_around(date(2023, 12, 31))) == [2021, 2022, 2023, 2024, 2025]

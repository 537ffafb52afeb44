"""The same plan again changes nothing; a changed one is told cell by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.documents.read_text import read_text
from conversations.programme.plan_difference import CellChange, canonical, difference, value_text
from conversations.programme.plan_document import PlanDocument, read_plan
from conversations.programme.plan_rows import Met, PlanValue, Target
from conversations.programme.table import Document
from tests.programme.quang_hoa import CRITERIA, SEED, plan

X, Y23, Y24 = Met(), Target(year=2023), Target(year=2024)


def reread(text: str) -> PlanDocument:
    return read_plan(Document(name=Path("khac.txt").name, blocks=read_text(text)), CRITERIA)


def source() -> str:
    return SEED.read_text(encoding="utf-8")


def test_the_same_plan_has_no_difference_and_the_same_text() -> None:
    assert difference(plan().values(), plan().values()) == ()
    assert canonical(reread(source())) == canonical(plan())


def test_layout_order_of_rows_and_repeated_marks_are_no_difference() -> None:
    lines = source().split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("1\tĐại Sơn\t14"))
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    moved = reread("\n\n".join(lines).replace("\tx\tx", "\tX\tx"))
    assert difference(plan().values(), moved.values()) == ()
    assert canonical(moved) == canonical(plan())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("9\tTự Do\t9\t2022", "9\tTự Do\t9\tx"),
        ("9\tTự Do\t9\t", "9\tTự Do\t10\t"),
        ("trước ngày 10/6", "trước ngày 12/6"),
        ("trước **ngày 02/11/2022**", "trước **ngày 05/11/2022**"),
        ("phụ trách đánh giá 10 tiêu chí", "phụ trách đánh giá 9 tiêu chí"),
        ("tiêu chí số 15 (Y tế)", "tiêu chí số 16 (Y tế)"),
        ("2\tPhúc Sen\t2023\t2024\t2025", "2\tPhúc Sen\t2023\t2025\t2025"),
        ("Năm 2024: 31", "Năm 2024: 30"),
        ("tháng 10 năm 2022", "tháng 11 năm 2022"),
        ("Số: /KH-UBND", "Số: 15/KH-UBND"),
        ("<b>11.4</b>", "<b>11.5</b>"),
        ("16/16 xã", "15/16 xã"),
        ("hàng năm tăng 01", "hàng năm tăng 02"),
        ("02 xã (Đại Sơn, Phúc Sen)", "02 xã (Đại Sơn, Tự Do)"),
    ],
)
def test_whatever_changes_the_meaning_changes_the_text(old: str, new: str) -> None:
    assert old in source()
    assert canonical(reread(source().replace(old, new, 1))) != canonical(plan())


def test_each_changed_cell_is_told_with_before_and_after() -> None:
    old: dict[str, dict[str, PlanValue]] = {"Tự Do": {"1": X, "2": Y23}, "Phi Hải": {"1": X, "2": X}}
    new: dict[str, dict[str, PlanValue]] = {"xã Tu Do": {"1": X, "2": Y24}, "Mỹ Hưng": {"1": Y23, "2": X}}
    assert difference(old, new) == (
        CellChange(commune="xã Tu Do", criterion="2", before=Y23, after=Y24),
        CellChange(commune="Mỹ Hưng", criterion="1", before=None, after=Y23),
        CellChange(commune="Mỹ Hưng", criterion="2", before=None, after=X),
        CellChange(commune="Phi Hải", criterion="1", before=X, after=None),
        CellChange(commune="Phi Hải", criterion="2", before=X, after=None),
    )


def test_names_that_differ_in_an_accent_are_two_communes() -> None:
    old: dict[str, dict[str, PlanValue]] = {"Hồng Quang": {"1": X}}
    new: dict[str, dict[str, PlanValue]] = {"Hùng Quang": {"1": X}, "Hồng Quang": {"1": X}}
    assert [change.commune for change in difference(old, new)] == ["Hùng Quang"]


def test_a_criterion_that_left_the_table_is_told() -> None:
    old: dict[str, dict[str, PlanValue]] = {"Tự Do": {"1": X, "2": Y23}}
    new: dict[str, dict[str, PlanValue]] = {"Tự Do": {"1": X}}
    assert difference(old, new) == (CellChange(commune="Tự Do", criterion="2", before=Y23, after=None),)


def test_a_cell_is_written_as_in_the_table() -> None:
    assert [value_text(value) for value in (X, Y23, Target(year=None), None)] == ["x", "2023", "", ""]


def test_a_plan_without_its_prose_has_another_text() -> None:
    assert canonical(replace(plan(), offices=(), regime=None)) != canonical(plan())

"""Criteria sets in storage: versions that never change, files loaded once, and the set that is in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.criteria import Purpose
from conversations.programme.problem import Problem
from conversations.programme.unit import Level, kind_by_code
from storage.criteria import CriteriaSets, ensure_shipped_sets, store_set, stored_sets
from storage.criteria_sets import shipped_files
from storage.times import ZONE

if TYPE_CHECKING:
    from storage.database import Database

AT = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
FILES = dict(shipped_files())
VILLAGE = "thon-ntm-vi-du"
COMMUNE = "xa-ntm-2021-2025"
OFFICE = "co-quan-bao-cao-dinh-ky"
QUESTIONS = """
id = "hoi-1"
title = "Hỏi về mưa đá"
level = "commune"
purpose = "questions"
valid_from = 2023-06-05
[sources]
asked = { confidence = "example", text = "Yêu cầu của huyện" }
[[criteria]]
code = "1"
title = "Nhà hư hại"
title_source = "asked"
[[criteria.indicators]]
code = "1"
title = "Bao nhiêu nhà hư hại?"
measure = "number"
judged = false
dated = false
title_source = "asked"
"""


async def test_the_shipped_sets_are_loaded_once(database: Database) -> None:
    async with database.write() as tx:
        first = await ensure_shipped_sets(tx, at=AT)
        again = await ensure_shipped_sets(tx, at=AT)
        listed = await stored_sets(tx)
    assert [(one.id, one.version) for one in first] == [(name.removesuffix(".toml"), 1) for name in FILES]
    assert again == ()
    assert [one.id for one in listed] == [
        "bao-cao-thang-xa", COMMUNE, "xa-ntm-2026-2030", "bao-cao-thang-huyen", OFFICE, VILLAGE,
    ]  # fmt: skip


async def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays(database: Database) -> None:
    changed = FILES[f"{VILLAGE}.toml"].replace("bao nhiêu hộ?", "tất cả bao nhiêu hộ?", 1)
    sets = CriteriaSets()
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=AT)
        second = await store_set(tx, changed, name="thon.toml", origin="file", at=AT + timedelta(days=1))
        same = await store_set(tx, changed, name="thon.toml", origin="file", at=AT + timedelta(days=2))
        asks = [(await sets.get(tx, VILLAGE, version)).indicators[0].ask for version in (1, 2)]
        told = [await sets.newest(tx, VILLAGE, known=AT), await sets.newest(tx, VILLAGE)]
    assert (second.version, second.changed) == (2, True)
    assert (same.version, same.changed) == (2, False)
    assert asks == ["{Kind} mình có bao nhiêu hộ?", "{Kind} mình có tất cả bao nhiêu hộ?"]
    assert [form.version if form else None for form in told] == [1, 2]


async def test_an_operators_version_is_not_replaced_by_the_shipped_one(database: Database) -> None:
    changed = FILES[f"{VILLAGE}.toml"].replace("bao nhiêu hộ?", "tất cả bao nhiêu hộ?", 1)
    async with database.write() as tx:
        await store_set(tx, changed, name="thon.toml", origin="file", at=AT)
        stored = await ensure_shipped_sets(tx, at=AT)
        listed = [(one.id, one.version) for one in await stored_sets(tx) if one.level is Level.VILLAGE]
    assert VILLAGE not in {one.id for one in stored}
    assert listed == [(VILLAGE, 1)]


@pytest.mark.parametrize(
    ("day", "set_id"),
    [
        (date(2022, 3, 7), None),
        (date(2022, 3, 8), COMMUNE),
        (date(2026, 2, 14), COMMUNE),
        (date(2026, 2, 15), "xa-ntm-2026-2030"),
    ],
)
async def test_the_set_in_force_is_the_one_valid_on_the_day(
    sqlite_database: Database, day: date, set_id: str | None
) -> None:
    async with sqlite_database.write() as tx:
        await ensure_shipped_sets(tx, at=AT)
        form = await CriteriaSets().in_force(tx, Level.COMMUNE, day=day)
    assert (form.id if form else None) == set_id


async def test_a_real_set_comes_before_an_example(database: Database) -> None:
    real = (
        FILES[f"{VILLAGE}.toml"]
        .replace(f'id = "{VILLAGE}"', 'id = "xom-ntm-tinh"')
        .replace("example = true\n", "")
        .replace("valid_from = 2021-01-01", "valid_from = 2020-01-01")
    )
    sets = CriteriaSets()
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=AT)
        before = await sets.in_force(tx, Level.VILLAGE, day=AT.date())
        await store_set(tx, real, name="xom.toml", origin="file", at=AT)
        after = await sets.in_force(tx, Level.VILLAGE, day=AT.date())
    assert [form.id if form else None for form in (before, after)] == [VILLAGE, "xom-ntm-tinh"]


async def test_a_set_is_read_once_and_said_in_the_words_of_the_unit(database: Database) -> None:
    sets = CriteriaSets()
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=AT)
        one = await sets.get(tx, VILLAGE, 1, kind=kind_by_code("xom"))
        again = await sets.get(tx, VILLAGE, 1, kind=kind_by_code("xom"))
        other = await sets.get(tx, VILLAGE, 1, kind=kind_by_code("ban"))
    assert one is again
    assert (one.indicators[0].ask, other.indicators[0].ask) == (
        "Xóm mình có bao nhiêu hộ?",
        "Bản mình có bao nhiêu hộ?",
    )


async def test_a_version_that_was_never_stored_is_a_fault(sqlite_database: Database) -> None:
    async with sqlite_database.write() as tx:
        await ensure_shipped_sets(tx, at=AT)
        with pytest.raises(LookupError, match="xa-ntm-2021-2025 version 7"):
            await CriteriaSets().get(tx, COMMUNE, 7)


@pytest.mark.parametrize("purpose", ["form", "questions"])
async def test_a_form_never_becomes_the_set_of_its_level(database: Database, purpose: str) -> None:
    """Newer, no example, and the only other one of the level: still it is not what communes are judged by."""
    text = QUESTIONS.replace('purpose = "questions"', f'purpose = "{purpose}"')
    day = date(2023, 6, 6)
    sets = CriteriaSets()
    async with database.write() as tx:
        await store_set(tx, text, name="hoi.toml", origin="file", at=AT)
        alone = await sets.in_force(tx, Level.COMMUNE, day=day)
        await ensure_shipped_sets(tx, at=AT)
        beside = await sets.in_force(tx, Level.COMMUNE, day=day)
        form = await sets.in_force(tx, Level.COMMUNE, day=day, purpose=Purpose.FORM)
        office = await sets.in_force(tx, Level.OFFICE, day=day, purpose=Purpose.FORM)
    assert alone is None
    assert beside is not None
    assert beside.id == COMMUNE
    assert (form.id if form else None) == ("hoi-1" if purpose == "form" else "bao-cao-thang-xa")
    assert (office.id if office else None) == OFFICE


async def test_a_set_that_is_loaded_again_for_another_purpose_is_refused(database: Database) -> None:
    async with database.write() as tx:
        await store_set(tx, QUESTIONS, name="hoi.toml", origin="file", at=AT)
        changed = QUESTIONS.replace('purpose = "questions"\n', "")
        with pytest.raises(Problem) as refused:
            await store_set(tx, changed, name="hoi.toml", origin="file", at=AT)
        newest = await CriteriaSets().newest(tx, "hoi-1")
    assert refused.value.code == "criteria_purpose_changed"
    assert newest is not None
    assert (newest.version, newest.purpose) == (1, Purpose.QUESTIONS)


async def test_the_questions_of_one_request_are_not_listed_among_the_sets(database: Database) -> None:
    async with database.write() as tx:
        await store_set(tx, QUESTIONS, name="hoi.toml", origin="file", at=AT)
        assert await stored_sets(tx) == ()

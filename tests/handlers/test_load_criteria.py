"""A criteria-set file is loaded as its set's next version, tried without being kept, and listed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from conversations.programme.problem import Problem
from handlers.load_criteria import list_criteria, load_criteria, load_shipped_sets
from storage.criteria import CriteriaSets
from storage.criteria_sets import shipped_files
from storage.times import ZONE

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
CHANGED = dict(shipped_files())["thon-ntm-vi-du.toml"].replace("(ví dụ)", "(ví dụ, bản của huyện)")


async def versions(database: Database) -> dict[str, tuple[int, str]]:
    listed = await list_criteria(database, CriteriaSets())
    return {str(stored.id): (stored.version, form.title) for stored, form in listed}


async def test_a_trial_says_the_next_version_and_keeps_nothing(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    before = await versions(database)
    tried = await load_criteria(database, CHANGED, name="thon.toml", at=NOW, dry_run=True)
    assert (tried.version, tried.changed) == (2, True)
    assert await versions(database) == before


async def test_a_loaded_file_is_the_next_version_and_again_it_is_none(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    first = await load_criteria(database, CHANGED, name="thon.toml", at=NOW)
    again = await load_criteria(database, CHANGED, name="thon.toml", at=NOW)
    assert [(one.version, one.changed) for one in (first, again)] == [(2, True), (2, False)]
    assert (await versions(database))["thon-ntm-vi-du"] == (2, "Bộ tiêu chí thôn nông thôn mới (ví dụ, bản của huyện)")
    assert await load_shipped_sets(database, at=NOW) == ()


async def test_a_file_that_is_not_right_changes_nothing(sqlite_database: Database) -> None:
    await load_shipped_sets(sqlite_database, at=NOW)
    before = await versions(sqlite_database)
    with pytest.raises(Problem) as wrong:
        await load_criteria(sqlite_database, CHANGED.replace('"village"', '"làng"'), name="thon.toml", at=NOW)
    assert wrong.value.code == "criteria_file_wrong"
    assert await versions(sqlite_database) == before

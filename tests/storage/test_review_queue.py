"""A desk and a page of its queue are read from indexes, however much waits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.programme.ids import UnitId
from conversations.programme.review import Queue
from storage import review_queues
from storage.review_queues import desk_counts, queued

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from storage.database import Database, Transaction


async def plan_of(tx: Transaction, sql: str, **values: Any) -> list[str]:
    return [row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)]


def sorted_or_scanned(plan: Sequence[str]) -> list[str]:
    return [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN v")]


async def test_a_desk_is_counted_from_its_indexes(sqlite_database: Database) -> None:
    async with sqlite_database.read() as tx:
        plan = await plan_of(tx, review_queues._COUNTS, unit=1, most=10)
    found = [step for step in plan if "item_review" in step]
    assert len(found) == 6
    assert all("COVERING" in step or "item_review_together" in step for step in found), found
    assert sorted_or_scanned(plan) == []


@pytest.mark.parametrize("queue", [Queue.WAITING, Queue.ASKED, Queue.TOGETHER])
async def test_a_page_of_an_office_is_found_in_the_order_of_an_index(sqlite_database: Database, queue: Queue) -> None:
    within, order = review_queues._OF_QUEUE[queue]
    sql = f"SELECT v.report, v.indicator FROM item_review v {within} ORDER BY {order} LIMIT 8 OFFSET 400"  # noqa: S608 - as in the module
    async with sqlite_database.read() as tx:
        assert sorted_or_scanned(await plan_of(tx, sql, unit=1)) == []


async def test_where_nothing_waits_nothing_is_counted_or_listed(database: Database) -> None:
    async with database.read() as tx:
        assert await desk_counts(tx, UnitId(1), most=10) == review_queues.DeskCounts()
        for queue in Queue:
            assert await queued(tx, UnitId(1), queue, skip=0, limit=8, day=date(2023, 6, 5)) == ()

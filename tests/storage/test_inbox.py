from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from storage import inbox

if TYPE_CHECKING:
    from storage.database import Database, Transaction


async def claim(tx: Transaction, key: str, channel: str = "telegram", at: int = 1) -> bool:
    return await inbox.claim(tx, channel=channel, update_key=key, kind="pressed", at=at)


async def test_an_update_is_taken_once_for_each_channel(database: Database) -> None:
    assert await database.turn(partial(claim, key="1"))
    assert not await database.turn(partial(claim, key="1"))
    assert await database.turn(partial(claim, key="1", channel="zalo"))


async def test_five_identical_updates_at_once_are_taken_once(database: Database) -> None:
    found = await asyncio.gather(*(database.turn(partial(claim, key="1")) for _ in range(5)))
    assert sorted(found) == [False, False, False, False, True]


async def test_an_update_whose_turn_failed_may_come_again(database: Database) -> None:
    async def fails(tx: Transaction) -> None:
        await claim(tx, "1")
        raise ArithmeticError

    found = await asyncio.gather(database.turn(fails), return_exceptions=True)
    assert isinstance(found[0], ArithmeticError)
    assert await database.turn(partial(claim, key="1"))


async def test_old_keys_are_forgotten(database: Database) -> None:
    async with database.write() as tx:
        await claim(tx, "1", at=10)
        await claim(tx, "2", at=20)
        assert await inbox.forget_before(tx, 20) == 1
        assert [await claim(tx, "1"), await claim(tx, "2")] == [True, False]

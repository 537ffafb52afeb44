"""The log of every change, examined as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.audit import FAULTS_TOLD, against, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.audit import ChainEnd, Verified
    from storage.database import Database


async def verify_log(database: Database, *, earlier: Sequence[ChainEnd] = ()) -> Verified:
    """Examine it, in one unchanging picture. earlier: the chains' ends of a time before, which must still be there."""
    async with database.read() as tx:
        found = await verify(tx)
        missing = await against(tx, earlier)
    return replace(
        found, faults=(*missing, *found.faults)[:FAULTS_TOLD], faults_found=found.faults_found + len(missing)
    )

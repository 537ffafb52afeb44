"""Who builds a work: each time it was stated, never changed; the latest day's word counts, of one day the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.money import Contract
from storage.times import day_or_none, millis, stored_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.ids import PersonId
    from storage.database import Row, Transaction

CONTRACTS = """
SELECT c.* FROM work_contract c
WHERE c.work IN (SELECT l.work FROM work_line l WHERE l.unit IN ({marks}))
AND c.said_on <= :day AND c.recorded_at <= :known
ORDER BY c.said_on, c.id
"""
"""Those of all works of these units, the one that counts last."""


async def add_contract(
    tx: Transaction,
    work: int,
    contract: Contract,
    *,
    said_on: date,
    at: datetime,
    person: PersonId | None = None,
    channel: str = "",
) -> None:
    """It replaces what was stated of this work up to that day. A contractor "" says that there is none."""
    await tx.run(
        """
        INSERT INTO work_contract (
            work, contractor, number, signed_on, amount, said_on, person, channel, recorded_at
        )
        VALUES (:work, :contractor, :number, :signed_on, :amount, :said_on, :person, :channel, :at)
        """,
        work=work,
        contractor=contract.contractor,
        number=contract.number,
        signed_on=stored_day(contract.signed_on),
        amount=contract.amount,
        said_on=said_on.isoformat(),
        person=person,
        channel=channel,
        at=millis(at),
    )


async def contract_of(tx: Transaction, work: int, day: date) -> Contract | None:
    """What counts of one work on that day; None: nothing is stated, or nobody is contracted."""
    rows = await tx.all(
        "SELECT * FROM work_contract WHERE work = :work AND said_on <= :day ORDER BY said_on, id",
        work=work,
        day=day.isoformat(),
    )
    return newest_contracts(rows).get(work)


def newest_contracts(rows: Iterable[Row]) -> Mapping[int, Contract]:
    """By work, out of rows in the order of `CONTRACTS`."""
    found: dict[int, Contract] = {}
    for row in rows:
        found[row["work"]] = Contract(
            contractor=row["contractor"],
            number=row["number"],
            signed_on=day_or_none(row["signed_on"]),
            amount=row["amount"],
        )
    return {work: one for work, one in found.items() if one.contractor}

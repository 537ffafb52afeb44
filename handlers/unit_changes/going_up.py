"""What hangs on units that end without one in their place: it ends with them, or goes to the unit above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import period_by_key
from storage.offices import owners, put_owners
from storage.rules import rules_of_unit
from storage.unit_touched import owned_here, roles_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from storage.database import Transaction
    from storage.unit_changes import Journal


async def roles_end(tx: Transaction, journal: Journal, units: Sequence[UnitId], *, on: date) -> None:
    """Nobody works there from that day on; a role that was to begin later never does."""
    for unit in units:
        for role in await roles_after(tx, unit, on):
            async with journal.watching(("role_grant", {"id": role.id})):
                await tx.run(
                    "UPDATE role_grant SET valid_to = :until WHERE id = :id",
                    id=role.id,
                    until=max(on, role.valid_from).isoformat(),
                )


async def ownership_ends(tx: Transaction, journal: Journal, units: Sequence[UnitId], *, on: date, at: datetime) -> None:
    """No office of these units judges below them from that day on."""
    for unit in units:
        for set_id in {part.set_id for part in await owned_here(tx, unit, on) if part.unit == unit}:
            async with journal.watching(("indicator_owner", {"unit": unit, "set_id": set_id})):
                await put_owners(tx, unit, set_id, (), valid_from=on, plan=None, at=at)


async def drafts_go(tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId, *, on: date) -> None:
    """What was begun and is due from that day on is a report to the unit that takes over the rule of that code."""
    new = {rule.code: rule for rule in await rules_of_unit(tx, unit)}
    for old in olds:
        for rule in await rules_of_unit(tx, old):
            taker = new.get(rule.code)
            if taker is None:
                continue
            for row in await tx.all(_OPEN, rule=rule.id, taker=taker.id):
                period = period_by_key(taker, row["period"])
                if period is None or period.deadline.day < on:
                    continue
                async with journal.watching(("report", {"id": row["id"]})):
                    await tx.run("UPDATE report SET rule = :taker WHERE id = :id", taker=taker.id, id=row["id"])


_OPEN = """
    SELECT r.id, r.period FROM report r
    WHERE r.rule = :rule AND r.state IN ('draft', 'withdrawn', 'waiting_for_leader') AND NOT EXISTS (
        SELECT 1 FROM report o WHERE o.unit = r.unit AND o.rule = :taker AND o.period = r.period
    ) ORDER BY r.id
"""


async def reviews_go_up(tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId, *, on: date) -> None:
    """What waits for offices that end waits for the one that judges it for the unit above, or for none."""
    for old in olds:
        for row in await tx.all(
            """
            SELECT v.report, v.indicator, r.set_id FROM item_review v JOIN report r ON r.id = v.report
            WHERE v.office = :office AND v.state IN ('waiting', 'asked') AND v.final = 0
            """,
            office=old,
        ):
            judges = (await owners(tx, unit, row["set_id"], day=on)).get(row["indicator"], (None,))
            key = {"report": row["report"], "indicator": row["indicator"]}
            async with journal.watching(("item_review", key)):
                await tx.run(
                    "UPDATE item_review SET office = :office WHERE report = :report AND indicator = :indicator",
                    office=judges[0],
                    **key,
                )

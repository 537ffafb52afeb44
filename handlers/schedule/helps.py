"""Whom to ring about a report: a manager of the unit it is owed to, where one has left a telephone number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Role
from storage.owing import holders_between, parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.ids import RuleId, UnitId
    from storage.database import Transaction


async def whom_to_ring(
    tx: Transaction, rules: Mapping[RuleId, UnitId], *, today: date
) -> Mapping[RuleId, tuple[str, str]]:
    """Rule to name and telephone. rules: each with the unit it is owed to."""
    found: dict[UnitId, tuple[str, str]] = {}
    for part in parts(set(rules.values())):
        held = await holders_between(tx, (Role.MANAGER,), between=(part[0], part[-1]), today=today)
        for unit, managers in held.items():
            reachable = [holder for holder in managers if holder.phone]
            if reachable:
                found[unit] = (reachable[0].name, reachable[0].phone)
    return {rule: found[unit] for rule, unit in rules.items() if unit in found}

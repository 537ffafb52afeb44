"""What a unit's progress asks for."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.engine.ask import Ask
from conversations.programme.crosswalk import StatusUnder
from conversations.programme.ids import UnitId


@dataclass(frozen=True, slots=True)
class UnderOtherSet(Ask[StatusUnder]):
    """Where a commune stands under the criteria set before or after the one it is known under."""

    unit: UnitId

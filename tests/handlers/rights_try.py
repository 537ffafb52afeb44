"""What a try is, and what is named by tries that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.programme.ids import DifficultyId, DossierId, EntryId, PersonId, RuleId, UnitId
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.rights_world import NOWHERE, STATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.handlers.rights_world import Everybody

NOTHING = "nothing"
ONCE = ("draft",)
"""Where the report's state does not matter."""
GONE = STATES[STATES.index("sent") :]
NOBODY, NO_UNIT, NO_RULE, NO_DIFFICULTY = PersonId(NOWHERE), UnitId(NOWHERE), RuleId(NOWHERE), DifficultyId(NOWHERE)
NO_ENTRY = EntryId(NOWHERE)
NO_DOSSIER = DossierId(NOWHERE)
TO = (NOW + 30 * DAY).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One thing to do. missing: the same done to what does not exist; None: it names nothing."""

    name: str
    make: Callable[[Everybody], e.Effect]
    missing: Callable[[Everybody], e.Effect] | None = None
    states: tuple[str, ...] = ONCE

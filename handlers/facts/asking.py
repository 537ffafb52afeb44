"""The turn as its asks see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.person import Person
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """By whom, when, and with what it is answered."""

    tx: Transaction
    person: Person
    programme: Programme
    services: Services
    caches: Caches
    words: Words
    now: datetime

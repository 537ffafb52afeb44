"""For how long each kind of data is kept, and what of it is over its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from storage.retention import counts_of_kinds
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.ports import Clock
    from storage.database import Database
    from storage.retention import KindCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Days from the moment, or whole years after the year: with 5, what came in 2023 is kept until 31/12/2028."""

    update_keys_days: int = 7
    """Telegram repeats an update for a day."""
    messages_days: int = 14
    """Texts of messages that left: so long it can be looked up what a person was told."""
    message_rows_days: int = 60
    visitors_days: int = 30
    """Conversations of people who have not joined, or have left."""
    people_years: int = 5
    """Names, numbers and chats of people who withdrew their consent: as the consent text promises."""
    requests_years: int = 5
    """What was written about personal data, after it was finished; and rights that were asked for."""
    photos_years: int = 5
    voice_years: int = 5

    def days_before(self, now: datetime, days: int) -> int:
        """What was before that moment is over its time, in the stored form."""
        return millis(now - timedelta(days=days))

    def years_before(self, now: datetime, years: int) -> int:
        """The same for whole years after the year in which it came."""
        return millis(datetime(now.year - years, 1, 1, tzinfo=now.tzinfo))

    def cutoffs(self, now: datetime) -> Mapping[str, int]:
        """For each kind, the moment before which it is over its time."""
        return {
            "update_keys": self.days_before(now, self.update_keys_days),
            "messages": self.days_before(now, self.messages_days),
            "message_rows": self.days_before(now, self.message_rows_days),
            "visitors": self.days_before(now, self.visitors_days),
            "people": self.years_before(now, self.people_years),
            "requests": self.years_before(now, self.requests_years),
            "photos": self.years_before(now, self.photos_years),
            "voice": self.years_before(now, self.voice_years),
        }


async def retention_now(database: Database, clock: Clock, retention: Retention) -> Mapping[str, KindCount]:
    """For each kind how much is kept, and how much of it goes in the next rounds. Nothing is changed."""
    async with database.read() as tx:
        return await counts_of_kinds(tx, retention.cutoffs(clock.now()))

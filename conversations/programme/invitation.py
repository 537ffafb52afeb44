"""Invitations: how long they may stand, how many may use one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conversations.programme.ids import InvitationId
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit

GOOD_FOR: Final = timedelta(days=14)
"""When nobody says otherwise: long enough for a sheet of paper to reach a village."""
MOST_USES: Final = 1000
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """One that can still be used. link: "" where no channel has links."""

    id: InvitationId
    code: str
    link: str
    unit: Unit
    role: Role
    post: str
    uses: int
    used: int
    asks_phone: bool
    expires_at: datetime
    made_by: str
    """By name; "" from the command line."""

    @property
    def left(self) -> int:
        """So many people can still use it."""
        return self.uses - self.used

    @property
    def last_day(self) -> date:
        """The last day on which it can be used."""
        return (self.expires_at - timedelta(seconds=1)).date()


def until_is_right(until: date, *, today: date) -> bool:
    """Whether an invitation may stand to the end of that day."""
    return today <= until <= today + LONGEST - timedelta(days=1)

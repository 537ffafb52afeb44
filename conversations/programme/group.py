"""Groups that follow a unit: where its summaries are sent, and what stands between the bot and a group.

One group, or one topic of it, follows one unit; several may follow the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from conversations.programme.ids import GroupId, PersonId, UnitId

if TYPE_CHECKING:
    from collections.abc import Iterable

ADMIN_TOLD_AFTER: Final = timedelta(days=1)
NO_PICTURES_FOR: Final = timedelta(days=7)
"""So long a group that took no picture gets text instead; then a picture is tried again."""


class Barrier(StrEnum):
    """Why a group does not take what is sent."""

    REMOVED = "removed"
    """The bot is no member any more, or the group is gone."""
    NO_RIGHTS = "no_rights"
    """The bot may not write there."""
    TOPIC_GONE = "topic_gone"
    """The topic was deleted or closed; the group still stands."""
    NO_PICTURES = "no_pictures"
    """Text is taken, pictures are not. Such a group is within reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChat:
    """A group or a topic that follows a unit. address: where to send to; title: the group's name when last heard."""

    id: GroupId
    channel: str
    address: str
    title: str
    unit: UnitId
    bound_by: PersonId
    bound_at: datetime
    barrier: Barrier | None = None
    unreachable_since: datetime | None = None
    no_pictures_at: datetime | None = None
    """When it last did not take a picture."""

    def takes_pictures(self, now: datetime) -> bool:
        """Whether a picture is worth sending."""
        return self.no_pictures_at is None or now - self.no_pictures_at >= NO_PICTURES_FOR

    @property
    def worth_trying(self) -> bool:
        """Whether something can arrive. Rights to write come back without a word, so they are tried."""
        return self.barrier not in {Barrier.REMOVED, Barrier.TOPIC_GONE}


def long_out_of_reach(groups: Iterable[GroupChat], *, now: datetime) -> tuple[GroupChat, ...]:
    """Those that nothing has reached for a day: whoever runs the system should know."""
    return tuple(
        group
        for group in groups
        if group.unreachable_since is not None and now - group.unreachable_since >= ADMIN_TOLD_AFTER
    )

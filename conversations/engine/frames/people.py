"""Where whoever runs the system stands with people: who they are, what they may do, who takes over from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from conversations.programme.change_log import LogKind
from conversations.programme.ids import InvitationId, PersonId, UnitId
from conversations.programme.person import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDraft:
    """A role as far as it has been said. post None: not said yet; "" nobody's in particular."""

    unit: UnitId | None = None
    role: Role | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """An admin looks for people, gives and ends roles, lets an account rest, hands over.

    draft: of a role to be given or ended; at a handover its unit and role, none: all that is held.
    """

    stage: Literal["list", "card", "grant", "end", "end_sure", "suspend", "handover", "successor", "handover_sure"] = (
        "list"
    )
    text: str = ""
    """Who is looked for."""
    page: int = 0
    person: PersonId | None = None
    draft: RoleDraft = RoleDraft()
    successor: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """An admin looks after invitations: those that are open, a new one, its withdrawal. until: the last day; None: the
    usual time.
    """

    stage: Literal["list", "one", "withdraw", "role", "sure", "uses", "until"] = "list"
    number: InvitationId | None = None
    """The one that is looked at."""
    draft: RoleDraft = RoleDraft()
    uses: int = 1
    until: date | None = None
    phone: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """An admin reads the log of changes. trail: from where each page after the first goes on. text: typed, may mean a
    person or a unit.
    """

    stage: Literal["list", "kinds", "pick"] = "list"
    text: str = ""
    person: PersonId | None = None
    unit: UnitId | None = None
    kind: LogKind | None = None
    trail: tuple[int, ...] = ()

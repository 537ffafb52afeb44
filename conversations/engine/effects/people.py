"""What whoever runs the system does to people: roles, accounts that rest, handovers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """From now on this person holds the role there."""

    person: PersonId
    unit: UnitId
    role: Role
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRole:
    """From now on this person does not hold the role with this post there."""

    person: PersonId
    unit: UnitId
    role: Role
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendPerson:
    """The account rests: roles are kept, nothing works, nothing is sent."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePerson:
    """The account works again."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What the giver holds passes to the successor. seen: the roles as they stood in the preview."""

    giver: PersonId
    successor: PersonId
    seen: tuple[tuple[UnitId, Role, str], ...]

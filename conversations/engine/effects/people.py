"""What whoever runs the system does to people: roles, accounts that rest, handovers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.ids import InvitationId, PersonId, UnitId
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeInvitation:
    """A code for this role, to be used by so many people up to the end of that day. It is shown as a picture, too."""

    unit: UnitId
    role: Role
    post: str
    uses: int
    until: date
    phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowInvitation:
    """The code of an open invitation as a picture."""

    invitation: InvitationId


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawInvitation:
    """Nobody joins by it any more; whoever has stays."""

    invitation: InvitationId


OnPeople = GrantRole | EndRole | SuspendPerson | ResumePerson | HandOver | WithdrawInvitation

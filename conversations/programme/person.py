"""People and what they are: a person holds roles, each bound to a unit and to dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit


class Role(StrEnum):
    """What a person may be for a unit."""

    VILLAGE_OFFICER = "village_officer"
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    OFFICE_REVIEWER = "office_reviewer"
    MANAGER = "manager"
    OBSERVER = "observer"
    ADMIN = "admin"


REMINDED = frozenset(
    {Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.OFFICE_REVIEWER, Role.MANAGER}
)
"""Who is reminded of a unit's reports, when it is their turn; managers of their district's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One role at one unit."""

    role: Role
    unit: Unit
    post: str = ""
    """"Trạm y tế", "Công an": which indicators of a commune are theirs by preset; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has joined. name comes from the erasable table and may be empty after erasure."""

    id: PersonId
    name: str
    grants: tuple[Grant, ...] = ()
    suspended: bool = False
    """By an admin: the roles are kept, but none is among the grants, and no command works."""

    def grants_of(self, *roles: Role) -> tuple[Grant, ...]:
        """The grants with one of these roles, in the order they were given."""
        return tuple(grant for grant in self.grants if grant.role in roles)

    def has(self, role: Role, unit: UnitId | None) -> bool:
        """Whether the person holds this role at exactly this unit."""
        return unit is not None and any(grant.role is role and grant.unit.id == unit for grant in self.grants)

    def posts_at(self, unit: UnitId) -> frozenset[str]:
        """The posts held at the unit by somebody who answers for posts only; empty for the officer in charge."""
        posts = {grant.post for grant in self.grants_of(Role.COMMUNE_OFFICER) if grant.unit.id == unit}
        return frozenset() if "" in posts else frozenset(posts)

    def roles(self) -> frozenset[Role]:
        """All roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

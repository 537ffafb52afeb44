"""People as whoever runs the system sees them: roles with dates, channels, when they were last there. No texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.unit import Level, highest_named, is_named, readings
from conversations.reading.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit

PHONE_END = 3
"""So many digits at least say whose telephone is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSince:
    """A role at a unit, held from that day on. until: the day on which it ended; None: it is held now."""

    role: Role
    unit: Unit
    post: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person in a list. roles: those held now; none where all have ended."""

    id: PersonId
    name: str
    phone: str
    roles: tuple[HeldSince, ...]
    suspended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One chat of a person. reachable False: they have blocked the bot there."""

    name: str
    since: date
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChannel:
    """One open chat of whoever asks."""

    id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """All that whoever runs the system sees of one person."""

    id: PersonId
    name: str
    phone: str
    joined_on: date
    suspended_since: date | None
    roles: tuple[HeldSince, ...]
    past: tuple[HeldSince, ...]
    """Those that ended, the last one first."""
    channels: tuple[Channel, ...]
    left: tuple[UnitId, ...]
    """Units of which they said to be no longer in charge."""
    away: tuple[tuple[UnitId, date, date], ...]
    """Units from which they are away, now or later: first and last day."""
    last_active: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredPerson:
    """A person as an admin sees them: of the card only the roles in the admin's own units."""

    card: PersonCard
    titles: Mapping[UnitId, str]
    """Of the units that the card names by number."""
    elsewhere: bool
    """They hold roles in other units too, so that their account is not this admin's to suspend."""
    oneself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredUnits:
    """own: the units at which the role of an admin is held, highest first. below: all units below them, by name."""

    own: tuple[Unit, ...]
    below: tuple[Unit, ...]
    posts: tuple[str, ...] = ()
    """Of the unit that was asked for: those of its criteria set, those assigned, those that people hold."""

    def unit(self, number: UnitId | None) -> Unit | None:
        """The unit of that number, among all of them."""
        return next((one for one in (*self.own, *self.below) if one.id == number), None)

    def offered(self) -> tuple[Unit, ...]:
        """The own units, then what stands directly below them, offices last."""
        own = {one.id for one in self.own}
        below = (one for one in self.below if one.parent in own)
        return (*self.own, *sorted(below, key=lambda one: one.kind.rank))

    @property
    def example(self) -> Unit:
        """A unit as an example of a name to type."""
        return next((one for one in self.below if one.kind.level is Level.COMMUNE), self.offered()[-1])

    def meant(self, text: str) -> tuple[Unit, ...]:
        """The units that a typed name can mean, alone or followed by units above it after commas."""
        known = {one.id: one for one in (*self.own, *self.below)}
        for name, above in readings(text):
            found = [
                one
                for one in known.values()
                if is_named(one, name)
                and all(any(is_named(higher, part) for higher in _above(one, known)) for part in above)
            ]
            named = highest_named(found, name)
            if named:
                return named
        return ()


def _above(unit: Unit, known: Mapping[UnitId, Unit]) -> Iterator[Unit]:
    while unit.parent is not None and unit.parent in known:
        unit = known[unit.parent]
        yield unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is looked for: by a part of the name, by the end of the telephone number, or by a unit; "" everybody."""

    text: str = ""

    @property
    def phone_end(self) -> str:
        """The digits, where nothing but digits is wanted."""
        digits = "".join(letter for letter in self.text if letter.isdigit())
        rest = self.text.translate({ord(letter): None for letter in " .-+()"})
        return digits if rest.isdecimal() and len(digits) >= PHONE_END else ""

    def finds(self, entry: Entry) -> bool:
        """Accents and case do not matter; a unit is found by its name or title."""
        if not self.text:
            return True
        if self.phone_end:
            digits = "".join(letter for letter in entry.phone if letter.isdigit())
            return digits.endswith((self.phone_end, self.phone_end.removeprefix("0")))
        wanted = fold(self.text)
        return wanted in fold(entry.name) or any(
            wanted in {fold(held.unit.name), fold(held.unit.title)} for held in entry.roles
        )

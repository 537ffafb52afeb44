"""Difficulties (khó khăn, vướng mắc): what hinders a unit, who must answer by when, every step kept.

One goes first to the level above its unit; what is not answered by its day climbs one level, once: no way through the
table passes CLIMB or PASS_UP twice. Sources: Hà Tĩnh's official letter of 7/2022 (what is beyond one's competence goes
up), Quảng Nam's plan 2024-2025, V.4 (raised in writing, part of the periodic report).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import DifficultyId, PersonId, SetId, UnitId
    from conversations.programme.unit import Unit

ANSWERED_WITHIN: Final = timedelta(days=10)
"""So long whoever must answer has, and so long the level above. No source names a time: the operator's default."""

MOST_PHOTOS: Final = 10
"""Photos of one difficulty; as many as an album has."""
MOST_VOICES: Final = 3
"""Voice notes of one difficulty."""


class DifficultyKind(StrEnum):
    """What it is about."""

    MONEY = "money"
    LAND = "land"
    PROCEDURE = "procedure"
    PEOPLE = "people"
    TECHNICAL = "technical"
    OTHER = "other"


class DifficultyState(StrEnum):
    """Where a difficulty stands."""

    OPEN = "open"
    """Waits for the first who must answer."""
    ANSWERED = "answered"
    CLIMBED = "climbed"
    """Waits for the level above that."""
    ANSWERED_ABOVE = "answered_above"
    CLOSED = "closed"

    @property
    def waits(self) -> bool:
        """Whether somebody must still answer."""
        return self in {DifficultyState.OPEN, DifficultyState.CLIMBED}


class DifficultyAct(StrEnum):
    """What happens to a difficulty."""

    RECORD = "record"
    ANSWER = "answer"
    RESOLVE = "resolve"
    """Answered by saying that it is settled."""
    PASS_UP = "pass_up"  # noqa: S105 - to pass it up, no password
    """Beyond the competence of whoever must answer."""
    CLIMB = "climb"
    """Not answered by its day: the clock's act."""
    NOT_YET = "not_yet"
    """The answer does not help, says the unit."""
    CLOSE = "close"


DIFFICULTY_TRANSITIONS: Mapping[tuple[DifficultyState, DifficultyAct], DifficultyState] = {
    (DifficultyState.OPEN, DifficultyAct.ANSWER): DifficultyState.ANSWERED,
    (DifficultyState.OPEN, DifficultyAct.RESOLVE): DifficultyState.ANSWERED,
    (DifficultyState.OPEN, DifficultyAct.PASS_UP): DifficultyState.CLIMBED,
    (DifficultyState.OPEN, DifficultyAct.CLIMB): DifficultyState.CLIMBED,
    (DifficultyState.OPEN, DifficultyAct.CLOSE): DifficultyState.CLOSED,
    (DifficultyState.ANSWERED, DifficultyAct.NOT_YET): DifficultyState.OPEN,
    (DifficultyState.ANSWERED, DifficultyAct.CLOSE): DifficultyState.CLOSED,
    (DifficultyState.CLIMBED, DifficultyAct.ANSWER): DifficultyState.ANSWERED_ABOVE,
    (DifficultyState.CLIMBED, DifficultyAct.RESOLVE): DifficultyState.ANSWERED_ABOVE,
    (DifficultyState.CLIMBED, DifficultyAct.CLOSE): DifficultyState.CLOSED,
    (DifficultyState.ANSWERED_ABOVE, DifficultyAct.NOT_YET): DifficultyState.CLIMBED,
    (DifficultyState.ANSWERED_ABOVE, DifficultyAct.CLOSE): DifficultyState.CLOSED,
}
"""The whole table after RECORD, which makes an open one; what is not here cannot happen."""

ANSWERS: Final = frozenset({DifficultyAct.ANSWER, DifficultyAct.RESOLVE})
"""Acts of whoever must answer that the unit is told as an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a difficulty. number: from 1."""

    number: int
    act: DifficultyAct
    state: DifficultyState
    """After it."""
    owner: UnitId
    """Who must answer after it: an office, a commune, or the unit whose managers do."""
    due: date
    """By the end of that day."""
    by: PersonId | None
    """None: the clock."""
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Photos and voice notes of a difficulty, by how far they are. lost: could not be fetched."""

    photos: int = 0
    voices: int = 0
    pending: int = 0
    lost: int = 0

    @property
    def stored(self) -> int:
        """What can be looked at."""
        return self.photos + self.voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """One difficulty with all its steps, the first of which recorded it."""

    id: DifficultyId
    unit: Unit
    set_id: SetId | None
    criterion: str
    """The code of a criterion or of one of its indicators; "" where it belongs to none."""
    kind: DifficultyKind
    text: str
    """"" where only a photo or a voice note says it."""
    by: PersonId
    steps: tuple[Step, ...]
    places: Mapping[UnitId, Unit] = field(default_factory=dict)
    """The units that must, or had to, answer."""
    attached: Attached = Attached()

    @property
    def last(self) -> Step:
        """What happened last."""
        return self.steps[-1]

    @property
    def state(self) -> DifficultyState:
        """Where it stands."""
        return self.last.state

    @property
    def at(self) -> datetime:
        """When it was recorded."""
        return self.steps[0].at

    @property
    def owner(self) -> Unit | None:
        """Who must answer; None: a unit that is no more."""
        return self.places.get(self.last.owner)

    @property
    def answer(self) -> Step | None:
        """What was answered last."""
        return next((step for step in reversed(self.steps) if step.act in ANSWERS), None)

    @property
    def climbed(self) -> Step | None:
        """When and why it went one level up."""
        acts = {DifficultyAct.CLIMB, DifficultyAct.PASS_UP}
        return next((step for step in self.steps if step.act in acts), None)

    def overdue(self, today: date) -> bool:
        """Whether an answer is due and has not come."""
        return self.state.waits and self.last.due < today


def due_from(day: date) -> date:
    """The last day on which an answer is in time."""
    return day + ANSWERED_WITHIN


def after(state: DifficultyState, act: DifficultyAct) -> DifficultyState | None:
    """Where the act leads; None: it cannot happen there."""
    return DIFFICULTY_TRANSITIONS.get((state, act))


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyLists:
    """What a person has to do with. own: of their units, not closed, newest first. waiting: for their answer, oldest
    first, of so many. units: where they may record one.
    """

    own: tuple[Difficulty, ...] = ()
    waiting: tuple[Difficulty, ...] = ()
    of: int = 0
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyTags:
    """The criteria that a difficulty can belong to. split: codes of those whose indicators several offices judge."""

    form: CriteriaSet
    split: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who would have to answer. joined: somebody there uses the assistant."""

    unit: Unit
    joined: bool

"""What a dialogue asks for besides the report in hand. An ask is a small value that says what to load, and its type
says what comes back: `facts.answer(StuckNow())` is what did not leave, or None.

A dialogue names its asks in `needs`, handlers/facts/asked.py loads each of them, and only where the person may see it.
So a new fact costs a class here and a case there, and turns that do not ask for it carry nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from conversations.engine.facts import ScheduleFacts
from conversations.programme.incident import Alarms, Incident
from conversations.programme.own_data import OwnData

Found_co = TypeVar("Found_co", covariant=True)


class Ask(Generic[Found_co]):
    """Something to load: equal asks are one. None comes back where there is no such thing or the person may not see
    it, which nobody can tell apart.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AlarmsNow(Ask[Alarms]):
    """What ended badly lately; only for whoever runs the system."""


@dataclass(frozen=True, slots=True)
class StuckNow(Ask[tuple[Incident, ...]]):
    """What did not leave, newest first; only for whoever runs the system."""


@dataclass(frozen=True, slots=True)
class ScheduleNow(Ask[ScheduleFacts]):
    """Whether the calendar is followed; only for whoever may stop it."""


@dataclass(frozen=True, slots=True)
class OwnDataNow(Ask[OwnData]):
    """All that is stored about whoever asks."""


AnyAsk = AlarmsNow | StuckNow | ScheduleNow | OwnDataNow
"""All that can be asked for: the loader handles each of them."""

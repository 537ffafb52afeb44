"""What an ask is; the asks themselves stand in asks.py and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from conversations.programme.ids import UnitId

Found_co = TypeVar("Found_co", covariant=True)


class Ask(Generic[Found_co]):
    """Something to load: equal asks are one. None comes back where there is no such thing or the person may not see
    it, which nobody can tell apart.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AskOfUnit(Ask[Found_co]):
    """Something about one unit."""

    unit: UnitId

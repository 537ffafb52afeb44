"""What an ask is; the asks themselves stand in asks.py and beside it."""

from __future__ import annotations

from typing import Generic, TypeVar

Found_co = TypeVar("Found_co", covariant=True)


class Ask(Generic[Found_co]):
    """Something to load: equal asks are one. None comes back where there is no such thing or the person may not see
    it, which nobody can tell apart.
    """

    __slots__ = ()

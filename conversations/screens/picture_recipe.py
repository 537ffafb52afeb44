"""Recipes: a picture is named by what it shows, as of a day and as known at a moment; so it is the same again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from conversations.programme.ids import UnitId

_RECIPE = re.compile(
    r"ntm:table:(?P<unit>\d{1,18}):(?P<as_of>\d{4}-\d\d-\d\d):(?P<known>\d{1,15}):(?P<part>\d{1,4}):(?P<language>[a-z]{2})",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - one name for one zone


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecipe:
    """The criteria table of a unit. part: 0 is the whole, or its summary where it has several parts."""

    unit: UnitId
    as_of: date
    known_at: datetime
    part: int = 0
    language: str = "vi"

    def __str__(self) -> str:
        """The form in which a row of the outbox carries it."""
        known = (self.known_at - _EPOCH) // timedelta(milliseconds=1)
        return f"ntm:table:{self.unit}:{self.as_of.isoformat()}:{known}:{self.part}:{self.language}"

    @classmethod
    def read(cls, text: str) -> TableRecipe | None:
        """The recipe in that form; None for anything else."""
        found = _RECIPE.fullmatch(text)
        if found is None:
            return None
        try:
            as_of = date.fromisoformat(found["as_of"])
            known_at = _EPOCH + timedelta(milliseconds=int(found["known"]))
        except (ValueError, OverflowError):
            return None
        return cls(
            unit=UnitId(int(found["unit"])),
            as_of=as_of,
            known_at=known_at,
            part=int(found["part"]),
            language=found["language"],
        )

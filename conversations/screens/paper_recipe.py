"""Recipes of official files: a row of the outbox names unit, day and form; the file is made when it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from conversations.programme.ids import UnitId
from conversations.programme.paper import PaperKind

_RECIPE = re.compile(
    r"ntm:paper:(?P<unit>\d{1,18}):(?P<kind>[a-z]+):(?P<as_of>\d{4}-\d{2}-\d{2}):(?P<known>\d{1,15})"
    r"(?::(?P<period>[1-9]\d{3}-[0-9A-Za-z-]{1,12}))?",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - one name for one zone


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecipe:
    """known_at: when it was asked for. Rights were checked then: it is only ever queued for that very chat.

    period: the key of the report; "": that of criteria which is due.
    """

    unit: UnitId
    kind: PaperKind
    as_of: date
    known_at: datetime
    period: str = ""

    def __str__(self) -> str:
        """The form in which a row of the outbox carries it."""
        known = (self.known_at - _EPOCH) // timedelta(milliseconds=1)
        of = f":{self.period}" if self.period else ""
        return f"ntm:paper:{self.unit}:{self.kind}:{self.as_of.isoformat()}:{known}{of}"

    @classmethod
    def read(cls, text: str) -> PaperRecipe | None:
        """The recipe in that form; None for anything else."""
        found = _RECIPE.fullmatch(text)
        if found is None or found["kind"] not in set(PaperKind):
            return None
        try:
            known = _EPOCH + timedelta(milliseconds=int(found["known"]))
            day = date.fromisoformat(found["as_of"])
        except (OverflowError, ValueError):
            return None
        return cls(
            unit=UnitId(int(found["unit"])),
            kind=PaperKind(found["kind"]),
            as_of=day,
            known_at=known,
            period=found["period"] or "",
        )

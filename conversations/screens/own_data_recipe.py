"""Recipes of one's own data: a row of the outbox names whose and in which form, the file is made when it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal, cast

from conversations.programme.ids import PersonId

Form = Literal["txt", "json"]

_RECIPE = re.compile(
    r"ntm:own-data:(?P<person>\d{1,18}):(?P<at>\d{1,15}):(?P<form>txt|json):(?P<language>[a-z]{2})", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - one name for one zone


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataRecipe:
    """at: when it was asked for. Rights were checked then: it is only ever queued for the person's own chat."""

    person: PersonId
    at: datetime
    form: Form
    language: str = "vi"

    def __str__(self) -> str:
        """The form in which a row of the outbox carries it."""
        asked = (self.at - _EPOCH) // timedelta(milliseconds=1)
        return f"ntm:own-data:{self.person}:{asked}:{self.form}:{self.language}"

    @classmethod
    def read(cls, text: str) -> OwnDataRecipe | None:
        """The recipe in that form; None for anything else."""
        found = _RECIPE.fullmatch(text)
        if found is None:
            return None
        try:
            at = _EPOCH + timedelta(milliseconds=int(found["at"]))
        except OverflowError:
            return None
        return cls(
            person=PersonId(int(found["person"])), at=at, form=cast("Form", found["form"]), language=found["language"]
        )

"""What a kind of document is read by, and tried or written by: the same for the command line and for the chat."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from conversations.programme.import_kind import ImportKind
from handlers.named_units import NameInDoubt, question_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from conversations.programme.problem import Problem
    from handlers.named_units import NameQuestion
    from storage.criteria import CriteriaSets
    from storage.database import Database

D = TypeVar("D")

PLACES: Final = {
    ImportKind.COMMUNE_PLAN: "commune_plan",
    ImportKind.MONEY: "money",
    ImportKind.INDICATORS: "goals",
    ImportKind.OFFICES: "offices",
    ImportKind.PLAN: "plan",
    ImportKind.ROADMAP: "roadmap",
    ImportKind.RULES: "rules",
    ImportKind.TARGETS: "targets",
    ImportKind.UNITS: "units",
}
"""kind: the module here that holds its `IMPORTER`, and the one in bot/cli/imports that holds its `verb`; each is loaded
when it is needed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """With what a document is imported. unit: whose it is, by name. answers: as of --alias. What a kind does not know
    of the rest it does not look at: set_id, the criteria set; source, the deciding document; dated and number, the
    document's own; sure, that figures far from the last are right; days, deadlines by the code of a duty.
    """

    unit: str
    dry_run: bool = False
    answers: tuple[str, ...] = ()
    set_id: str | None = None
    source: str = ""
    dated: date | None = None
    number: str = ""
    sure: bool = False
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of it. words: for a person. rows: makes the JSON. questions: names to be explained first; nothing was
    written then. problem: why, where one of them had stopped it.
    """

    words: str
    rows: Callable[[], dict[str, Any]] = dict
    questions: tuple[NameQuestion, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Where it is imported."""

    database: Database
    sets: CriteriaSets
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer(Generic[D]):
    """read: the file as it is understood, slowly, without the database. take: it is tried or written in one
    transaction. Both raise Problem with the place, and nothing is changed then.
    """

    read: Callable[[Path], D]
    take: Callable[[House, D, Wish], Awaitable[Done]]

    async def tried(self, house: House, document: D, wish: Wish) -> Done:
        """The same; a name that is nobody's or several units' comes as a question, where it looks like any."""
        try:
            return await self.take(house, document, wish)
        except NameInDoubt as doubt:
            if not doubt.alike:
                raise
            async with house.database.read() as tx:
                question = await question_of(tx, doubt, day=house.now.date())
            return Done(words=doubt.sentence(), questions=(question,), problem=doubt)


def importer_of(kind: ImportKind) -> Importer[Any]:
    """The one of that kind; not of criteria sets, which are no document."""
    found = importlib.import_module(f"bot.importers.{PLACES[kind]}").IMPORTER
    if not isinstance(found, Importer):
        raise TypeError(kind)
    return found

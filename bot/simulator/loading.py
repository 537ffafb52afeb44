"""What fills a world's database: each step is taken by a use case, and told as the verb that takes the same one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.documents.read_duties import read_duties
from bot.simulator.worlds import verb
from handlers.import_goals import import_goals
from handlers.load_duties import load_duties
from handlers.rules import add_rule
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from bot.simulator.worlds import Step
    from storage.database import Database


@dataclass(slots=True, kw_only=True)
class Loading:
    """What is done at one moment for a unit and those below it. lines: so far."""

    database: Database
    unit: str
    now: datetime
    sets: CriteriaSets = field(default_factory=CriteriaSets)
    lines: list[str] = field(default_factory=list)

    @property
    def step(self) -> Step:
        return (self.now, tuple(self.lines))

    def tells(self, *arguments: str) -> None:
        """What was just done, as a verb."""
        self.lines.append(verb(*arguments))

    async def unit_below(self, name: str, *, kind: str, parent: str | None = None, region: str | None = None) -> None:
        """parent None: it stands at the top."""
        await add_named_unit(self.database, self.sets, name=name, kind=kind, parent=parent, region=region, now=self.now)
        above = () if parent is None else ("--parent", parent)
        lies = () if region is None else ("--region", region)
        self.tells("unit", "add", name, "--kind", kind, *above, *lies)

    async def rule(
        self,
        code: str,
        title: str,
        *,
        owes: str,
        due: str | None = None,
        before: str | None = None,
        set_id: str | None = None,
    ) -> None:
        """Who owes the unit what, and by when."""
        await add_rule(
            self.database, self.sets, unit=self.unit, owes=owes, title=title, code=code, due=due, before=before,
            set_id=set_id, now=self.now,
        )  # fmt: skip
        said = (("--due", due), ("--before", before), ("--set", set_id))
        options = (part for name, value in said if value is not None for part in (name, value))
        self.tells("rule", "add", "--unit", self.unit, "--owes", owes, "--title", title, "--code", code, *options)

    async def duties(self, table: Path, *, dated: date, day: tuple[str, str] | None = None) -> None:
        """The rules of a document. day: of one that names none, by its code."""
        chosen = {} if day is None else dict([day])
        await load_duties(self.database, read_duties(table), unit=self.unit, dated=dated, now=self.now, chosen=chosen)
        named = () if day is None else ("--day", "=".join(day))
        self.tells("import", "rules", str(table), "--unit", self.unit, "--from", f"{dated:%d/%m/%Y}", *named)

    async def goals(self, paper: Path, *, dated: date | None = None, number: str = "") -> None:
        """dated, number: of a paper that does not say them itself."""
        document = read_document(paper)
        await import_goals(self.database, document, unit=self.unit, now=self.now, dated=dated, number=number)
        since = () if dated is None else ("--from", f"{dated:%d/%m/%Y}")
        numbered = ("--number", number) if number else ()
        self.tells("import", "indicators", str(paper), "--unit", self.unit, *since, *numbered)

"""Goals of units as papers set them, every version, and what is known of each by day.

In force on a day is, of each paper, the version imported last whose date has come. A figure of a day is replaced by one
recorded later for the same day; both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import Base, Bound, Goal, GoalKind, GoalValue, Interim
from conversations.programme.goal_set import CodedGoal, Paper
from storage.document_versions import NewVersion, add_version, newest_version
from storage.times import day_or_none, millis
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import ReportId, UnitId
    from storage.database import Row, Transaction

_COLUMNS = "d.id, d.version, d.digest, d.title, d.number, d.party, d.dated_on, d.day_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPaper:
    """One version of one paper."""

    id: int
    digest: str
    paper: Paper


async def newest_paper(tx: Transaction, unit: UnitId, source: str) -> StoredPaper | None:
    """The version of that paper imported last."""
    row = await newest_version(tx, "goal_document", unit, source=source)
    return None if row is None else _paper(row)


async def papers_in_force(
    tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None
) -> tuple[StoredPaper, ...]:
    """Of each paper the latest version by then, the oldest paper first."""
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM goal_document d
        WHERE d.unit = :unit AND d.dated_on <= :day AND d.recorded_at <= :known AND d.version = (
            SELECT max(e.version) FROM goal_document e
            WHERE e.unit = d.unit AND e.source = d.source AND e.dated_on <= :day AND e.recorded_at <= :known
        )
        ORDER BY d.dated_on, d.id
        """,  # noqa: S608 - column names
        unit=unit,
        day=day.isoformat(),
        known=known_by(known),
    )
    return tuple(_paper(row) for row in rows)


async def goals_set(tx: Transaction, papers: Sequence[StoredPaper]) -> tuple[CodedGoal, ...]:
    """What these papers set, in their order."""
    found: list[CodedGoal] = []
    for one in papers:
        targets, interims = await tx.together(
            ("SELECT * FROM goal_target WHERE document = :document ORDER BY position", {"document": one.id}),
            ("SELECT * FROM goal_interim WHERE document = :document ORDER BY year", {"document": one.id}),
        )
        by_code: dict[int, list[Interim]] = {}
        for row in interims:
            by_code.setdefault(row["code"], []).append(Interim(year=row["year"], value=Decimal(row["value"])))
        found += [
            CodedGoal(
                code=row["code"],
                parent=row["parent"],
                goal=_goal(row, tuple(by_code.get(row["code"], ()))),
                paper=one.paper,
            )
            for row in targets
        ]
    return tuple(found)


async def goal_codes(tx: Transaction, unit: UnitId, keys: Sequence[str]) -> Mapping[str, int]:
    """The code of each of these goals; one that is not known yet gets the next."""
    return await codes_of(tx, "goal", unit, keys)


async def codes_of(tx: Transaction, table: str, unit: UnitId, keys: Sequence[str]) -> Mapping[str, int]:
    """Of a table of codes by matter; a matter that is not known yet gets the next code."""
    rows = await tx.all(f"SELECT code, matter FROM {table} WHERE unit = :unit ORDER BY code", unit=unit)  # noqa: S608 - a literal of ours
    codes: dict[str, int] = {row["matter"]: row["code"] for row in rows}
    for key in keys:
        if key not in codes:
            codes[key] = max(codes.values(), default=0) + 1
            await tx.run(
                f"INSERT INTO {table} (unit, code, matter) VALUES (:unit, :code, :matter)",  # noqa: S608 - as above
                unit=unit,
                code=codes[key],
                matter=key,
            )
    return {key: codes[key] for key in keys}


async def add_goals(
    tx: Transaction,
    *,
    unit: UnitId,
    source: str,
    digest: str,
    paper: Paper,
    file_name: str,
    goals: Sequence[tuple[int, Goal]],
    at: datetime,
) -> int:
    """Keep a version whole, and its id. goals: each with its code; a goal's parent is a position in them."""
    new = NewVersion(
        unit=unit,
        version=paper.version,
        digest=digest,
        title=paper.title,
        number=paper.number,
        file_name=file_name,
        dated_on=paper.dated,
        at=at,
    )
    document = await add_version(
        tx, "goal_document", new, source=source, party=int(paper.party), day_known=int(paper.day_known)
    )
    for position, (code, goal) in enumerate(goals, start=1):
        parent = None if goal.parent is None else goals[goal.parent][0]
        tx.later(_ADD_TARGET, document=document, code=code, position=position, parent=parent, **_row(goal))
        for one in goal.interims:
            tx.later(
                "INSERT INTO goal_interim (document, code, year, value) VALUES (:document, :code, :year, :value)",
                document=document,
                code=code,
                year=one.year,
                value=str(one.value),
            )
    return document


_ADD_TARGET = """
INSERT INTO goal_target (
    document, code, position, name, kind, bound, by_year, target, upto, whole, grade, measure, speaks_of, falls,
    of_level, base_year, base_value, base_whole, base_day, parent, owner, quote, place
)
VALUES (
    :document, :code, :position, :name, :kind, :bound, :by_year, :target, :upto, :whole, :grade, :measure, :speaks_of,
    :falls, :of_level, :base_year, :base_value, :base_whole, :base_day, :parent, :owner, :quote, :place
)
"""


def _row(goal: Goal) -> dict[str, str | int | None]:
    base = goal.base
    return {
        "name": goal.name,
        "kind": goal.kind.value,
        "bound": goal.bound.value,
        "by_year": goal.by_year,
        "target": _text(goal.target),
        "upto": _text(goal.upto),
        "whole": goal.of,
        "grade": goal.grade,
        "measure": goal.measure,
        "speaks_of": goal.group,
        "falls": int(goal.falls),
        "of_level": int(goal.of_level),
        "base_year": goal.base_year,
        "base_value": None if base is None else _text(base.value),
        "base_whole": None if base is None else base.of,
        "base_day": None if base is None or base.day is None else base.day.isoformat(),
        "owner": goal.owner,
        "quote": goal.quote,
        "place": str(goal.place),
    }


async def goal_values(
    tx: Transaction, unit: UnitId, *, known: datetime | None = None
) -> Mapping[int, tuple[GoalValue, ...]]:
    """By code, the oldest day first; of each day and nature (estimate or not) what was recorded last."""
    rows = await tx.all(
        """
        SELECT v.* FROM goal_value v LEFT JOIN report_goal_value r ON r.value = v.id
        WHERE v.unit = :unit AND v.recorded_at <= :known AND (r.withdrawn_at IS NULL OR r.withdrawn_at > :known)
        ORDER BY v.recorded_at, v.id
        """,
        unit=unit,
        known=known_by(known),
    )
    last: dict[tuple[int, str, int], GoalValue] = {}
    for row in rows:
        last[row["code"], row["day"], row["estimate"]] = _value(row)
    found: dict[int, list[GoalValue]] = {}
    for (code, _, _), value in sorted(last.items()):
        found.setdefault(code, []).append(value)
    return {code: tuple(values) for code, values in found.items()}


async def keep_with_report(tx: Transaction, report: ReportId, value: int) -> None:
    """The figure of that number came in with this report."""
    await tx.run("INSERT INTO report_goal_value (value, report) VALUES (:value, :report)", value=value, report=report)


async def withdraw_values(tx: Transaction, report: ReportId, *, now: datetime) -> None:
    """What this report has given so far counts no more from now on."""
    await tx.run(
        "UPDATE report_goal_value SET withdrawn_at = :at WHERE report = :report AND withdrawn_at IS NULL",
        report=report,
        at=millis(now),
    )


async def add_value(tx: Transaction, unit: UnitId, code: int, value: GoalValue, *, at: datetime) -> int:
    """Beside what was known of the day before. Its number comes back."""
    row = await tx.one(
        """
        INSERT INTO goal_value (unit, code, day, value, whole, grade, estimate, source, recorded_at)
        VALUES (:unit, :code, :day, :value, :whole, :grade, :estimate, :source, :at) RETURNING id
        """,
        unit=unit,
        code=code,
        day=value.day.isoformat(),
        value=_text(value.value),
        whole=value.of,
        grade=value.grade,
        estimate=int(value.estimate),
        source=value.source,
        at=millis(at),
    )
    if row is None:
        raise LookupError("goal_value")
    return int(row["id"])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _paper(row: Row) -> StoredPaper:
    paper = Paper(
        title=row["title"],
        number=row["number"],
        dated=date.fromisoformat(row["dated_on"]),
        day_known=bool(row["day_known"]),
        version=row["version"],
        party=bool(row["party"]),
    )
    return StoredPaper(id=row["id"], digest=row["digest"], paper=paper)


def _goal(row: Row, interims: tuple[Interim, ...]) -> Goal:
    base = _decimal(row["base_value"])
    return Goal(
        name=row["name"],
        kind=GoalKind(row["kind"]),
        bound=Bound(row["bound"]),
        by_year=row["by_year"],
        target=_decimal(row["target"]),
        upto=_decimal(row["upto"]),
        of=row["whole"],
        grade=row["grade"],
        measure=row["measure"],
        group=row["speaks_of"],
        falls=bool(row["falls"]),
        of_level=bool(row["of_level"]),
        base_year=row["base_year"],
        base=None if base is None else Base(value=base, of=row["base_whole"], day=day_or_none(row["base_day"])),
        interims=interims,
        owner=row["owner"],
        quote=row["quote"],
    )


def _value(row: Row) -> GoalValue:
    return GoalValue(
        day=date.fromisoformat(row["day"]),
        value=_decimal(row["value"]),
        of=row["whole"],
        grade=row["grade"],
        estimate=bool(row["estimate"]),
        source=row["source"],
    )

"""What is told of imported goals and their figures: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.telling import TRIED, change_lines, created_lines, headline, warning_lines, warning_rows
from conversations.engine.words import SOURCE
from conversations.reading.show import show_date
from conversations.screens.goal_words import target_words, value_words
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from conversations.programme.goal import Goal
    from conversations.programme.unit import Unit
    from handlers.goal_values import KeptValue
    from handlers.import_goals import GoalChange, GoalImport


def as_document(done: GoalImport) -> dict[str, Any]:
    """The JSON of an import: a row for each goal, in the document's order."""
    read = done.document
    return {
        "unit": done.unit.title,
        "outcome": done.outcome.value,
        "version": done.paper.version,
        "source": {
            "title": done.paper.title,
            "number": done.paper.number,
            "dated": done.paper.dated.isoformat(),
            "day_known": done.paper.day_known,
        },
        "rows": [
            goal_row(code, goal, parent=None if goal.parent is None else done.codes[goal.parent])
            for code, goal in zip(done.codes, read.goals, strict=True)
        ],
        "tasks": [
            {"number": one.number, "who": one.who, "due": one.due, "text": one.text, "place": str(one.place)}
            for one in read.tasks
        ],
        "totals": dict(done.totals),
        "warnings": warning_rows(done.warnings),
    }


def goal_row(code: int, goal: Goal, *, parent: int | None) -> dict[str, Any]:
    """One goal; of a share without a whole the figures are percent."""
    base = goal.base
    return {
        "code": code,
        "name": goal.name,
        "kind": goal.kind.value,
        "bound": goal.bound.value,
        "target": figure(goal.target),
        "upto": figure(goal.upto),
        "of": goal.of,
        "grade": goal.grade or None,
        "measure": goal.measure,
        "group": goal.group,
        "by_year": goal.by_year,
        "falls": goal.falls,
        "base_year": goal.base_year,
        "base": None if base is None else {"value": figure(base.value), "of": base.of},
        "parent": parent,
        "interims": [{"year": one.year, "value": figure(one.value), "source": one.source} for one in goal.interims],
        "owner": goal.owner,
        "quote": goal.quote,
        "place": str(goal.place),
    }


def figure(value: Decimal | None) -> int | float | None:
    """As JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def in_words(done: GoalImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what has changed."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: GoalImport, *, dry_run: bool) -> Iterator[str]:
    paper = done.paper
    yield headline(f"Chỉ tiêu của {done.unit.title}", done.outcome, version=paper.version, dry_run=dry_run)
    if paper.title:
        number = f" (số {paper.number})" if paper.number else ""
        yield f"Văn bản: {paper.title}{number}"
    if paper.day_known:
        yield f"Tính từ {show_date(paper.dated)}."
    else:
        yield f"Văn bản không ghi ngày; tạm tính từ {show_date(paper.dated)}. Ghi ngày bằng --from."
    yield f"{done.totals['goals']} chỉ tiêu:"
    for code, goal in zip(done.codes, done.document.goals, strict=True):
        yield f"{'    ' if goal.parent is not None else '  '}{code}. {goal_in_words(goal)}"
    if done.document.tasks:
        yield f"{len(done.document.tasks)} nhiệm vụ; xem bằng: ntm show tasks."
    yield from created_lines(done.created, dry_run=dry_run)
    if done.outcome is Outcome.CHANGED:
        yield from change_lines([_change(one) for one in done.changes], counted="chỉ tiêu")
    yield from warning_lines(done.warnings)


def goal_in_words(goal: Goal) -> str:
    """Name, figure and year."""
    return f"{goal.name}: {target_words(goal, SOURCE)} đến hết năm {goal.by_year}"


def _change(one: GoalChange) -> str:
    goal = one.after or one.before
    name = "" if goal is None else goal.name
    before, after = (
        "không có" if goal is None else goal_in_words(goal).removeprefix(f"{name}: ")
        for goal in (one.before, one.after)
    )
    return f"{one.code}. {name}: {before} → {after}"


def values_as_document(unit: Unit, kept: Sequence[KeptValue]) -> dict[str, Any]:
    """The JSON of figures that came in."""
    return {
        "unit": unit.title,
        "rows": [value_row(one) for one in kept],
        "totals": {"values": len(kept), "new": sum(1 for one in kept if one.outcome is not Outcome.UNCHANGED)},
        "warnings": [],
    }


def value_row(one: KeptValue) -> dict[str, Any]:
    """One figure."""
    return {
        "code": one.goal.code,
        "name": one.goal.goal.name,
        "outcome": one.outcome.value,
        "day": one.value.day.isoformat(),
        "value": figure(one.value.value),
        "of": one.value.of,
        "grade": one.value.grade or None,
        "estimate": one.value.estimate,
        "source": one.value.source,
    }


def values_in_words(unit: Unit, kept: Sequence[KeptValue], *, dry_run: bool) -> str:
    """Each figure as it is understood, with what was known before."""
    new = sum(1 for one in kept if one.outcome is not Outcome.UNCHANGED)
    lines = [f"Số liệu chỉ tiêu của {unit.title}: {len(kept)} số, {new} mới hoặc có đổi.{TRIED if dry_run else ''}"]
    return "\n".join((*lines, *(f"  {value_line(one)}" for one in kept)))


def value_line(one: KeptValue) -> str:
    """One of them."""
    goal, value = one.goal.goal, one.value
    nature = ", số ước" if value.estimate else ""
    said = f"{one.goal.code}. {one.goal.name}: {value_words(goal, value, SOURCE)} ({show_date(value.day)}{nature})"
    if one.outcome is Outcome.UNCHANGED:
        return f"{said}, đã có, không đổi"
    if one.before is not None:
        return f"{said}; trước đó {value_words(goal, one.before, SOURCE)} ({show_date(one.before.day)})"
    return said

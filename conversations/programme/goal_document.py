"""A document that sets goals of a province or district: where it comes from, its goals, what does not add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.document_source import document_source
from conversations.programme.goal import GoalKind
from conversations.programme.goal_reading import period_end, read_goals
from conversations.programme.goal_results import TOTAL, matter, read_results, with_bases
from conversations.programme.goal_table import read_goal_tables, refuse_twice
from conversations.programme.paper_tasks import read_tasks
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.stated import rounded, vietnamese
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from conversations.programme.document_source import DocumentSource
    from conversations.programme.goal import Goal
    from conversations.programme.goal_reading import NotFollowed, StatedPercent
    from conversations.programme.goal_results import Result
    from conversations.programme.paper_tasks import PaperTask
    from conversations.programme.table import Document, Place

TASK_KEY = 60
"""So many characters of a task's words tell it from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDocument:
    """All that is read."""

    source: DocumentSource
    goals: tuple[Goal, ...]
    results: tuple[Result, ...]
    percents: tuple[StatedPercent, ...]
    not_followed: tuple[NotFollowed, ...]
    tasks: tuple[PaperTask, ...] = ()
    """Of a letter or a Party body's resolution; a plan's dated duties are imported by themselves."""


def read_goal_document(document: Document) -> GoalDocument:
    """Raises Problem: no goal in it, a wrong cell of a table, a date that does not exist."""
    prose = tuple(document.prose())
    source = document_source(document, prose)
    named = period_end([source.title, *(one.text for one in prose)])
    tables = read_goal_tables(document)
    refuse_twice(tables, _plain_keys(tables))
    read = read_goals(prose, year=named or 0)
    results = read_results(prose)
    told = with_bases(read.goals, results)
    goals = (*told, *tables) if not tables or not told else tables
    if not goals:
        raise Problem(
            code="goals_missing",
            where=document.name,
            message="Không tìm thấy chỉ tiêu nào trong tệp này.",
            remedy="Văn bản cần có mục “Mục tiêu” hay “Chỉ tiêu”, hoặc bảng có cột Tên chỉ tiêu, Đơn vị tính, các năm.",
        )
    undated = next((one for one in goals if not one.by_year), None)
    if undated is not None:
        raise Problem(
            code="goal_year_missing",
            where=str(undated.place),
            message=f"Văn bản không nói đến năm nào phải đạt “{undated.name}”.",
            remedy="Hãy ghi “đến năm …” ở đầu phần chỉ tiêu rồi nhập lại.",
        )
    return GoalDocument(
        source=source,
        goals=goals,
        results=results,
        percents=read.percents,
        not_followed=read.not_followed,
        tasks=read_tasks(prose) if source.party else (),
    )


def goal_keys(goals: Sequence[Goal]) -> tuple[str, ...]:
    """What each goal is known by in every version of the document: its matter and kind, never its figure."""
    seen: Counter[str] = Counter()
    unique = []
    for key in _plain_keys(goals):
        seen[key] += 1
        unique.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return tuple(unique)


def _plain_keys(goals: Sequence[Goal]) -> tuple[str, ...]:
    within = ["" if one.parent is None else f"{matter(goals[one.parent].name)} > " for one in goals]
    return tuple(
        f"{goal.kind.value} {before}{' '.join(_words(goal))}" for goal, before in zip(goals, within, strict=True)
    )


def _words(goal: Goal) -> tuple[str, ...]:
    """Of counts, the sum and what comes newly are two goals."""
    summed = ("tong",) if goal.name.startswith(TOTAL) else ()
    return (*summed, matter(goal.name), *((goal.measure,) if goal.kind is GoalKind.COUNT else ()))


def task_keys(tasks: Sequence[PaperTask]) -> tuple[str, ...]:
    """What each task is known by in every version: how its text begins."""
    keys: list[str] = []
    for one in tasks:
        key = plain_words(one.text)[:TASK_KEY]
        keys.append(key if key not in keys else f"{key} #{len(keys)}")
    return tuple(keys)


def goal_totals(document: GoalDocument) -> Mapping[str, int | float]:
    """How many goals there are of each kind; and the shares that the document states, worked out again (percent)."""
    kinds = Counter(goal.kind.value for goal in document.goals)
    bounds = Counter(goal.bound.value for goal in document.goals)
    shares = {f"share {int(count)}/{of}": _percent(count, of) for count, of, _, _, _ in _stated(document)}
    counts = {"goals": len(document.goals), "tasks": len(document.tasks)}
    return {**counts, **kinds, **{f"bound.{name}": n for name, n in bounds.items()}, **shares}


def _percent(count: Decimal, of: int) -> float:
    return float(rounded(Fraction(count) * 100 / of, 2))


def goal_warnings(document: GoalDocument) -> tuple[SourceWarning, ...]:
    """Percentages that are not those of their counts; then every sentence from which no goal could be made."""
    return (*_shares(document), *(_left(one) for one in document.not_followed))


def _stated(document: GoalDocument) -> Iterator[tuple[Decimal, int, Decimal | None, str, Place]]:
    for result in document.results:
        if result.of:
            yield result.count, result.of, result.percent, result.what, result.place
    for one in document.percents:
        yield one.count, one.of, one.percent, one.what, one.place


def _shares(document: GoalDocument) -> Iterator[SourceWarning]:
    for count, of, percent, what, place in _stated(document):
        if percent is None:
            continue
        exponent = percent.as_tuple().exponent
        exact = rounded(Fraction(count) * 100 / of, -exponent if isinstance(exponent, int) else 0)
        if exact != percent:
            said = vietnamese(rounded(Fraction(count) * 100 / of, 2))
            yield SourceWarning(
                code="goal_share_differs",
                place=place,
                stated=f"{vietnamese(percent)}%",
                computed=f"{said}%",
                message=f"{what}: ghi {int(count)}/{of} là {vietnamese(percent)}%, tính được {said}%. Giữ cả hai số.",
            )


def _left(one: NotFollowed) -> SourceWarning:
    return SourceWarning(
        code="goal_not_followed",
        place=one.place,
        stated=one.quote,
        computed="",
        message=f"Chưa theo dõi được, không có con số hoặc chưa hiểu: “{one.quote}”.",
    )


def canonical_goals(document: GoalDocument) -> str:
    """The meaning as one text: equal for equal goals, whatever file they came in."""
    source = document.source
    said = [source.number, source.dated.isoformat() if source.dated else ""]
    for key, goal in zip(goal_keys(document.goals), document.goals, strict=True):
        figures = (goal.target, goal.upto, goal.of, goal.grade, goal.by_year, goal.base_year, goal.owner)
        interims = [f"{one.year}={one.value}" for one in goal.interims]
        base = "" if goal.base is None else f"{goal.base.value}/{goal.base.of} {goal.base.day}"
        said.append(" | ".join([key, goal.bound.value, *(str(one) for one in figures), base, *interims]))
    said += [f"{one.number} | {one.who} | {one.due} | {plain_words(one.text)}" for one in document.tasks]
    return "\n".join(said)

"""An office is asked for the figures of a unit's goals, again and again by a rule: a report like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.calendar import LOCK_AFTER, Form, ReportingRule, Span
from conversations.programme.cycle import Cycle
from conversations.programme.goal_form import form_id, questions_of, unit_asked_about
from conversations.programme.goal_set import combined
from conversations.programme.ids import RuleId
from conversations.programme.problem import Problem
from conversations.programme.rule_making import with_due
from conversations.programme.unit import Level, is_named
from conversations.reading.deadlines import Due, read_deadline
from conversations.screens.due import due_problem
from handlers.goals import goals_of
from handlers.rules import keep_rule
from storage.criteria import store_set
from storage.criteria_sets.goal_questions import goal_question_set
from storage.goals import goals_set, papers_in_force
from storage.rules import as_text, rules_of_unit
from storage.unit_names import unit_named
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.goal_set import CodedGoal, FollowedGoal
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

CODES = {Cycle.QUARTER: "CTQ", Cycle.HALF_YEAR: "CTH", Cycle.YEAR: "CTY", Cycle.MONTH: "CTM"}
"""Before the body's number, the rule's code by how often it is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsAsked:
    """questions: of so many goals; the others are counted here."""

    unit: Unit
    office: Unit
    rule: ReportingRule
    questions: int
    new: bool


async def ask_goals(
    database: Database, sets: CriteriaSets, *, unit: str, office: str, due: str, now: datetime
) -> GoalsAsked:
    """due: in words, "trước ngày 10 tháng đầu quý sau". Raises Problem: no goals, no such office of it, no such day."""
    async with database.write() as tx:
        today = now.date()
        named = await unit_named(tx, unit, day=today)
        asked = await unit_named(tx, office, day=today)
        below = {one.id for one in await units_below(tx, named.id, day=today)}
        if asked.id not in below or asked.kind.level not in {Level.OFFICE, Level.DISTRICT}:
            raise Problem(
                code="goal_office_wrong",
                where=asked.title,
                message=f"{asked.title} không phải cơ quan hay huyện của {named.title}.",
                remedy="Hãy chọn một cơ quan dưới đơn vị ấy.",
            )
        read = read_deadline(due, today=today)
        if not isinstance(read, Due):
            raise due_problem(due, read, SOURCE)
        if read.cycle not in CODES:
            raise Problem(
                code="goal_cycle_wrong",
                where=due,
                message="Hạn này không phải hằng tháng, quý, nửa năm hay năm.",
                remedy="Hãy ghi ví dụ “trước ngày 10 tháng đầu quý sau”.",
            )
        goals = combined(await goals_set(tx, await papers_in_force(tx, named.id, day=today)))
        counted = {one.coded.code for one in (await goals_of(tx, sets, named, as_of=today)).goals if one.counted}
        own = _asked_of(asked, goals)
        questions = [one for one in questions_of(goals) if one.code in own and one.code not in counted]
        if not questions:
            raise Problem(
                code="goals_missing",
                where=named.title,
                message="Chưa có chỉ tiêu nào cần hỏi số liệu.",
                remedy="Hãy nhập văn bản trước bằng: ntm import indicators.",
            )
        title = f"Số liệu chỉ tiêu của {named.title}"
        set_id = form_id(named.id, asked.id)
        source = "; ".join(dict.fromkeys(one.paper.label for one in goals))
        text = goal_question_set(
            set_id,
            title=title,
            level=asked.kind.level,
            questions=questions,
            valid_from=min(one.paper.dated for one in goals),
            source=source,
        )
        await store_set(tx, text, name=f"{set_id}.toml", origin="file", at=now)
        rule = ReportingRule(
            id=RuleId(0),
            code=f"{CODES[read.cycle]}{asked.id}",
            title=title,
            unit=named.id,
            owes=asked.kind.level,
            only=(asked.id,),
            form=Form.QUESTIONS,
            set_id=set_id,
            span=Span.CYCLE,
            operator=read.operator,
            due_day=read.day,
            source=f"Chỉ tiêu theo {source}; ngày do nơi vận hành chọn",
            lock_after=LOCK_AFTER,
            valid_from=today,
        )
        kept, new = await keep_rule(
            tx, as_text(with_due(rule, read, span=Span.CYCLE)), by=None, now=now, of_document=True
        )
    return GoalsAsked(unit=named, office=asked, rule=kept, questions=len(questions), new=new)


async def unnamed_goals(tx: Transaction, sets: CriteriaSets, unit: Unit, *, day: date) -> tuple[FollowedGoal, ...]:
    """Those of which no paper names an office, that no rule asks an office for, and that are not counted here."""
    found = (await goals_of(tx, sets, unit, as_of=day)).goals
    goals = [one.coded for one in found]
    asked: set[int] = set()
    bodies = {one.id: one for one in await units_below(tx, unit.id, day=day)}
    for rule in await rules_of_unit(tx, unit.id):
        lasts = rule.valid_to is None or rule.valid_to > day
        if lasts and rule.set_id is not None and unit_asked_about(rule.set_id) == unit.id:
            asked.update(code for body in rule.only if body in bodies for code in _asked_of(bodies[body], goals))
    return tuple(one for one in found if not one.counted and not one.coded.goal.owner and one.coded.code not in asked)


def _asked_of(office: Unit, goals: Sequence[CodedGoal]) -> frozenset[int]:
    """A body that papers name for some goals is asked these; any other those for which they name nobody."""
    named = frozenset(one.code for one in goals if one.goal.owner and is_named(office, one.goal.owner))
    return named or frozenset(one.code for one in goals if not one.goal.owner)

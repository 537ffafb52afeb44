"""A manager's questions become a set, a rule owed once, and a message to everybody who answers; all or nothing."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from conversations.programme.ad_hoc_request import (
    ASKED,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Question,
)
from conversations.programme.calendar import LOCK_AFTER, Form, Span, period_of
from conversations.programme.criteria import Measure
from conversations.programme.cycle import Cycle
from conversations.programme.ids import SetId
from conversations.programme.report import ReportKey
from conversations.programme.rights import may_request
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.reading.show import show_date
from conversations.screens import notices, problems
from handlers.apply.acting import Notice
from handlers.rules import keep_rule
from storage.criteria import store_set
from storage.criteria_sets.question_set import question_set
from storage.roles import filling_below
from storage.rules import RuleText, rules_of_unit
from storage.units import hold, units_below

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.effects import AskUnits
    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting
    from storage.roles import HeldRole

_CODE = re.compile(r"DX(\d{1,9})", re.ASCII)
"""đột xuất, numbered under each unit."""


async def ask_units(acting: Acting, effect: AskUnits) -> tuple[Notice, ...]:
    """Ask. Raises Refusal (not a manager there, a unit that is not below) or Problem (a date, a question, nobody)."""
    unit = await acting.programme.unit(acting.tx, effect.unit)
    if unit is None or acting.person is None or not may_request(acting.person, effect.unit):
        raise problems.not_yours(acting.words)
    _check(acting, effect)
    asked = await _asked(acting, effect)
    # two managers of one unit ask one after the other, so each request has its own number
    await hold(acting.tx, effect.unit)
    today = acting.now.date()
    rules = await rules_of_unit(acting.tx, effect.unit)
    code = f"DX{1 + max((int(found[1]) for rule in rules if (found := _CODE.fullmatch(rule.code))), default=0)}"
    set_id = SetId(f"hoi-{effect.unit}-{code.lower()}")
    # kept with the questions for good, so in the language of the documents
    source = f"{unit.title} hỏi ngày {show_date(today)}"
    text = question_set(
        set_id,
        title=tidy(effect.title),
        level=effect.owes,
        questions=effect.questions,
        valid_from=today,
        source=source[:1].upper() + source[1:],
    )
    await store_set(acting.tx, text, name=f"{set_id}.toml", origin="file", at=acting.now)
    due = effect.deadline.day
    rule, _ = await keep_rule(
        acting.tx,
        RuleText(
            unit=effect.unit,
            code=code,
            title=tidy(effect.title),
            owes=effect.owes,
            only=effect.only,
            form=Form.QUESTIONS,
            cycle=Cycle.ONCE,
            span=Span.CYCLE,
            operator=effect.deadline.operator,
            due_year=due.year,
            due_month=due.month,
            due_day=due.day,
            valid_from=today,
            set_id=set_id,
            lock_after=LOCK_AFTER,
        ),
        by=acting.somebody,
        now=acting.now,
        words=acting.words,
    )
    acting.note("units_asked", f"rule:{rule.id}", units=len(asked), questions=len(effect.questions))
    period = period_of(rule, due.year)
    if period is None:
        raise LookupError(f"period of rule {rule.id}")
    return await _told(acting, unit, rule, period, asked, questions=len(effect.questions))


def _check(acting: Acting, effect: AskUnits) -> None:
    """Everything again that the dialogue has asked for, whoever forged it."""
    words = acting.words
    if not glued(effect.title) or len(effect.title) > limits.REQUEST_TITLE:
        raise problems.request_untitled(words)
    if not 1 <= len(effect.questions) <= MOST_QUESTIONS or not all(map(_fits, effect.questions)):
        raise problems.request_without_questions(MOST_QUESTIONS, words)
    if effect.deadline.last_good_day < acting.now.date():
        raise problems.request_too_late(words)


def _fits(question: Question) -> bool:
    if not glued(question.text) or len(question.text) > limits.QUESTION:
        return False
    if question.measure is Measure.CHOICE:
        return 2 <= len(question.options) <= MOST_OPTIONS and all(map(glued, question.options))
    return question.measure in {Measure.TEXT, Measure.NUMBER}


async def _asked(acting: Acting, effect: AskUnits) -> tuple[Unit, ...]:
    if effect.owes not in ASKED:
        raise problems.not_yours(acting.words)
    below = await units_below(acting.tx, effect.unit, day=acting.now.date(), levels=(effect.owes,), counted=True)
    if not set(effect.only) <= {one.id for one in below}:
        raise problems.not_yours(acting.words)
    asked = tuple(one for one in below if not effect.only or one.id in effect.only)
    if not asked:
        raise problems.request_to_nobody(acting.words)
    return asked


async def _told(
    acting: Acting, unit: Unit, rule: ReportingRule, period: Period, asked: Iterable[Unit], *, questions: int
) -> tuple[Notice, ...]:
    """One message for each person, however many units they answer for; those of one unit share a notice."""
    ids = {one.id for one in asked}
    held = [one for one in await filling_below(acting.tx, unit.id, today=acting.now.date()) if one.unit in ids]
    units_of: dict[PersonId, list[UnitId]] = {}
    for one in _in_charge(held):
        mine = units_of.setdefault(one.person, [])
        if one.unit not in mine:
            mine.append(one.unit)
    silent = acting.at_night
    together: dict[UnitId | None, list[PersonId]] = {}
    for person, units in units_of.items():
        together.setdefault(units[0] if len(units) == 1 else None, []).append(person)
    return tuple(
        Notice(
            to=tuple(people),
            message=partial(
                notices.asked,
                asker=unit,
                period=period,
                questions=questions,
                key=None if one is None else ReportKey(unit=one, rule=rule.id, period=period.key),
                silent=silent,
            ),
        )
        for one, people in together.items()
    )


def _in_charge(held: list[HeldRole]) -> list[HeldRole]:
    """Whoever is in charge; at a unit where everybody answers for a post only, all of them."""
    general = {one.unit for one in held if not one.post}
    return [one for one in held if not one.post or one.unit not in general]

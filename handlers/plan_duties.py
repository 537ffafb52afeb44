"""What a plan orders besides its table: which office judges what, which reports are owed. Both become dated rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.cycle import Cycle
from conversations.programme.rule_faults import TITLE
from conversations.programme.unit import Level
from handlers.duty_forms import set_of_duties
from storage.offices import Ownership
from storage.rules import RuleText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.plan_document import PlanDocument
    from conversations.programme.plan_offices import PlanOffice
    from conversations.programme.plan_regime import PlanReportRule
    from conversations.programme.unit import Unit

CODES = {Span.HALF_YEAR: "H1", Span.YEAR: "Y"}
TITLES = {Span.HALF_YEAR: "Báo cáo 6 tháng đầu năm", Span.YEAR: "Báo cáo năm"}
SUFFIXES = {Level.COMMUNE: "", Level.OFFICE: "-CQ", Level.VILLAGE: "-T"}
"""A rule's code is unique under its unit, so each level that owes the same report has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something the document orders that no rule holds yet: shown, so that a person can enter it."""

    said: str
    where: str
    why: str


def ownership(
    listed: Iterable[PlanOffice], offices: Mapping[str, Unit], form: CriteriaSet, *, named: str
) -> tuple[Ownership, ...]:
    """What each office judges, down to single indicators: "tiêu chí 3" stands for all indicators of it."""
    return tuple(
        Ownership(
            office=offices[office.name].id,
            indicators=_indicators(office, form),
            source=f"{named}, mục {office.section}" if office.section else named,
        )
        for office in listed
        if office.items
    )


def _indicators(office: PlanOffice, form: CriteriaSet) -> tuple[str, ...]:
    codes: list[str] = []
    for item in office.items:
        criterion = form.criterion(item.code)
        if criterion is not None and criterion.indicators:
            codes.extend(indicator.code for indicator in criterion.indicators)
        elif form.indicator(item.code) is not None:
            codes.append(item.code)
    return tuple(dict.fromkeys(codes))


def reporting_rules(plan: PlanDocument, unit: Unit, *, dated: date) -> tuple[RuleText, ...]:
    """The yearly reports the document orders, and what it wants done once; one for each level that owes them."""
    return (*_yearly(plan, unit, dated=dated), *_once(plan, unit, dated=dated))


def _once(plan: PlanDocument, unit: Unit, *, dated: date) -> Iterator[RuleText]:
    for number, once in enumerate(plan.one_offs, start=1):
        for level in once.owed_by:
            if level not in SUFFIXES or once.day < dated:
                continue
            yield RuleText(
                unit=unit.id,
                code=f"V{number}{SUFFIXES[level]}",
                title=short_title(once.what),
                owes=level,
                form=Form.QUESTIONS,
                set_id=set_of_duties(level),
                cycle=Cycle.ONCE,
                span=Span.CYCLE,
                operator=once.operator,
                due_year=once.day.year,
                due_month=once.day.month,
                due_day=once.day.day,
                valid_from=dated,
                via=once.to,
                source=once.quote,
                lock_after=LOCK_AFTER,
            )


def short_title(what: str) -> str:
    """What is to be done, as a report's name."""
    said = what[:1].upper() + what[1:]
    return said if len(said) <= TITLE else f"{said[: TITLE - 1].rsplit(' ', 1)[0].rstrip(' ,;(')}…"


def _yearly(plan: PlanDocument, unit: Unit, *, dated: date) -> tuple[RuleText, ...]:
    if plan.regime is None:
        return ()
    return tuple(
        RuleText(
            unit=unit.id,
            code=f"{CODES[rule.span]}{SUFFIXES[level]}",
            title=TITLES[rule.span],
            owes=level,
            form=Form.OFFICE if level is Level.OFFICE else Form.CRITERIA,
            span=rule.span,
            operator=rule.operator,
            due_month=rule.due_month,
            due_day=rule.due_day,
            valid_from=dated,
            via=rule.through,
            source=rule.quote,
            lock_after=LOCK_AFTER,
        )
        for rule in plan.regime.rules
        for level in rule.owed_by
        if level in SUFFIXES
    )


def not_scheduled(plan: PlanDocument) -> tuple[Duty, ...]:
    """What was read and is not watched over by any rule."""
    return tuple(_not_scheduled(plan))


def _not_scheduled(plan: PlanDocument) -> Iterator[Duty]:
    for once in plan.one_offs:
        if any(level in SUFFIXES for level in once.owed_by):
            continue
        before = "trước" if once.operator is DueOperator.BEFORE else "đến"
        yield Duty(
            said=f"{before} ngày {once.day.day}/{once.day.month}/{once.day.year}: {once.what}",
            where=str(once.place),
            why="việc một lần, văn bản không nói ai phải làm",
        )
    if plan.regime is None:
        return
    for rule in plan.regime.rules:
        if not any(level in SUFFIXES for level in rule.owed_by):
            yield Duty(said=_said(rule), where=str(rule.place), why="văn bản không nói ai phải báo cáo")
    if plan.regime.ad_hoc:
        yield Duty(said="báo cáo đột xuất khi có yêu cầu", where=str(plan.regime.place), why="không có ngày định trước")


def _said(rule: PlanReportRule) -> str:
    return f"{TITLES[rule.span]}: {rule.due_day}/{rule.due_month}"

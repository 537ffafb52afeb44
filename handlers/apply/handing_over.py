"""A report that has left comes before the offices that judge its items; one that is taken back leaves them again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.answer import EvidenceKind, EvidenceState
from conversations.programme.person import Role
from conversations.programme.report import TRANSITIONS, ReportState
from conversations.programme.review import acts_that_follow, may_confirm_together
from conversations.programme.unit import Level
from conversations.screens import review_notices
from handlers.apply.acting import Notice
from handlers.apply.falls import Scene, falls_in_report
from handlers.facts.report import from_superior
from storage.offices import nearest_owners
from storage.reports import move
from storage.reviews import SentItem, hand_to_offices, item_states, take_from_offices
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.report import Report
    from conversations.programme.review import ItemReview
    from handlers.apply.acting import Acting, Named
    from storage.reports import StoredReport


async def hand_over(
    acting: Acting, place: Named, stored: StoredReport, report: Report, to: ReportState
) -> tuple[Notice, ...]:
    """What the offices get to do, and what they are told of it. report: as it was before it was moved to that state."""
    if to is ReportState.WITHDRAWN:
        take_from_offices(acting.tx, stored.id)
    if to is not ReportState.SENT or not reviewed(report):
        return ()
    owners = await owners_for(acting, place, stored)
    lost = {indicator.code for indicator in report.lost()}
    items = [
        SentItem(
            indicator=indicator.code,
            office=next(iter(owners.get(indicator.code, ())), None),
            fell=indicator.code in lost,
            together=may_confirm_together(
                report.answers[indicator.code],
                report.last.get(indicator.code),
                evidence=_has_evidence(report, indicator.code),
            ),
        )
        for indicator in report.form.indicators
        if indicator.judged and report.answered(indicator.code)
    ]
    hand_to_offices(acting.tx, stored.id, items, now=acting.now)
    state = await follow(acting, stored, to)
    falls = await falls_in_report(Scene(acting=acting, place=place, stored=stored, owners=owners), report)
    if state is not ReportState.SENT:
        return falls
    counts = Counter(item.office for item in items if item.office is not None)
    told = []
    for office, count in counts.items():
        people = await reviewers_of(acting, office)
        told.append(Notice(to=people, message=_arrived(report, count)) if people else None)
    return (*(notice for notice in told if notice is not None), *falls)


def _arrived(report: Report, count: int) -> review_notices.Wording:
    return lambda words: review_notices.arrived(report, count, words)


def reviewed(report: Report) -> bool:
    """Whether offices judge it: what a commune reports of its criteria. A village's goes into its commune's."""
    return report.form.of_criteria and report.unit.kind.level is not Level.VILLAGE


def _has_evidence(report: Report, code: str) -> bool:
    """A photo that is not stored is no evidence yet."""
    return any(
        piece.kind is not EvidenceKind.PHOTO or piece.state is EvidenceState.STORED
        for piece in report.evidence.get(code, ())
    )


async def owners_for(acting: Acting, place: Named, stored: StoredReport) -> Mapping[str, tuple[UnitId, ...]]:
    """Indicator to the offices that judge it: those of the unit that the report is owed to, else of one above it."""
    line = await acting.programme.line(acting.tx, place.unit.id)
    above = await from_superior(acting.tx, line, place.rule, programme=acting.programme)
    return await nearest_owners(acting.tx, above, stored.set_id, day=acting.now.date())


async def at_its_office(acting: Acting, review: ItemReview, owners: Mapping[str, tuple[UnitId, ...]]) -> ItemReview:
    """The item as it comes back: to the office that judges it now, where another one has held it. What the manager has
    decided stays with the manager.
    """
    judging = owners.get(review.indicator, ())
    held = review.office
    if review.final or not judging or (held is not None and held.id in judging):
        return review
    return replace(review, office=await acting.programme.unit(acting.tx, judging[0]))


async def reviewers_of(acting: Acting, office: UnitId) -> tuple[PersonId, ...]:
    """Whoever judges for that office, the actor not among them."""
    (rows,) = await acting.tx.together(roles_read(office, acting.now.date()))
    people = (held.person for held in held_roles(rows) if held.role is Role.OFFICE_REVIEWER)
    return tuple(dict.fromkeys(person for person in people if person != acting.session.person))


async def follow(acting: Acting, stored: StoredReport, state: ReportState) -> ReportState:
    """Bring the report to where its items are; the state it has then."""
    states = await item_states(acting.tx, stored.id)
    for act in acts_that_follow(state, states.values()):
        state = TRANSITIONS[state, act]
        move(acting.tx, stored.id, act=act, to=state, by=acting.somebody, reason="", paper="", now=acting.now)
        acting.note(f"report_{state.value}", f"report:{stored.key}")
    return state

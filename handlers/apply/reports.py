"""A whole report is begun, handed up, approved, sent, sent back or withdrawn, by its table, under its lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.report import TRANSITIONS, ReportAct, ReportState
from conversations.programme.rights import may_approve, may_assign, may_fill, may_submit
from conversations.programme.unit import Level
from conversations.screens import notices, problems
from handlers.apply.acting import Notice, holders, leaders, named, opened, whole
from handlers.apply.corrections import check_lock
from handlers.apply.dossiers import follow_report
from handlers.apply.goal_answers import state_goals
from handlers.apply.handing_over import hand_over
from handlers.apply.spending import state_spent
from handlers.facts.report import receiver
from storage.assignments import assign
from storage.reports import contributors, give_receipt, move, receipt_of, receipt_read, touch_unit

if TYPE_CHECKING:
    from conversations.engine.effects import ActOnReport, AssignItems, BeginReport
    from conversations.programme.ids import PersonId
    from conversations.programme.report import ByHand, Receipt, Report
    from handlers.apply.acting import Acting, Named, Right
    from storage.reports import StoredReport
    from storage.roles import HeldRole


async def begin(acting: Acting, effect: BeginReport) -> tuple[Notice, ...]:
    """Open the draft; nothing happens where it exists."""
    await opened(acting, await named(acting, effect.key, may_fill))
    return ()


async def act_on(acting: Acting, effect: ActOnReport) -> tuple[Notice, ...]:
    """Raises Problem where the report is not where the person believes it; of five at once one is done."""
    place = await named(acting, effect.key, _right(effect.act), late=True)
    stored = await opened(acting, place)
    if stored.state is not ReportState.REOPENED:
        check_lock(acting, place)
    to = TRANSITIONS.get((stored.state, effect.act))
    if to is None:
        raise problems.report_moved(stored.state, await _number(acting, stored), acting.words)
    held = await holders(acting, place.unit)
    heads = leaders(held, place.unit)
    report = await whole(acting, stored, has_leader=bool(heads))
    _check(acting, effect, report)
    move(
        acting.tx,
        stored.id,
        act=effect.act,
        to=to,
        by=acting.somebody,
        reason=effect.reason,
        paper=effect.paper,
        now=acting.now,
    )
    acting.note(f"report_{_PAST[effect.act]}", f"report:{effect.key}", state=to.value)
    if stored.state.handed_up or to.handed_up:
        touch_unit(acting.tx, place.unit.id)
        if place.unit.parent is not None:
            touch_unit(acting.tx, place.unit.parent)
    others = (
        *await hand_over(acting, place, stored, report, to),
        *await follow_report(acting, place, effect.act),
    )
    await state_spent(acting, stored, report, to)
    await state_goals(acting, stored, report, to)
    match effect.act:
        case ReportAct.SUBMIT:
            return (Notice(to=heads, message=lambda words: notices.waits_for_leader(report, words)),)
        case ReportAct.APPROVE | ReportAct.SEND:
            receipt = await _receipt(acting, place, stored, report, effect.paper)
            workers = await _workers(acting, stored, held, heads)
            # what left without the leaders' approval, they are told
            readers = workers if report.needs_leader else tuple(dict.fromkeys((*workers, *heads)))
            told = Notice(to=readers, message=lambda words: notices.sent(report, receipt, words))
            if effect.act is ReportAct.APPROVE or not effect.paper:
                return (told, *others)
            return told, *others, Notice(to=heads, message=lambda words: notices.sent_on_paper(report, receipt, words))
        case ReportAct.SEND_BACK:
            workers = await _workers(acting, stored, held, heads)
            return (Notice(to=workers, message=lambda words: notices.sent_back(report, effect.reason, words)),)
        case ReportAct.WITHDRAW:
            return (Notice(to=heads, message=lambda words: notices.withdrawn(report, words)), *others)
        case _:
            assert_never(effect.act)


_PAST = {
    ReportAct.SUBMIT: "submitted",
    ReportAct.APPROVE: "approved",
    ReportAct.SEND_BACK: "sent_back",
    ReportAct.SEND: "sent",
    ReportAct.WITHDRAW: "withdrawn",
}
"""The acts as the audit log names them."""


def _right(act: ByHand) -> Right:
    match act:
        case ReportAct.APPROVE | ReportAct.SEND_BACK:
            return may_approve
        case ReportAct.SUBMIT | ReportAct.SEND | ReportAct.WITHDRAW:
            return may_submit
        case _:
            assert_never(act)


def _check(acting: Acting, effect: ActOnReport, report: Report) -> None:
    """What the table cannot say: who must have approved, and what may no longer be taken back."""
    match effect.act:
        case ReportAct.SUBMIT:
            if not report.has_leader:
                raise problems.no_leader(acting.words)
            _check_given(acting, report)
        case ReportAct.SEND:
            if report.needs_leader and not effect.paper:
                raise problems.paper_needed(acting.words)
            _check_given(acting, report)
        case ReportAct.SEND_BACK:
            if not effect.reason:
                raise problems.reason_needed(acting.words)
        case ReportAct.WITHDRAW:
            if report.state.handed_up and report.opened_above:
                raise problems.opened_above(acting.words)
        case ReportAct.APPROVE:
            _check_given(acting, report)
        case _:
            assert_never(effect.act)


def _check_given(acting: Acting, report: Report) -> None:
    if not report.given:
        raise problems.report_empty(acting.words)


async def _number(acting: Acting, stored: StoredReport) -> str:
    (rows,) = await acting.tx.together(receipt_read(stored.key))
    receipt = receipt_of(rows)
    return "" if receipt is None else receipt.number


async def _receipt(acting: Acting, place: Named, stored: StoredReport, report: Report, paper: str) -> Receipt:
    line = await acting.programme.line(acting.tx, place.unit.id)
    superior = await receiver(acting.tx, line, place.rule, programme=acting.programme) or place.unit
    receipt = await give_receipt(
        acting.tx,
        stored,
        superior=superior.id,
        items=report.given,
        total=report.total,
        photos=report.photos(),
        next_reader="; ".join(
            (
                (place.rule.via if place.unit.kind.level is not Level.VILLAGE else "") or superior.title,
                *place.rule.copies,
            )
        ),
        paper=paper,
        now=acting.now,
    )
    acting.note("receipt_given", f"report:{stored.key}", number=receipt.number, items=receipt.items, of=receipt.of)
    return receipt


async def _workers(
    acting: Acting, stored: StoredReport, held: tuple[HeldRole, ...], heads: tuple[PersonId, ...]
) -> tuple[PersonId, ...]:
    """Whoever worked on the report and still works there; when nobody does, all officers of the unit."""
    officers = {one.person for one in held} - set(heads)
    worked = tuple(person for person in await contributors(acting.tx, stored.id) if person in officers)
    own = tuple(dict.fromkeys(one.person for one in held if one.unit == stored.key.unit and one.person in officers))
    return worked or own


async def assign_items(acting: Acting, effect: AssignItems) -> tuple[Notice, ...]:
    """Who answers what from now on."""
    unit = await acting.programme.unit(acting.tx, effect.unit)
    if unit is None or acting.person is None or not may_assign(acting.person, unit):
        raise problems.not_yours(acting.words)
    assign(acting.tx, unit.id, effect.indicators, post=effect.post, by=acting.somebody, now=acting.now)
    touch_unit(acting.tx, unit.id)
    acting.note("items_assigned", f"unit:{unit.id}", post=effect.post, items=len(effect.indicators))
    return ()

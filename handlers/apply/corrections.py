"""An item of a report that has left is answered anew: where it may be, and what that means to its office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.report import ReportState
from conversations.programme.review import ITEM_TRANSITIONS, ItemAct, ItemState
from conversations.screens import problems, review_notices
from handlers.apply.acting import Notice, whole
from handlers.apply.falls import Scene, fall_in_answer
from handlers.apply.handing_over import at_its_office, follow, owners_for, reviewed, reviewers_of
from storage.reviews import SentItem, bring_to_office, keep_review, review_of, take_item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import Indicator
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.review import ItemReview
    from handlers.apply.acting import Acting, Named
    from storage.reports import StoredReport


async def open_item(
    acting: Acting, place: Named, stored: StoredReport, code: str, *, evidence: bool = False
) -> ItemReview | None:
    """Where the item stands with its office; None: nowhere. Raises Problem where it takes no other answer now: after
    the lock, or after a verdict, unless the office asks for more or a manager has opened the report again. evidence:
    where it takes no more evidence; what an office has asked about takes it until the next verdict.
    """
    if not stored.state.handed_up:
        check_lock(acting, place)
        return None
    if stored.state is ReportState.CLOSED:
        raise problems.report_moved(stored.state, "", acting.words)
    review = await review_of(acting.tx, stored.id, code)
    if stored.state is ReportState.REOPENED or (review is not None and review.asked):
        return review
    if review is not None and not review.unjudged:
        raise problems.item_judged(code, acting.words)
    if evidence and review is not None and review.asked_before:
        return review
    check_lock(acting, place)
    return review


def check_lock(acting: Acting, place: Named) -> None:
    """Raises Problem after the lock."""
    if place.period.locked(acting.now.date()):
        raise problems.period_locked(place.period, acting.words)


async def corrected(
    acting: Acting,
    place: Named,
    stored: StoredReport,
    indicator: Indicator,
    review: ItemReview | None,
    *,
    answer: Answer,
) -> tuple[Notice, ...]:
    """What another answer (or evidence) means to the office: the item comes back to it. answer: the one that counts
    now.
    """
    if not stored.state.handed_up or not indicator.judged:
        return ()
    report = await whole(acting, stored, has_leader=False)
    if not reviewed(report):
        return ()
    owners = await owners_for(acting, place, stored)
    scene = Scene(acting=acting, place=place, stored=stored, owners=owners)
    told = await fall_in_answer(scene, report, indicator, answer)
    fell = answer.state is State.NOT_MET and report.was_met(indicator)
    act = None if review is None else _act_on(review)
    if review is None or act is None:
        if answer.state is State.NOT_REPORTED:
            take_item(acting.tx, stored.id, indicator.code)
        else:
            office = await _office(acting, review, indicator, owners)
            item = SentItem(indicator=indicator.code, office=office, fell=fell)
            bring_to_office(acting.tx, stored.id, item, now=acting.now)
        await follow(acting, stored, stored.state)
        return told
    review = await at_its_office(acting, replace(review, final=False), owners)
    after = replace(review, state=ITEM_TRANSITIONS[review.state, act], reason="", fell=fell, since=acting.now)
    keep_review(
        acting.tx,
        stored.id,
        after,
        act=act,
        version=answer.version,
        office=None,
        by=acting.somebody,
        channel=acting.channel,
        now=acting.now,
    )
    acting.note(f"item_{act.value}", f"report:{place.key}", indicator=indicator.code, version=answer.version)
    await follow(acting, stored, stored.state)
    if act is not ItemAct.REPLY:
        return told
    said = review_notices.Said(
        key=place.key,
        unit=place.unit,
        period=place.period,
        indicator=indicator,
        office="" if review.office is None else review.office.title,
        silent=acting.at_night,
    )
    to = await reviewer_to_tell(acting, review)
    return Notice(to=to, message=lambda words: review_notices.answered(said, ItemAct.REPLY, words)), *told


async def _office(
    acting: Acting, review: ItemReview | None, indicator: Indicator, owners: Mapping[str, tuple[UnitId, ...]]
) -> UnitId | None:
    if review is None:
        return next(iter(owners.get(indicator.code, ())), None)
    office = (await at_its_office(acting, review, owners)).office
    return None if office is None else office.id


def _act_on(review: ItemReview) -> ItemAct | None:
    """None: it waits for the office anyway."""
    if review.state is ItemState.WAITING:
        return None
    return ItemAct.REPLY if review.asked else ItemAct.CHANGE


async def reviewer_to_tell(acting: Acting, review: ItemReview) -> tuple[PersonId, ...]:
    """The same reviewer as before, where they still judge for the office; otherwise all who do."""
    people = () if review.office is None else await reviewers_of(acting, review.office.id)
    same = review.reviewer
    return (same,) if same is not None and same in people else people

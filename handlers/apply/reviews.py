"""Offices judge the items of sent reports, communes answer, managers have the last word: by the item's own table, under
the report's lock, each on the very answer that they saw.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.person import Role
from conversations.programme.report import ReportState
from conversations.programme.review import (
    BY_MANAGER,
    BY_OFFICE,
    IN_WORDS,
    ITEM_TRANSITIONS,
    REASONED,
    REVIEWED,
    VERDICTS,
    ItemAct,
    ItemState,
)
from conversations.programme.rights import may_decide, may_fill, may_judge
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import problems, review_notices
from handlers.apply.acting import Named, Notice, holders, leaders, whole
from handlers.apply.corrections import reviewer_to_tell
from handlers.apply.falls import Scene, Verdict, fall_by_verdict
from handlers.apply.handing_over import at_its_office, follow, owners_for
from handlers.apply.wishes import those_above
from handlers.facts.report import receiver
from storage.answers import answers_by_indicator, latest_read
from storage.reports import locked, mark_opened_above, touch_unit
from storage.reviews import item_states, keep_review, review_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.effects import ConfirmTogether, ReviewItem
    from conversations.programme.answer import Answer
    from conversations.programme.criteria import Indicator
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.report import ReportKey
    from conversations.programme.review import ItemReview
    from handlers.apply.acting import Acting
    from storage.reports import StoredReport

TOGETHER_MOST = 60
"""Items confirmed in one go; nobody reads more on one screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item under its report's lock."""

    place: Named
    stored: StoredReport
    indicator: Indicator
    answer: Answer
    review: ItemReview
    owners: Mapping[str, tuple[UnitId, ...]]
    owed_to: UnitId
    """Whose manager has the last word."""


async def review_item(acting: Acting, effect: ReviewItem) -> tuple[Notice, ...]:
    """Say it, where the item may be treated so by this person now. Raises Refusal or Problem: nothing is written."""
    item = await _item(acting, effect.key, effect.indicator)
    office = _acts_for(acting, item, effect.act)
    reason = tidy(effect.reason)
    _check(acting, item, effect, reason)
    if effect.act in {ItemAct.REPLY, ItemAct.WISH}:
        item = replace(item, review=await at_its_office(acting, item.review, item.owners))
    after = await _after(acting, item, effect.act, reason, office)
    falls = await _falls(acting, item, effect.act, reason)
    await _keep(acting, item, after, act=effect.act, office=office, reason=reason)
    state = await follow(acting, item.stored, item.stored.state)
    return (*await _told(acting, item, effect.act, reason, state), *falls)


async def confirm_together(acting: Acting, effect: ConfirmTogether) -> tuple[Notice, ...]:
    """All of them or none: each must still be one that may be confirmed with others, and as it was seen."""
    if not 1 <= len(effect.items) <= TOGETHER_MOST:
        raise problems.not_yours(acting.words)
    told: list[Notice] = []
    for key, code, seen in effect.items:
        item = await _item(acting, key, code)
        office = _acts_for(acting, item, ItemAct.MEET)
        if item.stored.state is ReportState.REOPENED:
            raise problems.report_moved(item.stored.state, "", acting.words)
        if not item.review.together or item.answer.version != seen:
            raise problems.item_moved(code, acting.words)
        after = await _after(acting, item, ItemAct.MEET, "", office)
        # they were named on a screen, so the report was looked at
        mark_opened_above(acting.tx, item.stored.id, by=acting.somebody, now=acting.now)
        told += await _falls(acting, item, ItemAct.MEET, "")
        await _keep(acting, item, after, act=ItemAct.MEET, office=office, reason="")
        state = await follow(acting, item.stored, item.stored.state)
        told += await _told(acting, item, ItemAct.MEET, "", state)
    return tuple(told)


async def _item(acting: Acting, key: ReportKey, code: str) -> _Item:
    """Raises Refusal where there is no such item, or nothing of it has left: nobody can tell which."""
    named = await acting.programme.period(acting.tx, key)
    if named is None or acting.person is None:
        raise problems.not_yours(acting.words)
    unit, rule, period = named
    place = Named(key=key, unit=unit, rule=rule, period=period)
    stored = await locked(acting.tx, key)
    if stored is None or stored.state not in {*REVIEWED, ReportState.REOPENED}:
        raise problems.not_yours(acting.words)
    review = await review_of(acting.tx, stored.id, code)
    (rows,) = await acting.tx.together(latest_read(stored.id))
    answer = answers_by_indicator(rows).get(code)
    form = await acting.programme.sets.get(acting.tx, stored.set_id, stored.set_version, kind=unit.kind)
    indicator = form.indicator(code)
    if review is None or answer is None or indicator is None:
        raise problems.not_yours(acting.words)
    owners = await owners_for(acting, place, stored)
    line = await acting.programme.line(acting.tx, unit.id)
    receiving = await receiver(acting.tx, line, rule, programme=acting.programme)
    return _Item(
        place=place,
        stored=stored,
        indicator=indicator,
        answer=answer,
        review=review,
        owners=owners,
        owed_to=rule.unit if receiving is None else receiving.id,
    )


def _acts_for(acting: Acting, item: _Item, act: ItemAct) -> UnitId | None:
    """The office the person speaks for; None: for the commune or as manager. Raises Refusal."""
    person = acting.person
    if person is not None and act in BY_OFFICE:
        held = item.review.office
        judging = {*item.owners.get(item.indicator.code, ()), *(() if held is None else (held.id,))}
        office = may_judge(person, judging)
        if office is not None:
            return office
    elif (person is not None and act in IN_WORDS and may_fill(person, item.place.unit)) or (
        person is not None and act in BY_MANAGER and may_decide(person, item.owed_to)
    ):
        return None
    raise problems.not_yours(acting.words)


def _check(acting: Acting, item: _Item, effect: ReviewItem, reason: str) -> None:
    words = acting.words
    if item.stored.state is ReportState.REOPENED and effect.act is not ItemAct.REPLY:
        raise problems.report_moved(item.stored.state, "", words)
    if item.answer.version != effect.seen or not item.review.allows(effect.act):
        raise problems.item_moved(effect.indicator, words)
    if VERDICTS.get(effect.act) and not item.answer.given:
        raise problems.nothing_to_judge(effect.indicator, words)
    contradicts = effect.act is ItemAct.FAIL and item.answer.state.counts_as_met
    if (effect.act in REASONED or contradicts) and not reason:
        raise problems.reason_needed(words)
    if len(reason) > limits.REASON:
        raise problems.reason_needed(words)


async def _falls(acting: Acting, item: _Item, act: ItemAct, reason: str) -> tuple[Notice, ...]:
    """What a verdict means to an alarm of the item."""
    if act not in VERDICTS:
        return ()
    scene = Scene(acting=acting, place=item.place, stored=item.stored, owners=item.owners)
    # what was said before is read only where the verdict may be a fall
    report = None if VERDICTS[act] else await whole(acting, item.stored, has_leader=False)
    verdict = Verdict(indicator=item.indicator, answer=item.answer, met=VERDICTS[act], was=item.review.state)
    return await fall_by_verdict(scene, report, verdict, reason=reason)


async def _after(acting: Acting, item: _Item, act: ItemAct, reason: str, office: UnitId | None) -> ItemReview:
    """Where the item stands after it. A wish or a dispute leaves the verdict and its reviewer as they are. office: the
    one that speaks; the item is with it from now on.
    """
    before = item.review
    if office is not None and (before.office is None or before.office.id != office):
        before = replace(before, office=await acting.programme.unit(acting.tx, office))
    by_above = act in BY_OFFICE or act in BY_MANAGER
    return replace(
        before,
        state=ITEM_TRANSITIONS[before.state, act],
        reviewer=acting.somebody if by_above else before.reviewer,
        version=item.answer.version if by_above else before.version,
        reason=reason,
        final=act in BY_MANAGER or (before.final and act is not ItemAct.ASK),
        wished=act is ItemAct.WISH,
        since=acting.now,
    )


async def _keep(
    acting: Acting, item: _Item, after: ItemReview, *, act: ItemAct, office: UnitId | None, reason: str
) -> None:
    keep_review(
        acting.tx,
        item.stored.id,
        after,
        act=act,
        version=item.answer.version,
        office=office,
        by=acting.somebody,
        channel=acting.channel,
        now=acting.now,
        reason=reason,
    )
    # the report shows it, and later ones quote it
    touch_unit(acting.tx, item.place.unit.id)
    acting.note(f"item_{act.value}", f"report:{item.place.key}", indicator=after.indicator, version=item.answer.version)


async def _told(acting: Acting, item: _Item, act: ItemAct, reason: str, state: ReportState) -> tuple[Notice, ...]:
    """Who is told of it: the commune what the office says, the office what the commune says, the manager a dispute."""
    said = review_notices.Said(
        key=item.place.key,
        unit=item.place.unit,
        period=item.place.period,
        indicator=item.indicator,
        office="" if item.review.office is None else item.review.office.title,
        reason=reason,
        silent=acting.at_night,
    )
    told: list[Notice] = []
    match act:
        case ItemAct.ASK:
            return (Notice(to=await _officers(acting, item), message=lambda words: review_notices.asked(said, words)),)
        case ItemAct.REPLY | ItemAct.WISH:
            to = await reviewer_to_tell(acting, item.review)
            return (Notice(to=to, message=lambda words: review_notices.answered(said, act, words)),)
        case ItemAct.DISPUTE:
            managers = await those_above(acting, item.place.unit)
            to = tuple(dict.fromkeys((*managers, *await reviewer_to_tell(acting, item.review))))
            return (Notice(to=to, message=lambda words: review_notices.disputed(said, words)),)
        case ItemAct.DECIDE_MET | ItemAct.DECIDE_NOT_MET:
            to = tuple(dict.fromkeys((*await _officers(acting, item), *await reviewer_to_tell(acting, item.review))))
            met = VERDICTS[act]
            told.append(Notice(to=to, message=lambda words: review_notices.decided(said, met=met, words=words)))
        case ItemAct.FAIL if item.answer.state is not State.NOT_MET:
            to = await _officers(acting, item)
            told.append(Notice(to=to, message=lambda words: review_notices.not_met(said, words)))
        case ItemAct.MEET | ItemAct.FAIL | ItemAct.CHANGE:
            pass
    if state is ReportState.ASSESSED and item.stored.state is not ReportState.ASSESSED:
        told.append(await _assessed(acting, item))
    return tuple(told)


async def _assessed(acting: Acting, item: _Item) -> Notice:
    """The commune learns that every item has its verdict."""
    states = (await item_states(acting.tx, item.stored.id)).values()
    met = sum(one is ItemState.MET for one in states)
    heads = leaders(await holders(acting, item.place.unit), item.place.unit)
    to = tuple(dict.fromkeys((*await _officers(acting, item), *heads)))
    place = item.place
    return Notice(
        to=to,
        message=lambda words: review_notices.assessed(
            place.key, place.unit, place.period, met=met, of=len(states), words=words
        ),
    )


async def _officers(acting: Acting, item: _Item) -> tuple[PersonId, ...]:
    """Whoever answered the item and still works there, and the officers in charge; where nobody is, the leaders."""
    held = [one for one in await holders(acting, item.place.unit) if one.unit == item.place.unit.id]
    officers = {one.person for one in held if one.role is Role.COMMUNE_OFFICER}
    in_charge = [one.person for one in held if one.person in officers and not one.post]
    answered = [item.answer.by] if item.answer.by in officers else []
    heads = leaders(tuple(held), item.place.unit)
    return tuple(dict.fromkeys((*answered, *in_charge))) or heads

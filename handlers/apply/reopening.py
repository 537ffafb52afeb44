"""A manager opens a report again, also after the lock; what offices have confirmed only with a second person's yes.
And closes one whose items all have their verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Role
from conversations.programme.report import CONFIRMED, TRANSITIONS, ReportAct, ReportState
from conversations.programme.rights import may_agree_to_reopen, may_reopen
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import problems, review_notices
from handlers.apply.acting import Named, Notice, holders, leaders
from handlers.apply.handing_over import reviewers_of
from handlers.apply.wishes import name_of
from storage.reopenings import end_reopening, judging_offices, reopening_of, wish_reopening
from storage.reports import locked, move, touch_unit
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from conversations.engine.effects import CloseReport, KeepClosed, ReopenReport
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.report import ReportKey
    from handlers.apply.acting import Acting
    from storage.reopenings import Reopening
    from storage.reports import StoredReport


async def reopen(acting: Acting, effect: ReopenReport) -> tuple[Notice, ...]:
    """Open it, or let it wait for the second person, or be that second person. Raises Refusal or Problem."""
    place, stored = await _report(acting, effect.key)
    waiting = await reopening_of(acting.tx, stored.id)
    if waiting is None:
        await _check_manager(acting, place)
    else:
        await _check_second(acting, place, stored)
    if (stored.state, ReportAct.REOPEN) not in TRANSITIONS:
        raise problems.report_moved(stored.state, "", acting.words)
    if waiting is not None:
        return await _agreed(acting, place, stored, waiting)
    reason = tidy(effect.reason)
    if not 1 <= len(reason) <= limits.REASON:
        raise problems.reason_needed(acting.words)
    if stored.state not in CONFIRMED:
        return await _opened(acting, place, stored, reason, by=acting.somebody)
    wish_reopening(acting.tx, stored.id, by=acting.somebody, reason=reason, now=acting.now)
    acting.note("reopening_wished", f"report:{place.key}")
    to, who = await _second(acting, place, stored), name_of(acting)
    acting.said.append(review_notices.waits_for_second(acting.words))
    return (
        Notice(
            to=to,
            message=lambda words: review_notices.reopening_wished(
                place.key, place.unit, place.period, who=who, reason=reason, words=words
            ),
        ),
    )


async def keep_closed(acting: Acting, effect: KeepClosed) -> tuple[Notice, ...]:
    """The second person says no; or whoever wished it takes it back."""
    place, stored = await _report(acting, effect.key)
    await _check_second(acting, place, stored)
    waiting = await reopening_of(acting.tx, stored.id)
    if waiting is None:
        raise problems.report_moved(stored.state, "", acting.words)
    end_reopening(acting.tx, stored.id, by=acting.somebody, now=acting.now)
    acting.note("reopening_refused", f"report:{place.key}")
    return (
        Notice(
            to=tuple(one for one in await _managers(acting, place) if one == waiting.person)[:1],
            message=lambda words: review_notices.kept_closed(place.unit, place.period, words),
        ),
    )


async def close(acting: Acting, effect: CloseReport) -> tuple[Notice, ...]:
    """Raises Refusal, or Problem where an item has no verdict yet."""
    place, stored = await _report(acting, effect.key)
    await _check_manager(acting, place)
    to = TRANSITIONS.get((stored.state, ReportAct.CLOSE))
    if to is None:
        raise problems.not_assessed(acting.words)
    _move(acting, stored, ReportAct.CLOSE, to, reason="", by=acting.somebody)
    return ()


async def _report(acting: Acting, key: ReportKey) -> tuple[Named, StoredReport]:
    found = await acting.programme.period(acting.tx, key)
    stored = None if found is None or acting.person is None else await locked(acting.tx, key)
    if found is None or stored is None:
        raise problems.not_yours(acting.words)
    unit, rule, period = found
    return Named(key=key, unit=unit, rule=rule, period=period), stored


async def _check_manager(acting: Acting, place: Named) -> None:
    if acting.person is None or not may_reopen(acting.person, await _owed_to(acting, place)):
        raise problems.not_yours(acting.words)


async def _owed_to(acting: Acting, place: Named) -> frozenset[UnitId]:
    """The unit that the report is owed to, and those above it."""
    line = await acting.programme.line(acting.tx, place.rule.unit)
    return frozenset(unit.id for unit in line)


async def _check_second(acting: Acting, place: Named, stored: StoredReport) -> None:
    offices = await judging_offices(acting.tx, stored.id)
    if acting.person is None or not may_agree_to_reopen(acting.person, await _owed_to(acting, place), offices):
        raise problems.not_yours(acting.words)


async def _agreed(acting: Acting, place: Named, stored: StoredReport, waiting: Reopening) -> tuple[Notice, ...]:
    if waiting.person == acting.somebody:
        raise problems.second_person_needed(acting.words)
    end_reopening(acting.tx, stored.id, by=acting.somebody, now=acting.now)
    return await _opened(acting, place, stored, waiting.reason, by=waiting.person)


async def _opened(
    acting: Acting, place: Named, stored: StoredReport, reason: str, *, by: PersonId
) -> tuple[Notice, ...]:
    _move(acting, stored, ReportAct.REOPEN, ReportState.REOPENED, reason=reason, by=by)
    touch_unit(acting.tx, place.unit.id)
    held = await holders(acting, place.unit)
    officers = [one.person for one in held if one.role is Role.COMMUNE_OFFICER and not one.post]
    # a wish outlives the role of whoever had it, but they are told nothing any more
    wisher = tuple(one for one in await _managers(acting, place) if one == by)[:1]
    commune = tuple(dict.fromkeys((*officers, *leaders(held, place.unit))))
    return _reopened(place, commune, reason, to_commune=True), _reopened(place, wisher, reason, to_commune=False)


def _reopened(place: Named, to: tuple[PersonId, ...], reason: str, *, to_commune: bool) -> Notice:
    return Notice(
        to=to,
        message=lambda words: review_notices.reopened(
            place.key, place.unit, place.period, reason=reason, to_commune=to_commune, words=words
        ),
    )


def _move(acting: Acting, stored: StoredReport, act: ReportAct, to: ReportState, *, reason: str, by: PersonId) -> None:
    move(acting.tx, stored.id, act=act, to=to, by=by, reason=reason, paper="", now=acting.now)
    acting.note(f"report_{to.value}", f"report:{stored.key}")


async def _managers(acting: Acting, place: Named) -> tuple[PersonId, ...]:
    """Whoever may open it now."""
    units = await _owed_to(acting, place)
    rows = await acting.tx.together(*(roles_read(unit, acting.now.date()) for unit in units))
    return tuple(held.person for found in rows for held in held_roles(found) if held.role is Role.MANAGER)


async def _second(acting: Acting, place: Named, stored: StoredReport) -> tuple[PersonId, ...]:
    """Who can say yes: the other managers, and the reviewers of the offices that have judged."""
    managers = await _managers(acting, place)
    offices = [
        person
        for office in await judging_offices(acting.tx, stored.id)
        for person in await reviewers_of(acting, office)
    ]
    return tuple(dict.fromkeys(person for person in (*managers, *offices) if person != acting.session.person))

"""What people say about being reminded, written down; whoever must know of it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.owed import told_above
from conversations.programme.person import Role
from conversations.programme.report import ReportState
from conversations.programme.rights import is_reminded, may_promise_day
from conversations.programme.unit import Level
from conversations.programme.wishes import PromisedDay, may_promise, remind_again_at
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import not_in_charge, problems, promise_day
from handlers.apply.acting import Notice, named
from handlers.schedule.waves import SECOND, waves_taken
from storage.absences import leave_charge, take_charge
from storage.people import pseudonym
from storage.reports import states_of
from storage.roles import admins, held_roles, roles_read
from storage.wishes import end_snooze, promise_later, put_snooze

if TYPE_CHECKING:
    from conversations.engine.effects import DropReminder, LeaveCharge, PromiseReport, RemindAgain, TakeCharge
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting
    from storage.roles import HeldRole


async def remind_again(acting: Acting, effect: RemindAgain) -> None:
    """All at the same time: of several reports the most urgent one says when."""
    person = acting.somebody
    places = [await named(acting, key, is_reminded) for key in effect.keys]
    states = await states_of(acting.tx, effect.keys)
    waiting = [place for place in places if not states.get(place.key, ReportState.DRAFT).handed_up]
    if not waiting:
        return
    taken = await waves_taken(acting.tx, (person,), day=acting.now.date())
    until = remind_again_at(
        acting.now,
        min(place.period.last_good_day for place in waiting),
        twice_today=SECOND in taken.get(person, ()),
    )
    for place in waiting:
        put_snooze(acting.tx, person, place.key, until=until, now=acting.now)


def drop_reminder(acting: Acting, effect: DropReminder) -> None:
    """Only the person's own wishes can be meant."""
    for key in effect.keys:
        end_snooze(acting.tx, acting.somebody, key, now=acting.now)


async def leave(acting: Acting, effect: LeaveCharge) -> tuple[Notice, ...]:
    """Said once; those who can name another are told once."""
    unit = await own_unit(acting, effect.unit)
    if not await leave_charge(acting.tx, acting.somebody, unit.id, now=acting.now):
        return ()
    acting.note("charge_left", f"unit:{unit.id}")
    name = name_of(acting)
    to = await those_above(acting, unit, but_posts=True)
    person = acting.somebody
    running = await _administering(acting, unit)
    return (
        Notice(
            to=tuple(one for one in to if one not in running),
            message=lambda words: not_in_charge.somebody_left(unit, name=name, words=words),
        ),
        Notice(to=running, message=lambda words: not_in_charge.hand_it_over(unit, person, name=name, words=words)),
    )


async def stay(acting: Acting, effect: TakeCharge) -> tuple[Notice, ...]:
    """In charge after all."""
    unit = await own_unit(acting, effect.unit)
    if not await take_charge(acting.tx, acting.somebody, unit.id, now=acting.now):
        return ()
    acting.note("charge_taken", f"unit:{unit.id}")
    name = name_of(acting)
    to = await those_above(acting, unit, but_posts=True)
    return (Notice(to=to, message=lambda words: not_in_charge.somebody_is_back(unit, name=name, words=words)),)


async def promise(acting: Acting, effect: PromiseReport) -> tuple[Notice, ...]:
    """Raises Problem where the report has left, or the day is none that can be promised."""
    place = await named(acting, effect.key, may_promise_day)
    reason = tidy(effect.reason)
    state = (await states_of(acting.tx, (effect.key,))).get(effect.key, ReportState.DRAFT)
    if state.handed_up:
        raise problems.report_moved(state, "", acting.words)
    if not may_promise(place.period, effect.day, today=acting.now.date()) or not 1 <= len(reason) <= limits.REASON:
        raise problems.promise_wrong(acting.words)
    promised = PromisedDay(day=effect.day, reason=reason)
    promise_later(acting.tx, effect.key, promised, by=acting.somebody, now=acting.now)
    acting.note("report_promised", f"report:{effect.key}", day=effect.day.isoformat())
    to = await those_above(acting, place.unit)
    return (Notice(to=to, message=lambda words: promise_day.promised_above(place.unit, place.period, promised, words)),)


async def own_unit(acting: Acting, number: UnitId) -> Unit:
    """A unit whose reports the actor is reminded of. Raises Refusal for any other."""
    unit = await acting.programme.unit(acting.tx, number)
    if unit is None or acting.person is None or not is_reminded(acting.person, unit):
        raise problems.not_yours(acting.words)
    return unit


def name_of(acting: Acting) -> str:
    """Who did it, as others know them."""
    person = acting.person
    return (person.name if person is not None else "") or pseudonym(acting.somebody)


async def those_above(acting: Acting, unit: Unit, *, but_posts: bool = False) -> tuple[PersonId, ...]:
    """Who looks after this unit's reports: the commune's officer for a village, managers otherwise, at last whoever
    runs the system. but_posts: of a colleague by post first the officers in charge beside them.
    """
    if but_posts and acting.person is not None and acting.person.posts_at(unit.id):
        beside = _people(await _held(acting, unit.id), Role.COMMUNE_OFFICER, but=acting.somebody)
        if beside:
            return beside
    line = await acting.programme.line(acting.tx, unit.id)
    for above in line[1:]:
        role = told_above(unit.kind.level) if above.kind.level is Level.COMMUNE else Role.MANAGER
        found = _people(await _held(acting, above.id), role, but=acting.somebody)
        if found:
            return found
    return tuple(held.person for held in await admins(acting.tx, today=acting.now.date()))


async def _administering(acting: Acting, unit: Unit) -> tuple[PersonId, ...]:
    """The admins of this unit, or of the nearest one above that has any."""
    for one in await acting.programme.line(acting.tx, unit.id):
        found = _people(await _held(acting, one.id), Role.ADMIN, but=acting.somebody)
        if found:
            return found
    return ()


async def _held(acting: Acting, unit: UnitId) -> tuple[HeldRole, ...]:
    (rows,) = await acting.tx.together(roles_read(unit, acting.now.date()))
    return held_roles(rows)


def _people(held: tuple[HeldRole, ...], role: Role, *, but: PersonId) -> tuple[PersonId, ...]:
    """Without colleagues by post: they look after their own items only."""
    return tuple(dict.fromkeys(one.person for one in held if one.role is role and not one.post and one.person != but))

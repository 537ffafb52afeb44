"""What an admin does to people: checked again by units and people administered, noted, told to whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine import effects as e
from conversations.programme.rights import may_administer, role_fits
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import handover as handover_screens
from conversations.screens import problems, users
from conversations.screens.suspended import resumed
from handlers.apply.acting import Notice
from handlers.facts.administered import administered_person
from handlers.facts.handover import look_at_handover
from handlers.hand_over import hand_over
from handlers.suspending import resume_person, suspend_person
from storage.handovers import wait_for_turns_of
from storage.outbox_recall import recall_of_unit
from storage.roles import end_held_role, grant_role

if TYPE_CHECKING:
    from conversations.engine.effects import EndRole, GrantRole, HandOver, ResumePerson, SuspendPerson
    from conversations.programme.directory import AdministeredPerson
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting


async def change(
    acting: Acting, effect: GrantRole | EndRole | SuspendPerson | ResumePerson | HandOver
) -> tuple[Notice, ...]:
    """One of these; who is told of it."""
    match effect:
        case e.GrantRole():
            return await give(acting, effect)
        case e.EndRole():
            return await end(acting, effect)
        case e.SuspendPerson():
            await suspend(acting, effect)
            return ()
        case e.ResumePerson():
            return await resume(acting, effect)
        case e.HandOver():
            return await pass_on(acting, effect)
        case _:
            assert_never(effect)


async def give(acting: Acting, effect: GrantRole) -> tuple[Notice, ...]:
    """Raises Refusal: not their unit, nobody they know, or such a unit has no such role."""
    unit = await administered(acting, effect.unit)
    other = await _person(acting, effect.person)
    post = tidy(effect.post)
    if not role_fits(effect.role, unit) or len(post) > limits.PERSON_NAME:
        raise problems.not_yours(acting.words)
    granted = await grant_role(
        acting.tx,
        effect.person,
        unit=unit.id,
        role=effect.role,
        post=post,
        by=acting.somebody,
        now=acting.now,
    )
    if not granted:
        acting.said.append(users.held_already(other.card.name, acting.words))
        return ()
    acting.note("role_granted", f"person:{effect.person}", role=effect.role.value, unit=unit.id)
    acting.said.append(users.given(other.card.name, effect.role, post, unit, acting.words))
    return (Notice(to=(effect.person,), message=lambda words: users.was_given(effect.role, post, unit, words)),)


async def end(acting: Acting, effect: EndRole) -> tuple[Notice, ...]:
    """Raises Refusal as above, and for one's own role of an admin: somebody else must be able to give it back."""
    unit = await administered(acting, effect.unit)
    other = await _person(acting, effect.person)
    if other.oneself and effect.role is users.LAST_TO_GO:
        raise users.not_oneself(acting.words)
    await wait_for_turns_of(acting.tx, effect.person)
    ended = await end_held_role(
        acting.tx,
        effect.person,
        unit=unit.id,
        role=effect.role,
        post=effect.post,
        by=acting.somebody,
        now=acting.now,
    )
    if not ended:
        raise handover_screens.nothing_held(acting.words)
    recall_of_unit(acting.tx, effect.person, unit.id, why="role ended", now=acting.now)
    acting.note("role_ended", f"person:{effect.person}", role=effect.role.value, unit=unit.id)
    acting.said.append(users.ended(other.card.name, effect.role, effect.post, unit, acting.words))
    return (Notice(to=(effect.person,), message=lambda words: users.was_ended(effect.role, effect.post, unit, words)),)


async def suspend(acting: Acting, effect: SuspendPerson) -> None:
    """Raises Refusal: oneself, or somebody who holds a role elsewhere too."""
    other = await _person(acting, effect.person)
    if other.oneself:
        raise users.not_oneself(acting.words)
    if other.elsewhere:
        raise users.elsewhere_too(acting.words)
    await suspend_person(acting.tx, effect.person, by=acting.somebody, now=acting.now)
    acting.said.append(users.now_suspended(other.card.name, acting.words))


async def resume(acting: Acting, effect: ResumePerson) -> tuple[Notice, ...]:
    """Whoever may suspend somebody lets them go on again."""
    other = await _person(acting, effect.person)
    if other.oneself or other.elsewhere:
        raise users.elsewhere_too(acting.words)
    if not await resume_person(acting.tx, effect.person, by=acting.somebody, now=acting.now):
        return ()
    acting.said.append(users.now_resumed(other.card.name, acting.words))
    return (Notice(to=(effect.person,), message=resumed),)


async def pass_on(acting: Acting, effect: HandOver) -> tuple[Notice, ...]:
    """Raises Refusal as above, or Problem where it is no longer as the preview said: nothing is done then."""
    for one in (effect.giver, effect.successor):
        await _person(acting, one)
    units = [(await administered(acting, unit)).id for unit, _, _ in effect.seen]
    roles = {role for _, role, _ in effect.seen}
    found = await look_at_handover(
        acting.tx,
        effect.giver,
        effect.successor,
        programme=acting.programme,
        now=acting.now,
        words=acting.words,
        units=frozenset(units),
        role=next(iter(roles)) if len(roles) == 1 else None,
    )
    if {(grant.unit.id, grant.role, grant.post) for grant in found.grants} != set(effect.seen):
        raise handover_screens.moved(acting.words)
    await hand_over(acting.tx, found, by=acting.somebody, now=acting.now, words=acting.words)
    acting.said.append(users.passed(found, acting.words))
    return (
        Notice(to=(effect.successor,), message=lambda words: handover_screens.taken_over(found, words)),
        Notice(to=(effect.giver,), message=lambda words: handover_screens.handed_over(found, words)),
    )


async def administered(acting: Acting, number: UnitId) -> Unit:
    """A unit that the actor administers. Raises Refusal for any other."""
    line = await acting.programme.line(acting.tx, number)
    above = frozenset(one.id for one in line[1:])
    if not line or acting.person is None or not may_administer(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    return line[0]


async def _person(acting: Acting, number: PersonId) -> AdministeredPerson:
    if acting.person is None:
        raise problems.not_yours(acting.words)
    found = await administered_person(acting.tx, number, acting.person, acting.programme)
    if found is None:
        raise problems.not_yours(acting.words)
    return found

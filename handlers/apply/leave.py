"""Somebody goes away or comes back; whoever stands in, or must see to it that somebody does, is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import REMINDED
from conversations.programme.wishes import LONGEST_ABSENCE, Absence
from conversations.screens import leave, problems
from handlers.apply.acting import Notice
from handlers.apply.wishes import name_of, own_unit, those_above
from storage.absences import end_absence, missing_by, put_absence
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from conversations.engine.effects import ComeBack, GoOnLeave
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting


async def go_on_leave(acting: Acting, effect: GoOnLeave) -> tuple[Notice, ...]:
    """Raises Problem where the days are none, or the substitute does not hold the person's own role at the unit."""
    unit = await own_unit(acting, effect.unit)
    today = acting.now.date()
    days_wrong = effect.last < max(effect.first, today) or effect.last - effect.first > LONGEST_ABSENCE
    if days_wrong or not await _stands_in(acting, unit, effect.substitute):
        raise problems.leave_wrong(acting.words)
    absence = Absence(
        person=acting.somebody, unit=unit.id, first=effect.first, last=effect.last, substitute=effect.substitute
    )
    put_absence(acting.tx, absence, now=acting.now)
    acting.note(
        "leave_begun", f"unit:{unit.id}", first=effect.first.isoformat(), last=effect.last.isoformat(),
        substitute=effect.substitute or 0,
    )  # fmt: skip
    name = name_of(acting)
    if effect.substitute is not None:
        return (
            Notice(
                to=(effect.substitute,), message=lambda words: leave.stands_in(unit, absence, name=name, words=words)
            ),
        )
    to = await those_above(acting, unit, but_posts=True)
    return (Notice(to=to, message=lambda words: leave.nobody_stands_in(unit, absence, name=name, words=words)),)


async def come_back(acting: Acting, effect: ComeBack) -> tuple[Notice, ...]:
    """The absence ends now, begun or not."""
    unit = await own_unit(acting, effect.unit)
    absence = (await missing_by(acting.tx, acting.somebody)).away.get((unit.id, acting.somebody))
    if absence is None:
        return ()
    end_absence(acting.tx, acting.somebody, unit.id, now=acting.now)
    acting.note("leave_ended", f"unit:{unit.id}")
    name = name_of(acting)
    told = (absence.substitute,) if absence.substitute is not None else await those_above(acting, unit, but_posts=True)
    return (Notice(to=told, message=lambda words: leave.came_back(unit, name=name, words=words)),)


async def _stands_in(acting: Acting, unit: Unit, substitute: PersonId | None) -> bool:
    if substitute is None:
        return True
    (rows,) = await acting.tx.together(roles_read(unit.id, acting.now.date()))
    held = held_roles(rows)
    own = {one.role for one in held if one.person == acting.somebody} & REMINDED
    if (unit.id, substitute) in (await missing_by(acting.tx, substitute)).left:
        return False
    return substitute != acting.somebody and any(one.person == substitute and one.role in own for one in held)

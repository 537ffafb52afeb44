"""A dossier is carried further by hand, or follows the report that fills it; whoever it concerns is told at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form
from conversations.programme.dossier import NEED_PAPER, NEED_REASON, DossierAct, DossierStep, after
from conversations.programme.person import Role
from conversations.programme.report import TRANSITIONS, ReportAct
from conversations.programme.rights import may_act_on_dossier
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.screens import dossier_notices as notices
from conversations.screens import problems
from conversations.screens.dossier_words import lacks_words, stopped_words
from handlers.apply.acting import Notice
from handlers.dossier_views import view_of
from handlers.dossiers import Placing, placed_all
from handlers.facts.dossiers import visible_dossier
from storage.dossier_lists import dossiers_of_rule
from storage.dossiers import step_dossier
from storage.reports import locked, move, touch_unit
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.effects import ActOnDossier
    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting, Named

_REPORTED = {
    ReportAct.SEND: DossierAct.SUBMIT,
    ReportAct.APPROVE: DossierAct.SUBMIT,
    ReportAct.WITHDRAW: DossierAct.WITHDRAW,
}
"""What becomes of a dossier when the report that fills it is sent, or taken back."""


async def act_on_dossier(acting: Acting, effect: ActOnDossier) -> tuple[Notice, ...]:
    """One step by hand. Raises Refusal (not theirs, or no such dossier) or Problem (somebody was quicker, a condition
    does not hold, no document or reason).
    """
    person = acting.person
    before = None if person is None else await visible_dossier(acting.tx, effect.number, person, acting.programme)
    if before is None or person is None or not may_act_on_dossier(person, before, effect.act):
        raise problems.not_yours(acting.words)
    if not before.possible(effect.act) or before.last.number != effect.seen:
        raise problems.dossier_moved(acting.words)
    reason = tidy(effect.text, keep_newlines=True) if effect.act in NEED_REASON else ""
    if effect.act in NEED_REASON and not (glued(reason) and len(reason) <= limits.REASON):
        raise problems.reason_needed(acting.words)
    number, day = _document(acting, effect)
    await _check_conditions(acting, before, effect.act)
    by = before.actor(effect.act)
    dossier = await _step(acting, before, effect.act, paper_number=number, paper_day=day, text=reason)
    if effect.act in {DossierAct.SEND_BACK, DossierAct.RESUME}:
        await _reopen_report(acting, dossier, reason)
    acting.said.append(notices.done_words(effect.act, acting.words))
    return () if by is None else await _told(acting, dossier, by)


def _document(acting: Acting, effect: ActOnDossier) -> tuple[str, date | None]:
    if effect.act not in NEED_PAPER:
        return "", None
    number = tidy(effect.paper_number)
    given = glued(number) and len(number) <= limits.PAPER_NUMBER
    if not given or effect.paper_day is None or effect.paper_day > acting.now.date():
        raise problems.document_needed(acting.words)
    return number, effect.paper_day


async def _check_conditions(acting: Acting, dossier: Dossier, act: DossierAct) -> None:
    view = await view_of(acting.tx, acting.programme.sets, dossier, day=acting.now.date())
    if view.stops(act):
        raise problems.dossier_stopped(
            stopped_words(view, acting.words) or lacks_words(view, acting.words), acting.words
        )


async def _step(
    acting: Acting,
    dossier: Dossier,
    act: DossierAct,
    *,
    paper_number: str = "",
    paper_day: date | None = None,
    text: str = "",
) -> Dossier:
    """The dossier after it. Raises Problem: somebody was quicker."""
    state = after(dossier.state, act)
    if state is None:
        raise problems.dossier_moved(acting.words)
    step = DossierStep(
        number=dossier.last.number + 1,
        act=act,
        state=state,
        at=acting.now,
        by=acting.somebody,
        paper_number=paper_number,
        paper_day=paper_day,
        text=text,
    )
    if not await step_dossier(acting.tx, dossier.id, step, channel=acting.channel):
        raise problems.dossier_moved(acting.words)
    acting.note(f"dossier_{act.value}", f"dossier:{dossier.id}", state=state.value, unit=dossier.unit.id)
    return replace(dossier, steps=(*dossier.steps, step))


async def _reopen_report(acting: Acting, dossier: Dossier, reason: str) -> None:
    """What is filled in can be corrected and sent again."""
    stored = None if dossier.report is None else await locked(acting.tx, dossier.report)
    if stored is None or (to := TRANSITIONS.get((stored.state, ReportAct.REOPEN))) is None:
        return
    move(acting.tx, stored.id, act=ReportAct.REOPEN, to=to, by=acting.somebody, reason=reason, paper="", now=acting.now)
    acting.note(f"report_{to.value}", f"report:{stored.key}")
    touch_unit(acting.tx, dossier.unit.id)


async def _told(acting: Acting, dossier: Dossier, by: Unit) -> tuple[Notice, ...]:
    officers = await people_at(acting, dossier.hands_in, *_own_roles(dossier.unit))
    heads = await people_at(acting, dossier.hands_in, Role.COMMUNE_LEADER)
    unit = tuple(dict.fromkeys((*officers, *heads)))
    superior = await people_at(acting, dossier.superior, Role.MANAGER)
    recogniser = await people_at(acting, dossier.recogniser, Role.MANAGER)
    act = dossier.last.act
    if act is DossierAct.SUBMIT:
        return (Notice(to=superior, message=partial(notices.handed_in, dossier)),)
    if act is DossierAct.WITHDRAW:
        return (Notice(to=superior, message=partial(notices.taken_back, dossier)),)
    others = tuple(dict.fromkeys((*superior, *recogniser)))
    if not dossier.state.open or act is DossierAct.PASS_UP:
        told = tuple(dict.fromkeys((*unit, *others)))
        return (Notice(to=told, message=partial(notices.acted, dossier, by)),)
    told = tuple(one for one in dict.fromkeys((*heads, *superior)) if one not in officers)
    return (
        Notice(to=officers, message=partial(notices.to_correct, dossier, by)),
        Notice(to=told, message=partial(notices.acted, dossier, by)),
    )


def _own_roles(unit: Unit) -> tuple[Role, ...]:
    match unit.kind.level:
        case Level.DISTRICT | Level.PROVINCE:
            return (Role.MANAGER,)
        case _:
            return (Role.COMMUNE_OFFICER,)


async def people_at(acting: Acting, unit: Unit | None, *roles: Role) -> tuple[PersonId, ...]:
    """Whoever holds one of these roles at the very unit."""
    if unit is None:
        return ()
    sql, values = roles_read(unit.id, acting.now.date())
    held = held_roles(await acting.tx.all(sql, **values))
    return tuple(dict.fromkeys(one.person for one in held if one.role in roles and not one.post))


async def follow_report(acting: Acting, place: Named, act: ReportAct) -> tuple[Notice, ...]:
    """The dossiers that the report fills are handed in or taken back with it. Raises Problem: what is to be taken back
    has been carried further.
    """
    wanted = _REPORTED.get(act)
    if wanted is None or place.rule.form is not Form.QUESTIONS:
        return ()
    rows = await dossiers_of_rule(acting.tx, place.rule.id)
    told: list[Notice] = []
    for dossier in await placed_all(Placing(acting.tx, day=acting.now.date()), rows):
        if dossier.unit.id != place.unit.id:
            continue
        if after(dossier.state, wanted) is None:
            if wanted is DossierAct.WITHDRAW and not dossier.with_unit:
                raise problems.dossier_went_on(acting.words)
            continue
        handed = await _step(acting, dossier, wanted)
        superior = await people_at(acting, handed.superior, Role.MANAGER)
        message = notices.handed_in if wanted is DossierAct.SUBMIT else notices.taken_back
        told.append(Notice(to=superior, message=partial(message, handed)))
    return tuple(told)

"""A unit is named for a dossier: opened, given other days, or begun once more; those it concerns are told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from conversations.programme.dossier_plan import PlanOutcome
from conversations.programme.person import Role
from conversations.programme.rights import may_open_dossier
from conversations.screens import dossier_notices as notices
from conversations.screens import problems
from handlers.apply.acting import Notice
from handlers.apply.dossiers import people_at
from handlers.dossiers import dossier_numbered
from handlers.open_dossier import Putting, can_have_one, put_dossier
from storage.dossiers import dossiers_of

if TYPE_CHECKING:
    from conversations.engine.effects import NameForDossier
    from handlers.apply.acting import Acting


async def name_for_dossier(acting: Acting, effect: NameForDossier) -> tuple[Notice, ...]:
    """Raises Refusal (not theirs to name, or no such unit) or Problem (somebody was quicker, recognised already)."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(one.id for one in line[1:])
    if acting.person is None or not can_have_one(line) or not may_open_dossier(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    if not effect.plan.possible:
        raise problems.dossier_dates_wrong(acting.words)
    steps = [
        one.steps
        for one in await dossiers_of(acting.tx, [line[0].id])
        if (one.standard, one.kind) == (effect.plan.standard, effect.plan.kind)
    ]
    if sum(steps) != effect.seen:
        raise problems.dossier_moved(acting.words)
    putting = Putting(now=acting.now, by=acting.somebody, channel=acting.channel)
    put = await put_dossier(acting.tx, line[0], effect.plan, putting)
    if put is None or put.outcome in {PlanOutcome.HELD, PlanOutcome.BY_REPORT}:
        raise problems.dossier_moved(acting.words)
    acting.said.append(notices.named_words(put.outcome, put.number, acting.words))
    dossier = await dossier_numbered(acting.tx, put.number, day=acting.now.date())
    if dossier is None or put.outcome is PlanOutcome.SAME:
        return ()
    commune = await people_at(acting, dossier.hands_in, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
    superior = await people_at(acting, dossier.superior, Role.MANAGER)
    told = tuple(dict.fromkeys((*commune, *superior)))
    return (Notice(to=told, message=partial(notices.named, dossier, put.outcome)),)

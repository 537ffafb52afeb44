"""What a unit is assigned and has spent, and what the rules that bind it say of that; as of a day, as known then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.money_checks import check_money
from conversations.programme.money_finding import MoneyShown
from conversations.programme.money_rules import Counterpart
from conversations.programme.unit import Level
from storage.dossiers import dossiers_of, steps_of
from storage.money import any_money, money_state
from storage.money_rule_sets import rules_of
from storage.roadmaps import ROADMAPS, roadmap_entries
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.plan_targets import Standard
    from storage.database import Database, Transaction


async def show_money(database: Database, *, unit: str, as_of: date, known_at: datetime | None = None) -> MoneyShown:
    """known_at None: all that is recorded."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        return await money_of(tx, named.id, day=as_of, known=known_at)


async def money_of(tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None) -> MoneyShown:
    """The same of a unit that was found already."""
    state = await money_state(tx, unit, day, known)
    found = await rules_of(tx, unit, day=day, known=known)
    if found is None:
        return MoneyShown(state=state, rules=None, findings=())
    owner, rules = found
    registered = await _registered(tx, owner, day=day, known=known)
    of_villages = any(isinstance(one, Counterpart) and one.standard is not None for one in rules.rules)
    villages = [one.id for one in state.units.values() if of_villages and one.kind.level is Level.VILLAGE]
    for standard, units in (await _villages(tx, villages, known=known)).items():
        registered[standard] = [*registered.get(standard, ()), *units]
    return MoneyShown(state=state, rules=rules, findings=check_money(rules.rules, state, registered=registered))


async def known_money(tx: Transaction, unit: UnitId, day: date, known: datetime) -> MoneyShown | None:
    """None: nothing is known of any money of the unit."""
    if not await any_money(tx):
        return None
    shown = await money_of(tx, unit, day=day, known=known)
    return shown if shown.state.lines or shown.state.spent or shown.state.works else None


async def _registered(
    tx: Transaction, owner: UnitId, *, day: date, known: datetime | None
) -> dict[Standard, list[UnitId]]:
    """Which units are to reach a standard, by the roadmap of the unit whose rules these are."""
    roadmap = await ROADMAPS.in_force(tx, owner, day=day, known=known)
    found: dict[Standard, list[UnitId]] = {}
    for entry in () if roadmap is None else await roadmap_entries(tx, roadmap.id):
        if entry.kind is DossierKind.RECOGNITION and not entry.backlog:
            found.setdefault(entry.standard, []).append(entry.unit)
    return found


async def _villages(
    tx: Transaction, units: Sequence[UnitId], *, known: datetime | None
) -> Mapping[Standard, Sequence[UnitId]]:
    """Which of these villages have a dossier for a standard, as known at a moment."""
    dossiers = [one for one in await dossiers_of(tx, units) if one.kind is DossierKind.RECOGNITION]
    steps = await steps_of(tx, [one.id for one in dossiers], known=known)
    found: dict[Standard, list[UnitId]] = {}
    for one in dossiers:
        if steps[one.id]:
            found.setdefault(one.standard, []).append(one.unit)
    return found

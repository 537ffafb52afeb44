"""What is asked for of how units stand, and of their registers; each loaded only for whoever may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks_of_registers import OneEntry, RegistersOf, RegisterToKeep
from conversations.engine.asks_of_standing import (
    DecisionsNow,
    DossiersNow,
    GoalsOf,
    GoalsOver,
    GoalsToFill,
    InChargeOf,
    LackingBelow,
    LackingOf,
    MoneyOf,
    NamingAt,
    OneDossier,
    PublicPageOf,
    RoadmapOf,
    TablesOf,
    TargetsOf,
    TasksOf,
    UnderOtherSet,
    UnitToName,
    VillagesNow,
)
from handlers.facts.digests import (
    decisions_now,
    goals_over,
    goals_to_fill,
    money_shown_of,
    roadmap_of,
    tables_of,
    targets_of,
    unit_goals,
    unit_tasks,
)
from handlers.facts.dossier_places import named_unit, naming_place
from handlers.facts.dossiers import dossiers_now, one_dossier
from handlers.facts.lacking import lacking_below, lacking_of
from handlers.facts.registers import one_entry, register_to_keep, registers_of
from handlers.facts.reviews import in_charge_of
from handlers.facts.units import under_other_set
from handlers.public_pages import page_of
from handlers.village_progress import villages_now

if TYPE_CHECKING:
    from conversations.engine.asks_of_registers import RegisterAsk
    from conversations.engine.asks_of_standing import StandingAsk
    from handlers.facts.asking import Asking


async def answer_of_standing(ask: StandingAsk | RegisterAsk, asking: Asking) -> object:
    tx, person = asking.tx, asking.person
    match ask:
        case DecisionsNow():
            return await decisions_now(tx, person, asking.programme, asking.now)
        case TasksOf(unit=unit):
            return await unit_tasks(tx, unit, person, asking.programme, asking.now)
        case RoadmapOf(unit=unit):
            return await roadmap_of(tx, unit, person, asking.programme, asking.now)
        case TargetsOf(unit=unit):
            return await targets_of(tx, unit, person, asking.programme, asking.now)
        case MoneyOf(unit=unit):
            return await money_shown_of(tx, unit, person, asking.programme, asking.now)
        case PublicPageOf(unit=unit):
            base = "" if asking.services.file_links is None else asking.services.file_links.base
            return await page_of(tx, unit, person, asking.programme, base=base, now=asking.now)
        case TablesOf(unit=unit):
            return await tables_of(tx, unit, person, asking.programme, asking.now)
        case GoalsOf(unit=unit):
            return await unit_goals(tx, unit, person, asking.programme, asking.now)
        case GoalsToFill(unit=unit):
            return await goals_to_fill(tx, unit, person, asking.programme, asking.now)
        case GoalsOver(unit=unit, period=period):
            return await goals_over(tx, unit, person, asking.programme, period=period, at=asking.now)
        case UnderOtherSet(unit=unit):
            return await under_other_set(tx, unit, person, asking.programme)
        case InChargeOf(item=item):
            return await in_charge_of(tx, item, person, asking.programme)
        case LackingOf(unit=unit):
            return await lacking_of(tx, unit, person, asking.programme, asking.caches)
        case LackingBelow(unit=unit):
            return await lacking_below(tx, unit, person, asking.programme, asking.caches)
        case DossiersNow():
            return await dossiers_now(tx, person, asking.programme)
        case OneDossier(number=number):
            return await one_dossier(tx, number, person, asking.programme)
        case NamingAt(at=at):
            return await naming_place(tx, at, person, asking.programme)
        case UnitToName(unit=unit):
            return await named_unit(tx, unit, person, asking.programme)
        case VillagesNow():
            return await villages_now(tx, person, asking.programme)
        case RegistersOf():
            return await registers_of(tx, ask, person, asking.programme)
        case RegisterToKeep():
            return await register_to_keep(tx, ask, person, asking.programme)
        case OneEntry(number=entry):
            return await one_entry(tx, entry, person, asking.programme)
        case _:
            assert_never(ask)

"""What admins ask for, each loaded only for whoever may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import (
    Administered,
    AlarmsNow,
    BackupsNow,
    DataRequestsNow,
    DeadlinesOf,
    FormsOf,
    HandoverNow,
    InvitationsOpen,
    LogOf,
    PeopleFound,
    PersonNow,
    PlanSent,
    ScheduleNow,
    StuckNow,
    SystemNow,
    UndoOf,
    UnitChangesOf,
    UnitPlan,
)
from conversations.programme.rights import (
    may_back_up,
    may_handle_data_requests,
    may_handle_incidents,
    may_see_system,
    may_stop_schedule,
)
from handlers.facts.administered import (
    administered_people,
    administered_person,
    administered_units,
    handover_view,
    invitations_open,
)
from handlers.facts.change_log import log_page
from handlers.facts.deadlines import deadlines
from handlers.facts.office_forms import unit_forms
from handlers.facts.reminding import schedule_facts
from handlers.facts.system import system_state
from handlers.facts.unit_changes import made_changes, planned_change, undo_view
from handlers.stuck import alarms_now, stuck_now
from storage.backups import backups
from storage.data_requests import open_requests
from storage.sent_plans import last_sent_plan

if TYPE_CHECKING:
    from conversations.engine.asks import RunningAsk
    from handlers.facts.asking import Asking


async def answer_of_running(ask: RunningAsk, asking: Asking) -> object:
    tx, person = asking.tx, asking.person
    match ask:
        case AlarmsNow():
            return await alarms_now(tx, now=asking.now) if may_handle_incidents(person) else None
        case StuckNow():
            return await stuck_now(tx, now=asking.now) if may_handle_incidents(person) else None
        case ScheduleNow():
            return await schedule_facts(tx) if may_stop_schedule(person) else None
        case SystemNow():
            return await system_state(tx, asking.services, now=asking.now) if may_see_system(person) else None
        case BackupsNow():
            return await backups(tx) if may_back_up(person) else None
        case DataRequestsNow():
            return await open_requests(tx) if may_handle_data_requests(person) else None
        case Administered(unit=of_unit):
            return await administered_units(tx, person, asking.programme, of=of_unit)
        case PeopleFound(text=text):
            return await administered_people(tx, person, asking.programme, text=text)
        case PersonNow(person=other):
            return await administered_person(tx, other, person, asking.programme)
        case HandoverNow():
            return await handover_view(tx, ask, person, asking.programme, words=asking.words, now=asking.now)
        case InvitationsOpen():
            return await invitations_open(
                tx, person, asking.programme, link_base=asking.services.link_base, now=asking.now
            )
        case DeadlinesOf(unit=below):
            return await deadlines(tx, below, person, asking.programme)
        case LogOf():
            return await log_page(tx, ask, person, asking.programme)
        case UnitPlan(wanted=wanted):
            return await planned_change(tx, wanted, person, asking.programme, words=asking.words)
        case UnitChangesOf(unit=unit):
            return await made_changes(tx, unit, person, asking.programme)
        case UndoOf(number=number):
            return await undo_view(tx, number, person, asking.programme, words=asking.words)
        case FormsOf(unit=unit):
            return await unit_forms(tx, unit, person, asking.programme)
        case PlanSent():
            return await last_sent_plan(tx, person.id)
        case _:
            assert_never(ask)

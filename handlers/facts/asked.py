"""What dialogues ask for besides the report in hand, each loaded only for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import (
    Administered,
    AlarmsNow,
    AnyAsk,
    DataRequestsNow,
    DeskOf,
    HandoverNow,
    HistoryOf,
    InvitationsOpen,
    OwnDataNow,
    OwnRequestsNow,
    PeopleFound,
    PersonNow,
    ReviewedItemOf,
    SaidByOffices,
    ScheduleNow,
    SentReportOf,
    SentTo,
    StuckNow,
)
from conversations.programme.rights import may_handle_data_requests, may_handle_incidents, may_stop_schedule
from handlers.facts.administered import (
    administered_people,
    administered_person,
    administered_units,
    handover_view,
    invitations_open,
)
from handlers.facts.history import history_page
from handlers.facts.reminding import schedule_facts
from handlers.facts.reviews import desk, reviewed_item, said_by_offices, sent_report, sent_to
from handlers.own_data import load_own_data
from handlers.stuck import alarms_now, stuck_now
from storage.data_requests import open_requests, requests_of

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.person import Person
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The turn as its asks see it."""

    tx: Transaction
    person: Person
    programme: Programme
    services: Services
    caches: Caches
    words: Words
    now: datetime


async def answer_to(ask: AnyAsk, asking: Asking) -> object:
    """What the ask's own type promises; None: there is no such thing, or it is not for this person."""
    tx, person = asking.tx, asking.person
    match ask:
        case AlarmsNow():
            return await alarms_now(tx, now=asking.now) if may_handle_incidents(person) else None
        case StuckNow():
            return await stuck_now(tx, now=asking.now) if may_handle_incidents(person) else None
        case ScheduleNow():
            return await schedule_facts(tx) if may_stop_schedule(person) else None
        case OwnRequestsNow():
            return await requests_of(tx, person.id)
        case DataRequestsNow():
            return await open_requests(tx) if may_handle_data_requests(person) else None
        case HistoryOf():
            return await history_page(tx, ask, person, asking.programme)
        case OwnDataNow():
            return await load_own_data(tx, person.id, asking.programme, at=asking.now)
        case Administered(unit=unit):
            return await administered_units(tx, person, asking.programme, of=unit)
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
        case DeskOf():
            return await desk(tx, ask, person, asking.programme)
        case ReviewedItemOf():
            return await reviewed_item(tx, ask, person, asking.programme, asking.caches, now=asking.now)
        case SaidByOffices():
            return await said_by_offices(tx, person, asking.programme)
        case SentTo():
            return await sent_to(tx, ask.unit, person, asking.programme)
        case SentReportOf():
            return await sent_report(tx, ask.key, person, asking.programme)
        case _:
            assert_never(ask)

"""What dialogues ask for besides the report in hand, each loaded only for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import (
    AboutMe,
    AbsencesNow,
    Administered,
    AlarmsNow,
    AnyAsk,
    BackupsNow,
    DataRequestsNow,
    DeadlinesOf,
    DeskOf,
    DifficultiesNow,
    DigestOf,
    DigestWanted,
    ExpectedFor,
    HandoverNow,
    HistoryOf,
    InvitationsOpen,
    LogOf,
    OneDifficulty,
    OtherPapers,
    OwedTo,
    OwnChannels,
    OwnDataNow,
    OwnFormOf,
    OwnRequestsNow,
    PeopleFound,
    PersonNow,
    PlanSent,
    ReceiptsNow,
    ReceiversBelow,
    ReportPeriods,
    RequestNow,
    RequestsOf,
    ReviewedItemOf,
    SaidByOffices,
    ScheduleNow,
    SentReportOf,
    SentTo,
    SnoozesNow,
    StuckNow,
    SystemNow,
    TagsFor,
    ToAgree,
    UndoOf,
    UnitChangesOf,
    UnitPlan,
    WaitingNow,
    WhomToRing,
    WishFor,
)
from conversations.engine.asks_of_registers import OneEntry, RegistersOf, RegisterToKeep
from conversations.engine.asks_of_standing import (
    DossiersNow,
    GoalsOf,
    GoalsOver,
    LackingBelow,
    LackingOf,
    MoneyOf,
    OneDossier,
    PublicPageOf,
    RoadmapOf,
    TablesOf,
    UnderOtherSet,
)
from conversations.programme.rights import (
    may_back_up,
    may_handle_data_requests,
    may_handle_incidents,
    may_see_system,
    may_stop_schedule,
)
from handlers.digest_wishes import digest_wanted
from handlers.facts.administered import (
    administered_people,
    administered_person,
    administered_units,
    handover_view,
    invitations_open,
)
from handlers.facts.change_log import log_page
from handlers.facts.deadlines import deadlines
from handlers.facts.difficulties import difficulties_now, expected_for, one_difficulty, tags_for
from handlers.facts.digests import digest_of, goals_over, money_shown_of, roadmap_of, tables_of, unit_goals
from handlers.facts.dossiers import dossiers_now, one_dossier
from handlers.facts.history import history_page
from handlers.facts.lacking import lacking_below, lacking_of
from handlers.facts.lists import receipts, waiting
from handlers.facts.papers import has_own_form, other_papers, report_periods
from handlers.facts.people import contacts, my_data
from handlers.facts.registers import one_entry, register_to_keep, registers_of
from handlers.facts.reminding import reminding, schedule_facts
from handlers.facts.requests import receivers, request_answers, requests
from handlers.facts.reviews import desk, reviewed_item, said_by_offices, sent_report, sent_to, to_agree
from handlers.facts.system import system_state
from handlers.facts.unit_changes import made_changes, planned_change, undo_view
from handlers.facts.units import under_other_set
from handlers.facts.wishes import own_absences, report_wish, snoozes
from handlers.own_data import load_own_data
from handlers.public_pages import page_of
from handlers.stuck import alarms_now, stuck_now
from storage.backups import backups
from storage.data_requests import open_requests, requests_of
from storage.people import own_channels
from storage.sent_plans import last_sent_plan

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


async def answer_to(ask: AnyAsk, asking: Asking) -> object:  # noqa: PLR0915 - a case for each ask
    """What the ask's own type promises; None: there is no such thing, or it is not for this person."""
    tx, person = asking.tx, asking.person
    match ask:
        case WaitingNow():
            return await waiting(tx, person, asking.programme)
        case ReceiptsNow():
            return await receipts(tx, person, asking.programme)
        case WhomToRing():
            return await contacts(tx, person, asking.programme)
        case AboutMe():
            return await my_data(tx, person, asking.words)
        case DeadlinesOf(unit=below):
            return await deadlines(tx, below, person, asking.programme)
        case DigestOf(unit=unit):
            return await digest_of(tx, unit, person, asking.programme, asking.now)
        case DigestWanted(unit=unit):
            return await digest_wanted(tx, unit, person)
        case RoadmapOf(unit=unit):
            return await roadmap_of(tx, unit, person, asking.programme, asking.now)
        case MoneyOf(unit=unit):
            return await money_shown_of(tx, unit, person, asking.programme, asking.now)
        case PublicPageOf(unit=unit):
            base = "" if asking.services.file_links is None else asking.services.file_links.base
            return await page_of(tx, unit, person, asking.programme, base=base, now=asking.now)
        case TablesOf(unit=unit):
            return await tables_of(tx, unit, person, asking.programme, asking.now)
        case GoalsOf(unit=unit):
            return await unit_goals(tx, unit, person, asking.programme, asking.now)
        case GoalsOver(unit=unit, period=period):
            return await goals_over(tx, unit, person, asking.programme, period=period, at=asking.now)
        case UnderOtherSet(unit=unit):
            return await under_other_set(tx, unit, person, asking.programme)
        case LackingOf(unit=unit):
            return await lacking_of(tx, unit, person, asking.programme, asking.caches)
        case LackingBelow(unit=unit):
            return await lacking_below(tx, unit, person, asking.programme, asking.caches)
        case WishFor(key=key):
            return await report_wish(tx, key, person, asking.programme)
        case SnoozesNow():
            return await snoozes(tx, person, now=asking.now)
        case AbsencesNow():
            return await own_absences(tx, person, asking.programme)
        case ReceiversBelow(unit=unit):
            return await receivers(tx, unit, person, asking.programme)
        case RequestsOf(unit=unit):
            return await requests(tx, unit, person, asking.programme)
        case RequestNow(unit=unit, rule=rule):
            return await request_answers(
                tx, unit, rule, person, programme=asking.programme, caches=asking.caches, now=asking.now
            )
        case OwedTo(unit=unit, of=of):
            return await reminding(tx, unit, of, person, asking.programme, now=asking.now)
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
        case OwnRequestsNow():
            return await requests_of(tx, person.id)
        case DataRequestsNow():
            return await open_requests(tx) if may_handle_data_requests(person) else None
        case HistoryOf():
            return await history_page(tx, ask, person, asking.programme)
        case OwnDataNow():
            return await load_own_data(tx, person.id, asking.programme, at=asking.now)
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
        case DeskOf():
            return await desk(tx, ask, person, asking.programme)
        case ReviewedItemOf():
            return await reviewed_item(tx, ask, person, asking.programme, asking.caches, now=asking.now)
        case SaidByOffices():
            return await said_by_offices(tx, person, asking.programme)
        case SentTo():
            return await sent_to(tx, ask.unit, person, asking.programme)
        case ToAgree():
            return await to_agree(tx, person, asking.programme)
        case SentReportOf():
            return await sent_report(tx, ask.key, person, asking.programme)
        case LogOf():
            return await log_page(tx, ask, person, asking.programme)
        case OtherPapers(unit=unit):
            return await other_papers(tx, unit, person, asking.programme)
        case ReportPeriods(unit=unit):
            return await report_periods(tx, unit, person, asking.programme)
        case OwnFormOf(unit=unit):
            return await has_own_form(tx, unit, person, asking.programme)
        case OwnChannels():
            return await own_channels(tx, person.id)
        case DifficultiesNow():
            return await difficulties_now(tx, person, asking.programme)
        case OneDifficulty(number=number):
            return await one_difficulty(tx, number, person, asking.programme)
        case TagsFor(unit=unit):
            return await tags_for(tx, unit, person, asking.programme)
        case ExpectedFor(unit=unit, criterion=criterion):
            return await expected_for(tx, unit, criterion, person, asking.programme)
        case RegistersOf():
            return await registers_of(tx, ask, person, asking.programme)
        case RegisterToKeep():
            return await register_to_keep(tx, ask, person, asking.programme)
        case OneEntry(number=entry):
            return await one_entry(tx, entry, person, asking.programme)
        case DossiersNow():
            return await dossiers_now(tx, person, asking.programme)
        case OneDossier(number=number):
            return await one_dossier(tx, number, person, asking.programme)
        case UnitPlan(wanted=wanted):
            return await planned_change(tx, wanted, person, asking.programme, words=asking.words)
        case UnitChangesOf(unit=unit):
            return await made_changes(tx, unit, person, asking.programme)
        case PlanSent():
            return await last_sent_plan(tx, person.id)
        case UndoOf(number=number):
            return await undo_view(tx, number, person, asking.programme, words=asking.words)
        case _:
            assert_never(ask)

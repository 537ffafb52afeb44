"""What dialogues ask for besides the report in hand, each loaded only for whoever may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import (
    AboutMe,
    AbsencesNow,
    AnyAsk,
    DeskOf,
    DifficultiesNow,
    DigestOf,
    DigestWanted,
    ExpectedFor,
    HistoryOf,
    ItemsWaiting,
    OneDifficulty,
    OtherPapers,
    OwedTo,
    OwnChannels,
    OwnDataNow,
    OwnFormOf,
    OwnRequestsNow,
    ReceiptsNow,
    ReceiversBelow,
    ReportingAsk,
    ReportPeriods,
    RequestNow,
    RequestsOf,
    ReviewedItemOf,
    RunningAsk,
    SaidByOffices,
    SentReportOf,
    SentTo,
    SnoozesNow,
    TagsFor,
    ToAgree,
    WaitingNow,
    WhomToRing,
    WishFor,
)
from handlers.digest_wishes import digest_wanted
from handlers.facts.asked_of_running import answer_of_running
from handlers.facts.asked_of_standing import answer_of_standing
from handlers.facts.difficulties import difficulties_now, expected_for, one_difficulty, tags_for
from handlers.facts.digests import digest_of
from handlers.facts.history import history_page
from handlers.facts.lists import receipts, waiting
from handlers.facts.papers import has_own_form, other_papers, report_periods
from handlers.facts.people import contacts, my_data
from handlers.facts.reminding import reminding
from handlers.facts.requests import receivers, request_answers, requests
from handlers.facts.reviews import desk, items_waiting, reviewed_item, said_by_offices, sent_report, sent_to, to_agree
from handlers.facts.wishes import own_absences, report_wish, snoozes
from handlers.own_data import load_own_data
from storage.data_requests import requests_of
from storage.people import own_channels

if TYPE_CHECKING:
    from handlers.facts.asking import Asking


async def answer_to(ask: AnyAsk, asking: Asking) -> object:
    """What the ask's own type promises; None: there is no such thing, or it is not for this person."""
    if isinstance(ask, ReportingAsk):
        return await _answer(ask, asking)
    if isinstance(ask, RunningAsk):
        return await answer_of_running(ask, asking)
    return await answer_of_standing(ask, asking)


async def _answer(ask: ReportingAsk, asking: Asking) -> object:
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
        case DigestOf(unit=unit):
            return await digest_of(tx, unit, person, asking.programme, asking.now)
        case DigestWanted(unit=unit):
            return await digest_wanted(tx, unit, person)
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
        case HistoryOf():
            return await history_page(tx, ask, person, asking.programme)
        case OwnDataNow():
            return await load_own_data(tx, person.id, asking.programme, at=asking.now)
        case OwnRequestsNow():
            return await requests_of(tx, person.id)
        case DeskOf():
            return await desk(tx, ask, person, asking.programme)
        case ReviewedItemOf():
            return await reviewed_item(tx, ask, person, asking.programme, asking.caches, now=asking.now)
        case ItemsWaiting():
            return await items_waiting(tx, person)
        case SaidByOffices():
            return await said_by_offices(tx, person, asking.programme)
        case SentTo():
            return await sent_to(tx, ask.unit, person, asking.programme)
        case SentReportOf():
            return await sent_report(tx, ask.key, person, asking.programme)
        case ToAgree():
            return await to_agree(tx, person, asking.programme)
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
        case OtherPapers(unit=unit):
            return await other_papers(tx, unit, person, asking.programme)
        case ReportPeriods(unit=unit):
            return await report_periods(tx, unit, person, asking.programme)
        case OwnFormOf(unit=unit):
            return await has_own_form(tx, unit, person, asking.programme)
        case _:
            assert_never(ask)

"""From what a turn needs to its facts, with as few trips to the database as can be.

The first trip reads who is acting and whatever is asked for by name; units, rules, sets, plans, the report in work are
kept from turn to turn, so answering a question takes this one trip. Nobody is given what they may not see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conversations.engine.facts import Facts, MyDataFacts, Needs, OwnAbsences, UnitFacts
from conversations.programme.person import Role
from conversations.programme.rights import digest_role, may_see_unit
from handlers.digest import load_digest, load_tables
from handlers.digest_wishes import digest_wanted
from handlers.facts import lists
from handlers.facts.asked import Asking, answer_to
from handlers.facts.deadlines import deadlines
from handlers.facts.invitation import offered
from handlers.facts.people import colleagues, contacts, my_data
from handlers.facts.person import person_with_units
from handlers.facts.reminding import reminding
from handlers.facts.report import load_report
from handlers.facts.requests import receivers, request_answers, requests
from handlers.facts.wishes import own_absences, report_wish, snoozes
from storage.handovers import took_over
from storage.invitations import invitation_read, stored_invitation
from storage.programme import stamp_of, stamp_read
from storage.reports import found, found_read, mark_opened_above
from storage.roles import known_person, person_read

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.session import Session
    from conversations.programme.criteria_table import Tables
    from conversations.programme.digest import Digest
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.report import Report, ReportKey
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction, Values
    from storage.programme import Programme
    from storage.reports import Found

__all__ = ["load_facts", "with_answer"]

_NO_DATA: Final = MyDataFacts()


async def load_facts(
    tx: Transaction,
    needs: Needs,
    *,
    session: Session,
    services: Services,
    caches: Caches,
    now: datetime | None = None,
    plain: bool = False,
) -> Facts:
    """All that `needs` can ask for, read in this transaction. now: of the turn; None reads the clock."""
    at = services.clock.now() if now is None else now
    today = at.date()
    reads: dict[str, tuple[str, Values]] = {}
    programme = caches.programme_of(tx)
    row: Found | None = None
    if needs.report is not None and session.person is not None:
        row = caches.found_of(tx, needs.report)
        if row is None:
            reads["report"] = found_read(needs.report, today)
    if programme is None and "report" not in reads:
        reads["programme"] = stamp_read()
    person = None if session.person is None else caches.person_of(tx, session.person)
    if session.person is not None and person is None:
        reads["person"] = person_read(session.person, today)
    if needs.invitation:
        reads["invitation"] = invitation_read(needs.invitation)
    rows = dict(zip(reads, await tx.together(*reads.values()), strict=True)) if reads else {}
    if needs.report is not None and "report" in reads:
        row = found(rows["report"])
        caches.found(tx, needs.report, row)
    if programme is None:
        stamp = stamp_of(rows["programme"]) if row is None else row.programme
        programme = caches.programme(stamp=stamp, today=today)
    if session.person is not None and person is None:
        known = known_person(session.person, rows["person"])
        person = None if known is None else await person_with_units(tx, known, programme)
    caches.loaded(tx, programme=programme, person=person)
    words = services.words_of(session)

    invitation_found = None
    if needs.invitation:
        invitation_found = await offered(
            tx,
            needs.invitation,
            stored_invitation(rows["invitation"]),
            person=person,
            programme=programme,
            operator=services.operator,
            now=at,
        )
    if person is None:
        return Facts(
            now=at,
            words=words,
            plain=plain,
            loaded=needs,
            invitation_found=invitation_found,
            answers=dict.fromkeys(needs.asks),
        )
    report = None
    if needs.report is not None and row is not None:
        report = await _report(tx, needs.report, row, person=person, programme=programme, caches=caches, now=at)
    asking = Asking(tx=tx, person=person, programme=programme, services=services, caches=caches, words=words, now=at)
    own = await lists.own_reports(tx, person, programme) if needs.due else lists.OwnReports()
    return Facts(
        now=at,
        words=words,
        person=person,
        plain=plain,
        loaded=needs,
        report_found=report,
        took_over=await took_over(tx, person.id, needs.report.unit)
        if needs.report is not None and report is None
        else None,
        due=own.due,
        lately_sent=own.lately_sent,
        locked=own.locked,
        coming=own.coming,
        invitation_found=invitation_found,
        unit_found=None if needs.unit is None else await _unit(tx, needs.unit, person, programme, caches),
        waiting=await lists.waiting(tx, person, programme) if needs.waiting else (),
        receipts=await lists.receipts(tx, person, programme) if needs.receipts else (),
        contacts=await contacts(tx, person, programme) if needs.contacts else (),
        my_data=await my_data(tx, person, words) if needs.my_data else _NO_DATA,
        deadlines=None if needs.deadlines is None else await deadlines(tx, needs.deadlines, person, programme),
        digest_found=None if needs.digest is None else await _digest(tx, needs.digest, person, programme, at),
        digest_wanted=None if needs.digest is None else await digest_wanted(tx, needs.digest, person),
        tables_found=None if needs.tables is None else await _tables(tx, needs.tables, person, programme, at),
        wish=None if needs.wish is None else await report_wish(tx, needs.wish, person, programme),
        snoozes=await snoozes(tx, person, now=at) if needs.snoozes else (),
        remind=None
        if needs.remind is None
        else await reminding(tx, needs.remind, needs.remind_of, person, programme, now=at),
        absences=await own_absences(tx, person, programme) if needs.absences else OwnAbsences(),
        receivers=None if needs.receivers is None else await receivers(tx, needs.receivers, person, programme),
        requests=() if needs.requests is None else await requests(tx, needs.requests, person, programme),
        request=None
        if needs.request is None
        else await request_answers(tx, *needs.request, person, programme=programme, caches=caches, now=at),
        answers={ask: await answer_to(ask, asking) for ask in needs.asks},
    )


async def _digest(tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime) -> Digest | None:
    role = await _reads_as(tx, unit, person, programme)
    if role is None:
        return None
    return await load_digest(tx, programme.sets, unit=unit, at=at, persons=role is Role.MANAGER)


async def _tables(tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime) -> Tables | None:
    if await _reads_as(tx, unit, person, programme) is None:
        return None
    return await load_tables(tx, programme.sets, unit=unit, as_of=at.date(), known_at=at)


async def _reads_as(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Role | None:
    line = await programme.line(tx, unit)
    return digest_role(person, line[0], frozenset(above.id for above in line[1:])) if line else None


def with_answer(facts: Facts, tx: Transaction, *, caches: Caches) -> Facts | None:
    """The facts after an answer to the report was saved in this transaction, and nothing else done: the copy carried
    along is the only difference. None: there is no such copy, all must be read.
    """
    programme, key = caches.programme_of(tx), facts.loaded.report
    found = None if key is None else caches.found_of(tx, key)
    if programme is None or key is None or found is None or found.report is None or facts.loaded != Needs(report=key):
        return None
    report = caches.report(key, stamp=found.report.stamp, programme=programme)
    if report is None:
        return None
    if report.has_leader != found.has_leader:
        report = replace(report, has_leader=found.has_leader)
    return replace(facts, report_found=report)


async def _visible(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Unit | None:
    """The unit, where the person may see what it reports."""
    line = await programme.line(tx, unit)
    if not line or not may_see_unit(person, line[0], frozenset(above.id for above in line[1:])):
        return None
    return line[0]


async def _report(
    tx: Transaction,
    key: ReportKey,
    row: Found,
    *,
    person: Person,
    programme: Programme,
    caches: Caches,
    now: datetime,
) -> Report | None:
    unit = await _visible(tx, key.unit, person, programme)
    if unit is None:
        return None
    report = await load_report(tx, key, row, programme=programme, caches=caches)
    if report is None or report.id is None:
        return report
    own = any(grant.unit.id == unit.id for grant in person.grants)
    if report.state.handed_up and not report.opened_above and not own:
        mark_opened_above(tx, report.id, by=person.id, now=now)
        caches.forget_found()
    return report


async def _unit(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, caches: Caches
) -> UnitFacts | None:
    found_unit = await _visible(tx, unit, person, programme)
    if found_unit is None:
        return None
    key = await lists.first_owed(tx, found_unit, programme)
    report = None
    if key is not None:
        (rows,) = await tx.together(found_read(key, programme.today))
        report = await load_report(tx, key, found(rows), programme=programme, caches=caches)
    return UnitFacts(
        unit=found_unit,
        superior=None if found_unit.parent is None else await programme.unit(tx, found_unit.parent),
        below=await lists.below(tx, found_unit, programme),
        colleagues=await colleagues(tx, unit, programme),
        report=report,
    )

"""From what a turn needs to its facts, with as few trips to the database as can be.

The first trip reads who is acting and whatever is asked for by name; units, rules, sets, plans, the report in work are
kept from turn to turn, so answering a question takes this one trip. Nobody is given what they may not see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.facts import Facts, Needs
from handlers.facts import lists
from handlers.facts.asked import answer_to
from handlers.facts.asking import Asking
from handlers.facts.invitation import offered
from handlers.facts.person import person_told_of
from handlers.facts.report import load_report
from handlers.facts.units import unit_facts, visible_unit
from storage.handovers import took_over
from storage.invitations import invitation_read, stored_invitation
from storage.programme import stamp_of, stamp_read
from storage.reports import found, found_read, mark_opened_above
from storage.roles import person_read

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.asks import AnyAsk
    from conversations.engine.session import Session
    from conversations.programme.person import Person
    from conversations.programme.report import Report, ReportKey
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction, Values
    from storage.programme import Programme
    from storage.reports import Found

__all__ = ["load_facts", "with_answer"]


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
        row = found(rows["report"], known=caches.stored(needs.report))
        caches.found(tx, needs.report, row)
    if programme is None:
        stamp = stamp_of(rows["programme"]) if row is None else row.programme
        programme = caches.programme(stamp=stamp, today=today)
    if session.person is not None and person is None:
        person = await person_told_of(tx, session.person, rows["person"], programme=programme, caches=caches)
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
            kept_years=services.retention.people_years,
            now=at,
        )
    if person is None:
        return Facts(
            now=at,
            words=words,
            plain=plain,
            loaded=needs,
            invitation_found=invitation_found,
            answers=dict.fromkeys((*needs.asks, *needs.shown)),
        )
    report = None
    if needs.report is not None and row is not None:
        report = await _report(tx, needs.report, row, person=person, programme=programme, caches=caches, now=at)
    answers: dict[AnyAsk, object] = {}
    if needs.asks or needs.shown:
        asking = Asking(
            tx=tx, person=person, programme=programme, services=services, caches=caches, words=words, now=at
        )
        answers = {ask: await answer_to(ask, asking) for ask in (*needs.asks, *needs.shown)}
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
        unit_found=None if needs.unit is None else await unit_facts(tx, needs.unit, person, programme, caches),
        answers=answers,
    )


def with_answer(facts: Facts, tx: Transaction, *, caches: Caches) -> Facts | None:
    """The facts after an answer to the report was saved in this transaction, and nothing else done: the copy carried
    along is the only difference. None: there is no such copy, all must be read.
    """
    programme, key = caches.programme_of(tx), facts.loaded.report
    found = None if key is None else caches.found_of(tx, key)
    if programme is None or key is None or found is None or found.report is None or not facts.loaded.report_alone:
        return None
    report = caches.report(key, stamp=found.report.stamp, programme=programme)
    if report is None:
        return None
    if report.has_leader != found.has_leader:
        report = replace(report, has_leader=found.has_leader)
    return replace(facts, report_found=report)


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
    unit = await visible_unit(tx, key.unit, person, programme)
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

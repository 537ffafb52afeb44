"""What a reviewer's desk costs before fifty items and before a province's eleven thousand, and a verdict with the next
item.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.bench.prepare import CHANNEL, NOW, database_url
from bot.bench.subjects import DATABASE
from bot.clock import Clock
from bot.wiring import make_services
from conversations.engine.events import Pressed
from conversations.engine.frames import Menu, ReviewReport
from conversations.engine.session import Session
from conversations.engine.topmost import needs_of, screen_of
from conversations.programme.answer import Answer, State
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.person import Role
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.review import Queue
from conversations.programme.unit import Level, kind_by_code
from handlers.facts import load_facts
from handlers.turn import Incoming, take_turn
from storage import sessions
from storage.answers import save_answer
from storage.criteria import CriteriaSets, ensure_shipped_sets
from storage.open import open_database
from storage.people import add_person, open_account
from storage.reports import locked, move, open_report
from storage.reviews import SentItem, hand_to_offices
from storage.roles import grant_role
from storage.rules import RuleText, put_rule, rules_of_unit
from storage.units import add_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import PersonId, UnitId
    from handlers.ports import Services
    from storage.database import Database, Transaction

FEW: Final = 50
ON_A_REPORT: Final = 55
COMMUNES: Final = 201
"""So many reports before the other office: 11,005 items less the few."""
FORM: Final = "xa-ntm-2021-2025"
REPEATS: Final = 7
TIMES: Final = 20
VERDICTS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Microseconds of one processor. opened: the desk; paged: a page in the middle of the list; next_item: a verdict
    and the item after it, a whole turn.
    """

    items: int
    opened: float
    paged: float
    next_item: float


async def desks(folder: Path) -> tuple[Desk, Desk]:
    """Of an office with few items and of one with a province's; made up in a database of its own in this folder."""
    database = await open_database(database_url(folder / f"desks-{DATABASE}"))
    try:
        await database.migrate()
        services = make_services(Clock(NOW), worker="bench")
        few, many = await _made(database)
        return await _desk(database, services, *few), await _desk(database, services, *many)
    finally:
        await database.close()


async def _made(database: Database) -> tuple[tuple[PersonId, UnitId, int], tuple[PersonId, UnitId, int]]:
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=NOW)
        district = await add_unit(tx, kind=kind_by_code("huyen"), name="Đo", parent=None, at=NOW, region="tdmnpb")
        office, other = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=f"Phòng {name}", parent=district, at=NOW)
            for name in ("Y tế", "Nông nghiệp")
        ]
        people = [await _reviewer(tx, one) for one in (office, other)]
        await put_rule(tx, rule_of(district), at=NOW)
        rule = (await rules_of_unit(tx, district))[0].id
        form = await CriteriaSets().get(tx, FORM, 1, kind=kind_by_code("xa"))
        for number in range(COMMUNES):
            unit = await add_unit(tx, kind=kind_by_code("xa"), name=f"Xã {number}", parent=district, at=NOW)
            few = FEW if number == 0 else 0
            before = [office] * few + [other] * (ON_A_REPORT - few)
            await _report(tx, ReportKey(unit=unit, rule=rule, period="2023-H1"), form, before, by=people[0])
    return (people[0], office, FEW), (people[1], other, COMMUNES * ON_A_REPORT - FEW)


async def _reviewer(tx: Transaction, office: UnitId) -> PersonId:
    person = await add_person(tx, name="Cán bộ", language="vi", now=NOW)
    open_account(tx, person, channel=CHANNEL, address=f"9000{person}", now=NOW)
    await grant_role(tx, person, unit=office, role=Role.OFFICE_REVIEWER, by=None, now=NOW)
    return person


def rule_of(district: UnitId) -> RuleText:
    """Communes owe a half-year's report."""
    return RuleText(
        unit=district,
        code="H1",
        title="Báo cáo 6 tháng đầu năm",
        owes=Level.COMMUNE,
        form=Form.CRITERIA,
        span=Span.HALF_YEAR,
        operator=DueOperator.BEFORE,
        due_month=6,
        due_day=10,
        valid_from=date(2022, 1, 1),
        lock_after=LOCK_AFTER,
    )


async def _report(
    tx: Transaction, key: ReportKey, form: CriteriaSet, before: Sequence[UnitId], *, by: PersonId
) -> None:
    """A sent report. before: the offices before which its items lie, in the set's order."""
    await open_report(tx, key, set_id=form.id, set_version=form.version, by=by, now=NOW)
    stored = await locked(tx, key)
    if stored is None:
        raise LookupError("a report")
    codes = [indicator.code for indicator in form.indicators[: len(before)]]
    for code in codes:
        save_answer(tx, stored.id, Answer(indicator=code, version=1, state=State.MET, by=by, channel=CHANNEL, at=NOW))
    move(tx, stored.id, act=ReportAct.SEND, to=ReportState.SENT, by=by, reason="", paper="1", now=NOW)
    items = [SentItem(indicator=code, office=office) for code, office in zip(codes, before, strict=True)]
    hand_to_offices(tx, stored.id, items, now=NOW)


async def _desk(database: Database, services: Services, person: PersonId, office: UnitId, items: int) -> Desk:
    desk = ReviewReport(unit=office, queue=Queue.WAITING)
    page = ReviewReport(unit=office, queue=Queue.WAITING, stage="list", page=items // 16)
    return Desk(
        items=items,
        opened=await _shown(database, services, Session(person=person, stack=(desk,))),
        paged=await _shown(database, services, Session(person=person, stack=(page,))),
        next_item=await _judged(database, services, Session(person=person, stack=(Menu(), desk))),
    )


async def _shown(database: Database, services: Services, session: Session) -> float:
    async def read(tx: Transaction) -> float:
        costs = []
        for _ in range(REPEATS):
            began = time.process_time()
            for _ in range(TIMES):
                facts = await load_facts(
                    tx, needs_of(session.top), session=session, services=services, caches=services.caches, now=NOW
                )
                screen_of(session.top, facts)
            costs.append(1e6 * (time.process_time() - began) / TIMES)
        return median(costs)

    return await database.turn(read)


async def _judged(database: Database, services: Services, session: Session) -> float:
    """The turns of a reviewer who confirms one item after another."""
    address = f"9000{session.person}"
    async with database.write() as tx:
        sessions.save_later(tx, channel=CHANNEL, address=address, session=session, at=0)
    updates = count(1)
    costs = []
    for option in ("desk", "go", *("act:meet" for _ in range(VERDICTS))):
        async with database.read() as tx:
            stored = await sessions.load(tx, channel=CHANNEL, address=address)
        shown = None if stored is None else stored.session.shown
        event = Pressed(token="" if shown is None else shown.token, option=option)
        incoming = Incoming(
            channel=CHANNEL, key=f"{address}-{next(updates)}", kind="press", address=address, sender="", language="vi",
            event=event,
        )  # fmt: skip
        began = time.process_time()
        await take_turn(database, incoming, services)
        costs.append(1e6 * (time.process_time() - began))
    return median(costs[-VERDICTS:])

"""Whatever officers, a leader, two offices and two managers do in whatever order, over the deadline and over the lock:
what the report, its items and its answers are follows from what was done, and nothing that was acknowledged is lost.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.engine import effects as e
from conversations.engine.asks import ReviewedItemOf
from conversations.engine.facts import Needs
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.calendar import period_by_key
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.reporting_rate import state_after
from conversations.programme.review import (
    BY_COMMUNE,
    BY_MANAGER,
    BY_OFFICE,
    ITEM_TRANSITIONS,
    ItemAct,
    ItemState,
    Queue,
    acts_that_follow,
)
from conversations.programme.unit import kind_by_code
from handlers.audit import verify_log
from handlers.caches import Caches
from handlers.schedule.owing import owing_units
from storage.offices import Ownership, put_owners
from storage.open import open_database
from storage.rules import all_rules
from storage.units import add_unit
from tests.handlers.reporting_world import DAY, H1, NOW, StoppedClock, World, make_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.ids import PersonId
    from storage.database import Row

ITEMS = ("1.1", "1.2", "15.1", "2.1")
"""Two of the economy, one of the health office, one of nobody."""
PAPER = "12/BC-UBND ngày 5/6/2023"
TABLES = {
    "report": "SELECT id, state, sent_at, opened_above_at FROM report ORDER BY id",
    "answer": "SELECT report, indicator, version, state, person, recorded_at FROM answer ORDER BY indicator, version",
    "answer_now": "SELECT indicator, version FROM answer_now ORDER BY indicator",
    "item_review": "SELECT indicator, state, version, reviewer, final, wished FROM item_review ORDER BY indicator",
    "review_event": "SELECT id, indicator, act, version, office, person FROM review_event ORDER BY id",
    "report_event": "SELECT id, act, person FROM report_event ORDER BY id",
    "reopening": "SELECT id, person, ended_by FROM reopening ORDER BY id",
    "receipt": "SELECT report, number FROM receipt ORDER BY number",
    "audit": "SELECT count(*) AS n FROM audit",
}
EXAMPLES = 3
"""From each place, of up to thirty steps: some seconds."""
Picture = dict[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Start:
    """A database as a file at each place from where a walk can begin, and who is in it."""

    files: dict[str, bytes]
    world: World
    people: dict[str, PersonId]


async def _start(path: Path, template: bytes) -> Start:
    path.write_bytes(template)
    database = await open_database(f"sqlite:///{path}")
    world = await make_world(database)
    async with database.write() as tx:
        economy, health = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=world.district, at=NOW)
            for name in ("Phòng Kinh tế và Hạ tầng", "Phòng Y tế")
        ]
        owners = [
            Ownership(office=economy, indicators=("1.1", "1.2"), source="KH"),
            Ownership(office=health, indicators=("15.1",), source="KH"),
        ]
        await put_owners(tx, world.district, "xa-ntm-2021-2025", owners, valid_from=date(2023, 1, 1), plan=None, at=NOW)
    people = {
        "officer": await world.person(Role.COMMUNE_OFFICER, world.commune),
        "leader": await world.person(Role.COMMUNE_LEADER, world.commune),
        "economy": await world.person(Role.OFFICE_REVIEWER, economy),
        "health": await world.person(Role.OFFICE_REVIEWER, health),
        "manager": await world.person(Role.MANAGER, world.district),
        "second": await world.person(Role.MANAGER, world.district),
    }
    await database.close()
    files = {"nothing": path.read_bytes()}
    for place, steps in _prelude(world).items():
        database = await open_database(f"sqlite:///{path}")
        for who, effect in steps:
            await replace(world, database=database).does(people[who], effect)
        await database.close()
        files[place] = path.read_bytes()
    return Start(files=files, world=world, people=people)


def _prelude(world: World) -> dict[str, list[tuple[str, e.Effect]]]:
    """How one gets from each place to the next."""
    key = world.key
    return {
        "sent": [
            *(("officer", world.answer(item)) for item in ITEMS),
            ("officer", e.ActOnReport(key=key, act=ReportAct.SEND, paper=PAPER)),
        ],
        "assessed": [
            ("economy", _said(world, ItemAct.MEET, "1.1")),
            ("economy", _said(world, ItemAct.FAIL, "1.2")),
            ("health", _said(world, ItemAct.MEET, "15.1")),
            ("manager", _said(world, ItemAct.DECIDE_MET, "2.1")),
        ],
        "closed": [("manager", e.CloseReport(key=key))],
        "reopened": [
            ("manager", e.ReopenReport(key=key, reason="vì")),
            ("second", e.ReopenReport(key=key, reason="")),
        ],
    }


def _said(world: World, act: ItemAct, item: str) -> e.ReviewItem:
    return e.ReviewItem(key=world.key, indicator=item, act=act, seen=1, reason="vì")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Start:
    return asyncio.run(_start(tmp_path_factory.mktemp("walks") / "ntm.db", sqlite_template))


def choices(world: World, picture: Picture) -> list[tuple[str, e.Effect | timedelta | str]]:
    """All that somebody could try now: who, and what; a time: the clock goes on."""
    versions: dict[str, int] = dict(picture["answer_now"])
    key = world.key
    done: list[tuple[str, e.Effect | timedelta | str]] = [
        ("clock", DAY),
        ("clock", 40 * DAY),
        ("economy", "looks"),
        ("officer", e.ActOnReport(key=key, act=ReportAct.SUBMIT)),
        ("officer", e.ActOnReport(key=key, act=ReportAct.SEND, paper=PAPER)),
        ("officer", e.ActOnReport(key=key, act=ReportAct.WITHDRAW)),
        ("leader", e.ActOnReport(key=key, act=ReportAct.APPROVE)),
        ("leader", e.ActOnReport(key=key, act=ReportAct.SEND_BACK, reason="thiếu")),
        ("economy", e.ConfirmTogether(items=tuple((key, item, versions.get(item, 0)) for item in ITEMS[:2]))),
        *((who, e.ReopenReport(key=key, reason="vì")) for who in ("manager", "second", "economy")),
        *((who, e.KeepClosed(key=key)) for who in ("manager", "second", "health")),
        ("manager", e.CloseReport(key=key)),
    ]
    for item in ITEMS:
        seen = versions.get(item, 0)
        for state in (State.MET, State.NOT_MET):
            answer = e.SaveAnswer(key=key, indicator=item, seen=seen, state=state, reason="vì")
            done.append(("officer", answer))
        done.append(("officer", e.SaveAnswer(key=key, indicator=item, seen=seen, state=State.MET, unchanged=True)))
        done.append(("officer", e.SaveAnswer(key=key, indicator=item, seen=max(0, seen - 1), state=State.MET)))
        paper = e.KeepEvidence(key=key, indicator=item, kind=EvidenceKind.PAPER, paper="15/QĐ")
        done.append(("officer", paper))
        office = "health" if item == "15.1" else "economy"
        for act in ItemAct:
            who = office if act in BY_OFFICE else "officer" if act in BY_COMMUNE else "manager"
            done.append((who, e.ReviewItem(key=key, indicator=item, act=act, seen=seen, reason="vì")))
    return done


def towards(picture: Picture, done: list[tuple[str, e.Effect | timedelta | str]]) -> list[Any]:
    """Those that the tables let happen, so that a walk gets far; the clock not among them."""
    report = ReportState(picture["report"][0][1]) if picture["report"] else ReportState.DRAFT
    items = {row[0]: ItemState(row[1]) for row in picture["item_review"]}
    found = []
    for who, what in done:
        match what:
            case e.ReviewItem(indicator=item, act=act) if act is not ItemAct.CHANGE:
                fits = not report.filling and item in items and (items[item], act) in ITEM_TRANSITIONS
                fits = fits and (act not in BY_MANAGER or item == "2.1" or items[item] is ItemState.DISPUTED)
            case e.ActOnReport(act=act):
                fits = act in {ReportAct.SEND, ReportAct.APPROVE} and bool(picture["answer"])
            case e.SaveAnswer(indicator=item):
                fits = report.filling or report is ReportState.REOPENED or items.get(item) is ItemState.ASKED
            case e.ConfirmTogether():
                fits = report is ReportState.SENT
            case e.ReopenReport() | e.CloseReport() | e.KeepClosed():
                fits = report in {ReportState.ASSESSED, ReportState.CLOSED}
            case _:
                fits = False
        if fits:
            found.append((who, what))
    return found or done


@dataclass(slots=True)
class Walk:
    """One walk: what was acknowledged, and what must be so after each step."""

    world: World
    people: dict[str, PersonId]
    acknowledged: dict[str, tuple[int, State]] = field(default_factory=dict)

    async def goes(self, steps: Sequence[tuple[bool, int]]) -> None:
        before = await self.picture()
        states = {(row[1], row[2]): State(row[3]) for row in before["answer"]}
        self.acknowledged = {item: (version, states[item, version]) for item, version in before["answer_now"]}
        for tame, number in steps:
            done = choices(self.world, before)
            some = towards(before, done) if tame else done
            who, what = some[number % len(some)]
            await self.does(who, what, before)
            after = await self.picture()
            self.holds(before, after, f"{who}: {what}")
            await self.is_not_owed(after)
            before = after
        assert (await verify_log(self.world.database)).faults == ()

    async def does(self, who: str, what: e.Effect | timedelta | str, before: Picture) -> None:
        if isinstance(what, timedelta):
            self.world.clock.at += what
            return
        if isinstance(what, str):
            ask = ReviewedItemOf(key=self.world.key, item="1.1", queue=Queue.WAITING)
            await self.world.facts(self.people[who], Needs(asks=(ask,)))
            return
        try:
            await self.world.does(self.people[who], what)
        except Problem:
            assert await self.picture() == before, "what was refused has written nothing"
            return
        if isinstance(what, e.SaveAnswer):
            self.acknowledged[what.indicator] = (what.seen + 1, what.state)

    async def picture(self) -> Picture:
        async with self.world.database.read() as tx:
            rows: Sequence[Sequence[Row]] = await tx.together(*((sql, {}) for sql in TABLES.values()))
        return {name: [tuple(row) for row in found] for name, found in zip(TABLES, rows, strict=True)}

    def holds(self, before: Picture, after: Picture, what: str) -> None:
        """What must be so, whatever was done."""
        answers = {(row[1], row[2]): row for row in after["answer"]}
        assert set(before["answer"]) <= set(after["answer"]), what
        for item in ITEMS:
            versions = sorted(version for one, version in answers if one == item)
            assert versions == list(range(1, len(versions) + 1)), what
        now: dict[str, int] = dict(after["answer_now"])
        assert {item: (now[item], State(answers[item, now[item]][3])) for item in now} == self.acknowledged, what
        if not after["report"]:
            return
        state = ReportState(after["report"][0][1])
        assert state == state_after(ReportAct(row[1]) for row in after["report_event"]), what
        items = {row[0]: row for row in after["item_review"]}
        assert acts_that_follow(state, (ItemState(row[1]) for row in items.values())) == (), what
        for item, row in items.items():
            found = ItemState.WAITING
            for event in after["review_event"]:
                if event[1] == item:
                    found = ITEM_TRANSITIONS[found, ItemAct(event[2])]
            assert found == ItemState(row[1]), what
            assert 0 <= row[2] <= now[item], what
        assert all((event[1], event[3]) in answers for event in after["review_event"]), what
        self._judged_is_left_alone(before, after, what)

    def _judged_is_left_alone(self, before: Picture, after: Picture, what: str) -> None:
        """A verdict's answer changes only where an office asks for more, or a manager has opened the report again."""
        was: dict[str, int] = dict(before["answer_now"])
        state = ReportState(before["report"][0][1]) if before["report"] else ReportState.DRAFT
        judged = {row[0] for row in before["item_review"] if ItemState(row[1]).judged}
        for item, version in after["answer_now"]:
            if item in judged and state.handed_up and state is not ReportState.REOPENED:
                assert version == was[item], what
        new = after["review_event"][len(before["review_event"]) :]
        assert state is ReportState.REOPENED or ItemAct.CHANGE not in {event[2] for event in new}, what
        if state is ReportState.CLOSED:
            assert before["item_review"] == after["item_review"], what

    async def is_not_owed(self, after: Picture) -> None:
        """What was handed up is neither owed nor reminded of, also while it is open again."""
        state = ReportState(after["report"][0][1]) if after["report"] else ReportState.DRAFT
        world = self.world
        caches = Caches()
        async with world.database.read() as tx:
            programme = await caches.programme_now(tx, today=world.clock.at.date())
            rule = next(rule for rule in await all_rules(tx) if rule.id == world.rule)
            period = period_by_key(rule, H1)
            assert period is not None
            owing = [one async for one in owing_units(tx, rule, period, programme=programme)]
        owed = world.commune in {one.report.unit.id for one in owing}
        assert owed == (not state.handed_up)


@pytest.mark.parametrize("place", ["nothing", "sent", "assessed", "closed", "reopened"])
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.integers(0, 4).map(bool), st.integers(0, 10_000)), min_size=10, max_size=30))
def test_every_walk_keeps_the_promises(start: Start, place: str, steps: list[tuple[bool, int]]) -> None:
    asyncio.run(_walked(start, place, steps))


async def _walked(start: Start, place: str, steps: Sequence[tuple[bool, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ntm.db"
        path.write_bytes(start.files[place])
        database = await open_database(f"sqlite:///{path}")
        world = replace(start.world, database=database, clock=StoppedClock(NOW), caches=Caches())
        try:
            await Walk(world=world, people=start.people).goes(steps)
        finally:
            await database.close()

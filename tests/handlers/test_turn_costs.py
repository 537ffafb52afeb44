"""A turn costs the same however much is stored: few statements, in few trips, none of which reads a whole table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.asks import (
    AboutMe,
    HistoryOf,
    OwnDataNow,
    OwnRequestsNow,
    ReceiptsNow,
    WaitingNow,
    WhomToRing,
)
from conversations.engine.effects import Consent, Rename, RequestRight, SetLanguage, UseInvitation, WithdrawConsent
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.engine.words import SOURCE
from conversations.programme.person import Role
from conversations.programme.report import ReportAct
from handlers.apply import apply
from handlers.caches import Caches
from handlers.invite import invite
from tests.handlers.reporting_world import NOW, make_world

if TYPE_CHECKING:
    from storage.database import Database, Row, Transaction, Values
    from tests.handlers.reporting_world import World

GROWS = {
    "answer",
    "answer_now",
    "report",
    "report_event",
    "receipt",
    "evidence",
    "evidence_file",
    "person",
    "identity",
    "channel_account",
    "consent",
    "role_grant",
    "invitation",
    "assignment",
    "right_request",
    "unit",
    "unit_parent",
    "audit",
}
"""Tables that grow with the years or with the number of units."""
SMALL = "USING INDEX role_grant_admin"
"""An index that holds the admins of the system and nobody else."""


class Watched:
    """A transaction that counts its trips and remembers its statements."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.dialect = tx.dialect
        self.trips = 0
        self.statements: list[tuple[str, Values]] = []

    async def all(self, sql: str, /, **values: Any) -> Sequence[Row]:
        self._seen((sql, values))
        return await self._tx.all(sql, **values)

    async def one(self, sql: str, /, **values: Any) -> Row | None:
        self._seen((sql, values))
        return await self._tx.one(sql, **values)

    async def together(self, *reads: tuple[str, Values]) -> Sequence[Sequence[Row]]:
        self._seen(*reads)
        return await self._tx.together(*reads)

    async def run(self, sql: str, /, **values: Any) -> int:
        self._seen((sql, values))
        return await self._tx.run(sql, **values)

    def later(self, sql: str, /, **values: Any) -> None:
        self.statements.append((sql, values))
        self._tx.later(sql, **values)

    def _seen(self, *statements: tuple[str, Values]) -> None:
        self.trips += 1
        self.statements += statements


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    return await make_world(sqlite_database)


async def test_answering_a_question_reads_once_and_takes_six_statements(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer())
    await world.report(officer, caches=world.caches)

    async def work(tx: Transaction) -> Watched:
        watched = Watched(tx)
        needs = Needs(report=world.key)
        facts = await world.load(watched, officer, needs, world.caches)
        assert watched.trips == 1
        await apply(
            watched,
            (world.answer("1.2"),),
            session=Session(person=officer),
            person=facts.person,
            services=world.services,
            caches=world.caches,
            channel="telegram",
            address="chat",
            now=NOW,
        )
        assert watched.trips == 1
        assert (await world.load(watched, officer, needs, world.caches)).report.given == 2
        return watched

    watched = await world.database.turn(work)
    assert (watched.trips, len(watched.statements)) == (1, 6)


async def test_no_statement_of_a_turn_reads_a_whole_table(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, world.answer())
    everything = Needs(
        report=world.key,
        due=True,
        invitation="XXXXXXXXXX",
        unit=world.commune,
        asks=(
            WaitingNow(),
            ReceiptsNow(),
            HistoryOf(unit=world.commune, item="1.1"),
            WhomToRing(),
            AboutMe(),
            OwnDataNow(),
            OwnRequestsNow(),
        ),
    )

    async def work(tx: Transaction) -> list[tuple[str, Values]]:
        watched = Watched(tx)
        for person, effects in (
            (officer, (world.answer("1.2"), world.act(ReportAct.SUBMIT))),
            (leader, (world.act(ReportAct.APPROVE),)),
        ):
            caches = Caches()
            facts = await world.load(watched, person, everything, caches)
            await apply(
                watched,
                effects,
                session=Session(person=person),
                person=facts.person,
                services=world.services,
                caches=caches,
                channel="telegram",
                address="chat",
                now=NOW,
            )
        return watched.statements

    await none_scans(world.database, await world.database.turn(work))


async def test_no_statement_of_joining_and_leaving_reads_a_whole_table(world: World) -> None:
    made = await invite(
        world.database,
        unit="xã Phúc Sen",
        role=Role.COMMUNE_OFFICER,
        words=SOURCE,
        secrets=world.services.secrets,
        now=NOW,
    )

    async def work(tx: Transaction) -> list[tuple[str, Values]]:
        watched = Watched(tx)
        session = Session()
        for effects in (
            (Consent(code=made.code, text_version="1"), UseInvitation(code=made.code, phone="+84900000000")),
            (Rename(name="Bà Lan"), SetLanguage(language="en"), RequestRight(what="duyet")),
            (WithdrawConsent(erase=True),),
        ):
            facts = await world.load(watched, session.person, Needs(), Caches())
            applied = await apply(
                watched,
                effects,
                session=session,
                person=facts.person,
                services=world.services,
                caches=Caches(),
                channel="telegram",
                address="chat",
                now=NOW,
            )
            session = applied.session
        return watched.statements

    await none_scans(world.database, await world.database.turn(work))


async def none_scans(database: Database, statements: Sequence[tuple[str, Values]]) -> None:
    assert len(statements) > 20
    scans = []
    async with database.read() as tx:
        for sql, values in statements:
            for row in await tx.all(f"EXPLAIN QUERY PLAN {sql}", **values):
                table = row["detail"].removeprefix("SCAN ").split()[0]
                if row["detail"].endswith(SMALL):
                    continue
                # a table the statement does not name is looked at for its foreign keys, and only where one is violated
                if row["detail"].startswith("SCAN ") and _table_of(table, sql) in GROWS & set(sql.split()):
                    scans.append((row["detail"], sql))
    assert scans == []


def _table_of(alias: str, sql: str) -> str:
    """The table that an alias of the statement stands for."""
    words = sql.replace(",", " ").replace("(", " ").replace(")", " ").split()
    for table, following in pairwise(words):
        if following == alias and table in GROWS:
            return table
    return alias

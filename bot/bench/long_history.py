"""What a page of a figure's history costs where the figure was corrected a thousand times."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.bench.prepare import CHANNEL, NOW
from conversations.engine.frames import History
from conversations.engine.session import Session
from conversations.engine.topmost import needs_of, screen_of
from conversations.programme.answer import Answer, State
from conversations.programme.ids import PersonId, ReportId, UnitId
from handlers.facts import load_facts
from storage.answers import save_answer

if TYPE_CHECKING:
    from handlers.ports import Services
    from storage.database import Database, Transaction

VERSIONS: Final = 1000
REPEATS: Final = 7
TIMES: Final = 20


async def page_of_history(database: Database, services: Services) -> float:
    """Microseconds of one processor for a page in the middle: read, and put on the screen. Adds to the database."""

    async def write(tx: Transaction) -> tuple[PersonId, UnitId, str]:
        row = await tx.one(
            "SELECT r.id, r.unit, n.indicator, n.version, a.person FROM answer_now n JOIN report r ON r.id = n.report"
            " JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version"
            " ORDER BY r.id, n.indicator LIMIT 1"
        )
        if row is None:
            raise LookupError("an answer")
        person = PersonId(row["person"])
        for version in range(row["version"] + 1, VERSIONS + 1):
            answer = Answer(
                indicator=row["indicator"], version=version, state=State.MET, by=person, channel=CHANNEL, at=NOW
            )
            save_answer(tx, ReportId(row["id"]), answer)
        return person, UnitId(row["unit"]), row["indicator"]

    person, unit, indicator = await database.turn(write)
    session = Session(person=person, stack=(History(unit=unit, item=indicator, page=VERSIONS // 2),))

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

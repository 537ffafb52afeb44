"""Plans and criteria sets sent as files: fetched, read in a thread (workbooks in a process of their own, with its
limits) and tried; then, once confirmed, imported. The turn only keeps the reference and the decision.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.channels.telegram.files import Later, NotKept
from bot.looking import keep_looking
from conversations.programme.problem import Problem
from conversations.programme.sent_plan import ENDINGS, PlanState
from handlers.sent_plans import plan_came_to, plan_later, plans_due

if TYPE_CHECKING:
    from conversations.programme.sent_plan import SentPlan
    from conversations.programme.table import Document
    from handlers.ports import Services
    from storage.criteria import CriteriaSets
    from storage.database import Database

_log = logging.getLogger(__name__)


class Bytes(Protocol):
    """Where a channel's files are had."""

    async def read(self, reference: str) -> bytes | NotKept | Later:
        """The file's bytes, as many as a bot may fetch."""
        ...


class Importing:
    """Reads and imports what is due, of one channel, until cancelled."""

    def __init__(
        self, *, channel: str, files: Bytes, database: Database, sets: CriteriaSets, services: Services
    ) -> None:
        self._channel = channel
        self._files = files
        self._database = database
        self._sets = sets
        self._services = services
        self._came = asyncio.Event()

    def file_came(self) -> None:
        """A turn has kept a reference or a decision."""
        self._came.set()

    async def run(self) -> None:
        """Look at start, after each turn with a file, and now and then for what is to be tried again."""
        await keep_looking(
            self.do_due,
            self._came,
            failed=lambda: _log.exception("a plan's file could not be read; it is tried again"),
        )

    async def do_due(self) -> int:
        """Do what is due now, one file after the other; how many there were."""
        plans = await plans_due(self._database, self._services, channel=self._channel)
        for sent in plans:
            await self._do(sent)
        return len(plans)

    async def _do(self, sent: SentPlan) -> None:
        found = await self._files.read(sent.reference)
        if isinstance(found, Later):
            await plan_later(self._database, self._services, sent)
            return
        if isinstance(found, NotKept):
            await self._ends(sent, PlanState.FAILED, _GONE)
            return
        trial = sent.state is PlanState.SENT
        try:
            said = await (self._criteria if sent.of_criteria else self._plan)(sent, found, trial=trial)
        except Problem as problem:
            await self._ends(sent, PlanState.FAILED, problem.sentence())
            return
        await self._ends(sent, PlanState.READY if trial else PlanState.DONE, said)

    async def _plan(self, sent: SentPlan, content: bytes, *, trial: bool) -> str:
        # what reads plans is loaded with the first one: the bot's start must not wait for it
        from bot.cli.imports.plan_text import in_words  # noqa: PLC0415
        from handlers.import_plan import import_plan  # noqa: PLC0415

        document = await asyncio.to_thread(_read, content, sent)
        done = await import_plan(
            self._database, self._sets, document, unit=sent.unit_name, now=self._services.clock.now(), dry_run=trial
        )
        return in_words(done, dry_run=trial)

    async def _criteria(self, sent: SentPlan, content: bytes, *, trial: bool) -> str:
        from bot.cli.criteria_text import in_words, loaded  # noqa: PLC0415 - as above
        from handlers.load_criteria import criteria_text, load_criteria  # noqa: PLC0415
        from handlers.preview_criteria import preview_criteria  # noqa: PLC0415

        text = criteria_text(content, name=sent.name)
        clock = self._services.clock
        if not trial:
            return loaded(await load_criteria(self._database, text, name=sent.name, at=clock.now()), dry_run=False)
        found = await preview_criteria(
            self._database, self._sets, text, name=sent.name, unit=sent.unit_name, day=clock.now().date()
        )
        return "\n".join(in_words(found))

    async def _ends(self, sent: SentPlan, to: PlanState, said: str) -> None:
        await plan_came_to(self._database, self._services, sent, to, said)


_GONE = "Tệp không còn trên máy chủ của kênh, hoặc lớn hơn mức cho phép. Xin gửi lại."


def _read(content: bytes, sent: SentPlan) -> Document:
    """The document under its own name, from a folder that is gone afterwards. Raises Problem with the place."""
    from bot.documents.read_document import read_document  # noqa: PLC0415 - as above

    ending = next((ending for ending in ENDINGS if sent.name.casefold().endswith(ending)), ".txt")
    with tempfile.TemporaryDirectory(prefix="ntm-plan-") as folder:
        path = Path(folder) / f"tep{ending}"
        path.write_bytes(content)
        return read_document(path)

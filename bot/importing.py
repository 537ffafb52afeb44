"""Documents and criteria sets sent as files: fetched, read in a thread (workbooks in a process of their own, with its
limits) and tried; then, once confirmed, imported. The turn only keeps the reference and the decision.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.channels.telegram.files import Later, NotKept
from bot.looking import keep_looking
from conversations.programme.import_kind import ImportKind
from conversations.programme.problem import Problem
from conversations.programme.sent_plan import ENDINGS, PlanState, SentName
from handlers.sent_plans import plan_came_to, plan_later, plans_due

if TYPE_CHECKING:
    from bot.importers.importer import Importer
    from conversations.programme.sent_plan import SentPlan
    from handlers.ports import Services
    from storage.criteria import CriteriaSets
    from storage.database import Database

_log = logging.getLogger(__name__)

D = TypeVar("D")


class Bytes(Protocol):
    """Where a channel's files are had."""

    async def read(self, reference: str) -> bytes | NotKept | Later:
        """The file's bytes, as many as a bot may fetch."""
        ...


class Reader(Protocol):
    """Tries or imports a file: what came of it, and the names that must be explained before. Raises Problem."""

    async def __call__(self, sent: SentPlan, content: bytes, *, trial: bool) -> tuple[str, tuple[SentName, ...]]:
        """The same for each kind of file."""
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
            failed=lambda: _log.exception("a document could not be read; it is tried again"),
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
            said, names = await self._reader(sent)(sent, found, trial=trial)
        except Problem as problem:
            await self._ends(sent, PlanState.FAILED, problem.sentence())
            return
        except Exception:  # noqa: BLE001 - a fault of ours in one document must not keep those behind it
            _log.exception("a document could not be read; it is tried again", extra={"file": sent.id})
            await plan_later(self._database, self._services, sent)
            return
        await self._ends(sent, PlanState.READY if trial or names else PlanState.DONE, said, names)

    def _reader(self, sent: SentPlan) -> Reader:
        """Everything else is a document that is imported."""
        others: dict[ImportKind, Reader] = {ImportKind.CRITERIA: self._criteria, ImportKind.FORM: self._form}
        return others.get(sent.kind, self._document)

    async def _document(self, sent: SentPlan, content: bytes, *, trial: bool) -> tuple[str, tuple[SentName, ...]]:
        """What came of it, and the names that must be explained; nothing was written while there are any."""
        # what reads documents is loaded with the first one: the bot's start must not wait for it
        from bot.importers.importer import House, Wish, importer_of  # noqa: PLC0415 - as above

        importer = await asyncio.to_thread(importer_of, sent.kind)
        document = await asyncio.to_thread(_read, importer, content, sent)
        house = House(database=self._database, sets=self._sets, now=self._services.clock.now())
        # the preview has told which communes a roadmap founds, and this is the yes to it
        sure = sent.kind is ImportKind.ROADMAP
        wish = Wish(unit=sent.unit_name, answers=sent.answers, dry_run=trial, sure=sure)
        done = await importer.tried(house, document, wish)
        first = len(sent.names) + 1
        return done.words, tuple(
            SentName(
                number=number,
                writing=one.writing,
                place=str(one.place),
                candidates=tuple(candidate.title for candidate in one.candidates),
                elsewhere=one.elsewhere,
                new=one.may_be_new,
            )
            for number, one in enumerate(done.questions, start=first)
        )

    async def _criteria(self, sent: SentPlan, content: bytes, *, trial: bool) -> tuple[str, tuple[SentName, ...]]:
        from bot.importers.criteria_text import in_words, loaded  # noqa: PLC0415 - as above
        from handlers.load_criteria import criteria_text, load_criteria  # noqa: PLC0415 - as above
        from handlers.preview_criteria import preview_criteria  # noqa: PLC0415 - as above

        text = criteria_text(content, name=sent.name)
        clock = self._services.clock
        if not trial:
            done = await load_criteria(self._database, text, name=sent.name, at=clock.now())
            return loaded(done, dry_run=False), ()
        found = await preview_criteria(
            self._database, self._sets, text, name=sent.name, unit=sent.unit_name, day=clock.now().date()
        )
        return "\n".join(in_words(found)), ()

    async def _form(self, sent: SentPlan, content: bytes, *, trial: bool) -> tuple[str, tuple[SentName, ...]]:
        from bot.documents.fill_form import check_form, names_in_form  # noqa: PLC0415 - as above
        from bot.importers.form_text import kept, looked_through  # noqa: PLC0415 - as above
        from handlers.office_forms import keep_form  # noqa: PLC0415 - as above

        if trial:
            names = await asyncio.to_thread(names_in_form, content, name=sent.name)
            return "\n".join(looked_through(names, unit=sent.unit_name, report=sent.report)), ()
        await asyncio.to_thread(check_form, content, name=sent.name)
        now = self._services.clock.now()
        named, version, new = await keep_form(
            self._database,
            unit=sent.unit_name,
            kind=sent.report,
            file_name=sent.name,
            content=content,
            now=now,
            by=sent.person,
        )
        return kept(named, version, new=new), ()

    async def _ends(self, sent: SentPlan, to: PlanState, said: str, names: tuple[SentName, ...] = ()) -> None:
        await plan_came_to(self._database, self._services, sent, to, said, names=names)


_GONE = "Tệp không còn trên máy chủ của kênh, hoặc lớn hơn mức cho phép. Xin gửi lại."


def _read(importer: Importer[D], content: bytes, sent: SentPlan) -> D:
    """The document, from a folder that is gone afterwards. Raises Problem with the place."""
    ending = next((ending for ending in ENDINGS if sent.name.casefold().endswith(ending)), ".txt")
    with tempfile.TemporaryDirectory(prefix="ntm-document-") as folder:
        path = Path(folder) / f"tep{ending}"
        path.write_bytes(content)
        return importer.read(path)

"""A link to a file is opened: its signature and its time are looked at, and the rights of whoever asked for it, as they
are now. Which of them is wanting is not said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.programme.paper import PaperKind
from conversations.programme.rights import digest_role, may_take_papers
from conversations.screens.evidence_recipe import EvidenceRecipe
from conversations.screens.own_data_recipe import OwnDataRecipe
from conversations.screens.paper_recipe import PaperRecipe
from conversations.screens.picture_recipe import TableRecipe
from conversations.screens.qr_recipe import QrRecipe
from handlers.evidence_bundle import BundleWish, bundle_of, note_bundle_viewed
from handlers.evidence_view import may_view, note_difficulty_viewed, note_entry_viewed, note_evidence_viewed
from handlers.facts.administered import invitations_open
from handlers.facts.difficulties import one_difficulty
from handlers.facts.person import person_with_units
from handlers.facts.registers import one_entry
from handlers.link_signature import is_signed, number_in
from storage.audit import note_later
from storage.evidence_pieces import place_of
from storage.file_links import count_opened, known_link_key, link_numbered
from storage.roles import known_person, person_read
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.person import Person
    from handlers.ports import Services
    from storage.database import Database, Transaction
    from storage.file_links import StoredLink
    from storage.programme import Programme

OPENED_AT_MOST: Final = 5
"""Times: a weak network breaks off a download, and a messenger may look at a link before its reader does."""


async def is_open(database: Database, token: str, services: Services) -> bool:
    """Whether we have signed it and its time is not over: only then is a turn taken for it, by which it may open."""
    number = number_in(token)
    if number is None or services.file_links is None:
        return False
    async with database.read() as tx:
        link = await _signed(tx, token, number)
    return link is not None and link.until > millis(services.clock.now())


async def open_link(database: Database, token: str, services: Services) -> str | None:
    """The recipe of the file, which may be made now; None: the link opens nothing."""
    number = number_in(token)
    if number is None or services.file_links is None:
        return None

    async def work(tx: Transaction) -> str | None:
        now = services.clock.now()
        link = await _signed(tx, token, number)
        if link is None or link.until <= millis(now):
            return None
        person = await _person(tx, link, services, now=now)
        if person is None or not await _Opening(tx=tx, person=person, services=services, now=now).theirs(link.recipe):
            return None
        if not await count_opened(tx, link.id, most=OPENED_AT_MOST):
            return None
        note_later(
            tx, at=millis(now), person=link.person, act="link_opened", subject=f"link:{link.id}", detail=_kind(link)
        )
        return link.recipe

    return await database.turn(work)


async def _signed(tx: Transaction, token: str, number: int) -> StoredLink | None:
    """The link; None: there is none of that number, or we have not signed this token for it."""
    key, link = await known_link_key(tx), await link_numbered(tx, number)
    return link if key is not None and link is not None and is_signed(token, link, key) else None


def _kind(link: StoredLink) -> dict[str, str | int]:
    return {"kind": link.recipe.split(":")[1]}


async def _person(tx: Transaction, link: StoredLink, services: Services, *, now: datetime) -> Person | None:
    """Whoever asked for it, with the roles of today; None: they have left."""
    sql, values = person_read(link.person, now.date())
    known = known_person(link.person, await tx.all(sql, **values))
    if known is None:
        return None
    return await person_with_units(tx, known, await services.caches.programme_now(tx, today=now.date()))


class _Opening:
    """One person opens one recipe."""

    def __init__(self, *, tx: Transaction, person: Person, services: Services, now: datetime) -> None:
        self._tx = tx
        self._person = person
        self._services = services
        self._now = now

    async def theirs(self, recipe: str) -> bool:
        """Whether they may take it now; evidence is noted as seen."""
        programme = await self._services.caches.programme_now(self._tx, today=self._now.date())
        if (paper := PaperRecipe.read(recipe)) is not None:
            return await self._paper(paper, programme)
        if (own := OwnDataRecipe.read(recipe)) is not None:
            return own.person == self._person.id
        if (photo := EvidenceRecipe.read(recipe)) is not None:
            return await self._photo(photo, programme)
        if (table := TableRecipe.read(recipe)) is not None:
            line = await programme.line(self._tx, table.unit)
            above = frozenset(unit.id for unit in line[1:])
            return bool(line) and digest_role(self._person, line[0], above) is not None
        return (qr := QrRecipe.read(recipe)) is not None and await self._invitation(qr, programme)

    async def _paper(self, recipe: PaperRecipe, programme: Programme) -> bool:
        line = await programme.line(self._tx, recipe.unit)
        above = frozenset(unit.id for unit in line[1:])
        if not line or not may_take_papers(self._person, line[0], above):
            return False
        if recipe.kind is PaperKind.EVIDENCE:
            wish = BundleWish(unit=line[0].title, as_of=recipe.as_of, known_at=recipe.known_at)
            found = await bundle_of(self._tx, programme.sets, line[0], wish)
            note_bundle_viewed(self._tx, found, by=self._person.id, at=self._now)
        return True

    async def _photo(self, recipe: EvidenceRecipe, programme: Programme) -> bool:
        place = await place_of(self._tx, recipe.evidence)
        if place is None:
            return False
        if place.difficulty is not None:
            if await one_difficulty(self._tx, place.difficulty, self._person, programme) is None:
                return False
            note_difficulty_viewed(
                self._tx,
                [recipe.evidence],
                by=self._person.id,
                difficulty=place.difficulty,
                at=self._now,
                way="link",
            )
            return True
        if place.entry is not None:
            view = await one_entry(self._tx, place.entry, self._person, programme)
            if view is None or not view.opens:
                return False
            note_entry_viewed(
                self._tx, [recipe.evidence], by=self._person.id, entry=place.entry, at=self._now, way="link"
            )
            return True
        if place.report is None:
            return False
        if not await may_view(self._tx, programme, self._person, place.report, place.indicator):
            return False
        note_evidence_viewed(
            self._tx,
            [recipe.evidence],
            by=self._person.id,
            report=place.report,
            indicator=place.indicator,
            at=self._now,
            way="link",
        )
        return True

    async def _invitation(self, recipe: QrRecipe, programme: Programme) -> bool:
        """Its code can still be used, and they may still show it."""
        base = self._services.link_base
        found = await invitations_open(self._tx, self._person, programme, link_base=base, now=self._now)
        return any(recipe.text == one.code or recipe.text.endswith(f"?start={one.code}") for one in found or ())

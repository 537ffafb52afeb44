"""What everybody may read, at /xa/: made at most once a minute and kept, so that many readers cost nothing."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from bot.documents.public_html import POLICY, commune_page, index_page, list_page, missing_page
from bot.listening import Reply
from conversations.programme.unit import Level
from handlers.public_pages import communes_of, open_units
from storage.criteria import CriteriaSets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.unit import Unit
    from handlers.ports import Clock
    from handlers.public_pages import OpenUnits
    from storage.database import Database

KEPT_FOR: Final = 60
"""Seconds."""
KEPT: Final = 500
"""Pages of some kilobytes each."""
HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    body: bytes
    mark: str
    status: HTTPStatus


class PublicPages:
    """The pages of one database."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._sets = CriteriaSets()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._units: OpenUnits | None = None
        self._minute = 0
        self._making = asyncio.Lock()

    async def get(self, path: str, headers: Mapping[bytes, bytes]) -> Reply:
        """The page at that path below /xa; nothing where the reader has it already."""
        page = await self._page(path.strip("/"))
        kept = (("ETag", page.mark), ("Cache-Control", f"public, max-age={KEPT_FOR}"), *_GUARDS)
        if page.mark.encode() in headers.get(b"if-none-match", b""):
            return Reply(HTTPStatus.NOT_MODIFIED, headers=kept)
        return Reply(page.status, page.body, kind=HTML, headers=kept)

    async def _page(self, name: str) -> _Kept:
        async with self._making:
            minute = int(self._clock.now().timestamp()) // KEPT_FOR
            if self._units is None or minute != self._minute:
                self._units = await open_units(self._database, day=self._clock.now().date())
                self._minute = minute
                self._kept.clear()
            unit = self._units.by_name.get(name)
            if name and unit is None:
                return _kept(missing_page(), HTTPStatus.NOT_FOUND)  # not kept: anybody can ask for any name
            if name not in self._kept:
                self._kept[name] = _kept(await self._made(unit, self._units))
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[name]

    async def _made(self, unit: Unit | None, units: OpenUnits) -> str:
        if unit is None:
            return await asyncio.to_thread(index_page, units.groups, units.names)
        communes = await communes_of(self._database, self._sets, unit, now=self._clock.now())
        if unit.kind.level is not Level.COMMUNE:
            return await asyncio.to_thread(list_page, unit, communes, units.names)
        if not communes:
            return missing_page()
        above = next((head for head, group in units.groups if unit in group and head.id in units.names), None)
        listed = above if above is not None and above.id != unit.id else None
        return commune_page(communes[0], above=listed, link="" if listed is None else units.names[listed.id])


_GUARDS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)


def _kept(page: str, status: HTTPStatus = HTTPStatus.OK) -> _Kept:
    body = page.encode()
    return _Kept(body=body, mark=f'"{hashlib.sha256(body).hexdigest()[:32]}"', status=status)

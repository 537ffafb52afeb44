"""All that is stored about one person, put together for themselves: for the screen and for the files they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.own_data import OwnAct, OwnAnswer, OwnData, OwnRole, OwnWish
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from storage.absences import missing_by
from storage.data_requests import requests_of
from storage.own_data import entries_of, identity_of
from storage.people import pseudonym
from storage.wishes import snoozes_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction
    from storage.own_data import Entry
    from storage.programme import Programme

ANSWERED = "answer_saved"
EVIDENCE = "evidence_kept"


async def load_own_data(tx: Transaction, person: PersonId, programme: Programme, *, at: datetime) -> OwnData | None:
    """All of it, as stored now; None: there is no such person, or they are erased. at: the moment it is made of."""
    known = await identity_of(tx, person)
    if known is None:
        return None
    named = _Names(tx, programme)
    entries = await entries_of(tx, person)
    return OwnData(
        person=person,
        made_at=at,
        name=known.name,
        phone=known.phone,
        language=known.language,
        joined_at=known.created_at,
        channels=known.channels,
        consents=known.consents,
        roles=tuple(
            [
                OwnRole(
                    role=held.role, post=held.post, unit=await named.unit(held.unit), since=held.since, until=held.until
                )
                for held in known.roles
            ]
        ),
        rights_asked=known.rights_asked,
        requests=await requests_of(tx, person),
        wishes=await _wishes(tx, person, named, at=at),
        answers=await _given(entries, ANSWERED, named),
        evidence=await _given(entries, EVIDENCE, named),
        acts=tuple(
            [
                await _act(entry, person, known.name, named)
                for entry in entries
                if entry.act not in {ANSWERED, EVIDENCE} or entry.person != person
            ]
        ),
    )


async def _wishes(tx: Transaction, person: PersonId, named: _Names, *, at: datetime) -> tuple[OwnWish, ...]:
    missing = await missing_by(tx, person)
    away = [
        OwnWish(kind="absence", what=await named.unit(absence.unit), first=absence.first, last=absence.last)
        for absence in missing.away.values()
    ]
    left = [OwnWish(kind="not_in_charge", what=await named.unit(unit)) for unit, _ in sorted(missing.left)]
    again = [
        OwnWish(kind="snooze", what=await named.report(snooze.key), first=snooze.at)
        for snooze in await snoozes_of(tx, person, now=at)
    ]
    return (*away, *left, *again)


async def _given(entries: Iterable[Entry], act: str, named: _Names) -> tuple[OwnAnswer, ...]:
    given = []
    for entry in entries:
        key = ReportKey.read(entry.subject.removeprefix("report:")) if entry.act == act else None
        if key is not None:
            given.append(
                OwnAnswer(
                    report=await named.report(key),
                    item=str(entry.detail.get("indicator", "")),
                    version=int(entry.detail.get("version", 0)),
                    at=entry.at,
                )
            )
    return tuple(given)


async def _act(entry: Entry, person: PersonId, name: str, named: _Names) -> OwnAct:
    """Others stand in it by their numbers: their names are theirs."""
    kind, _, number = entry.subject.partition(":")
    key = ReportKey.read(number if kind == "report" else str(entry.detail.get("report", "")))
    about, unit = "", entry.detail.get("unit")
    if key is not None:
        about = await named.report(key)
    elif kind == "person" and number.isdecimal():
        about = name if int(number) == person else pseudonym(int(number))
    elif kind == "unit" and number.isdecimal():
        unit = int(number)
    return OwnAct(
        at=entry.at,
        act=entry.act,
        subject=entry.subject,
        by="" if entry.person is None else name if entry.person == person else pseudonym(entry.person),
        about=about,
        item=str(entry.detail.get("indicator", "")),
        role=next((role for role in Role if role.value == entry.detail.get("role")), None),
        unit=await named.unit(UnitId(unit)) if isinstance(unit, int) else "",
    )


class _Names:
    """What units and reports are called; asked once for each."""

    def __init__(self, tx: Transaction, programme: Programme) -> None:
        self._tx = tx
        self._programme = programme
        self._reports: dict[ReportKey, str] = {}

    async def unit(self, unit: UnitId) -> str:
        """Its title; its number where there is no such unit any more."""
        found = await self._programme.unit(self._tx, unit)
        return f"#{unit}" if found is None else found.title

    async def report(self, key: ReportKey) -> str:
        """Its title and its unit's."""
        if key not in self._reports:
            found = await self._programme.period(self._tx, key)
            title = key.period if found is None else found[2].title
            self._reports[key] = f"{title}, {await self.unit(key.unit)}"
        return self._reports[key]

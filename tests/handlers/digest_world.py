"""Quảng Hòa as its plan says, and a short way to let communes report, stored by the product's own functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.simulator.quang_hoa.district import DISTRICT
from conversations.engine.screen import Message, Picture
from conversations.engine.words import SOURCE
from conversations.programme.answer import Answer, Nature, State
from conversations.programme.digest import Audience, Digest, DigestKind
from conversations.programme.ids import ReportId, SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from handlers.digest import compose_digest, load_digest
from storage.answers import save_answer
from storage.criteria import CriteriaSets
from storage.people import add_person, open_account, set_phone
from storage.reports import locked, open_report
from storage.roles import grant_role
from storage.rules import rules_of_unit
from storage.times import ZONE, millis
from storage.unit_names import unit_named
from tests import made_once

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database, Transaction

SET = "xa-ntm-2021-2025"
TODAY = date(2023, 6, 20)


def at(day: int, hour: int = 9, *, month: int = 6, minute: int = 0) -> datetime:
    """A moment of 2023."""
    return datetime(2023, month, day, hour, minute, tzinfo=ZONE)


@dataclass(slots=True)
class QuangHoa:
    """The district on a database."""

    database: Database
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    async def officer(
        self, commune: str, name: str, phone: str = "", *, now: datetime, role: Role = Role.COMMUNE_OFFICER
    ) -> PersonId:
        """Somebody in charge of a commune."""
        async with self.database.write() as tx:
            person = await add_person(tx, name=name, language="vi", now=now)
            if phone:
                set_phone(tx, person, phone=phone)
            open_account(tx, person, channel="telegram", address=f"chat-{person}", now=now)
            unit = await unit_named(tx, commune, day=TODAY)
            await grant_role(tx, person, unit=unit.id, role=role, post="", by=None, now=now)
            return person

    async def answers(
        self,
        commune: str,
        *codes: str,
        now: datetime,
        by: PersonId,
        state: State = State.MET,
        rule: str = "H1",
        nature: Nature | None = None,
    ) -> None:
        """These items are answered in the report of 2023; one that was answered before becomes an older version."""
        async with self.database.write() as tx:
            report = await self._report(tx, commune, rule, by, now)
            for code in codes or await self.codes(tx):
                row = await tx.one(
                    "SELECT max(version) AS version FROM answer WHERE report = :report AND indicator = :code",
                    report=report,
                    code=code,
                )
                version = 1 + ((row["version"] or 0) if row is not None else 0)
                answer = Answer(
                    indicator=code, version=version, state=state, by=by, channel="telegram", at=now, nature=nature
                )
                save_answer(tx, report, answer)

    async def act(self, commune: str, act: str, *, now: datetime, by: PersonId, rule: str = "H1") -> None:
        """Something is done to the report as a whole."""
        async with self.database.write() as tx:
            report = await self._report(tx, commune, rule, by, now)
            await tx.run(
                "INSERT INTO report_event (report, act, person, at) VALUES (:report, :act, :person, :at)",
                report=report,
                act=act,
                person=by,
                at=millis(now),
            )

    async def codes(self, tx: Transaction) -> tuple[str, ...]:
        form = await self.sets.newest(tx, SetId(SET))
        assert form is not None
        return tuple(indicator.code for indicator in form.indicators)

    async def _report(self, tx: Transaction, commune: str, rule: str, by: PersonId, now: datetime) -> ReportId:
        unit = await unit_named(tx, commune, day=TODAY)
        superior = await unit_named(tx, DISTRICT, day=TODAY)
        found = next(one for one in await rules_of_unit(tx, superior.id) if one.code == rule)
        key = ReportKey(unit=unit.id, rule=found.id, period=f"2023-{rule}")
        await open_report(tx, key, set_id=SetId(SET), set_version=1, by=by, now=now)
        stored = await locked(tx, key)
        assert stored is not None
        return stored.id

    async def unit(self, name: str = DISTRICT) -> UnitId:
        async with self.database.read() as tx:
            return (await unit_named(tx, name, day=TODAY)).id

    async def told(
        self,
        moment: datetime,
        audience: Audience = Audience.MANAGER,
        kind: DigestKind = DigestKind.WEEKLY,
        *,
        unit: str = DISTRICT,
    ) -> tuple[Message | Picture, ...]:
        """What a digest tells at that moment."""
        named = await self.unit(unit)
        async with self.database.read() as tx:
            return await compose_digest(
                tx, self.sets, unit=named, at=moment, audience=audience, kind=kind, words=SOURCE
            )

    async def text(
        self,
        moment: datetime,
        audience: Audience = Audience.MANAGER,
        kind: DigestKind = DigestKind.WEEKLY,
    ) -> str:
        told = [one.text for one in await self.told(moment, audience, kind) if isinstance(one, Message)]
        return told[0] if told else ""

    async def facts(self, moment: datetime, *, unit: str = DISTRICT) -> Digest:
        named = await self.unit(unit)
        async with self.database.read() as tx:
            found = await load_digest(tx, self.sets, unit=named, at=moment, persons=True)
        assert found is not None
        return found


async def quang_hoa(database: Database) -> QuangHoa:
    await made_once.quang_hoa(database)
    return QuangHoa(database)


async def a_june(place: QuangHoa) -> None:
    """The first half's reports: Phúc Sen in time, Độc Lập late, Tự Do half done, Bế Văn Đàn before its leader."""
    phuc_sen = await place.officer("xã Phúc Sen", "Nông Văn An", "0912000111", now=at(15, month=5))
    doc_lap = await place.officer("xã Độc Lập", "Lý Thị Bình", now=at(15, month=5))
    tu_do = await place.officer("xã Tự Do", "Hoàng Văn Chung", "0912000333", now=at(15, month=5))
    be_van_dan = await place.officer("xã Bế Văn Đàn", "Triệu Thị Dung", now=at(15, month=5))
    await place.answers("xã Tự Do", "1.1", "1.2", "4.1", "4.2", "5.1", "8.1", now=at(2), by=tu_do)
    await place.answers("xã Bế Văn Đàn", now=at(3), by=be_van_dan)
    await place.act("xã Bế Văn Đàn", "submit", now=at(4, 15), by=be_van_dan)
    await place.answers("xã Phúc Sen", now=at(6), by=phuc_sen)
    await place.answers("xã Phúc Sen", "3.1", now=at(7), by=phuc_sen, state=State.NOT_MET)
    await place.answers("xã Phúc Sen", "17.1", now=at(7), by=phuc_sen, state=State.UNSTABLE)
    await place.act("xã Phúc Sen", "send", now=at(8), by=phuc_sen)
    await place.answers("xã Độc Lập", "1.1", "1.2", now=at(10), by=doc_lap)
    await place.act("xã Độc Lập", "send", now=at(11), by=doc_lap)

"""A district on the stage: the real turns on a real database, phones without a network, a clock that stands until it
is wound.

`await officer.says("12"); officer.sees("…")`. The session is stored and read back between every two turns, because it
always is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.channels.plain import PlainRenderer
from bot.channels.telegram.render import TelegramRenderer
from bot.importing import Importing
from bot.simulator.quang_hoa.district import PLAN
from conversations.engine.events import Joined
from conversations.engine.words import SOURCE
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.person import Role
from conversations.programme.plan_rows import Met
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.programme.workdays import Workdays
from handlers.backups import Finished, end_backup, end_check, look_at_backups, write_down
from handlers.caches import Caches
from handlers.deliver import Outbox
from handlers.invite import invite
from handlers.ports import Services
from handlers.roadmap_rules import Owed, keep_rules
from handlers.schedule.tick import due_moments, tick
from handlers.turn import Incoming, Turned, take_turn
from storage.criteria import CriteriaSets
from storage.document_versions import NewVersion
from storage.dossier_lists import tie_to_rule
from storage.dossiers import open_dossier
from storage.plans import PlannedUnit, add_plan, newest_plan
from storage.unit_names import unit_named
from storage.units import lineage
from tests.documents.test_fill_form import form
from tests.made_once import quang_hoa
from tests.phone import Phone

if TYPE_CHECKING:
    from bot.channels.telegram.files import Later, NotKept
    from storage.database import Database
    from storage.outbox import Due

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CORRECTED = ("9\tTự Do\t9\t2022", "9\tTự Do\t9\t2024")
WRONG = ("12\tHồng Quang\t10", "12\tHùng Quang\t10")
BEFORE_THE_DEADLINE = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


@dataclass
class StandingClock:
    """Stands still until it is wound."""

    at: datetime = BEFORE_THE_DEADLINE

    def now(self) -> datetime:
        return self.at

    def wind(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Codes:
    """Codes in a row, from the alphabet of real ones."""

    given: count[int] = field(default_factory=lambda: count(1))

    def code(self) -> str:
        return "".join("23456789CF"[int(digit)] for digit in f"{next(self.given):010d}")


TRANSCRIPTS = Path(__file__).parent / "transcripts"


FORMS = {
    "mau_bao_cao.docx": ("{{co_quan}}", "Kỳ {{ky_bao_cao}}: {{ket_qua}}"),
    "mau_sai.docx": ("{{co_quan}}", "Người ký: {{chu_tich}}"),
}


class SentFiles:
    """An office's form, a file beside the transcripts, else the district's plan: with another year in a file named
    "sua", with a commune nobody knows in one named "sai".
    """

    async def read(self, reference: str) -> bytes | NotKept | Later:
        if reference in FORMS:
            return form(*FORMS[reference])
        place = TRANSCRIPTS / "import_plan" / reference
        if place.exists():
            return place.read_bytes()
        text = PLAN.read_text(encoding="utf-8")
        if "sua" in reference:
            text = text.replace(*CORRECTED)
        if "sai" in reference:
            text = text.replace(*WRONG)
        return text.encode()


class Stage:
    """One database, its services, and everybody's phones."""

    def __init__(self, database: Database, *, plain: bool = False) -> None:
        self.database = database
        self.clock = StandingClock()
        self.codes = Codes()
        self.sets = CriteriaSets()
        self.plain = plain
        self.channel = "telegram"
        self.services = Services(
            clock=self.clock,
            secrets=self.codes,
            words={"vi": SOURCE},
            renderers={"telegram": PlainRenderer() if plain else TelegramRenderer(), "zalo": PlainRenderer()},
            operator="Ủy ban nhân dân huyện Quảng Hòa",
            version="1.2.3",
            caches=Caches(sessions_kept=0),  # so that every turn reads what the one before has stored
        )
        self.phones: dict[str, Phone] = {}
        self._updates = count(1)
        self._messages = count(1)
        self._stuck = count(1)

    async def load(self) -> None:
        """Quảng Hòa as its document says, with two villages under Phúc Sen that report before their commune must."""
        await quang_hoa(self.database)

    def phone(self, name: str, *, channel: str = "telegram") -> Phone:
        """A phone that has not spoken to the bot yet. Zalo is plain text on every stage."""
        phone = Phone(stage=self, address=str(1000 + len(self.phones)), name=name, channel=channel)
        self.phones[phone.address] = phone
        return phone

    async def invited(self, unit: str, role: Role, *, post: str = "") -> str:
        """An invitation code."""
        made = await invite(
            self.database, unit=unit, role=role, post=post, words=SOURCE, secrets=self.codes, now=self.clock.now()
        )
        return made.code

    async def joined(self, name: str, unit: str, role: Role, *, post: str = "") -> Phone:
        """Somebody who has joined."""
        phone = self.phone(name)
        await phone.does(Joined(payload=await self.invited(unit, role, post=post)))
        await phone.chooses("Đồng ý")
        await phone.chooses("Đúng")
        return phone

    async def take(self, incoming: Incoming) -> Turned:
        """One turn; what must leave arrives at once."""
        turned = await take_turn(self.database, incoming, self.services)
        for due in turned.outgoing:
            await self._arrives(due)
        return turned

    async def _arrives(self, due: Due) -> None:
        phone = self.phones.get(due.address)
        if phone is not None:
            await phone.receives(due, next(self._messages))

    async def winds_to(self, moment: datetime) -> None:
        """The clock goes on to that moment, minute by minute as it were; what is due on the way arrives."""
        await tick(self.database, self.services, Workdays())
        on_the_way = await due_moments(self.database, self.services, Workdays(), until=moment)
        for at in (*on_the_way, moment):
            self.clock.at = at
            await tick(self.database, self.services, Workdays())
            await self.deliver()

    async def deliver(self) -> None:
        """What waits in the outbox arrives."""
        outbox = Outbox(
            database=self.database, clock=self.clock, worker="stage", channel=self.channel, services=self.services
        )
        for _ in range(3):  # a row made anew is claimed once more
            dues = await outbox.claim(1000)
            begun = await outbox.begin(dues) if dues else frozenset()
            for due in dues:
                if due.id in begun:
                    await self._arrives(due)

    async def leaves_stuck(self, phone: Phone, kind: str, *, state: str, cause: str) -> int:
        """A message for this phone did not leave; its number, counted from 1001."""
        at = int(self.clock.now().timestamp() * 1000)
        number = 1000 + next(self._stuck)
        async with self.database.write() as tx:
            await tx.run(
                "INSERT INTO outbox (id, channel, address, kind, priority, body, key, state, attempts, next_at,"
                " created_at, finished_at, error) VALUES (:id, :channel, :address, :kind, 3, :body, :key, :state, 1,"
                " :at, :at, CASE WHEN :state IN ('queued', 'retrying') THEN NULL ELSE CAST(:at AS BIGINT) END, :error)",
                id=number,
                channel=self.channel,
                address=phone.address,
                kind=kind,
                body=b"{}",
                key=f"{kind}:{number}" if kind in {"reminder", "digest"} else None,
                state=state,
                at=at,
                error=f"{cause}: Bad Request: secret detail",
            )
        return number

    async def opens_dossier(self, unit: str, *, first: date, second: date) -> None:
        """What a province's roadmap wants of a commune: its dossier for NTM, by these last good days."""
        now = self.clock.now()
        async with self.database.write() as tx:
            named = await unit_named(tx, unit, day=now.date())
            number = await open_dossier(
                tx,
                unit=named.id,
                standard=Standard.NTM,
                kind=DossierKind.RECOGNITION,
                dates=DossierDates(year=first.year, first_by=first, second_by=second),
                roadmap=None,
                now=now,
            )
            line = await lineage(tx, named.id, day=now.date())
            owed = Owed(
                unit=named,
                standard=Standard.NTM,
                year=first.year,
                first=Deadline(operator=DueOperator.UNTIL, day=first),
            )
            rules = await keep_rules(
                tx, self.services.caches.sets, line[-1], [owed], dated=now.date(), source="Lộ trình của tỉnh", now=now
            )
            tie_to_rule(tx, number, rules.of[named.id, Standard.NTM], now=now)

    async def meets_all(self, unit: str) -> None:
        """The district has found that the commune meets every criterion, and says so in a plan of today."""
        now = self.clock.now()
        async with self.database.write() as tx:
            named = await unit_named(tx, unit, day=now.date())
            assert named.parent is not None
            form = await self.services.caches.sets.in_force(tx, Level.COMMUNE, day=now.date())
            assert form is not None
            before = await newest_plan(tx, named.parent, form.id)
            await add_plan(
                tx,
                NewVersion(
                    unit=named.parent,
                    version=2 if before is None else before.version + 1,
                    digest="",
                    title="Kế hoạch",
                    number="",
                    file_name="",
                    dated_on=now.date(),
                    at=now,
                ),
                set_id=form.id,
                set_version=form.version,
                rows=[PlannedUnit(unit=named.id, cells=tuple((one.code, Met()) for one in form.criteria))],
            )

    async def read_files(self) -> None:
        """Files that were sent are read or imported; what came of them arrives."""
        files = SentFiles()
        importing = Importing(
            channel=self.channel, files=files, database=self.database, sets=self.sets, services=self.services
        )
        await importing.do_due()
        await self.deliver()

    async def backs_up(self, problem: str = "") -> None:
        """The backup that was asked for is made, or fails for this reason; where none was, one is made by command."""
        now = self.clock.now()
        done = Finished(place=f"/x/ntm-{now:%Y%m%d-%H%M%S}.zip", size=12_345_678, files=34, fingerprint="f")
        wanted = (await look_at_backups(self.database)).wanted
        if wanted:
            outcome = Finished(problem=problem) if problem else done
            await end_backup(self.database, wanted[0].number, outcome, now=now, services=self.services)
        else:
            await write_down(self.database, done, begun_at=now, now=now)
        await self.deliver()

    async def restores(self, problem: str = "") -> None:
        """The last good backup is put to the test."""
        good = (await look_at_backups(self.database)).last_good
        assert good is not None
        await end_check(self.database, good, problem=problem, now=self.clock.now())

    def next_key(self) -> str:
        return str(next(self._updates))

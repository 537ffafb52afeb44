"""A district with two communes and three villages, people with roles, and a clock in the week before a deadline."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from conversations.engine.asks import HistoryOf
from conversations.engine.effects import ActOnReport, BeginReport, Effect, SaveAnswer
from conversations.engine.facts import Facts, HistoryPage, Needs
from conversations.engine.session import Session
from conversations.engine.words import SOURCE, Words
from conversations.programme.answer import Figure, State
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.ids import PersonId, RuleId, UnitId
from conversations.programme.person import Role
from conversations.programme.report import ByHand, Report, ReportKey
from conversations.programme.unit import Level, kind_by_code
from handlers.apply import Applied, apply
from handlers.caches import Caches
from handlers.facts import load_facts
from handlers.ports import Services
from storage.criteria import ensure_shipped_sets
from storage.people import add_person, open_account
from storage.roles import grant_role
from storage.rules import RuleText, put_rule, rules_of_unit
from storage.times import ZONE
from storage.units import add_unit

if TYPE_CHECKING:
    from conversations.engine.ask import Ask, Found_co
    from conversations.engine.asks import AnyAsk
    from storage.database import Database, Transaction

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
H1 = "2023-H1"
CHANNEL = "telegram"
ENGLISH = Words("en", lambda _context, message: f"EN {message}", lambda _context, one, _many, _n: f"EN {one}")


class StoppedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class CountedSecrets:
    """Codes that can be told in advance."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def code(self) -> str:
        return f"MA{next(self._numbers):08}"


@dataclass(slots=True)
class World:
    """What a test needs of the programme, and a short way to let people do things."""

    database: Database
    clock: StoppedClock
    district: UnitId
    commune: UnitId
    neighbour: UnitId
    villages: tuple[UnitId, UnitId]
    rule: RuleId
    village_rule: RuleId
    caches: Caches = field(default_factory=Caches)
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        self.services = Services(
            clock=self.clock,
            secrets=CountedSecrets(),
            words={"vi": SOURCE, "en": ENGLISH},
            renderers={},
            link_base="https://t.me/ntm_bot",
            operator="UBND huyện Quảng Hòa",
        )

    @property
    def key(self) -> ReportKey:
        """The commune's report that is due now."""
        return ReportKey(unit=self.commune, rule=self.rule, period=H1)

    def village_key(self, number: int) -> ReportKey:
        return ReportKey(unit=self.villages[number], rule=self.village_rule, period="2023-X1")

    async def person(
        self, role: Role, unit: UnitId, *, post: str = "", name: str = "Cán bộ", language: str = "vi"
    ) -> PersonId:
        """Somebody who has joined with this role."""
        async with self.database.write() as tx:
            person = await add_person(tx, name=name, language=language, now=self.clock.at)
            open_account(tx, person, channel=CHANNEL, address=f"chat-{person}", now=self.clock.at)
            await grant_role(tx, person, unit=unit, role=role, post=post, by=None, now=self.clock.at)
            return person

    async def does(self, person: PersonId, *effects: Effect, caches: Caches | None = None) -> Applied:
        """One turn of this person."""

        async def work(tx: Transaction) -> Applied:
            facts = await self.load(tx, person, Needs(), caches or self.caches)
            return await apply(
                tx,
                effects,
                session=Session(person=person),
                person=facts.person,
                services=self.services,
                caches=caches or self.caches,
                channel=CHANNEL,
                address=f"chat-{person}",
                now=self.clock.at,
            )

        return await self.database.turn(work)

    async def joins(self, address: str, *effects: Effect, name: str = "Người mới") -> Applied:
        """One turn of somebody who is not known yet."""

        async def work(tx: Transaction) -> Applied:
            return await apply(
                tx,
                effects,
                session=Session(),
                person=None,
                services=self.services,
                caches=self.caches,
                channel=CHANNEL,
                address=address,
                now=self.clock.at,
                display_name=name,
            )

        return await self.database.turn(work)

    async def load(self, tx: Transaction, person: PersonId | None, needs: Needs, caches: Caches) -> Facts:
        return await load_facts(tx, needs, session=Session(person=person), services=self.services, caches=caches)

    async def facts(self, person: PersonId | None, needs: Needs, *, caches: Caches | None = None) -> Facts:
        """What this person's turn would know; by default as a process that has kept nothing reads it."""

        async def work(tx: Transaction) -> Facts:
            return await self.load(tx, person, needs, caches or Caches())

        return await self.database.turn(work)

    async def asked(self, person: PersonId | None, ask: Ask[Found_co]) -> Found_co | None:
        """What this person is answered."""
        return (await self.facts(person, Needs(asks=(cast("AnyAsk", ask),)))).answer(ask)

    async def history(self, person: PersonId, indicator: str, *, skip: int = 0) -> HistoryPage:
        """Of the commune's figure."""
        return await self.told(person, HistoryOf(unit=self.commune, item=indicator, skip=skip))

    async def told(self, person: PersonId | None, ask: Ask[Found_co]) -> Found_co:
        """What this person is answered, who must be told."""
        found = await self.asked(person, ask)
        assert found is not None
        return found

    async def report(self, person: PersonId, key: ReportKey | None = None, *, caches: Caches | None = None) -> Report:
        return (await self.facts(person, Needs(report=key or self.key), caches=caches)).report

    def answer(self, indicator: str = "1.1", *, seen: int = 0, state: State = State.MET, **more: Any) -> SaveAnswer:
        return SaveAnswer(key=self.key, indicator=indicator, seen=seen, state=state, **more)

    def count(self, number: int, indicator: str, value: int, *, seen: int = 0) -> SaveAnswer:
        """A plain count out of a village."""
        figure = Figure(value=Decimal(value))
        return SaveAnswer(
            key=self.village_key(number), indicator=indicator, seen=seen, state=State.NOT_REPORTED, figure=figure
        )

    def act(self, act: ByHand, *, reason: str = "", paper: str = "") -> ActOnReport:
        return ActOnReport(key=self.key, act=act, reason=reason, paper=paper)

    async def count_rows(self, sql: str, **values: object) -> int:
        async with self.database.read() as tx:
            row = await tx.one(f"SELECT count(*) AS n FROM {sql}", **values)  # noqa: S608 - written in the tests
        assert row is not None
        return int(row["n"])


async def make_world(database: Database) -> World:
    """Everything is stored by the product's own functions."""
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=NOW)
        district = await add_unit(
            tx, kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None, at=NOW, region="tdmnpb"
        )
        commune, neighbour = [
            await add_unit(tx, kind=kind_by_code("xa"), name=name, parent=district, at=NOW)
            for name in ("Phúc Sen", "Độc Lập")
        ]
        villages = [
            await add_unit(tx, kind=kind_by_code("xom"), name=name, parent=commune, at=NOW)
            for name in ("Pác Rằng", "Lũng Sâu")
        ]
        for owes, code in ((Level.COMMUNE, "H1"), (Level.VILLAGE, "X1")):
            text = _half_year(district, owes, code)
            await put_rule(tx, text, at=NOW)
            if owes is Level.COMMUNE:
                year = replace(text, code="Y", title="Báo cáo năm", span=Span.YEAR, due_month=11, due_day=15)
                await put_rule(tx, year, at=NOW)
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, district)}
    return World(
        database=database,
        clock=StoppedClock(NOW),
        district=district,
        commune=commune,
        neighbour=neighbour,
        villages=(villages[0], villages[1]),
        rule=rules["H1"],
        village_rule=rules["X1"],
    )


def _half_year(district: UnitId, owes: Level, code: str) -> RuleText:
    return RuleText(
        unit=district,
        code=code,
        title="Báo cáo 6 tháng đầu năm",
        owes=owes,
        form=Form.CRITERIA,
        span=Span.HALF_YEAR,
        operator=DueOperator.BEFORE,
        due_month=6,
        due_day=10,
        valid_from=date(2022, 1, 1),
        via="Phòng Nông nghiệp và Phát triển nông thôn" if owes is Level.COMMUNE else "",
        lock_after=LOCK_AFTER,
    )


def begin(key: ReportKey) -> BeginReport:
    return BeginReport(key=key)


DAY = timedelta(days=1)

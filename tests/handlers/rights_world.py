"""Everybody who could try something, and one commune's report on its whole way, so that everything can be tried by
everybody in every state. What is tried is undone at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine import effects as e
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import EvidenceKind
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.crosswalk import Crosswalk
from conversations.programme.data_request import Clocks, RequestKind
from conversations.programme.difficulty import DifficultyAct, DifficultyKind
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind
from conversations.programme.dossier_plan import DossierPlan
from conversations.programme.goal import Bound, Goal, GoalKind
from conversations.programme.goal_set import Paper
from conversations.programme.ids import DifficultyId, DossierId, EntryId, PersonId, UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.register import Said
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct
from conversations.programme.sent_plan import SentName
from conversations.programme.unit import Level, kind_by_code
from conversations.programme.wanted_change import ChangeKind, WantedChange
from handlers.apply import apply
from handlers.suspending import suspend_person
from storage.crosswalks import add_crosswalk
from storage.data_requests import add_request
from storage.dossiers import open_dossier
from storage.goals import add_goals
from storage.invitations import add_invitation
from storage.office_forms import add_form
from storage.offices import Ownership, put_owners
from storage.people import add_person, open_account
from storage.roadmaps import RoadmapText, add_roadmap
from storage.roles import end_role, grant_role
from storage.rules import rules_of_unit
from storage.sent_plans import ask_names
from storage.units import add_unit, put_parent
from tests.handlers.reporting_world import CHANNEL, DAY, NOW, World, make_world
from tests.monthly_world import CENTRAL as MONEY
from tests.monthly_world import assign_money

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from conversations.engine.facts import Facts
    from conversations.programme.ids import InvitationId, RuleId
    from storage.database import Database, Transaction

FORM = "xa-ntm-2021-2025"
PAPER = "12/BC-UBND ngày 5/6/2023"
ITEM = "1.1"
POST = "Trạm y tế"
AFTER_THE_LOCK = NOW + 90 * DAY
AFTER_THE_DEADLINE = NOW + 8 * DAY
STRANGER = "stranger"
CODE = "MOI1"
NOWHERE = 999_999
"""The number of nothing and nobody."""


class Undone(Exception):
    """What was tried is not kept."""


@dataclass(slots=True)
class Everybody:
    """The world, who tries, and what they try it on."""

    world: World
    places: dict[str, UnitId]
    people: dict[str, PersonId | None] = field(default_factory=dict)
    """By the names of the table's columns. None: never joined."""
    answered: int = 0
    """The version of the item's answer that counts."""
    request: RuleId | None = None
    """What the district asks besides."""
    invitation: InvitationId | None = None
    data_request: int = 0
    difficulty: DifficultyId | None = None
    """Of the commune, for the economy's office to answer …"""
    difficulty_steps: int = 1
    """… with so many steps so far."""
    entry: EntryId | None = None
    """A model in the commune's register."""
    move: int = 0
    """Money went from the commune to its neighbour."""
    dossier: DossierId | None = None
    """Of the commune, handed in on paper …"""
    dossier_steps: int = 1
    """… with so many steps so far."""
    unit_change: int = 0
    """A village of the neighbour gets another name."""
    plan: int = 0
    """A file that the district's admin has sent, read and not decided about."""
    account: int = 0
    """The officer's chat."""
    sentences: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)
    """By the code of the refusal, all that was said."""

    @property
    def key(self) -> ReportKey:
        """The commune's report."""
        return self.world.key

    @property
    def nowhere(self) -> ReportKey:
        """A report that nobody owes."""
        return replace(self.world.key, unit=UnitId(NOWHERE))

    def who(self, name: str) -> PersonId:
        found = self.people[name]
        assert found is not None
        return found

    def dossier_act(self, act: DossierAct) -> e.ActOnDossier:
        """A step of the dossier as it stands."""
        return e.ActOnDossier(
            number=self.dossier or DossierId(NOWHERE),
            act=act,
            seen=self.dossier_steps,
            paper_number="5/TB-UBND",
            paper_day=NOW.date(),
            text="vì",
        )

    async def _dossier_goes_on(self, name: str, act: DossierAct) -> None:
        await self.world.does(self.who(name), self.dossier_act(act))
        self.dossier_steps += 1

    async def tries(self, name: str, effect: e.Effect) -> str:
        """What comes of it: "done", "nothing" (nothing was written or shown), or the refusal's code."""
        outcome = ""

        async def work(tx: Transaction) -> None:
            nonlocal outcome
            facts = await self._facts(tx, name, Needs())
            before = await _changes(tx)
            applied = await apply(
                tx,
                [effect],
                session=Session(person=self.people[name]),
                person=facts.person,
                services=self.world.services,
                caches=self.world.caches,
                channel=CHANNEL,
                address=f"chat-{self.people[name]}",
                now=self.world.clock.at,
                display_name="Người lạ",
            )
            shown = applied.pictures or applied.documents or applied.session.language != "vi"
            outcome = "done" if shown or await _changes(tx) > before else "nothing"
            raise Undone

        try:
            await self.world.database.turn(work)
        except Undone:
            pass
        except Problem as problem:
            self.sentences.setdefault(problem.code, set()).add((problem.message, problem.remedy, problem.where))
            return problem.code
        return outcome

    async def reads(self, name: str, needs: Needs, seen: Callable[[Facts], str]) -> str:
        """What is seen of it; what reading marks is undone, too."""
        outcome = ""

        async def work(tx: Transaction) -> None:
            nonlocal outcome
            outcome = seen(await self._facts(tx, name, needs))
            raise Undone

        try:
            await self.world.database.turn(work)
        except Undone:
            return outcome
        raise AssertionError

    async def _facts(self, tx: Transaction, name: str, needs: Needs) -> Facts:
        return await self.world.load(tx, self.people[name], needs, self.world.caches)

    def say(self, act: ItemAct, item: str = ITEM, reason: str = "vì", key: ReportKey | None = None) -> e.ReviewItem:
        seen = self.answered if item == ITEM else 1
        return e.ReviewItem(key=key or self.key, indicator=item, act=act, seen=seen, reason=reason)

    async def states(self) -> AsyncIterator[str]:
        """The report goes its way; in each state everything can be tried."""
        does, act = self.world.does, self.world.act
        yield "not begun"
        for item in (ITEM, "1.2", "2.1", "15.1"):
            await does(self.who("officer"), replace(self.world.answer(item), unchanged=item == ITEM))
        paper = e.KeepEvidence(key=self.key, indicator=ITEM, kind=EvidenceKind.PAPER, paper="15/QĐ-UBND")
        await does(self.who("officer"), paper)
        self.answered = 1
        yield "draft"
        self.world.clock.at = AFTER_THE_DEADLINE
        yield "draft, overdue"
        self.world.clock.at = AFTER_THE_LOCK
        yield "draft, locked"
        self.world.clock.at = NOW
        await does(self.who("officer"), act(ReportAct.SUBMIT))
        yield "waiting"
        await does(self.who("leader"), act(ReportAct.APPROVE))
        assert self.difficulty is not None
        answer = e.ActOnDifficulty(number=self.difficulty, act=DifficultyAct.ANSWER, seen=1, text="đã rõ")
        await does(self.who("office"), answer)
        self.difficulty_steps = 2
        await self._dossier_goes_on("manager", DossierAct.SUBMIT)
        yield "sent"
        await does(self.who("office"), self.say(ItemAct.ASK))
        yield "more asked"
        await does(self.who("officer"), self.say(ItemAct.REPLY))
        await does(self.who("office"), self.say(ItemAct.MEET))
        yield "in review, met"
        self.world.clock.at = AFTER_THE_LOCK
        yield "in review, met, locked"
        self.world.clock.at = NOW
        await does(self.who("office"), self.say(ItemAct.FAIL))
        yield "in review, not met"
        await does(self.who("officer"), self.say(ItemAct.DISPUTE))
        await self._dossier_goes_on("manager", DossierAct.PASS_UP)
        yield "disputed"
        await does(self.who("office"), self.say(ItemAct.MEET, "1.2"))
        await does(self.who("office, other"), self.say(ItemAct.MEET, "15.1"))
        await does(self.who("manager"), self.say(ItemAct.DECIDE_MET, "2.1"))
        await does(self.who("manager"), self.say(ItemAct.DECIDE_NOT_MET))
        yield "assessed"
        await does(self.who("manager"), e.CloseReport(key=self.key))
        await self._dossier_goes_on("manager, above", DossierAct.KEEP)
        yield "closed"
        await does(self.who("manager"), e.ReopenReport(key=self.key, reason="vì"))
        yield "reopening wished"
        await does(self.who("office"), e.ReopenReport(key=self.key, reason=""))
        yield "reopened"


STATES = (
    "not begun",
    "draft",
    "draft, overdue",
    "draft, locked",
    "waiting",
    "sent",
    "more asked",
    "in review, met",
    "in review, met, locked",
    "in review, not met",
    "disputed",
    "assessed",
    "closed",
    "reopening wished",
    "reopened",
)

_COLUMNS: dict[str, tuple[Role, str, str]] = {
    "village": (Role.VILLAGE_OFFICER, "village", ""),
    "village, other": (Role.VILLAGE_OFFICER, "other village", ""),
    "officer": (Role.COMMUNE_OFFICER, "commune", ""),
    "post": (Role.COMMUNE_OFFICER, "commune", POST),
    "officer, other": (Role.COMMUNE_OFFICER, "neighbour", ""),
    "leader": (Role.COMMUNE_LEADER, "commune", ""),
    "leader, other": (Role.COMMUNE_LEADER, "neighbour", ""),
    "office": (Role.OFFICE_REVIEWER, "economy", ""),
    "office, other": (Role.OFFICE_REVIEWER, "health", ""),
    "office, away": (Role.OFFICE_REVIEWER, "office elsewhere", ""),
    "manager": (Role.MANAGER, "district", ""),
    "manager, above": (Role.MANAGER, "province", ""),
    "manager, other": (Role.MANAGER, "other district", ""),
    "observer": (Role.OBSERVER, "district", ""),
    "observer, above": (Role.OBSERVER, "province", ""),
    "observer, below": (Role.OBSERVER, "commune", ""),
    "observer, other": (Role.OBSERVER, "other district", ""),
    "admin": (Role.ADMIN, "district", ""),
    "admin, above": (Role.ADMIN, "province", ""),
    "admin, below": (Role.ADMIN, "commune", ""),
    "admin, other": (Role.ADMIN, "other district", ""),
}
_OWN = ("village", "officer", "leader", "office", "manager", "observer", "admin")
"""All of these are held by whoever held them until yesterday, and by whoever is suspended."""
ENDED = "ended yesterday"
SUSPENDED = "suspended"
NAMES = (*_COLUMNS, ENDED, SUSPENDED, STRANGER)


async def everybody(database: Database) -> Everybody:
    """Two districts under a province; the report is that of xã Phúc Sen in the first."""
    world = await make_world(database)
    world.services = replace(world.services, renderers={CHANNEL: TelegramRenderer()})
    async with database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        await put_parent(tx, world.district, province, valid_from=None, at=NOW)
        elsewhere = await add_unit(tx, kind=kind_by_code("huyen"), name="Trùng Khánh", parent=province, at=NOW)
        offices = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=parent, at=NOW)
            for name, parent in (
                ("Phòng Kinh tế và Hạ tầng", world.district),
                ("Phòng Y tế", world.district),
                ("Phòng Kinh tế và Hạ tầng", elsewhere),
            )
        ]
        owners = [
            Ownership(office=offices[0], indicators=(ITEM, "1.2"), source="KH"),
            Ownership(office=offices[1], indicators=("15.1",), source="KH"),
        ]
        await put_owners(tx, world.district, FORM, owners, valid_from=date(2023, 1, 1), plan=None, at=NOW)
        other_village = await add_unit(tx, kind=kind_by_code("xom"), name="Đoỏng", parent=world.neighbour, at=NOW)
    found = Everybody(
        world=world,
        places={
            "province": province,
            "district": world.district,
            "other district": elsewhere,
            "commune": world.commune,
            "neighbour": world.neighbour,
            "village": world.villages[0],
            "other village": other_village,
            "economy": offices[0],
            "health": offices[1],
            "office elsewhere": offices[2],
        },
    )
    await _people(found)
    await _things(found)
    return found


async def _people(found: Everybody) -> None:
    world = found.world
    for name, (role, place, post) in _COLUMNS.items():
        found.people[name] = await world.person(role, found.places[place], post=post, name=name)
    async with world.database.write() as tx:
        for name in (ENDED, SUSPENDED):
            person = await add_person(tx, name=name, language="vi", now=NOW)
            open_account(tx, person, channel=CHANNEL, address=f"chat-{person}", now=NOW)
            found.people[name] = person
            for held in _OWN:
                role, place, _ = _COLUMNS[held]
                await grant_role(tx, person, unit=found.places[place], role=role, by=None, now=NOW - 10 * DAY)
                if name == ENDED:
                    await end_role(tx, person, unit=found.places[place], role=role, by=None, now=NOW - DAY)
        await suspend_person(tx, found.who(SUSPENDED), by=None, now=NOW)
    found.people[STRANGER] = None


async def _things(found: Everybody) -> None:
    """An invitation, goal and roadmap of the district, requests about data and ad hoc, a message that did not leave."""
    world = found.world
    walk = Crosswalk(old_set="xa-ntm-2021-2025", new_set="xa-ntm-2026-2030", valid_from=NOW.date(), items=())
    async with world.database.write() as tx:
        await add_crosswalk(tx, walk, digest="x", file_name="", at=NOW)
        found.invitation = await add_invitation(
            tx,
            code=CODE,
            unit=world.commune,
            role=Role.COMMUNE_OFFICER,
            post="",
            uses=5,
            asks_phone=False,
            expires_at=NOW + 200 * DAY,
            by=None,
            now=NOW,
        )
        goal = Goal(
            name="hộ dân dùng nước sạch",
            kind=GoalKind.SHARE,
            bound=Bound.AT_LEAST,
            by_year=2025,
            target=Decimal(55),
        )
        await add_goals(
            tx,
            unit=world.district,
            source="12/nq",
            digest="",
            paper=Paper(title="Nghị quyết", number="12/NQ", dated=date(2022, 1, 1), day_known=True),
            file_name="nghi_quyet.txt",
            goals=((1, goal),),
            at=NOW,
        )
        await add_roadmap(
            tx,
            unit=world.district,
            version=1,
            digest="",
            file_name="lo_trinh.txt",
            text=RoadmapText(
                title="Lộ trình", number="13/KH", dated_on=date(2022, 1, 1), floor=None, covers_all=False, bare=()
            ),
            entries=(),
            goals=(),
            at=NOW,
        )
        clocks = Clocks(answer_by=date(2023, 6, 7), finish_by=date(2023, 6, 15))
        found.data_request = await add_request(
            tx, found.who("officer"), RequestKind.ACCESS, text="xin xem", clocks=clocks, now=NOW
        )
        at = int(NOW.timestamp() * 1000)
        await tx.run(
            "INSERT INTO outbox (id, channel, address, kind, priority, body, key, state, attempts, next_at, created_at,"
            " finished_at, error) VALUES (1001, :channel, 'chat-1', 'reminder', 3, :body, 'reminder:1', 'failed', 1,"
            " :at, :at, :at, 'unreachable: x')",
            channel=CHANNEL,
            body=b"{}",
            at=at,
        )
        found.dossier = await open_dossier(
            tx,
            unit=world.commune,
            standard=Standard.ADVANCED,
            kind=DossierKind.KEEPING,
            dates=DossierDates(year=2023, first_by=None, second_by=None),
            roadmap=None,
            now=NOW,
        )
    await world.does(found.who("manager"), ask_units(found.places["district"]))
    difficulty = e.RecordDifficulty(
        unit=world.commune, kind=DifficultyKind.MONEY, criterion=ITEM, text="thiếu vốn", photos=("p1",)
    )
    await world.does(found.who("officer"), difficulty)
    model = Said(sub="khac", amount=1, day=NOW.date(), text="vườn rau chung")
    await world.does(
        found.who("officer"), e.RecordEntry(unit=world.commune, kind="mo-hinh", said=model, photos=("p2",))
    )
    async with world.database.write() as tx:
        await assign_money(tx, world.district, {world.commune: {MONEY: 9}}, dated=date(2023, 1, 1), at=NOW)
    gone = e.MoveMoney(
        unit=world.district,
        giver=world.commune,
        taker=world.neighbour,
        purse=MONEY,
        amount=1_000,
        on_day=NOW.date(),
        paper="11/QĐ-UBND",
    )
    await world.does(found.who("manager"), gone)
    on = (NOW + 30 * DAY).date()
    village = WantedChange(unit=found.places["other village"], kind=ChangeKind.RENAME, name="Đoỏng Mới", on=on)
    await world.does(found.who("admin, above"), e.ChangeUnits(wanted=village))
    sent = e.SendPlan(unit=world.district, kind=ImportKind.PLAN, reference="tep-1", name="ke hoach.docx", size=5000)
    await world.does(found.who("admin"), sent)
    async with world.database.write() as tx:
        await tx.run("UPDATE sent_plan SET state = 'ready'")
        (change,) = await tx.all("SELECT id FROM unit_change")
        (plan,) = await tx.all("SELECT id FROM sent_plan")
        found.unit_change, found.plan = change["id"], plan["id"]
        doubtful = SentName(number=1, writing="Phúc Xen", place="", candidates=("xã Phúc Sen, huyện Quảng Hòa",))
        ask_names(tx, found.plan, [doubtful])
        await add_form(tx, world.district, kind="", file_name="mau.docx", content=b"form", now=NOW)
        (recorded,) = await tx.all("SELECT id FROM difficulty")
        found.difficulty = DifficultyId(recorded["id"])
        (model_entry,) = await tx.all("SELECT id FROM register_entry")
        (move,) = await tx.all("SELECT id FROM money_move")
        found.move = move["id"]
        found.entry = EntryId(model_entry["id"])
        (account,) = await tx.all("SELECT id FROM channel_account WHERE person = :person", person=found.who("officer"))
        found.account = account["id"]
        found.request = next(rule.id for rule in await rules_of_unit(tx, world.district) if rule.code == "DX1")


def named(unit: UnitId) -> e.NameForDossier:
    """For the model standard, without days."""
    dates = DossierDates(year=2024, first_by=None, second_by=None)
    plan = DossierPlan(standard=Standard.MODEL, kind=DossierKind.RECOGNITION, dates=dates)
    return e.NameForDossier(unit=unit, plan=plan)


def ask_units(unit: UnitId) -> e.AskUnits:
    """One question to all communes."""
    return e.AskUnits(
        unit=unit,
        title="Rà soát nhà tạm",
        questions=(Question(text="Còn bao nhiêu nhà tạm?", measure=Measure.NUMBER),),
        owes=Level.COMMUNE,
        only=(),
        deadline=Deadline(operator=DueOperator.BEFORE, day=(NOW + timedelta(days=20)).date()),
    )


async def _changes(tx: Transaction) -> int:
    row = await tx.one("SELECT total_changes() AS n")
    assert row is not None
    return int(row["n"])

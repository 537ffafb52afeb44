"""Everybody who could try something, and one commune's report on its whole way, so that everything can be tried by
everybody in every state. What is tried is undone at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import EvidenceKind
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.difficulty import DifficultyAct
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind
from conversations.programme.dossier_plan import DossierPlan
from conversations.programme.ids import DifficultyId, DossierId, EntryId, PersonId, UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct
from conversations.programme.unit import Level
from handlers.apply import apply
from tests.handlers.reporting_world import CHANNEL, DAY, NOW, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from conversations.engine.facts import Facts
    from conversations.programme.ids import InvitationId, RuleId
    from storage.database import Transaction

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
    work: int = 0
    """In the commune, of the district's list."""
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

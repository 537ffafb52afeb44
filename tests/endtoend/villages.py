"""Many villages whose officers have joined, and what each of them answers: every answer is known, and no two figures
are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.engine.frames import Menu
from conversations.engine.session import Session
from conversations.programme.person import Role
from conversations.programme.unit import Level, kind_by_code
from storage.audit import note_later
from storage.people import add_person, give_consent, open_account
from storage.roles import grant_role
from storage.sessions import save_later
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import add_unit, units_below

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.screen import Shown
    from storage.database import Database

STATES = ("met", "not_met", "unstable")
LABELS = {"met": "✅ Đạt", "not_met": "❌ Chưa đạt", "unstable": "⚠ Đạt, chưa bền vững"}
CHOICES = ("Nước máy", "Mó nước", "Giếng", "Bể nước mưa", "Sông, suối")
COUNTS = ("1.1", "1.2", "1.3", "4.2", "4.3", "5.1", "5.2")
STATUSES = ("2.1", "2.2", "3.1", "5.3", "6.1")
QUESTIONS = (*COUNTS, *STATUSES, "4.1")
PATIENCE = 30.0
PATIENT_TIMES = 3

_ASKED = re.compile(r"^(\d+\.\d+) · ", re.MULTILINE)
_ECHOED = re.compile(r"^✔ (\d+\.\d+)\b", re.MULTILINE)


def expected_of(officer: int) -> dict[str, str]:
    """What this officer answers: a figure as digits, a status, or a choice. No figure is anybody else's."""
    counts = {code: str(1 + officer * len(COUNTS) + place) for place, code in enumerate(COUNTS)}
    statuses = {code: STATES[(officer + place) % 3] for place, code in enumerate(STATUSES)}
    if statuses["6.1"] == "unstable":  # security is met or not met
        statuses["6.1"] = "met"
    return {**counts, **statuses, "4.1": CHOICES[officer % len(CHOICES)]}


@dataclass(kw_only=True)
class Officer:
    """Somebody who answers what is shown, until the receipt is there."""

    phone: Phone
    number: int
    answers: dict[str, str]
    acknowledged: dict[str, str] = field(default_factory=dict)
    """What the bot has repeated, or asked the next question after."""
    given: set[str] = field(default_factory=set)
    again: int = 0
    """How many times they had to press or type the same once more."""
    receipt: str = ""

    async def report(self) -> None:
        """Open the report, answer every question, send it."""
        await self._until(lambda: self.phone.say("/baocao"), self._shows("▶ Tiếp tục"))
        await self._until(lambda: self.phone.press("▶ Tiếp tục"), self._goes_on)
        while code := asked(self.phone.last()):
            await self._answer(code)
        await self._until(lambda: self.phone.press("Gửi lên"), self._receipt_came)
        self.receipt = self.phone.last().text

    async def _answer(self, code: str) -> None:
        answer = self.answers[code]
        self.given.add(code)
        if code in COUNTS:
            await self._until(lambda: self.phone.say(answer), self._goes_on)
        else:
            await self._until(lambda: self.phone.press(LABELS.get(answer, answer)), self._goes_on)
        assert echoed(self.phone.last()) in {"", code}, f"{code} was answered: {self.phone.last().text}"
        self.acknowledged[code] = answer

    def _goes_on(self) -> bool:
        """A question not answered yet, or what comes after the last one. A question that repeats after a crash is known
        from its text, and nobody answers it twice.
        """
        shown = self.phone.last()
        code = asked(shown)
        return code not in self.given if code else "Chuẩn bị gửi" in shown.text

    def _receipt_came(self) -> bool:
        return "Biên nhận số" in self.phone.last().text

    def _shows(self, label: str) -> Callable[[], bool]:
        return lambda: bool(self.phone.from_bot()) and label in self.phone.last().labels()

    async def _until(self, act: Callable[[], object], arrived: Callable[[], bool]) -> None:
        """Act, and wait for what must come; where it does not come, act again, as people do."""
        while True:
            act()
            try:
                await self.phone._world.wait_for(arrived, chat=self.phone.id, timeout=PATIENCE)
            except TimeoutError:
                self.again += 1
                assert self.again < PATIENT_TIMES, f"officer {self.number} is stuck: {self.phone.last().text}"
            else:
                return


def asked(shown: Shown) -> str:
    """The question on the screen; empty: another screen."""
    found = _ASKED.search(shown.text)
    return found[1] if found is not None else ""


def echoed(shown: Shown) -> str:
    """Whose answer is repeated on the screen."""
    found = _ECHOED.search(shown.text)
    return found[1] if found is not None else ""


async def settle_villages(database: Database, phones: Sequence[Phone], *, now: datetime) -> list[Officer]:
    """As many villages as there are phones, spread over the district's communes, each with its officer, who has joined.

    All in one transaction, by the same functions that joining uses.
    """
    async with database.write() as tx:
        district = await unit_named(tx, "huyện Quảng Hòa", day=now.date())
        communes = await units_below(tx, district.id, day=now.date(), levels=[Level.COMMUNE])
        for number, phone in enumerate(phones):
            commune = communes[number % len(communes)]
            village = await add_unit(tx, kind=kind_by_code("xom"), name=f"Thứ {number}", parent=commune.id, at=now)
            person = await add_person(tx, name=f"Trưởng xóm {number}", language="vi", now=now)
            open_account(tx, person, channel="telegram", address=str(phone.id), now=now)
            give_consent(tx, person, text_version="1", channel="telegram", now=now)
            await grant_role(tx, person, unit=village, role=Role.VILLAGE_OFFICER, by=None, now=now)
            note_later(tx, at=millis(now), person=person, act="role_granted", subject=f"person:{person}")
            session = Session(person=person, stack=(Menu(),))
            save_later(tx, channel="telegram", address=str(phone.id), session=session, at=millis(now))
    return [Officer(phone=phone, number=number, answers=expected_of(number)) for number, phone in enumerate(phones)]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What the database says in the end, by the chat of the officer."""

    answers: dict[str, dict[str, str]]
    versions: int
    """Of all answers together."""
    receipts: dict[str, int]


async def stored_in(database: Database) -> Stored:
    async with database.read() as tx:
        answers = await tx.all(
            "SELECT c.address, a.indicator, a.state, a.value, a.choice FROM answer_now AS n"
            " JOIN answer AS a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version"
            " JOIN channel_account AS c ON c.person = a.person"
        )
        versions = await tx.all("SELECT count(*) AS number FROM answer")
        receipts = await tx.all(
            "SELECT c.address, count(*) AS number FROM receipt AS e JOIN report AS r ON r.id = e.report"
            " JOIN channel_account AS c ON c.person = r.opened_by GROUP BY c.address"
        )
    found: dict[str, dict[str, str]] = {}
    for row in answers:
        said = row["value"] or row["choice"] or row["state"]
        found.setdefault(row["address"], {})[row["indicator"]] = said
    return Stored(
        answers=found,
        versions=versions[0]["number"],
        receipts={row["address"]: row["number"] for row in receipts},
    )

"""Who does something, where and when, and the report they do it to, found and locked with the rights checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.due import AWAKE_FROM, AWAKE_UNTIL
from conversations.programme.person import Role
from conversations.programme.unit import Level
from conversations.screens import problems
from handlers.facts.report import load_report, titles
from handlers.periodic_form import form_for, stored_form
from storage.audit import note_later
from storage.reports import Found, locked, open_report
from storage.roles import held_roles, roles_read
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.screen import Message
    from conversations.engine.session import Session
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import PersonId
    from conversations.programme.person import Person
    from conversations.programme.report import Report, ReportKey
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.reports import StoredReport
    from storage.roles import HeldRole

YEARS_AROUND = 1
"""Reports of last year, this year and next year can be begun: the same years that a person is offered."""

Right = Callable[["Person", "Unit"], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The turn as its effects see it. session and person are those at the start of the effect."""

    tx: Transaction
    session: Session
    person: Person | None
    programme: Programme
    services: Services
    caches: Caches
    channel: str
    address: str
    display_name: str
    now: datetime
    said: list[str] = field(default_factory=list)
    """What the effects have to say to the actor above the next screen."""

    @property
    def words(self) -> Words:
        return self.services.words_of(self.session)

    @property
    def somebody(self) -> PersonId:
        """The person's id. Raises Refusal where nobody has joined in this chat."""
        if self.session.person is None:
            raise problems.not_yours(self.words)
        return self.session.person

    @property
    def at_night(self) -> bool:
        """Whether others are told silently now."""
        return not AWAKE_FROM <= self.now.time() < AWAKE_UNTIL

    def note(self, act: str, subject: str, **detail: str | int) -> None:
        """Keep in the audit log that this person did it."""
        note_later(self.tx, at=millis(self.now), person=self.session.person, act=act, subject=subject, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What some people are told, each in their own language."""

    to: tuple[PersonId, ...]
    message: Callable[[Words], Message]
    once: str = ""
    """Each is told at most once under this name, for ever, in the chat they opened last."""
    other_chats: bool = False
    """For the actor's own other chats; anything else is for others only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a report's key names, where this person may do what they want to do to it."""

    key: ReportKey
    unit: Unit
    rule: ReportingRule
    period: Period


async def named(acting: Acting, key: ReportKey, right: Right, *, late: bool = False) -> Named:
    """Raises Refusal (no right, or no such report: the same sentence) or Problem (locked, too early). late: also after
    the lock, which is then looked at by whoever asks.
    """
    found = await acting.programme.period(acting.tx, key)
    if found is not None and acting.person is not None:
        after = await acting.programme.after(acting.tx, found[0])
        if any(right(acting.person, unit) for unit in after):
            raise problems.unit_replaced(found[0], titles(after), acting.words)
    if found is None or acting.person is None or not right(acting.person, found[0]):
        raise problems.not_yours(acting.words)
    unit, rule, period = found
    today = acting.now.date()
    if period.locked(today) and not late:
        raise problems.period_locked(period, acting.words)
    if abs(period.year - today.year) > YEARS_AROUND:
        raise problems.not_open_yet(period, acting.words)
    return Named(key=key, unit=unit, rule=rule, period=period)


async def opened(acting: Acting, place: Named) -> StoredReport:
    """The report, locked; opened now where nobody has before, pinned to the set in force."""
    return await locked(acting.tx, place.key) or await begun(acting, place)


async def begun(acting: Acting, place: Named) -> StoredReport:
    """The report opened now."""
    form = await form_for(acting.tx, acting.programme, place.unit, place.rule, place.period)
    if form is None:
        raise LookupError(f"no criteria set for {place.key}")
    form = await stored_form(acting.tx, form, at=acting.now)
    if await open_report(
        acting.tx, place.key, set_id=form.id, set_version=form.version, by=acting.somebody, now=acting.now
    ):
        acting.note("report_opened", f"report:{place.key}", set=form.id, version=form.version)
    stored = await locked(acting.tx, place.key)
    if stored is None:
        raise LookupError(f"report {place.key}")
    return stored


async def whole(acting: Acting, stored: StoredReport, *, has_leader: bool) -> Report:
    """The report with everything in it, as it stands before this effect."""
    report = await load_report(
        acting.tx,
        stored.key,
        Found(report=stored, has_leader=has_leader),
        programme=acting.programme,
        caches=acting.caches,
    )
    if report is None:
        raise LookupError(f"report {stored.key}")
    return report


async def holders(acting: Acting, unit: Unit) -> tuple[HeldRole, ...]:
    """Whoever holds a role at the unit, or at a village's commune, now."""
    units = [unit.id]
    if unit.kind.level is Level.VILLAGE and unit.parent is not None:
        units.append(unit.parent)
    rows = await acting.tx.together(*(roles_read(one, acting.now.date()) for one in units))
    return tuple(held for found in rows for held in held_roles(found))


def leaders(held: tuple[HeldRole, ...], unit: Unit) -> tuple[PersonId, ...]:
    """The unit's leaders who have joined."""
    return tuple(one.person for one in held if one.role is Role.COMMUNE_LEADER and one.unit == unit.id)

"""The menu: each option opens the place that the command of the same meaning opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues import register, review_report, take_papers
from conversations.dialogues.choose_unit import COMMUNE, place_for
from conversations.dialogues.commands import LEADERS, MANAGERS, OFFICERS, READERS, commands_for
from conversations.engine import frames as f
from conversations.engine.asks import AlarmsNow, ItemsWaiting, SaidByOffices, ScheduleNow, WaitingNow
from conversations.engine.asks_of_standing import DecisionsNow
from conversations.engine.effects import ShowTable
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.rights import may_assign
from conversations.reading.invitation_code import read_invitation_code
from conversations.screens import menu as screens
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.effects import Effect
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person


SHOWN = (WaitingNow(), ItemsWaiting(), AlarmsNow(), ScheduleNow(), DecisionsNow())
"""What only the screen tells."""
OF_ONES_OWN = frozenset({"baocao", "dagui", "lichsu"})
"""Commands about the reports of one's own unit."""


def needs(_frame: f.Menu) -> Needs:
    """What waits for the person."""
    return Needs(due=True, asks=(SaidByOffices(),), shown=SHOWN)


def show(_frame: f.Menu, facts: Facts) -> Screen:
    """By roles; whoever is not known (any more) sees the greeting."""
    person = facts.person
    if person is None:
        return welcome_screens.welcome(facts)
    if not person.grants:
        return screens.no_role(person, facts)
    return screens.menu(person, _places(person, facts).keys(), facts)


def take(frame: f.Menu, given: Input, facts: Facts) -> Move:
    """Open a place over the menu, or an invitation whose code was typed."""
    person = facts.person
    if person is None:
        return Move(frames=(f.Welcome(),))
    match given:
        case Chose(option=option):
            place = _places(person, facts).get(option)
            if place is None:
                return stay(frame, unexpected_line(given, facts.words))
            return Move(frames=(frame, place), effects=_effects(place))
        case Typed(text=text):
            code = read_invitation_code(text)
            if code is not None:
                return Move(frames=(frame, f.Join(code=code)))
            return stay(frame, welcome_screens.no_code_in_it(facts.words))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _effects(place: f.Frame) -> tuple[Effect, ...]:
    """What arrives with a place: the table's picture."""
    match place:
        case f.CriteriaTable(unit=unit):
            return (ShowTable(unit=unit, part=0),)
        case _:
            return ()


def _places(person: Person, facts: Facts) -> dict[str, f.Frame]:
    """Where each option leads: only what the person's commands allow."""
    allowed = {command.name for command in commands_for(person)}
    if not _reports(person, facts):
        allowed -= OF_ONES_OWN
    managed = person.grants_of(*MANAGERS)
    read = person.grants_of(*READERS)
    ways: tuple[tuple[str, bool, Callable[[], f.Frame]], ...] = (
        ("report", "baocao" in allowed, lambda: _report(facts)),
        ("approve", "duyet" in allowed, f.Approve),
        ("review", "danhgia" in allowed, lambda: review_report.place_for(person)),
        ("offices", bool(facts.answer(SaidByOffices())), f.AnswerOffice),
        ("reopen", bool(managed), lambda: f.Reopen(unit=managed[0].unit.id)),
        ("progress", "tiendo" in allowed, lambda: place_for("tiendo", person)),
        ("assign", _assigns(person), lambda: place_for("phancong", person)),
        ("behalf", "baothay" in allowed, lambda: place_for("baothay", person)),
        ("receipts", "dagui" in allowed, f.Receipts),
        ("history", "lichsu" in allowed, lambda: place_for("lichsu", person)),
        ("invite", "taoma" in allowed, f.Invite),
        ("log", "nhatky" in allowed, f.Log),
        ("users", "nguoidung" in allowed, f.Users),
        ("units", "donvi" in allowed, f.Units),
        ("import_plan", "napdulieu" in allowed, lambda: f.ImportPlan(another=True)),
        ("papers", "taive" in allowed, lambda: take_papers.place_for(person)),
        ("difficulties", "khokhan" in allowed, f.Difficulties),
        ("register", "soghi" in allowed, lambda: register.place_for(person)),
        ("dossiers", "hoso" in allowed, f.Dossiers),
        ("deadlines", "hanbaocao" in allowed, f.Deadlines),
        ("digest", "tonghop" in allowed, lambda: f.Digest(unit=read[0].unit.id)),
        ("criteria_table", "bangtieuchi" in allowed, lambda: f.CriteriaTable(unit=read[0].unit.id)),
        ("ad_hoc_request", "dotxuat" in allowed, lambda: f.AdHocRequest(unit=managed[0].unit.id)),
        ("incidents", "suco" in allowed, f.Incidents),
        ("remind", "nhacviec" in allowed, lambda: f.RemindNow(unit=managed[0].unit.id)),
        ("system", "hethong" in allowed, f.System),
        ("backups", "saoluu" in allowed, f.Backups),
        ("contact", True, f.Contact),
        ("account", True, f.Account),
        ("help", True, f.Help),
        ("my_data", True, f.MyData),
    )
    return {name: place() for name, may, place in ways if may}


def _reports(person: Person, facts: Facts) -> bool:
    """Officers and leaders always; a district's managers where the district owes or has lately sent a report."""
    own = person.roles() & (OFFICERS | LEADERS)
    return bool(own or facts.due or facts.lately_sent or facts.locked or facts.coming)


def _report(facts: Facts) -> f.Frame:
    one = len(facts.due) == 1 and not facts.locked
    return f.FillReport(key=facts.due[0].key) if one else f.ChooseReport()


def _assigns(person: Person) -> bool:
    return any(may_assign(person, grant.unit) for grant in person.grants_of(*COMMUNE))

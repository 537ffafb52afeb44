"""The menu: each option opens the place that the command of the same meaning opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues import review_report
from conversations.dialogues.choose_unit import COMMUNE, place_for
from conversations.dialogues.commands import MANAGERS, READERS, commands_for
from conversations.engine import frames as f
from conversations.engine.asks import AlarmsNow, SaidByOffices, ScheduleNow, WaitingNow
from conversations.engine.effects import ShowTable
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.rights import may_assign
from conversations.reading.invitation_code import read_invitation_code
from conversations.screens import menu as screens
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person


def needs(_frame: f.Menu) -> Needs:
    """What waits for the person."""
    return Needs(due=True, asks=(WaitingNow(), AlarmsNow(), ScheduleNow(), SaidByOffices()))


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
    places: dict[str, f.Frame] = {}
    if "baocao" in allowed:
        one = len(facts.due) == 1 and not facts.locked
        places["report"] = f.FillReport(key=facts.due[0].key) if one else f.ChooseReport()
    if "duyet" in allowed:
        places["approve"] = f.Approve()
    if "danhgia" in allowed:
        places["review"] = review_report.place_for(person)
    if facts.answer(SaidByOffices()):
        places["offices"] = f.AnswerOffice()
    if person.grants_of(*MANAGERS):
        places["reopen"] = f.Reopen(unit=person.grants_of(*MANAGERS)[0].unit.id)
    if "tiendo" in allowed:
        places["progress"] = place_for("tiendo", person)
    if any(may_assign(person, grant.unit) for grant in person.grants_of(*COMMUNE)):
        places["assign"] = place_for("phancong", person)
    if person.grants_of(*COMMUNE):
        places["behalf"] = place_for("baothay", person)
    if "dagui" in allowed:
        places["receipts"] = f.Receipts()
    if "lichsu" in allowed:
        places["history"] = place_for("lichsu", person)
    if "taoma" in allowed:
        places["invite"] = f.Invite()
    if "nhatky" in allowed:
        places["log"] = f.Log()
    if "nguoidung" in allowed:
        places["users"] = f.Users()
    if "donvi" in allowed:
        places["units"] = f.Units()
    if "napdulieu" in allowed:
        places["import_plan"] = f.ImportPlan(another=True)
    if "khokhan" in allowed:
        places["difficulties"] = f.Difficulties()
    if "hanbaocao" in allowed:
        places["deadlines"] = f.Deadlines()
    if "tonghop" in allowed:
        places["digest"] = f.Digest(unit=person.grants_of(*READERS)[0].unit.id)
    if "bangtieuchi" in allowed:
        places["criteria_table"] = f.CriteriaTable(unit=person.grants_of(*READERS)[0].unit.id)
    if "dotxuat" in allowed:
        places["ad_hoc_request"] = f.AdHocRequest(unit=person.grants_of(*MANAGERS)[0].unit.id)
    if "suco" in allowed:
        places["incidents"] = f.Incidents()
    if "nhacviec" in allowed:
        places["remind"] = f.RemindNow(unit=person.grants_of(*MANAGERS)[0].unit.id)
    if "hethong" in allowed:
        places["system"] = f.System()
    return places | {"contact": f.Contact(), "account": f.Account(), "help": f.Help(), "my_data": f.MyData()}

"""What everybody tries to do: a row for every effect. A new one without a row fails the test, which names it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.engine.frames import RuleDraft
from conversations.programme.calendar import DueOperator
from conversations.programme.cycle import Cycle
from conversations.programme.data_request import RequestAct, RequestKind
from conversations.programme.ids import InvitationId, PersonId, UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.unit import Level
from conversations.programme.wanted_change import ChangeKind, WantedChange
from conversations.reading.deadlines import Due
from conversations.reading.paper import NamedPaper
from tests.handlers.reporting_world import H1, NOW
from tests.handlers.rights_cast import SUSPENDED
from tests.handlers.rights_tries_of_money import MONEY
from tests.handlers.rights_tries_of_registers import DIFFICULTIES, DOSSIERS, REGISTERS
from tests.handlers.rights_tries_of_reports import REPORTS, REVIEWS
from tests.handlers.rights_try import NO_RULE, NO_UNIT, NOBODY, TO, Try
from tests.handlers.rights_world import CODE, NOWHERE, POST, ask_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.handlers.rights_world import Everybody


def _rule_draft(unit: UnitId) -> e.PutRule:
    due = Due(cycle=Cycle.MONTH, operator=DueOperator.BEFORE, day=25)
    return e.PutRule(draft=RuleDraft(unit=unit, title="Giải ngân", owes=Level.COMMUNE, due=due))


def _invitation(unit: UnitId) -> e.MakeInvitation:
    return e.MakeInvitation(unit=unit, role=Role.COMMUNE_OFFICER, post="", uses=1, until=TO, phone=False)


def _handover(w: Everybody, giver: PersonId) -> e.HandOver:
    return e.HandOver(giver=giver, successor=w.who("post"), seen=((w.world.commune, Role.COMMUNE_OFFICER, ""),))


def renamed(unit: UnitId) -> WantedChange:
    """The unit under another name, from a later day on."""
    return WantedChange(unit=unit, kind=ChangeKind.RENAME, name="Tên Mới", on=TO)


def _unit_change(name: str, make: Callable[[Everybody], WantedChange]) -> Try:
    return Try(
        name=f"ChangeUnits, {name}",
        make=lambda w: e.ChangeUnits(wanted=make(w)),
        missing=lambda w: e.ChangeUnits(wanted=replace(make(w), unit=NO_UNIT)),
    )


_REPORTED = NamedPaper(number="15/BC", day=NOW.date())


def _filled(unit: UnitId) -> e.FillGoal:
    return e.FillGoal(unit=unit, code=1, text="54,5", day=NOW.date(), estimate=False)


UNITS: tuple[Try, ...] = (
    _unit_change("add", lambda w: WantedChange(unit=w.world.commune, name="Lũng Vài", new_kind="xom")),
    _unit_change("rename", lambda w: renamed(w.world.commune)),
    _unit_change(
        "move within the district",
        lambda w: WantedChange(unit=w.world.villages[0], kind=ChangeKind.MOVE, to=w.world.neighbour, on=TO),
    ),
    _unit_change(
        "move to another district",
        lambda w: WantedChange(unit=w.world.commune, kind=ChangeKind.MOVE, to=w.places["other district"], on=TO),
    ),
    _unit_change(
        "merge",
        lambda w: WantedChange(
            unit=w.world.commune, kind=ChangeKind.MERGE, others=(w.world.neighbour,), name="Phúc Độc", on=TO
        ),
    ),
    _unit_change(
        "split",
        lambda w: WantedChange(
            unit=w.world.commune, kind=ChangeKind.SPLIT, parts=("Phúc: Pác Rằng", "Sen: Lũng Sâu"), on=TO
        ),
    ),
    Try(
        name="UndoUnitChange",
        make=lambda w: e.UndoUnitChange(number=w.unit_change),
        missing=lambda _w: e.UndoUnitChange(number=NOWHERE),
    ),
    Try(name="SendPlan", make=lambda w: _plan(w.world.district), missing=lambda _w: _plan(NO_UNIT)),
    Try(
        name="EndForm of the district",
        make=lambda w: e.EndForm(unit=w.world.district, report=""),
        missing=lambda _w: e.EndForm(unit=NO_UNIT, report=""),
    ),
    Try(
        name="ExplainName",
        make=lambda w: e.ExplainName(number=w.plan, name=1, candidate=0),
        missing=lambda _w: e.ExplainName(number=NOWHERE, name=1, candidate=0),
    ),
    Try(
        name="DecidePlan",
        make=lambda w: e.DecidePlan(number=w.plan, keep=False),
        missing=lambda _w: e.DecidePlan(number=NOWHERE, keep=True),
    ),
)


def _plan(unit: UnitId) -> e.SendPlan:
    return e.SendPlan(unit=unit, kind=ImportKind.PLAN, reference="tep", name="ke hoach.docx", size=5000)


PEOPLE: tuple[Try, ...] = (
    Try(
        name="GrantRole",
        make=lambda w: e.GrantRole(person=w.who("post"), unit=w.world.commune, role=Role.COMMUNE_LEADER),
        missing=lambda w: e.GrantRole(person=NOBODY, unit=w.world.commune, role=Role.COMMUNE_LEADER),
    ),
    Try(
        name="GrantRole at no unit",
        make=lambda w: e.GrantRole(person=w.who("post"), unit=NO_UNIT, role=Role.COMMUNE_LEADER),
    ),
    Try(
        name="GrantRole that does not fit",
        make=lambda w: e.GrantRole(person=w.who("post"), unit=w.world.commune, role=Role.MANAGER),
    ),
    Try(
        name="GrantRole to somebody of another unit",
        make=lambda w: e.GrantRole(person=w.who("manager, other"), unit=w.world.commune, role=Role.COMMUNE_LEADER),
    ),
    Try(
        name="EndRole",
        make=lambda w: e.EndRole(person=w.who("post"), unit=w.world.commune, role=Role.COMMUNE_OFFICER, post=POST),
        missing=lambda w: e.EndRole(person=NOBODY, unit=w.world.commune, role=Role.COMMUNE_OFFICER),
    ),
    Try(
        name="EndRole of the district's admin",
        make=lambda w: e.EndRole(person=w.who("admin"), unit=w.world.district, role=Role.ADMIN),
    ),
    Try(
        name="SuspendPerson",
        make=lambda w: e.SuspendPerson(person=w.who("post")),
        missing=lambda _w: e.SuspendPerson(person=NOBODY),
    ),
    Try(
        name="ResumePerson",
        make=lambda w: e.ResumePerson(person=w.who(SUSPENDED)),
        missing=lambda _w: e.ResumePerson(person=NOBODY),
    ),
    Try(
        name="HandOver",
        make=lambda w: _handover(w, w.who("officer")),
        missing=lambda w: _handover(w, NOBODY),
    ),
    Try(
        name="MakeInvitation",
        make=lambda w: _invitation(w.world.commune),
        missing=lambda _w: _invitation(NO_UNIT),
    ),
    Try(
        name="ShowInvitation",
        make=lambda w: e.ShowInvitation(invitation=w.invitation or InvitationId(0)),
        missing=lambda _w: e.ShowInvitation(invitation=InvitationId(NOWHERE)),
    ),
    Try(
        name="WithdrawInvitation",
        make=lambda w: e.WithdrawInvitation(invitation=w.invitation or InvitationId(0)),
        missing=lambda _w: e.WithdrawInvitation(invitation=InvitationId(NOWHERE)),
    ),
)
ABOVE: tuple[Try, ...] = (
    Try(name="AskUnits", make=lambda w: ask_units(w.world.district), missing=lambda _w: ask_units(NO_UNIT)),
    Try(
        name="RemindUnits",
        make=lambda w: e.RemindUnits(unit=w.world.district, rule=w.world.rule, period=H1),
        missing=lambda w: e.RemindUnits(unit=NO_UNIT, rule=w.world.rule, period=H1),
    ),
    Try(
        name="RemindUnits of a report that nobody asks for",
        make=lambda w: e.RemindUnits(unit=w.world.district, rule=NO_RULE, period=H1),
    ),
    Try(
        name="SubscribeDigest",
        make=lambda w: e.SubscribeDigest(unit=w.world.district, wanted=False),
        missing=lambda _w: e.SubscribeDigest(unit=NO_UNIT, wanted=False),
    ),
    Try(
        name="FillGoal of the district",
        make=lambda w: _filled(w.world.district),
        missing=lambda _w: _filled(NO_UNIT),
    ),
    Try(
        name="RecordTaskDone of the district",
        make=lambda w: e.RecordTaskDone(unit=w.world.district, code=1, paper=_REPORTED),
        missing=lambda _w: e.RecordTaskDone(unit=NO_UNIT, code=1, paper=_REPORTED),
    ),
    Try(
        name="SwitchPublicPage of the district",
        make=lambda w: e.SwitchPublicPage(unit=w.world.district, wanted=True),
        missing=lambda _w: e.SwitchPublicPage(unit=NO_UNIT, wanted=True),
    ),
    Try(
        name="SwitchPublicPage of the commune",
        make=lambda w: e.SwitchPublicPage(unit=w.world.commune, wanted=True),
    ),
    Try(
        name="ShowTable of the district",
        make=lambda w: e.ShowTable(unit=w.world.district, part=0),
        missing=lambda _w: e.ShowTable(unit=NO_UNIT, part=0),
    ),
    Try(
        name="SendPaper of the commune",
        make=lambda w: e.SendPaper(unit=w.world.commune, kind=PaperKind.REPORT),
        missing=lambda _w: e.SendPaper(unit=NO_UNIT, kind=PaperKind.REPORT),
    ),
    Try(
        name="SendPaper of a period of the commune",
        make=lambda w: e.SendPaper(unit=w.world.commune, kind=PaperKind.PRINT, period="2023-Y"),
        missing=lambda _w: e.SendPaper(unit=NO_UNIT, kind=PaperKind.PRINT, period="2023-Y"),
    ),
    Try(
        name="SendPaper of the district",
        make=lambda w: e.SendPaper(unit=w.world.district, kind=PaperKind.TABLE),
    ),
    Try(name="ShowTable of the commune", make=lambda w: e.ShowTable(unit=w.world.commune, part=0)),
    Try(name="MakeBackup", make=lambda _w: e.MakeBackup()),
    Try(name="SwitchSchedule", make=lambda _w: e.SwitchSchedule(stopped=True)),
    Try(
        name="PutRule",
        make=lambda w: _rule_draft(w.world.district),
        missing=lambda _w: _rule_draft(NO_UNIT),
    ),
    Try(name="EndRule", make=lambda w: e.EndRule(rule=w.world.rule), missing=lambda _w: e.EndRule(rule=NO_RULE)),
    Try(name="SendAgain", make=lambda _w: e.SendAgain(numbers=(1001,))),
    Try(
        name="HandleDataRequest",
        make=lambda w: e.HandleDataRequest(number=w.data_request, act=RequestAct.ANSWER, text="đã nhận"),
    ),
)
ANYBODY: tuple[Try, ...] = (
    Try(name="Consent", make=lambda _w: e.Consent(code=CODE, text_version="1")),
    Try(name="Consent without an invitation", make=lambda _w: e.Consent(code="SAI", text_version="1")),
    Try(name="RefuseConsent", make=lambda _w: e.RefuseConsent(code=CODE)),
    Try(name="UseInvitation", make=lambda _w: e.UseInvitation(code=CODE)),
    Try(name="UseInvitation that is none", make=lambda _w: e.UseInvitation(code="SAI")),
    Try(name="SetLanguage", make=lambda _w: e.SetLanguage(language="en")),
    Try(name="Rename", make=lambda _w: e.Rename(name="Tên khác")),
    Try(name="RequestRight", make=lambda _w: e.RequestRight(what="duyet")),
    Try(name="WithdrawConsent", make=lambda _w: e.WithdrawConsent(erase=True)),
    Try(name="MakeLinkCode", make=lambda _w: e.MakeLinkCode()),
    Try(name="UseLinkCode that is none", make=lambda _w: e.UseLinkCode(code="00000000")),
    Try(name="UnlinkChannel of the officer", make=lambda w: e.UnlinkChannel(account=w.account)),
    Try(name="UnlinkChannel that is none", make=lambda _w: e.UnlinkChannel(account=NOWHERE)),
    Try(name="SendOwnData", make=lambda _w: e.SendOwnData()),
    Try(name="RequestAboutData", make=lambda _w: e.RequestAboutData(kind=RequestKind.ACCESS, text="xin xem")),
)
TRIES: dict[str, tuple[Try, ...]] = {
    "Reports": REPORTS,
    "Reviews": REVIEWS,
    "Difficulties": DIFFICULTIES,
    "Registers": REGISTERS,
    "Money": MONEY,
    "Dossiers": DOSSIERS,
    "People": PEOPLE,
    "Units": UNITS,
    "Managers and admins": ABOVE,
    "Anybody": ANYBODY,
}

"""What everybody tries to do: a row for every effect. A new one without a row fails the test, which names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.engine.frames import RuleDraft
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.calendar import DueOperator
from conversations.programme.cycle import Cycle
from conversations.programme.data_request import RequestAct, RequestKind
from conversations.programme.difficulty import DifficultyAct, DifficultyKind
from conversations.programme.dossier import DossierAct
from conversations.programme.ids import DifficultyId, DossierId, EntryId, InvitationId, PersonId, RuleId, UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.register import EntryAct, Said
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct
from conversations.programme.unit import Level
from conversations.programme.wanted_change import ChangeKind, WantedChange
from conversations.reading.deadlines import Due
from tests.handlers.reporting_world import DAY, H1, NOW
from tests.handlers.rights_world import CODE, ITEM, NOWHERE, PAPER, POST, STATES, SUSPENDED, ask_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.handlers.rights_world import Everybody

NOTHING = "nothing"
ONCE = ("draft",)
"""Where the report's state does not matter."""
GONE = STATES[STATES.index("sent") :]
NOBODY, NO_UNIT, NO_RULE, NO_DIFFICULTY = PersonId(NOWHERE), UnitId(NOWHERE), RuleId(NOWHERE), DifficultyId(NOWHERE)
NO_ENTRY = EntryId(NOWHERE)
NO_DOSSIER = DossierId(NOWHERE)
TO = (NOW + 30 * DAY).date()
MODEL = Said(sub="khac", amount=1, day=NOW.date(), text="mô hình mới")
VISIT = Said(sub="", amount=1, day=NOW.date(), text="kiểm tra đường")


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One thing to do. missing: the same done to what does not exist; None: it names nothing."""

    name: str
    make: Callable[[Everybody], e.Effect]
    missing: Callable[[Everybody], e.Effect] | None = None
    states: tuple[str, ...] = ONCE


def _report_acts() -> Iterator[Try]:
    for make in (
        partial(e.ActOnReport, act=ReportAct.SUBMIT),
        partial(e.ActOnReport, act=ReportAct.APPROVE),
        partial(e.ActOnReport, act=ReportAct.SEND_BACK, reason="thiếu"),
        partial(e.ActOnReport, act=ReportAct.SEND, paper=PAPER),
        partial(e.ActOnReport, act=ReportAct.WITHDRAW),
    ):
        yield _of_report(f"ActOnReport {make.keywords['act'].value}", make)


def _of_report(name: str, make: Callable[..., e.Effect], states: tuple[str, ...] = STATES) -> Try:
    """Something done to the commune's report, or to one that nobody owes."""
    return Try(name=name, make=lambda w: make(key=w.key), missing=lambda w: make(key=w.nowhere), states=states)


def _item_act(act: ItemAct) -> Try:
    return Try(
        name=f"ReviewItem {act.value}",
        make=lambda w: w.say(act),
        missing=lambda w: w.say(act, key=w.nowhere),
        states=GONE,
    )


def _item_acts() -> Iterator[Try]:
    yield from map(_item_act, ItemAct)
    yield Try(name="ReviewItem meet, an item of nobody", make=lambda w: w.say(ItemAct.MEET, "2.1"), states=("sent",))
    yield Try(
        name="ReviewItem decide_met, an item of nobody",
        make=lambda w: w.say(ItemAct.DECIDE_MET, "2.1"),
        missing=lambda w: w.say(ItemAct.DECIDE_MET, "no-such-item"),
        states=("sent",),
    )


def _answer(key: ReportKey, seen: int) -> e.SaveAnswer:
    return e.SaveAnswer(key=key, indicator=ITEM, seen=seen, state=State.MET)


def _evidence(key: ReportKey) -> e.KeepEvidence:
    return e.KeepEvidence(key=key, indicator=ITEM, kind=EvidenceKind.PAPER, paper="1/BB")


def _rule_draft(unit: UnitId) -> e.PutRule:
    due = Due(cycle=Cycle.MONTH, operator=DueOperator.BEFORE, day=25)
    return e.PutRule(draft=RuleDraft(unit=unit, title="Giải ngân", owes=Level.COMMUNE, due=due))


def _invitation(unit: UnitId) -> e.MakeInvitation:
    return e.MakeInvitation(unit=unit, role=Role.COMMUNE_OFFICER, post="", uses=1, until=TO, phone=False)


def _leave(unit: UnitId) -> e.GoOnLeave:
    return e.GoOnLeave(unit=unit, first=NOW.date(), last=(NOW + 3 * DAY).date())


def _handover(w: Everybody, giver: PersonId) -> e.HandOver:
    return e.HandOver(giver=giver, successor=w.who("post"), seen=((w.world.commune, Role.COMMUNE_OFFICER, ""),))


def _reopening() -> Iterator[Try]:
    yield _of_report("ReopenReport", partial(e.ReopenReport, reason="vì"))
    yield _of_report("KeepClosed", e.KeepClosed)
    yield _of_report("CloseReport", e.CloseReport)


def _promise(key: ReportKey) -> e.PromiseReport:
    return e.PromiseReport(key=key, day=(NOW + 12 * DAY).date(), reason="mưa lũ")


def _difficulty(unit: UnitId) -> e.RecordDifficulty:
    return e.RecordDifficulty(unit=unit, kind=DifficultyKind.MONEY, text="thiếu vốn", photos=("p1",))


def _difficulty_act(act: DifficultyAct) -> Try:
    """In the state in which it may be done: not answered yet, or answered."""
    return Try(
        name=f"ActOnDifficulty {act.value}",
        make=lambda w: e.ActOnDifficulty(
            number=w.difficulty or NO_DIFFICULTY, act=act, seen=w.difficulty_steps, text="đã rõ"
        ),
        missing=lambda _w: e.ActOnDifficulty(number=NO_DIFFICULTY, act=act, seen=1, text="đã rõ"),
        states=("draft", "sent"),
    )


def _entry_changed(act: EntryAct, w: Everybody) -> e.ChangeEntry:
    return e.ChangeEntry(number=w.entry or NO_ENTRY, act=act, seen=1, said=MODEL, ended_on=NOW.date())


def _no_entry_changed(act: EntryAct, _w: Everybody) -> e.ChangeEntry:
    return e.ChangeEntry(number=NO_ENTRY, act=act, seen=1, said=MODEL, ended_on=NOW.date())


def _dossier_act(act: DossierAct) -> Try:
    """In the states in which it may be done: prepared, handed in, passed up, decided."""
    return Try(
        name=f"ActOnDossier {act.value}",
        make=lambda w: w.dossier_act(act),
        missing=lambda w: replace(w.dossier_act(act), number=NO_DOSSIER),
        states=("draft", "sent", "disputed", "closed"),
    )


REPORTS: tuple[Try, ...] = (
    Try(
        name="BeginReport",
        make=lambda w: e.BeginReport(key=w.key),
        missing=lambda w: e.BeginReport(key=w.nowhere),
        states=("not begun",),
    ),
    Try(
        name="BeginReport of a village",
        make=lambda w: e.BeginReport(key=w.world.village_key(0)),
    ),
    Try(
        name="SaveAnswer",
        make=lambda w: _answer(w.key, w.answered),
        missing=lambda w: _answer(w.nowhere, 0),
        states=STATES,
    ),
    Try(name="SaveAnswer of a village", make=lambda w: w.world.count(0, "1.1", 5)),
    Try(
        name="KeepEvidence",
        make=lambda w: _evidence(w.key),
        missing=lambda w: _evidence(w.nowhere),
        states=STATES,
    ),
    Try(
        name="ShowEvidence",
        make=lambda w: e.ShowEvidence(key=w.key, indicator=ITEM),
        missing=lambda w: e.ShowEvidence(key=w.nowhere, indicator=ITEM),
        states=("draft", "waiting", "sent", "closed"),
    ),
    *_report_acts(),
    Try(
        name="AssignItems",
        make=lambda w: e.AssignItems(unit=w.world.commune, post=POST, indicators=(ITEM,)),
        missing=lambda _w: e.AssignItems(unit=NO_UNIT, post=POST, indicators=(ITEM,)),
    ),
    Try(
        name="RemindAgain",
        make=lambda w: e.RemindAgain(keys=(w.key,)),
        missing=lambda w: e.RemindAgain(keys=(w.nowhere,)),
        states=("draft", "waiting", "sent"),
    ),
    Try(name="DropReminder", make=lambda w: e.DropReminder(keys=(w.key,))),
    Try(
        name="LeaveCharge",
        make=lambda w: e.LeaveCharge(unit=w.world.commune),
        missing=lambda _w: e.LeaveCharge(unit=NO_UNIT),
    ),
    Try(
        name="TakeCharge",
        make=lambda w: e.TakeCharge(unit=w.world.commune),
        missing=lambda _w: e.TakeCharge(unit=NO_UNIT),
    ),
    Try(
        name="PromiseReport",
        make=lambda w: _promise(w.key),
        missing=lambda w: _promise(w.nowhere),
        states=("draft", "draft, overdue", "draft, locked", "sent"),
    ),
    Try(name="GoOnLeave", make=lambda w: _leave(w.world.commune), missing=lambda _w: _leave(NO_UNIT)),
    Try(
        name="ComeBack",
        make=lambda w: e.ComeBack(unit=w.world.commune),
        missing=lambda _w: e.ComeBack(unit=NO_UNIT),
    ),
)
REVIEWS: tuple[Try, ...] = (
    *_item_acts(),
    Try(
        name="ConfirmTogether",
        make=lambda w: e.ConfirmTogether(items=((w.key, ITEM, w.answered),)),
        missing=lambda w: e.ConfirmTogether(items=((w.nowhere, ITEM, 1),)),
        states=("draft", *GONE),
    ),
    *_reopening(),
)
DOSSIERS: tuple[Try, ...] = tuple(map(_dossier_act, DossierAct))
DIFFICULTIES: tuple[Try, ...] = (
    Try(
        name="RecordDifficulty",
        make=lambda w: _difficulty(w.world.commune),
        missing=lambda _w: _difficulty(NO_UNIT),
    ),
    Try(
        name="RecordDifficulty of a criterion that is none",
        make=lambda w: e.RecordDifficulty(
            unit=w.world.commune, kind=DifficultyKind.MONEY, text="thiếu vốn", criterion="no-such"
        ),
    ),
    *map(_difficulty_act, DifficultyAct),
    Try(
        name="ShowDifficultyFiles",
        make=lambda w: e.ShowDifficultyFiles(number=w.difficulty or NO_DIFFICULTY),
        missing=lambda _w: e.ShowDifficultyFiles(number=NO_DIFFICULTY),
    ),
)


REGISTERS: tuple[Try, ...] = (
    Try(
        name="RecordEntry",
        make=lambda w: e.RecordEntry(unit=w.world.commune, kind="mo-hinh", said=MODEL),
        missing=lambda _w: e.RecordEntry(unit=NO_UNIT, kind="mo-hinh", said=MODEL),
    ),
    Try(
        name="RecordEntry in a register that is none",
        make=lambda w: e.RecordEntry(unit=w.world.commune, kind="no-such", said=MODEL),
    ),
    Try(
        name="RecordEntry of the office",
        make=lambda w: e.RecordEntry(unit=w.places["economy"], kind="kiem-tra", said=VISIT),
    ),
    Try(
        name="RecordEntry of the district",
        make=lambda w: e.RecordEntry(unit=w.world.district, kind="mo-hinh", said=MODEL),
    ),
    *(
        Try(
            name=f"ChangeEntry {act.value}",
            make=partial(_entry_changed, act),
            missing=partial(_no_entry_changed, act),
        )
        for act in EntryAct
    ),
    Try(
        name="StateCost",
        make=lambda w: e.StateCost(unit=w.world.commune, criterion="1", amount=450_000_000),
        missing=lambda _w: e.StateCost(unit=NO_UNIT, criterion="1", amount=450_000_000),
    ),
    Try(
        name="StateCost of a criterion that is none",
        make=lambda w: e.StateCost(unit=w.world.commune, criterion="no-such", amount=450_000_000),
    ),
    Try(
        name="ShowEntryFiles",
        make=lambda w: e.ShowEntryFiles(number=w.entry or NO_ENTRY),
        missing=lambda _w: e.ShowEntryFiles(number=NO_ENTRY),
    ),
)


def renamed(unit: UnitId) -> WantedChange:
    """The unit under another name, from a later day on."""
    return WantedChange(unit=unit, kind=ChangeKind.RENAME, name="Tên Mới", on=TO)


def _unit_change(name: str, make: Callable[[Everybody], WantedChange]) -> Try:
    return Try(
        name=f"ChangeUnits, {name}",
        make=lambda w: e.ChangeUnits(wanted=make(w)),
        missing=lambda w: e.ChangeUnits(wanted=replace(make(w), unit=NO_UNIT)),
    )


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
    "Dossiers": DOSSIERS,
    "People": PEOPLE,
    "Units": UNITS,
    "Managers and admins": ABOVE,
    "Anybody": ANYBODY,
}

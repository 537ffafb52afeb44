"""The dialogue of a frame: what it needs, what it shows, what it makes of an input. Exhaustive matches, no registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, assert_never

from conversations.dialogues import (
    account,
    ad_hoc_request,
    answer_office,
    approve,
    ask_about_data,
    ask_for_right,
    assign,
    backups,
    choose_report,
    choose_unit,
    contact,
    criteria_table,
    data_requests,
    deadlines,
    difficulties,
    digest,
    dossiers,
    fill_goals,
    fill_report,
    goals,
    history,
    import_plan,
    incidents,
    invite,
    join,
    lacks,
    leave,
    log,
    menu,
    money,
    money_moves,
    my_data,
    not_in_charge,
    office_forms,
    on_behalf,
    open_dossier,
    progress,
    promise_day,
    public_page,
    receipts,
    register,
    remind_now,
    reopen,
    review_report,
    roadmap,
    schedule,
    snooze,
    system,
    take_papers,
    targets,
    tasks,
    units,
    users,
    welcome,
    works,
)
from conversations.dialogues import (
    help as help_dialogue,
)
from conversations.engine import frames as f
from conversations.screens.suspended import suspended

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, Needs
    from conversations.engine.move import Input, Move
    from conversations.engine.screen import Screen

F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)


class Dialogue(Protocol[F_contra]):
    """What a file of conversations/dialogues holds for its frame."""

    def needs(self, frame: F_contra, /) -> Needs: ...

    def show(self, frame: F_contra, facts: Facts, /) -> Screen: ...

    def take(self, frame: F_contra, given: Input, facts: Facts, /) -> Move: ...


class Opened(Protocol):
    """A frame in the hands of its dialogue, whichever that is."""

    def needs(self) -> Needs: ...

    def show(self, facts: Facts) -> Screen: ...

    def take(self, given: Input, facts: Facts) -> Move: ...


@dataclass(frozen=True, slots=True)
class Of(Generic[F]):
    """A frame and the dialogue that is its own."""

    frame: F
    dialogue: Dialogue[F]

    def needs(self) -> Needs:
        return self.dialogue.needs(self.frame)

    def show(self, facts: Facts) -> Screen:
        return self.dialogue.show(self.frame, facts)

    def take(self, given: Input, facts: Facts) -> Move:
        return self.dialogue.take(self.frame, given, facts)


def needs_of(frame: f.Frame) -> Needs:
    """The facts without which the frame can neither be shown nor take an input."""
    return _opened(frame).needs()


def screen_of(frame: f.Frame, facts: Facts) -> Screen:
    """What the frame shows, given its facts."""
    if facts.person is not None and facts.person.suspended:
        return suspended(facts.words)
    return _opened(frame).show(facts)


def move_of(frame: f.Frame, given: Input, facts: Facts) -> Move:
    """What the frame makes of an input, given its facts."""
    return _opened(frame).take(given, facts)


def _opened(frame: f.Frame) -> Opened:
    if isinstance(frame, f.FrameOfReporting):
        return _of_reporting(frame)
    if isinstance(frame, f.FrameOfReviewing):
        return _of_reviewing(frame)
    if isinstance(frame, f.FrameOfEveryone):
        return _of_everyone(frame)
    return _of_managing(frame) if isinstance(frame, f.FrameOfManaging) else _of_running(frame)


def _of_everyone(frame: f.FrameOfEveryone) -> Opened:
    match frame:
        case f.Welcome():
            return Of(frame, welcome)
        case f.Join():
            return Of(frame, join)
        case f.Menu():
            return Of(frame, menu)
        case f.ChooseUnit():
            return Of(frame, choose_unit)
        case f.Help():
            return Of(frame, help_dialogue)
        case f.Account():
            return Of(frame, account)
        case f.MyData():
            return Of(frame, my_data)
        case f.AskAboutData():
            return Of(frame, ask_about_data)
        case f.Contact():
            return Of(frame, contact)
        case f.AskForRight():
            return Of(frame, ask_for_right)
        case _:
            assert_never(frame)


def _of_reporting(frame: f.FrameOfReporting) -> Opened:
    match frame:
        case f.ChooseReport():
            return Of(frame, choose_report)
        case f.FillReport():
            return Of(frame, fill_report)
        case f.Progress():
            return Of(frame, progress)
        case f.Assign():
            return Of(frame, assign)
        case f.OnBehalf():
            return Of(frame, on_behalf)
        case f.Approve():
            return Of(frame, approve)
        case f.Receipts():
            return Of(frame, receipts)
        case f.History():
            return Of(frame, history)
        case f.Difficulties():
            return Of(frame, difficulties)
        case f.Register():
            return Of(frame, register)
        case f.Snooze():
            return Of(frame, snooze)
        case f.NotInCharge():
            return Of(frame, not_in_charge)
        case f.PromiseDay():
            return Of(frame, promise_day)
        case f.Leave():
            return Of(frame, leave)
        case _:
            assert_never(frame)


def _of_managing(frame: f.FrameOfManaging) -> Opened:
    match frame:
        case f.Digest():
            return Of(frame, digest)
        case f.Lacks():
            return Of(frame, lacks)
        case f.CriteriaTable():
            return Of(frame, criteria_table)
        case f.Goals():
            return Of(frame, goals)
        case f.Money():
            return Of(frame, money)
        case f.MoneyMoves():
            return Of(frame, money_moves)
        case f.Works():
            return Of(frame, works)
        case f.Roadmap():
            return Of(frame, roadmap)
        case f.Targets():
            return Of(frame, targets)
        case f.RemindNow():
            return Of(frame, remind_now)
        case f.AdHocRequest():
            return Of(frame, ad_hoc_request)
        case f.FillGoals():
            return Of(frame, fill_goals)
        case f.Tasks():
            return Of(frame, tasks)
        case f.PublicPage():
            return Of(frame, public_page)
        case f.TakePapers():
            return Of(frame, take_papers)
        case f.Dossiers():
            return Of(frame, dossiers)
        case f.OpenDossier():
            return Of(frame, open_dossier)
        case _:
            assert_never(frame)


def _of_reviewing(frame: f.FrameOfReviewing) -> Opened:
    match frame:
        case f.ReviewReport():
            return Of(frame, review_report)
        case f.AnswerOffice():
            return Of(frame, answer_office)
        case f.Reopen():
            return Of(frame, reopen)
        case _:
            assert_never(frame)


def _of_running(frame: f.FrameOfRunning) -> Opened:
    match frame:
        case f.Deadlines():
            return Of(frame, deadlines)
        case f.Incidents():
            return Of(frame, incidents)
        case f.Schedule():
            return Of(frame, schedule)
        case f.System():
            return Of(frame, system)
        case f.Backups():
            return Of(frame, backups)
        case f.DataRequests():
            return Of(frame, data_requests)
        case f.ImportPlan():
            return Of(frame, import_plan)
        case f.OfficeForms():
            return Of(frame, office_forms)
        case f.Units():
            return Of(frame, units)
        case f.Users():
            return Of(frame, users)
        case f.Invite():
            return Of(frame, invite)
        case f.Log():
            return Of(frame, log)
        case _:
            assert_never(frame)

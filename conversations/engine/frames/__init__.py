"""Frames: where a conversation stands. A session is a stack of them; the topmost is on the screen, the others wait.

Stored between turns, so every field has a plain type and adding one needs a default. Stages are names, never numbers.
"""

from __future__ import annotations

from conversations.engine.frames.dossiers import Dossiers, DossierStage, OpenDossier, OpenDossierStage
from conversations.engine.frames.everyone import (
    AboutUnit,
    Account,
    AskAboutData,
    AskForRight,
    ChooseUnit,
    Contact,
    Help,
    Join,
    Menu,
    MyData,
    Welcome,
)
from conversations.engine.frames.managing import (
    AdHocRequest,
    CriteriaTable,
    Digest,
    FillGoals,
    Goals,
    Lacks,
    Money,
    MoneyMoves,
    PublicPage,
    RemindNow,
    RequestStage,
    Roadmap,
    TakePapers,
    Targets,
    Tasks,
    Works,
)
from conversations.engine.frames.people import Invite, Log, RoleDraft, Users
from conversations.engine.frames.reporting import (
    Approve,
    Assign,
    AtItem,
    ChooseReport,
    Difficulties,
    DifficultyStage,
    EntryDraft,
    FillReport,
    FillStage,
    History,
    Leave,
    NotInCharge,
    OnBehalf,
    Pending,
    Progress,
    PromiseDay,
    Receipts,
    Register,
    RegisterStage,
    Snooze,
)
from conversations.engine.frames.reviewing import AnswerOffice, Reopen, ReviewReport
from conversations.engine.frames.running import Backups, DataRequests, Deadlines, Incidents, RuleDraft, Schedule, System
from conversations.engine.frames.units import HeldFile, ImportPlan, OfficeForms, Units

__all__ = [
    "AboutUnit",
    "Account",
    "AdHocRequest",
    "AnswerOffice",
    "Approve",
    "AskAboutData",
    "AskForRight",
    "Assign",
    "AtItem",
    "Backups",
    "ChooseReport",
    "ChooseUnit",
    "Contact",
    "CriteriaTable",
    "DataRequests",
    "Deadlines",
    "Difficulties",
    "DifficultyStage",
    "Digest",
    "DossierStage",
    "Dossiers",
    "EntryDraft",
    "FillGoals",
    "FillReport",
    "FillStage",
    "Frame",
    "FrameOfEveryone",
    "FrameOfManaging",
    "FrameOfReporting",
    "FrameOfReviewing",
    "FrameOfRunning",
    "Goals",
    "HeldFile",
    "Help",
    "History",
    "ImportPlan",
    "Incidents",
    "Invite",
    "Join",
    "Lacks",
    "Leave",
    "Log",
    "Menu",
    "Money",
    "MoneyMoves",
    "MyData",
    "NotInCharge",
    "OfficeForms",
    "OnBehalf",
    "OpenDossier",
    "OpenDossierStage",
    "Pending",
    "Progress",
    "PromiseDay",
    "PublicPage",
    "Receipts",
    "Register",
    "RegisterStage",
    "RemindNow",
    "Reopen",
    "RequestStage",
    "ReviewReport",
    "Roadmap",
    "RoleDraft",
    "RuleDraft",
    "Schedule",
    "Snooze",
    "System",
    "TakePapers",
    "Targets",
    "Tasks",
    "Units",
    "Users",
    "Welcome",
    "Works",
]

FrameOfEveryone = Welcome | Join | Menu | ChooseUnit | Help | Account | MyData | AskAboutData | Contact | AskForRight
"""Of whoever writes, whatever they do here."""
FrameOfReporting = (
    ChooseReport
    | FillReport
    | Progress
    | Assign
    | OnBehalf
    | Approve
    | Receipts
    | History
    | Difficulties
    | Register
    | Snooze
    | NotInCharge
    | PromiseDay
    | Leave
)
"""Of those who report and lead."""
FrameOfManaging = (
    Digest
    | Lacks
    | CriteriaTable
    | Goals
    | Money
    | MoneyMoves
    | Works
    | Roadmap
    | Targets
    | RemindNow
    | AdHocRequest
    | FillGoals
    | Tasks
    | PublicPage
    | TakePapers
    | Dossiers
    | OpenDossier
)
"""Of those who see how units stand, and ask them."""
FrameOfReviewing = ReviewReport | AnswerOffice | Reopen
"""Between a unit and the office that judges."""
FrameOfRunning = (
    Deadlines
    | Incidents
    | Schedule
    | System
    | Backups
    | DataRequests
    | ImportPlan
    | OfficeForms
    | Units
    | Users
    | Invite
    | Log
)
"""Of admins."""
Frame = FrameOfEveryone | FrameOfReporting | FrameOfManaging | FrameOfReviewing | FrameOfRunning

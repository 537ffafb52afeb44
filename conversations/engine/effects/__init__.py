"""What a turn changes: imperative names, decided by pure code, carried out in order by handlers/apply.py in one
transaction.

An effect says what the person did; who is told of it follows from the effect and is decided where it is applied.
"""

from __future__ import annotations

from conversations.engine.effects.everyone import (
    Consent,
    RefuseConsent,
    Rename,
    RequestAboutData,
    RequestRight,
    SendOwnData,
    SetLanguage,
    UseInvitation,
    WithdrawConsent,
)
from conversations.engine.effects.managing import AskUnits, RemindUnits, ShowTable, SubscribeDigest
from conversations.engine.effects.people import (
    EndRole,
    GrantRole,
    HandOver,
    MakeInvitation,
    ResumePerson,
    ShowInvitation,
    SuspendPerson,
    WithdrawInvitation,
)
from conversations.engine.effects.reporting import (
    ActOnReport,
    AssignItems,
    BeginReport,
    ComeBack,
    DropReminder,
    GoOnLeave,
    KeepEvidence,
    LeaveCharge,
    PromiseReport,
    RemindAgain,
    SaveAnswer,
    ShowEvidence,
    TakeCharge,
)
from conversations.engine.effects.running import EndRule, HandleDataRequest, PutRule, SendAgain, SwitchSchedule

__all__ = [
    "ActOnReport",
    "AskUnits",
    "AssignItems",
    "BeginReport",
    "ComeBack",
    "Consent",
    "DropReminder",
    "Effect",
    "EndRole",
    "EndRule",
    "GoOnLeave",
    "GrantRole",
    "HandOver",
    "HandleDataRequest",
    "KeepEvidence",
    "LeaveCharge",
    "MakeInvitation",
    "PromiseReport",
    "PutRule",
    "RefuseConsent",
    "RemindAgain",
    "RemindUnits",
    "Rename",
    "RequestAboutData",
    "RequestRight",
    "ResumePerson",
    "SaveAnswer",
    "SendAgain",
    "SendOwnData",
    "SetLanguage",
    "ShowEvidence",
    "ShowInvitation",
    "ShowTable",
    "SubscribeDigest",
    "SuspendPerson",
    "SwitchSchedule",
    "TakeCharge",
    "UseInvitation",
    "WithdrawConsent",
    "WithdrawInvitation",
]

Effect = (
    BeginReport
    | SaveAnswer
    | KeepEvidence
    | ShowEvidence
    | ActOnReport
    | AssignItems
    | AskUnits
    | Consent
    | RefuseConsent
    | UseInvitation
    | SetLanguage
    | Rename
    | RequestRight
    | RequestAboutData
    | HandleDataRequest
    | SendOwnData
    | WithdrawConsent
    | PutRule
    | EndRule
    | ShowTable
    | SubscribeDigest
    | RemindAgain
    | DropReminder
    | LeaveCharge
    | TakeCharge
    | PromiseReport
    | SendAgain
    | GoOnLeave
    | ComeBack
    | RemindUnits
    | SwitchSchedule
    | GrantRole
    | EndRole
    | SuspendPerson
    | ResumePerson
    | HandOver
    | MakeInvitation
    | ShowInvitation
    | WithdrawInvitation
)

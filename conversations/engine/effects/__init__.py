"""What a turn changes: imperative names, decided by pure code, carried out in order by handlers/apply.py in one
transaction.

An effect says what the person did; who is told of it follows from the effect and is decided where it is applied.
"""

from __future__ import annotations

from conversations.engine.effects.difficulties import (
    ActOnDifficulty,
    OnDifficulties,
    RecordDifficulty,
    ShowDifficultyFiles,
)
from conversations.engine.effects.dossiers import ActOnDossier, NameForDossier, OnDossiers
from conversations.engine.effects.everyone import (
    ByAnybody,
    Consent,
    MakeLinkCode,
    RefuseConsent,
    Rename,
    RequestAboutData,
    RequestRight,
    SendOwnData,
    SetLanguage,
    UnlinkChannel,
    UseInvitation,
    UseLinkCode,
    WithdrawConsent,
)
from conversations.engine.effects.managing import (
    AskUnits,
    ByManagers,
    FillGoal,
    RecordTaskDone,
    RemindUnits,
    SendPaper,
    ShowTable,
    SubscribeDigest,
    SwitchPublicPage,
)
from conversations.engine.effects.money import MoveMoney, OnMoney, StateContract, StateUnspendable, UndoMove
from conversations.engine.effects.people import (
    EndRole,
    GrantRole,
    HandOver,
    MakeInvitation,
    OnPeople,
    ResumePerson,
    ShowInvitation,
    SuspendPerson,
    WithdrawInvitation,
)
from conversations.engine.effects.registers import ChangeEntry, OnRegisters, RecordEntry, ShowEntryFiles, StateCost
from conversations.engine.effects.reporting import (
    ActOnReport,
    AssignItems,
    BeginReport,
    ComeBack,
    DropReminder,
    GoOnLeave,
    KeepEvidence,
    LeaveCharge,
    OnReports,
    PromiseReport,
    RemindAgain,
    SaveAnswer,
    ShowEvidence,
    TakeCharge,
)
from conversations.engine.effects.reviewing import (
    CloseReport,
    ConfirmTogether,
    KeepClosed,
    OnReviews,
    ReopenReport,
    ReviewItem,
)
from conversations.engine.effects.running import (
    ByAdmins,
    EndRule,
    HandleDataRequest,
    MakeBackup,
    PutRule,
    SendAgain,
    SwitchSchedule,
)
from conversations.engine.effects.units import (
    ChangeUnits,
    DecidePlan,
    EndForm,
    ExplainName,
    OnUnits,
    SendPlan,
    UndoUnitChange,
)

__all__ = [
    "ActOnDifficulty",
    "ActOnDossier",
    "ActOnReport",
    "AskUnits",
    "AssignItems",
    "BeginReport",
    "ByAdmins",
    "ByAnybody",
    "ByManagers",
    "ChangeEntry",
    "ChangeUnits",
    "CloseReport",
    "ComeBack",
    "ConfirmTogether",
    "Consent",
    "DecidePlan",
    "DropReminder",
    "Effect",
    "EndForm",
    "EndRole",
    "EndRule",
    "ExplainName",
    "FillGoal",
    "GoOnLeave",
    "GrantRole",
    "HandOver",
    "HandleDataRequest",
    "KeepClosed",
    "KeepEvidence",
    "LeaveCharge",
    "MakeBackup",
    "MakeInvitation",
    "MakeLinkCode",
    "MoveMoney",
    "NameForDossier",
    "OnDifficulties",
    "OnDossiers",
    "OnMoney",
    "OnPeople",
    "OnRegisters",
    "OnReports",
    "OnReviews",
    "OnUnits",
    "PromiseReport",
    "PutRule",
    "RecordDifficulty",
    "RecordEntry",
    "RecordTaskDone",
    "RefuseConsent",
    "RemindAgain",
    "RemindUnits",
    "Rename",
    "ReopenReport",
    "RequestAboutData",
    "RequestRight",
    "ResumePerson",
    "ReviewItem",
    "SaveAnswer",
    "SendAgain",
    "SendOwnData",
    "SendPaper",
    "SendPlan",
    "SetLanguage",
    "ShowDifficultyFiles",
    "ShowEntryFiles",
    "ShowEvidence",
    "ShowInvitation",
    "ShowTable",
    "Shown",
    "StateContract",
    "StateCost",
    "StateUnspendable",
    "SubscribeDigest",
    "SuspendPerson",
    "SwitchPublicPage",
    "SwitchSchedule",
    "TakeCharge",
    "UndoMove",
    "UndoUnitChange",
    "UnlinkChannel",
    "UseInvitation",
    "UseLinkCode",
    "WithdrawConsent",
    "WithdrawInvitation",
]

Shown = (
    ShowTable
    | ShowEvidence
    | ShowDifficultyFiles
    | ShowEntryFiles
    | SendOwnData
    | SendPaper
    | MakeInvitation
    | ShowInvitation
)
"""What only sends something to the very chat, below the next screen."""

Effect = (
    Shown
    | ByAnybody
    | OnReports
    | ByManagers
    | OnReviews
    | OnDifficulties
    | OnDossiers
    | OnRegisters
    | OnMoney
    | ByAdmins
    | OnPeople
    | OnUnits
)
"""All of them, by who does what; handlers/apply/carrying_out.py has a function for each of these groups."""

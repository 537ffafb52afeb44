"""Links of messages that arrived by themselves: "place:argument…", read back into a frame. Rights are checked when it
opens.
"""

from __future__ import annotations

import re

from conversations.engine.frames import (
    AnswerOffice,
    Approve,
    ChooseReport,
    Contact,
    DataRequests,
    Difficulties,
    Digest,
    Dossiers,
    FillReport,
    Frame,
    ImportPlan,
    Menu,
    NotInCharge,
    Progress,
    PromiseDay,
    Reopen,
    ReviewReport,
    Snooze,
    Users,
)
from conversations.programme.ids import DifficultyId, DossierId, PersonId, UnitId
from conversations.programme.report import ReportKey

_UNIT = re.compile(r"\d{1,18}", re.ASCII)
"""No longer than every database takes."""


def report_place(key: ReportKey, item: str = "") -> str:
    """The place of a report, or of one item of it."""
    return f"report:{key}:{item}" if item else f"report:{key}"


def answer_place(key: ReportKey) -> str:
    """The place of the first open question of a report, from where one goes on."""
    return f"answer:{key}"


def approve_place(key: ReportKey) -> str:
    """The place where a leader reads a report."""
    return f"approve:{key}"


def progress_place(unit: UnitId) -> str:
    """The place that shows where a unit stands."""
    return f"progress:{unit}"


def digest_place(unit: UnitId) -> str:
    """The place where a unit's digest is read."""
    return f"digest:{unit}"


def send_place(key: ReportKey) -> str:
    """The place where what is there of a report can be sent."""
    return f"send:{key}"


def snooze_place(key: ReportKey | None) -> str:
    """The place that has its visitor reminded of a report again; None: of all they owe."""
    return f"snooze:{key}" if key else "snooze:all"


def left_place(unit: UnitId) -> str:
    """The place where somebody says that a unit's reports are no longer theirs."""
    return f"left:{unit}"


def promise_place(key: ReportKey) -> str:
    """The place where a late report is promised for a day."""
    return f"promise:{key}"


def users_place(person: PersonId) -> str:
    """The place where an admin looks at a person."""
    return f"users:{person}"


def data_requests_place(number: int) -> str:
    """The place of one request about personal data."""
    return f"data_request:{number}"


def review_place(key: ReportKey, item: str) -> str:
    """The place where an office or a manager sees one item of a sent report."""
    return f"review:{key}:{item}"


def ask_back_place(key: ReportKey, item: str) -> str:
    """The place where a commune answers what an office has said of an item."""
    return f"said:{key}:{item}"


def reopen_place(key: ReportKey) -> str:
    """The place where a report that has left can be opened again."""
    return f"reopen:{key}"


def difficulty_place(number: DifficultyId) -> str:
    """The place where a difficulty is read and answered."""
    return f"difficulty:{number}"


def difficulties_place() -> str:
    """The place that lists what waits for its visitor."""
    return "difficulties"


def dossier_place(number: DossierId) -> str:
    """The place where a dossier is read and carried further."""
    return f"dossier:{number}"


def dossiers_place() -> str:
    """The place that lists the dossiers of its visitor's units."""
    return "dossiers"


def import_place() -> str:
    """The place where a file that was sent is looked at and imported."""
    return "import"


def frame_at(place: str) -> Frame | None:
    """The frame a place names; None for anything forged or too old to be known."""
    name, _, rest = place.partition(":")
    argument, _, item = rest.partition(":")
    match name:
        case "report":
            key = ReportKey.read(argument)
            if key is None:
                return None
            return FillReport(key=key, stage="question", item=item, only=True) if item else FillReport(key=key)
        case "answer":
            key = ReportKey.read(argument)
            return FillReport(key=key, stage="question") if key else None
        case "approve":
            key = ReportKey.read(argument)
            return Approve(key=key) if key else None
        case "progress" if _UNIT.fullmatch(argument):
            return Progress(unit=UnitId(int(argument)))
        case "digest" if _UNIT.fullmatch(argument):
            return Digest(unit=UnitId(int(argument)))
        case "send":
            key = ReportKey.read(argument)
            return FillReport(key=key, stage="summary") if key else None
        case "snooze":
            key = ReportKey.read(argument)
            return Snooze(key=key) if key or argument == "all" else None
        case "left" if _UNIT.fullmatch(argument):
            return NotInCharge(unit=UnitId(int(argument)))
        case "users" if _UNIT.fullmatch(argument):
            return Users(stage="card", person=PersonId(int(argument)))
        case "promise":
            key = ReportKey.read(argument)
            return PromiseDay(key=key) if key else None
        case "data_request" if _UNIT.fullmatch(argument):
            return DataRequests(stage="one", number=int(argument))
        case "review" if not rest:
            return ReviewReport()
        case "review":
            key = ReportKey.read(argument)
            return ReviewReport(key=key, item=item, stage="item") if key and item else None
        case "offices":
            return AnswerOffice()
        case "said":
            key = ReportKey.read(argument)
            return AnswerOffice(key=key, item=item) if key and item else None
        case "reopen":
            key = ReportKey.read(argument)
            return Reopen(key=key, stage="report") if key else None
        case "difficulty" if _UNIT.fullmatch(argument):
            return Difficulties(stage="one", number=DifficultyId(int(argument)))
        case "dossier" if _UNIT.fullmatch(argument):
            return Dossiers(stage="one", number=DossierId(int(argument)))
        case "dossiers":
            return Dossiers()
        case "import":
            return ImportPlan()
        case "difficulties":
            return Difficulties()
        case "reports":
            return ChooseReport()
        case "contact":
            return Contact()
        case "menu":
            return Menu()
        case _:
            return None

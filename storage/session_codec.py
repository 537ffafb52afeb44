"""A stored session: compact JSON with a version, every frame under its own short tag, fields at defaults left out.

The tags and the field names are what old rows are read by: they never change their meaning. What cannot be read raises
the problem "session_unreadable"; a conversation is never silently begun anew. Samples of every version stay as tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Union

from pydantic import ConfigDict, Discriminator, Tag, TypeAdapter, ValidationError

from conversations.engine import frames as f
from conversations.engine.session import SESSION_VERSION, Session, Shown
from conversations.programme.ids import PersonId
from conversations.programme.problem import Problem

TAGS: dict[type[f.Frame], str] = {
    f.Welcome: "welcome",
    f.Join: "join",
    f.Menu: "menu",
    f.ChooseReport: "choose_report",
    f.ChooseUnit: "choose_unit",
    f.FillReport: "fill_report",
    f.Progress: "progress",
    f.Assign: "assign",
    f.OnBehalf: "on_behalf",
    f.Approve: "approve",
    f.Receipts: "receipts",
    f.History: "history",
    f.Digest: "digest",
    f.CriteriaTable: "criteria_table",
    f.Goals: "goals",
    f.Money: "money",
    f.MoneyMoves: "money_moves",
    f.Works: "works",
    f.Roadmap: "roadmap",
    f.Targets: "targets",
    f.Help: "help",
    f.Account: "account",
    f.MyData: "my_data",
    f.AskAboutData: "ask_about_data",
    f.DataRequests: "data_requests",
    f.Contact: "contact",
    f.AskForRight: "ask_for_right",
    f.Deadlines: "deadlines",
    f.Snooze: "snooze",
    f.NotInCharge: "not_in_charge",
    f.PromiseDay: "promise_day",
    f.AdHocRequest: "ad_hoc_request",
    f.Incidents: "incidents",
    f.Leave: "leave",
    f.RemindNow: "remind_now",
    f.FillGoals: "fill_goals",
    f.Tasks: "tasks",
    f.PublicPage: "public_page",
    f.Schedule: "schedule",
    f.System: "system",
    f.Backups: "backups",
    f.Users: "users",
    f.Units: "units",
    f.ImportPlan: "import_plan",
    f.OfficeForms: "office_forms",
    f.Invite: "invite",
    f.Log: "log",
    f.ReviewReport: "review_report",
    f.TakePapers: "take_papers",
    f.AnswerOffice: "answer_office",
    f.Reopen: "reopen",
    f.Difficulties: "difficulties",
    f.Register: "register",
    f.Dossiers: "dossiers",
    f.OpenDossier: "open_dossier",
    f.Lacks: "lacks",
}
"""One for each frame; a test compares them with the union of all frames."""

if TYPE_CHECKING:
    Tagged = tuple[str, f.Frame]
else:
    # a frame is stored as ["menu", {...}]: the tag is no field of the frame, so the frames stay free of storage
    Tagged = Annotated[
        Union[tuple(Annotated[tuple[Literal[tag], frame], Tag(tag)] for frame, tag in TAGS.items())],  # noqa: UP007 - made from a table
        Discriminator(lambda pair: pair[0]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", strict=True, defer_build=True)

    version: int
    revision: int
    person: PersonId | None = None
    language: str = "vi"
    stack: tuple[Tagged, ...]
    shown: Shown | None = None
    last_press: tuple[str, str] | None = None


def dump(session: Session) -> str:
    """The session as it is stored."""
    stored = _Stored(
        version=session.version,
        revision=session.revision,
        person=session.person,
        language=session.language,
        stack=tuple((TAGS[type(frame)], frame) for frame in session.stack),
        shown=session.shown,
        last_press=session.last_press,
    )
    return _adapter().serializer.to_json(stored, exclude_defaults=True).decode()


def load(text: str) -> Session:
    """The session as it was."""
    try:
        stored: _Stored = _adapter().validator.validate_json(text)
    except ValidationError as error:
        raise _unreadable() from _without_texts(error)
    if stored.version != SESSION_VERSION or not stored.stack:
        raise _unreadable() from ValueError(f"version {stored.version}, {len(stored.stack)} frames")
    return Session(
        version=stored.version,
        revision=stored.revision,
        person=stored.person,
        language=stored.language,
        stack=tuple(frame for _, frame in stored.stack),
        shown=stored.shown,
        last_press=stored.last_press,
    )


@cache
def _adapter() -> TypeAdapter[_Stored]:
    adapter = TypeAdapter(_Stored)
    # the frames' own modules import this name for type checkers only
    adapter.rebuild(_types_namespace={**globals(), "Decimal": Decimal})
    return adapter


def _unreadable() -> Problem:
    return Problem(
        code="session_unreadable",
        message="Chưa mở lại được chỗ anh/chị đang làm dở. Số liệu đã ghi vẫn còn nguyên.",
        remedy="Người quản trị đã được báo. Xin anh/chị chờ hoặc liên hệ cán bộ phụ trách.",
    )


def _without_texts(error: ValidationError) -> ValueError:
    """What the log may tell: where and why, not what a person had typed."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return ValueError("; ".join(f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in found))

"""What whoever runs the system does: deadlines, the schedule's switch, sending again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.frames import RuleDraft
    from conversations.programme.data_request import RequestAct
    from conversations.programme.ids import RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchSchedule:
    """Send nothing any more that the calendar says (stopped True), or send it again."""

    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBackup:
    """One backup is made, outside the turn; whoever asked is told when it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRule:
    """From today on this report is owed so: a new rule, or a changed one."""

    draft: RuleDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRule:
    """From today on this report is no longer owed; what was due before stays."""

    rule: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain:
    """Queue these messages once more, also those of which nobody knows whether they arrived."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleDataRequest:
    """Answer, extend or finish somebody's request about their data; the text reaches them."""

    number: int
    act: RequestAct
    text: str


ByAdmins = SwitchSchedule | MakeBackup | PutRule | EndRule | SendAgain | HandleDataRequest

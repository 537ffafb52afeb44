"""One answer as it stood in its unit's report, with what was said of it: a row of what is handed on to be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.review import judged_state

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import ReportState
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was said last of this very answer. office: its name; "": the manager's last word."""

    met: bool
    office: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """evidence: how many pieces can be seen."""

    unit: Unit
    rule: str
    period: str
    report_state: ReportState
    set_id: str
    indicator: Indicator
    answer: Answer
    verdict: Verdict | None
    evidence: int

    @property
    def state(self) -> State:
        """What counts: the office's word where there is one."""
        said = self.answer.state
        return said if self.verdict is None else judged_state(said, met=self.verdict.met)

    @property
    def assessor(self) -> Assessor:
        return Assessor.SELF if self.verdict is None else Assessor.OFFICE

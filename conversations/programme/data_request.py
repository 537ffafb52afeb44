"""Requests about personal data, with the law's clocks (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP).

The procedure is answered within 2 working days. What is asked for is finished within 10 to 20 days, whatever it is;
restriction and objection within 15. One extension of at most 15 days, with its reason. Here the shorter of two times
counts wherever it is not known which holds, so that nothing is ever late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from conversations.programme.workdays import Workdays

ANSWER_WITHIN = 2
"""Working days after the one on which it came."""
LONGEST_EXTENSION = 15
"""Days."""
A_DAY = timedelta(days=1)


class RequestKind(StrEnum):
    """What is asked for."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    ERASURE = "erasure"
    """Of what cannot be erased by the person's own button."""


FINISH_WITHIN = {
    RequestKind.ACCESS: 10,
    RequestKind.CORRECTION: 10,
    RequestKind.RESTRICTION: 15,
    RequestKind.OBJECTION: 15,
    RequestKind.ERASURE: 15,
}
"""Days after the one on which it came."""


class RequestAct(StrEnum):
    """What whoever runs the system does to a request; each says a sentence that reaches the person."""

    ANSWER = "answer"
    """Tell the procedure."""
    EXTEND = "extend"
    FINISH = "finish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The last days on which it is still in time."""

    answer_by: date
    finish_by: date


def clocks_of(kind: RequestKind, came: date, workdays: Workdays) -> Clocks:
    """The clocks of a request that came on that day."""
    day = came
    for _ in range(ANSWER_WITHIN):
        day = workdays.at_or_after(day + A_DAY)
    return Clocks(answer_by=day, finish_by=came + timedelta(days=FINISH_WITHIN[kind]))


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """One request as it stands. name: the person's, or their pseudonym. The sentences are those that were sent."""

    id: int
    person: PersonId
    name: str
    kind: RequestKind
    text: str
    at: datetime
    answer_by: date
    finish_by: date
    """With the extension, where there was one."""
    answer: str = ""
    answered_at: datetime | None = None
    extended: bool = False
    extension_reason: str = ""
    outcome: str = ""
    done_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.done_at is None

    @property
    def next_day(self) -> date | None:
        """The last good day of the clock that runs out next."""
        if self.done_at is not None:
            return None
        return min(self.answer_by, self.finish_by) if self.answered_at is None else self.finish_by

    def may(self, act: RequestAct, today: date) -> bool:
        """Whether that can be done now: answered once, extended once and in time, finished once."""
        if not self.open:
            return False
        match act:
            case RequestAct.ANSWER:
                return self.answered_at is None
            case RequestAct.EXTEND:
                return not self.extended and today <= self.finish_by
            case RequestAct.FINISH:
                return True

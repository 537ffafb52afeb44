"""Days in the sentences of a roadmap: "trước ngày 30/10/2024", "trước tháng 6/2025", "trong quý I/2024"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from conversations.programme.problem import Problem
from conversations.reading.deadlines import Due, read_deadline

if TYPE_CHECKING:
    from conversations.programme.calendar import Deadline
    from conversations.programme.table import Place

WHEN: Final = (
    r"(?P<when>(?:trước|trong|đến hết|đến|chậm nhất là|chậm nhất)\s+(?:ngày\s+)?"
    r"(?:\d{1,2}\s?/\s?\d{1,2}\s?/\s?20\d{2}|tháng\s+\d{1,2}\s?/\s?20\d{2}|quý\s+[IV]{1,3}\s?/\s?20\d{2}|năm\s+20\d{2}))"
)
"""To be put into a pattern: a date with its year and the word before it."""
_ANY_DAY: Final = date(2000, 1, 1)
"""Every date that WHEN finds has its year."""


def deadline_read(text: str, *, place: Place) -> Deadline:
    """The date that such words mean. Raises Problem: there is no such day."""
    due = read_deadline(text, today=_ANY_DAY)
    deadline = due.once() if isinstance(due, Due) else None
    if deadline is None:
        raise Problem(
            code="roadmap_date_wrong",
            where=str(place),
            message=f"Không hiểu hạn “{text}”, hoặc ngày này không có trong lịch.",
            remedy="Hãy sửa hạn rồi nhập lại, ví dụ “trước ngày 30/10/2024”.",
        )
    return deadline

"""The tasks that a letter or a resolution gives: each with its number, who must act and, where it says so, by when.

A letter's tasks are its numbered paragraphs; a resolution's stand under "Tổ chức thực hiện". The sentence that lets an
office follow the whole is a task too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.goal_sections import whole_paragraphs
from conversations.programme.table import Place
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.duties import Owing
    from conversations.programme.table import Paragraph
    from conversations.programme.unit import Unit

_NUMBERED = re.compile(r"^(?P<number>\d{1,2})\.\s+(?P<text>\S.*)$")
_ROMAN = re.compile(r"^[IVX]{1,5}\s*[.\-–]\s*\S")
_CARRY_OUT = "to chuc thuc hien"
_RECIPIENTS = "noi nhan"
_LETTER = ("Kính gửi", "V/v")
_HEAD = 20
_ACTS = (
    "khẩn trương|chủ động|tập trung|tiếp tục|huy động|tăng cường|đẩy mạnh|lãnh đạo|chỉ đạo|chủ trì|phối hợp|theo dõi|"
    "thực hiện|căn cứ|tổ chức(?!,| chính trị| cơ sở)|triển khai|rà soát|soát xét|xây dựng|ban hành|báo cáo|phải|cần"
)
_WHO = re.compile(rf"^(?:đề nghị\s+)?(?P<who>[^:;]{{3,120}}?),?\s+(?:{_ACTS})\b", re.IGNORECASE)
_ASKED = re.compile(rf"đề nghị\s+(?P<who>(?:các|Các)\s[^,;.]{{3,80}}?)\s+(?:{_ACTS})\b")
_FOLLOWS = re.compile(
    r"(?P<all>(?P<who>Văn phòng [^,;.]{3,60}?)\s+(?:theo dõi|chủ trì, phối hợp|phối hợp với)\b[^.;]*"
    r"\b(?:báo cáo|theo dõi)\b[^.]*)"
)
_DAY = re.compile(
    r"(?P<due>(?:trước|chậm nhất(?: là)?|xong|hoàn thành trong|xong trong|đến hết)\s+"
    r"(?:ngày\s+\d{1,2}(?:/\d{1,2}(?:/20\d{2})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+20\d{2})?)|"
    r"tháng\s+\d{1,2}/20\d{2}|quý\s+[IV]{1,3}/20\d{2}))",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\(?\d\)\s")
_BULLET = re.compile(r"^[-–+]\s+(?P<text>\S.*)$")
HEADING = 160
"""A numbered line that is no sentence and no longer only names who must act; what they must do follows in bullets."""


TASK_RULE = "NV"
"""Before a task's code, in the code of the rule that watches over a dated one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTask:
    """number: as the paper counts it. who, due: in the paper's words. Each is "" where the paper says nothing."""

    number: str
    text: str
    who: str
    due: str
    place: Place = field(default=Place(), compare=False)


class TaskState(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    NOT_DATED = "not_dated"
    """Open, and the paper names no day: it is listed, nobody is reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneBy:
    """By which paper a task is reported done."""

    number: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedTask:
    """A task, who owes it as far as the words tell, by when, and what was reported.

    sent, owed: of how many units that must report on it the reports have come; 0 of 0 where no rule watches over it.
    """

    code: int
    task: PaperTask
    paper: str
    owing: Owing
    last_day: date | None
    done: DoneBy | None
    sent: int = 0
    owed: int = 0

    def state(self, day: date) -> TaskState:
        """By the day asked for."""
        if (self.done is not None and self.done.day <= day) or (self.owed and self.sent == self.owed):
            return TaskState.DONE
        if self.last_day is None:
            return TaskState.NOT_DATED
        return TaskState.LATE if day > self.last_day else TaskState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTasks:
    """All tasks of a unit's papers on a day. recorded_by_reader: whoever reads them may say by which paper one is
    done.
    """

    unit: Unit
    as_of: date
    tasks: tuple[FollowedTask, ...]
    recorded_by_reader: bool = False

    @property
    def urgent_first(self) -> tuple[FollowedTask, ...]:
        """Each once, as the newest paper that gives it says it: the late ones first, then those that have a day, then
        those that have none, then what is done.
        """
        each = {one.code: one for one in self.tasks}.values()
        return tuple(sorted(each, key=self._urgency))

    def task(self, code: int) -> FollowedTask | None:
        """The one of that code."""
        return next((one for one in reversed(self.tasks) if one.code == code), None)

    def _urgency(self, one: FollowedTask) -> tuple[int, date, int]:
        return _URGENT.index(one.state(self.as_of)), one.last_day or date.max, one.code


_URGENT = (TaskState.LATE, TaskState.OPEN, TaskState.NOT_DATED, TaskState.DONE)


def read_tasks(prose: Sequence[Paragraph]) -> tuple[PaperTask, ...]:
    """In order; none where the document is no letter and has no such part."""
    letter = any(one.text.strip().startswith(_LETTER) for one in prose[:_HEAD])
    inside, heading = letter, ""
    found: list[PaperTask] = []
    for one in whole_paragraphs(prose):
        if _ROMAN.match(one.text) or (one.text.isupper() and not letter):
            inside, heading = _CARRY_OUT in plain_words(one.text), ""
            continue
        if plain_words(one.text).startswith(_RECIPIENTS):
            break
        if not inside or _NOTE.match(one.text):
            continue
        bullet = _BULLET.match(one.text)
        if numbered := _NUMBERED.match(one.text):
            heading = one.text if len(one.text) <= HEADING and not one.text.endswith(".") else ""
            if not heading:
                found.append(_task(numbered["number"], numbered["text"], one.place))
        elif named := _NUMBERED.match(heading):
            if bullet:
                task = _task(named["number"], bullet["text"], one.place)
                found.append(replace(task, who=named["text"].rstrip(" :")))
            else:  # a sentence that a conversion broke before a capital letter
                found.append(_task(named["number"], f"{named['text']} {one.text}", one.place))
                heading = ""
        elif found:
            found += _following(one)
    return tuple(found)


def _task(number: str, text: str, place: Place) -> PaperTask:
    who = _WHO.match(text)
    asked = _ASKED.search(text)
    due = _DAY.search(text)
    named = who["who"] if who is not None and not text.startswith("Về ") else asked["who"] if asked is not None else ""
    return PaperTask(
        number=number,
        text=text.rstrip(" ."),
        who=named.strip(" ,"),
        due=due["due"] if due is not None else "",
        place=place,
    )


def _following(one: Paragraph) -> Iterator[PaperTask]:
    for found in _FOLLOWS.finditer(one.text):
        yield PaperTask(number="", text=found["all"].rstrip(" ./"), who=found["who"].strip(), due="", place=one.place)

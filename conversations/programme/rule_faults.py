"""What makes a reporting rule impossible, whoever writes it: a command line, a chat, or a table of duties."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.calendar import Deadline, period_of
from conversations.programme.cycle import Cycle, day_of_month

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.calendar import ReportingRule

CODE = re.compile(r"[0-9A-Za-z-]{1,12}", re.ASCII)
"""A rule's code is part of a report's key, which must fit the 64 bytes that a button carries."""
TITLE = 120
"""Characters of a report's name: it stands in headings and on buttons' lists."""
LONGEST = 366
"""Days of grace and until the lock."""


class RuleFault(StrEnum):
    """The first thing that is wrong."""

    NO_TITLE = "no_title"
    LONG_TITLE = "long_title"
    CODE = "code_wrong"
    PAST = "past"
    """Owed once, and its last good day is over."""
    NEVER = "never"
    """It ends before it is due."""
    GRACE_AFTER_LOCK = "grace_after_lock"
    OFFSET_AFTER_LOCK = "offset_after_lock"
    """A reminder on a day on which nothing is taken any more."""
    LOCK = "lock"
    """Not between one day and a year."""


def fault_of(rule: ReportingRule, *, today: date, of_document: bool = False) -> RuleFault | None:
    """None: nothing is wrong. of_document: a document of some time ago may name days that are over."""
    if not rule.title:
        return RuleFault.NO_TITLE
    if len(rule.title) > TITLE:
        return RuleFault.LONG_TITLE
    if not CODE.fullmatch(rule.code):
        return RuleFault.CODE
    if rule.cycle is Cycle.ONCE and (fault := _once(rule, today=today, of_document=of_document)) is not None:
        return fault
    return _after(rule)


def _once(rule: ReportingRule, *, today: date, of_document: bool) -> RuleFault | None:
    day = day_of_month(rule.due_year or 1, rule.due_month, rule.due_day)
    if day is None or (Deadline(operator=rule.operator, day=day).last_good_day < today and not of_document):
        return RuleFault.PAST
    return RuleFault.NEVER if period_of(rule, day.year) is None else None


def _after(rule: ReportingRule) -> RuleFault | None:
    grace, lock = rule.grace_after.days, rule.lock_after.days
    if not 1 <= lock <= LONGEST:
        return RuleFault.LOCK
    if not 0 <= grace < lock:
        return RuleFault.GRACE_AFTER_LOCK
    return RuleFault.OFFSET_AFTER_LOCK if any(day >= lock for day in rule.offsets.after) else None

"""When to remind, as people type it: "30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày", or "không nhắc".

The order typed does not matter. Without "sau hạn" nothing is sent after it; without "rồi mỗi" nothing after that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from conversations.programme.calendar import Offsets
from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import fold

LONGEST: Final = 366
"""Days before or after; a reminder further away than a year belongs to another period."""
MOST: Final = 12
"""So many reminders before, and so many after."""

_AFTER: Final = re.compile(r"\b(?:qua|sau)(?: (?:han|ngay han))?\b")
_EVERY: Final = re.compile(r"[,;]?\s*\b(?:roi|sau do)?\s*(?:cu\s+)?(?:moi\s+)?(\d+)\s*ngay\s*(?:1|mot)\s*lan\b")
_EACH: Final = re.compile(r"[,;]?\s*\b(?:roi|sau do)?\s*(?:cu|moi)\s+(?:moi\s+)?(\d+)\s*(?:ngay)?\b")
_STOP: Final = re.compile(r"[,;]?\s*\b(?:roi )?(?:thoi|khong nhac(?: (?:nua|them))?)\b")
_BARE: Final = re.compile(r"\b(?:nhac|truoc han|truoc|ngay|va|dung han|cac ngay)\b|[,;.]")
_NEVER: Final = frozenset({"khong", "khong nhac", "khong nhac gi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOffsets:
    """reason: "below" (a day after the deadline among those before it), "far", "many", "twice", "unreadable"."""

    reason: Literal["below", "far", "many", "twice", "unreadable"]
    which: str = ""


def read_offsets(text: str) -> Offsets | NoOffsets:
    """The days on which whoever still owes is reminded."""
    if len(text) > limits.DEADLINE:
        return NoOffsets(reason="unreadable")
    said = fold(without_courtesy(text))
    if said in _NEVER:
        return Offsets(before=(), after=(), then_every=0)
    negative = re.search(r"(?<!\d)[-−]\s*\d+", text)
    if negative is not None:
        return NoOffsets(reason="below", which=negative[0])
    said = said.replace("dung ngay han", "0").replace("dung han", "0")
    early, _, late = _cut(said)
    before = _days(early)
    if isinstance(before, NoOffsets):
        return before
    late = _STOP.sub("", late)
    then_every = 0
    for pattern in (_EVERY, _EACH):
        if (found := pattern.search(late)) is not None:
            then_every = int(found[1])
            late = late[: found.start()] + late[found.end() :]
            break
    after = _days(late)
    if isinstance(after, NoOffsets):
        return after
    if 0 in after:
        return NoOffsets(reason="below", which="0")
    if then_every > LONGEST:
        return NoOffsets(reason="far", which=str(then_every))
    if not before and not after and not then_every:
        return NoOffsets(reason="unreadable")
    return Offsets(before=tuple(sorted(before, reverse=True)), after=tuple(sorted(after)), then_every=then_every)


def _cut(said: str) -> tuple[str, str, str]:
    found = _AFTER.search(said)
    return (said, "", "") if found is None else (said[: found.start()], found[0], said[found.end() :])


def _days(text: str) -> tuple[int, ...] | NoOffsets:
    words = _BARE.sub(" ", text).split()
    if not all(word.isascii() and word.isdigit() for word in words):
        return NoOffsets(reason="unreadable")
    days = tuple(int(word) if len(word) < 5 else LONGEST + 1 for word in words)
    if any(day > LONGEST for day in days):
        return NoOffsets(reason="far", which=next(word for word, day in zip(words, days, strict=True) if day > LONGEST))
    if len(days) > MOST:
        return NoOffsets(reason="many")
    twice = next((day for day in days if days.count(day) > 1), None)
    return days if twice is None else NoOffsets(reason="twice", which=str(twice))

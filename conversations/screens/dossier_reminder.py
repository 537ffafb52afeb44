"""One list of the dossiers that somebody still has before them: to hand in, to pass up or decide; and those below that
are late.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import dossiers_place
from conversations.engine.screen import Link, Message
from conversations.programme.dossier import DossierState
from conversations.reading.show import show_date
from conversations.screens.dossier_words import name_words
from conversations.screens.paging import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier

LISTED = 10
"""Dossiers of one part of the list; more are counted."""


class Waiting(StrEnum):
    """Why a dossier stands in somebody's list; in this order."""

    HAND_IN = "hand_in"
    """Their commune hands it in."""
    PASS_UP = "pass_up"  # noqa: S105 - to pass it up, no password
    """Their unit passes it up, or decides where nothing is passed up."""
    NOT_HANDED_IN = "not_handed_in"
    """A commune below has not, in time."""
    NOT_PASSED_UP = "not_passed_up"
    """A unit below has not, in time."""

    @property
    def handing(self) -> bool:
        """Whether it is about the first of its two days."""
        return self in {Waiting.HAND_IN, Waiting.NOT_HANDED_IN}

    @property
    def above(self) -> bool:
        """Whether others have it, and are late."""
        return self in {Waiting.NOT_HANDED_IN, Waiting.NOT_PASSED_UP}


def still_waiting(
    lists: Mapping[Waiting, Sequence[Dossier]], *, today: date, late: date | None, words: Words
) -> Message:
    """late: the day on which it should have left; None: it is this one."""
    lines = []
    if late is not None:
        lines.append(words.say("dossier", "(Tin của ngày {day}, gửi muộn.)", day=show_date(late)))
    for why in Waiting:
        if found := lists.get(why):
            lines += [_head(why, len(found), words), *_listed(found, why, today, words)]
    return Message(
        name="dossier_reminder",
        text=fitted(lines),
        links=(Link(place=dossiers_place(), label=words.say("dossier", "Xem các hồ sơ"), command="hoso"),),
    )


def _head(why: Waiting, n: int, words: Words) -> str:
    match why:
        case Waiting.HAND_IN:
            return words.say("dossier", "⏰ Hồ sơ đơn vị mình phải nộp ({n}):", n=n)
        case Waiting.PASS_UP:
            return words.say("dossier", "⏰ Hồ sơ đơn vị mình phải trình lên hoặc quyết định ({n}):", n=n)
        case Waiting.NOT_HANDED_IN:
            return words.say("dossier", "Hồ sơ cấp dưới chưa nộp, đã quá hạn ({n}):", n=n)
        case Waiting.NOT_PASSED_UP:
            return words.say("dossier", "Hồ sơ cấp dưới chưa trình, đã quá hạn ({n}):", n=n)
        case _:
            assert_never(why)


def _listed(dossiers: Sequence[Dossier], why: Waiting, today: date, words: Words) -> list[str]:
    lines = [f"• {waiting_words(one, today, words, handing=why.handing)}" for one in dossiers[:LISTED]]
    rest = len(dossiers) - LISTED
    if rest > 0:
        lines.append(words.count("dossier", "và {n} hồ sơ nữa", "và {n} hồ sơ nữa", rest))
    return lines


def waiting_words(dossier: Dossier, today: date, words: Words, *, handing: bool) -> str:
    """One that waits, and how long there is still time: "xã Đại Chánh, NTM 2024: xã chưa nộp; hạn trình …".

    handing: it is about handing it in.
    """
    name = name_words(dossier, words)
    if handing:
        said = words.say("dossier", "{name}: hạn nộp", name=name)
        return _time(said, dossier.dates.first_by, today, words)
    if dossier.state is DossierState.PREPARING:
        stands = words.say("dossier", "{kind} chưa nộp", kind=dossier.hands_in.kind.name)
    elif dossier.direct:
        stands = words.say("dossier", "đã nộp, chờ quyết định")
    else:
        stands = words.say("dossier", "đã nộp, chờ trình")
    if dossier.direct:
        said = words.say("dossier", "{name}: {stands}; hạn quyết định", name=name, stands=stands)
    else:
        said = words.say("dossier", "{name}: {stands}; hạn trình", name=name, stands=stands)
    return _time(said, dossier.dates.second_by, today, words)


def _time(said: str, last: date | None, today: date, words: Words) -> str:
    if last is None:
        return said
    left, day = (last - today).days, show_date(last)
    if left < 0:
        return words.count(
            "dossier", "{said} {day}, chậm {n} ngày", "{said} {day}, chậm {n} ngày", -left, said=said, day=day
        )
    return words.count("dossier", "{said} {day}, còn {n} ngày", "{said} {day}, còn {n} ngày", left, said=said, day=day)

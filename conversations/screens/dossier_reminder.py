"""A manager's list of dossiers that are not passed up: their own unit's, and after the day those of units below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import dossiers_place
from conversations.engine.screen import Link, Message
from conversations.programme.dossier import DossierState
from conversations.reading.show import show_date
from conversations.screens.dossier_words import name_words
from conversations.screens.paging import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier

LISTED = 10
"""Dossiers of one list; more are counted."""


def to_pass_up(
    own: Sequence[Dossier], above: Sequence[Dossier], *, today: date, late: datetime | None, words: Words
) -> Message:
    """own: this unit passes them up; above: others have not, in time. late: when it should have left."""
    lines = []
    if late is not None:
        lines.append(words.say("dossier", "(Tin của ngày {day}, gửi muộn.)", day=show_date(late.date())))
    if own:
        lines.append(words.say("dossier", "⏰ Hồ sơ đơn vị mình phải trình lên ({n}):", n=len(own)))
        lines += _listed(own, today, words)
    if above:
        lines.append(words.say("dossier", "Hồ sơ cấp dưới chưa trình, đã quá hạn ({n}):", n=len(above)))
        lines += _listed(above, today, words)
    return Message(
        name="dossier_reminder",
        text=fitted(lines),
        links=(Link(place=dossiers_place(), label=words.say("dossier", "Xem các hồ sơ"), command="hoso"),),
    )


def _listed(dossiers: Sequence[Dossier], today: date, words: Words) -> list[str]:
    lines = [f"• {waiting_words(one, today, words)}" for one in dossiers[:LISTED]]
    rest = len(dossiers) - LISTED
    if rest > 0:
        lines.append(words.count("dossier", "và {n} hồ sơ nữa", "và {n} hồ sơ nữa", rest))
    return lines


def waiting_words(dossier: Dossier, today: date, words: Words) -> str:
    """One that is not passed up, and how long there is still time: "xã Đại Chánh, NTM 2024: xã chưa nộp; hạn …"."""
    stands = (
        words.say("dossier", "đã nộp, chờ trình")
        if dossier.state is DossierState.SUBMITTED
        else words.say("dossier", "{kind} chưa nộp", kind=dossier.unit.kind.name)
    )
    said = words.say("dossier", "{name}: {stands}", name=name_words(dossier, words), stands=stands)
    last = dossier.dates.second_by
    if last is None:
        return said
    left = (last - today).days
    if left < 0:
        return words.count(
            "dossier", "{said}; hạn trình {day}, chậm {n} ngày", "{said}; hạn trình {day}, chậm {n} ngày", -left,
            said=said, day=show_date(last),
        )  # fmt: skip
    return words.count(
        "dossier", "{said}; hạn trình {day}, còn {n} ngày", "{said}; hạn trình {day}, còn {n} ngày", left,
        said=said, day=show_date(last),
    )  # fmt: skip

"""Dossiers in a manager's digest: how many stand where shortly before their days, who is late, what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierState
from conversations.programme.dossier_checklist import group_of
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.digest_parts import bullet
from conversations.screens.dossier_words import group_words, kind_words, state_words

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.digest import Digest
    from conversations.programme.dossier import Dossier

AHEAD: Final = timedelta(days=35)
"""From so long before the day of one of them a group is told of: five weeks, as the first reminder goes after four."""
WEEK: Final = timedelta(days=7)
NAMES = 5


def dossier_lines(digest: Digest, words: Words) -> list[str]:
    """Nothing where none is near its day, late, or decided since a week ago."""
    found = digest.dossiers
    if found is None:
        return []
    near = {group_of(one) for one in found.dossiers if _near(one, digest)}
    lines = []
    for group, states in found.counted():
        if group in near:
            parts = ", ".join(
                f"{states[state]} {state_words(state, words)}" for state in DossierState if state in states
            )
            what = capital(group_words(group, words))
            lines.append(bullet(words.say("dossier", "{what}: {parts}", what=what, parts=parts)))
    late = [
        words.say("digest", "{unit} ({days} ngày)", unit=one.unit.title, days=one.days_late(digest.today))
        for one in found.late
    ]
    if late:
        more = words.say("digest", " và {rest} hồ sơ nữa", rest=len(late) - NAMES) if len(late) > NAMES else ""
        lines.append(bullet(words.say("digest", "Quá hạn: {units}{more}", units=", ".join(late[:NAMES]), more=more)))
    lines += [bullet(_recognised(one, words)) for one in found.dossiers if _new(one, digest)][:NAMES]
    return lines


def _near(dossier: Dossier, digest: Digest) -> bool:
    return dossier.due is not None and dossier.due <= digest.today + AHEAD


def _new(dossier: Dossier, digest: Digest) -> bool:
    decided = dossier.decided
    return (
        dossier.state.recognised
        and decided is not None
        and decided.paper_day is not None
        and decided.at > digest.at - WEEK
    )


def _recognised(dossier: Dossier, words: Words) -> str:
    decided = dossier.decided
    day = None if decided is None else decided.paper_day
    return words.say(
        "digest", "{unit}: {state} {what}, {number} ngày {day}",
        unit=capital(dossier.unit.title), state=state_words(dossier.state, words),
        what=kind_words(dossier.standard, dossier.kind, None, words),
        number="" if decided is None else decided.paper_number, day="" if day is None else show_date(day),
    )  # fmt: skip

"""An official file for the very chat; that it was taken is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.paper import OF_CRITERIA, PaperKind
from conversations.programme.problem import Problem
from conversations.programme.rights import may_take_papers
from conversations.programme.unit import Level
from conversations.screens import problems
from conversations.screens.take_papers import document, no_evidence, no_period, too_much_evidence
from handlers.evidence_bundle import BundleWish, bundle_of, note_bundle_viewed
from handlers.report_periods import criteria_periods, other_periods

if TYPE_CHECKING:
    from conversations.engine.effects import SendPaper
    from conversations.engine.screen import Document
    from conversations.programme.calendar import Period
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting

MOST_BYTES = 45 * 1024 * 1024
"""Of the files in a bundle: Telegram takes 50 MB from a bot, and the list comes with them."""
IN_THE_CHAT = frozenset({Level.COMMUNE, Level.DISTRICT})
"""A province's would hold up every answer while it is put together."""


async def send_paper(acting: Acting, effect: SendPaper) -> tuple[Document, ...]:
    """The file, by its recipe. Raises Refusal where it is not theirs to take, Problem where it cannot go."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line or acting.person is None or not may_take_papers(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    period = await _period(acting, line[0], effect)
    if effect.kind is PaperKind.EVIDENCE:
        await _note_evidence(acting, line[0])
    acting.note("paper_sent", f"unit:{effect.unit}", kind=effect.kind.value)
    return (document(line[0], effect, period, acting.now, acting.words),)


async def _period(acting: Acting, unit: Unit, effect: SendPaper) -> Period | None:
    """Which period's report it is; None: the file is of no period. Raises Problem: the unit has none, Refusal: it was
    not offered.
    """
    today, of_criteria = acting.now.date(), effect.kind in OF_CRITERIA
    if not of_criteria and not effect.period:
        return None
    periods = await criteria_periods(acting.tx, unit, day=today) if of_criteria else ()
    if of_criteria and not effect.period:
        if not periods:
            raise no_period(unit, acting.words)
        return periods[0]
    others = await other_periods(acting.tx, unit, day=today) if effect.kind is PaperKind.REPORT else ()
    found = next((one for one in (*periods, *others) if one.key == effect.period), None)
    if found is None:
        raise problems.not_yours(acting.words)
    return found


async def _note_evidence(acting: Acting, unit: Unit) -> None:
    """What is about to be seen is noted. Raises Problem: there is none, or more than the channel carries."""
    if unit.kind.level not in IN_THE_CHAT:
        raise too_much_evidence(unit, acting.words)
    wish = BundleWish(unit=unit.title, as_of=acting.now.date(), known_at=acting.now)
    try:
        found = await bundle_of(acting.tx, acting.programme.sets, unit, wish)
    except Problem:
        raise no_evidence(unit, acting.words) from None
    if not found.pieces:
        raise no_evidence(unit, acting.words)
    if found.size > MOST_BYTES:
        raise too_much_evidence(unit, acting.words)
    if acting.services.renderers[acting.channel].files:  # by a link it is seen when that is opened
        note_bundle_viewed(acting.tx, found, by=acting.somebody, at=acting.now)

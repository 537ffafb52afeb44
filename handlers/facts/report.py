"""One report with all that filling, checking or approving it asks for. Kept under its stamp; read in one trip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, LastKnown
from conversations.programme.ids import ReportId
from conversations.programme.report import Report, ReportState
from conversations.programme.review import judged_state
from conversations.programme.unit import Level
from handlers.facts.periodic_report import beside, last_stated
from handlers.facts.periods import last_good_day
from handlers.facts.villages import Villages, villages_asked, villages_of
from handlers.periodic_form import form_for
from storage.answers import (
    answers_by_indicator,
    earlier_answers,
    earlier_read,
    latest_read,
    village_answers,
    villages_read,
)
from storage.assignments import posts_by_indicator, posts_read
from storage.evidence import evidence_by_indicator, evidence_read
from storage.reports import receipt_of, receipt_read
from storage.reviews import reviews_of, reviews_read
from storage.starting_values import known_from_start, starting_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from storage.answers import EarlierAnswer
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.reports import Found

NO_REPORT = ReportId(0)
"""Stands for the number of a report that is not there yet; the database gives numbers from 1 on."""


async def load_report(
    tx: Transaction, key: ReportKey, found: Found, *, programme: Programme, caches: Caches
) -> Report | None:
    """The report a key names, begun or not; None: the unit owes no such report or nothing can be filled in for it."""
    stored = found.report
    if stored is not None:
        kept = caches.report(key, stamp=stored.stamp, programme=programme)
        if kept is not None:
            return kept if kept.has_leader == found.has_leader else replace(kept, has_leader=found.has_leader)
    named = await programme.period(tx, key)
    if named is None:
        return None
    unit, rule, period = named
    if stored is None:
        form = await form_for(tx, programme, unit, rule, period)
    else:
        form = await programme.sets.get(tx, stored.set_id, stored.set_version, kind=unit.kind)
    if form is None:
        return None
    line = await programme.line(tx, unit.id)
    below = await villages_asked(tx, unit, programme) if form.of_criteria else ()
    number = NO_REPORT if stored is None else stored.id
    answers, evidence, earlier, started, posts, receipt, villages = await tx.together(
        latest_read(number),
        evidence_read(number),
        earlier_read(unit.id, form.id, key.period),
        starting_read(unit.id, form.id),
        posts_read(unit.id),
        receipt_read(key),
        villages_read(unit.id, year=period.year, today=programme.today.isoformat()),
    )
    reviews = {}
    if stored is not None and stored.state.handed_up:
        (judged,) = await tx.together(reviews_read(stored.id))
        reviews = reviews_of(judged)
    counted = await villages_of(tx, below, village_answers(villages), programme=programme) if below else Villages()
    known = await beside(tx, programme, named, form) if form.periodic else None
    report = Report(
        key=key,
        id=None if stored is None else stored.id,
        unit=unit,
        superior=await receiver(tx, line, rule, programme=programme),
        period=period,
        form=form,
        region=next((above.region for above in line if above.region is not None), None),
        state=ReportState.DRAFT if stored is None else stored.state,
        answers=answers_by_indicator(answers),
        evidence=evidence_by_indicator(evidence),
        last={
            **known_from_start(started),
            **last_known(earlier_answers(earlier), period, await programme.rules(tx, unit)),
        }
        if known is None
        else last_stated(known.money),
        plan=await programme.plan(tx, unit.id, form.id),
        # posts are assigned to indicators of the criteria; question 3 of a form is not criterion 3
        posts=posts_by_indicator(posts) if form.of_criteria else {},
        village_sums=counted.sums,
        villages_reported=counted.reported,
        villages=counted.villages,
        has_leader=found.has_leader,
        leader_note="" if stored is None else stored.leader_note,
        receipt=receipt_of(receipt),
        reviews=reviews,
        opened_above=stored is not None and stored.opened_above,
        replaced_by=titles(await programme.after(tx, unit)),
        beside=known,
    )
    # what stands beside a periodic report changes without it, so that is read anew
    if stored is not None and known is None:
        caches.keep(report, stored=stored, programme=programme)
    return report


def titles(units: Iterable[Unit]) -> str:
    """What stands in a unit's place, in a sentence."""
    return ", ".join(unit.title for unit in units)


def superior_of(line: Sequence[Unit], rule: ReportingRule) -> Unit | None:
    """Whom a report goes to: a village's to its commune, any other to the unit whose rule asks for it.

    line: the unit, then what stands above it.
    """
    if line[0].kind.level is Level.VILLAGE:
        return line[1] if len(line) > 1 else None
    return next((above for above in line[1:] if above.id == rule.unit), None)


async def receiver(tx: Transaction, line: Sequence[Unit], rule: ReportingRule, *, programme: Programme) -> Unit | None:
    """Whom a report goes to today: where its receiver is no more, whoever stands in its place above the unit."""
    found = superior_of(line, rule)
    if found is not None or line[0].kind.level is Level.VILLAGE:
        return found
    asked = await programme.unit(tx, rule.unit)
    if asked is None or not asked.ended_by(programme.today):
        return asked
    after = {unit.id for unit in await programme.after(tx, asked)}
    return next((above for above in line[1:] if above.id in after), None)


async def from_superior(
    tx: Transaction, line: Sequence[Unit], rule: ReportingRule, *, programme: Programme
) -> Sequence[Unit]:
    """Whom a report goes to and what stands above that; nothing where it goes to nobody. line: as above."""
    superior = await receiver(tx, line, rule, programme=programme)
    return () if superior is None else await programme.line(tx, superior.id)


def last_known(
    earlier: Iterable[EarlierAnswer], period: Period, rules: Sequence[ReportingRule]
) -> dict[str, LastKnown]:
    """What the sent reports due before this one say: of each indicator the latest report that says anything."""
    latest: dict[str, tuple[date, LastKnown]] = {}
    for given in earlier:
        due = last_good_day(rules, given.rule, given.period)
        if due is None or due >= period.last_good_day or not given.answer.given:
            continue
        code = given.answer.indicator
        if code not in latest or latest[code][0] <= due:
            said = given.answer.state
            known = LastKnown(
                state=said if given.met is None else judged_state(said, met=given.met),
                figure=given.answer.figure,
                choice=given.answer.choice,
                reported_on=given.sent_at.date(),
                assessor=Assessor.SELF if given.met is None else Assessor.OFFICE,
                judged_by=given.judged_by,
            )
            latest[code] = (due, known)
    return {code: known for code, (_, known) in latest.items()}

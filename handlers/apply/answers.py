"""One answer or one piece of evidence is kept. Whoever has not seen the latest version is shown it first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.answer import Answer
from conversations.programme.problem import Problem
from conversations.programme.rights import may_fill
from conversations.screens import notices, problems
from handlers.apply.acting import Notice, begun, holders, leaders, named, opened, whole
from handlers.apply.corrections import check_lock, corrected, open_item
from storage.answers import answers_by_indicator, latest_read, save_answer
from storage.evidence import add_evidence
from storage.reports import fresh_stamp, locked_with_version, touch, touch_unit

if TYPE_CHECKING:
    from conversations.engine.effects import KeepEvidence, SaveAnswer
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report
    from handlers.apply.acting import Acting, Named
    from storage.reports import StoredReport


class Conflict(Problem):
    """Somebody else answered meanwhile; nothing was written. stored: the version that counts."""

    def __init__(self, *, indicator: str, stored: int, message: str, remedy: str) -> None:
        super().__init__(code="answer_conflict", message=message, where=indicator, remedy=remedy)
        self.indicator = indicator
        self.stored = stored


async def keep_answer(acting: Acting, effect: SaveAnswer) -> tuple[Notice, ...]:
    """The next version of one answer. Raises Conflict where another one than `seen` counts."""
    place = await named(acting, effect.key, may_fill, late=True)
    stored, version = await _locked(acting, effect)
    if stored is None:
        check_lock(acting, place)
        # of two who begin it at once one waits here, and then sees what the other has answered
        await begun(acting, place)
        stored, version = await locked_with_version(acting.tx, effect.key, effect.indicator)
        if stored is None:
            raise LookupError(f"report {effect.key}")
    indicator = await _indicator(acting, place, stored, effect.indicator)
    if indicator.confidential and (effect.figure is not None or effect.choice):
        raise problems.only_met_or_not(acting.words)
    if version != effect.seen:
        raise Conflict(
            indicator=effect.indicator,
            stored=version,
            message=acting.words.say("problems", "Có người khác vừa trả lời câu này."),
            remedy=acting.words.say("problems", "Xin anh/chị xem số mới rồi chọn giữ số nào."),
        )
    answer = Answer(
        indicator=effect.indicator,
        version=version + 1,
        state=effect.state,
        figure=effect.figure,
        choice=effect.choice,
        as_of=effect.as_of,
        nature=effect.nature,
        reason=effect.reason,
        source=effect.source,
        unchanged=effect.unchanged,
        by=acting.somebody,
        channel=acting.channel,
        at=acting.now,
    )
    review = await open_item(acting, place, stored, effect.indicator)
    told = await _told(acting, place, stored, effect.indicator)
    told += await corrected(acting, place, stored, indicator, review, answer=answer)
    save_answer(acting.tx, stored.id, answer)
    _changed(acting, place, stored, answer)
    acting.note(
        "answer_saved",
        f"report:{effect.key}",
        indicator=effect.indicator,
        version=answer.version,
        state=answer.state.value,
    )
    return told


async def _locked(acting: Acting, effect: SaveAnswer) -> tuple[StoredReport | None, int]:
    """The report under its lock and the version that counts. On SQLite a turn writes alone, so what it has read stands:
    a report kept under the stamp read in this turn need not be read again.
    """
    if acting.tx.dialect == "sqlite":
        found = acting.caches.found_of(acting.tx, effect.key)
        if found is not None and found.report is not None:
            kept = acting.caches.report(effect.key, stamp=found.report.stamp, programme=acting.programme)
            if kept is not None:
                answer = kept.answers.get(effect.indicator)
                return found.report, 0 if answer is None else answer.version
    return await locked_with_version(acting.tx, effect.key, effect.indicator)


async def _indicator(acting: Acting, place: Named, stored: StoredReport, code: str) -> Indicator:
    form = await acting.programme.sets.get(acting.tx, stored.set_id, stored.set_version, kind=place.unit.kind)
    indicator = form.indicator(code)
    if indicator is None:
        raise problems.not_yours(acting.words)
    return indicator


def _changed(acting: Acting, place: Named, stored: StoredReport, answer: Answer) -> None:
    """Give the report its new stamp. The kept copy is carried along, so the next screen need not read it."""
    if stored.state.handed_up:
        # later reports of the unit quote it, and a village's counts stand in its commune's report
        acting.caches.forget_found()
        touch_unit(acting.tx, place.unit.id)
        if place.unit.parent is not None:
            touch_unit(acting.tx, place.unit.parent)
        return
    touched = replace(stored, stamp=fresh_stamp())
    touch(acting.tx, stored.id, stamp=touched.stamp)
    kept = acting.caches.report(place.key, stamp=stored.stamp, programme=acting.programme)
    if kept is not None:
        answers = {**kept.answers, answer.indicator: answer}
        acting.caches.keep(replace(kept, answers=answers), stored=touched, programme=acting.programme)
    found = acting.caches.found_of(acting.tx, place.key)
    if found is not None:
        acting.caches.found(acting.tx, place.key, replace(found, report=touched))


async def _told(acting: Acting, place: Named, stored: StoredReport, code: str) -> tuple[Notice, ...]:
    """The leaders, where they read the report just now or have approved it."""
    if stored.state.filling:
        return ()
    to = leaders(await holders(acting, place.unit), place.unit)
    if not to:
        return ()
    report: Report = await whole(acting, stored, has_leader=True)
    return (Notice(to=to, message=lambda words: notices.changed_after_submission(report, code, words)),)


async def keep_evidence(acting: Acting, effect: KeepEvidence) -> tuple[Notice, ...]:
    """A reference, a place or a paper's number; the bytes of a photo are fetched after the turn."""
    place = await named(acting, effect.key, may_fill, late=True)
    stored = await opened(acting, place)
    indicator = await _indicator(acting, place, stored, effect.indicator)
    review = await open_item(acting, place, stored, effect.indicator, evidence=True)
    evidence = await add_evidence(
        acting.tx,
        stored.id,
        indicator=effect.indicator,
        kind=effect.kind,
        reference=effect.reference,
        album=effect.album,
        paper=effect.paper,
        person=acting.somebody,
        channel=acting.channel,
        now=acting.now,
    )
    touch(acting.tx, stored.id, stamp=fresh_stamp())
    acting.note(
        "evidence_kept",
        f"report:{effect.key}",
        indicator=effect.indicator,
        kind=effect.kind.value,
        evidence=evidence,
    )
    if review is None or not review.asked:
        return ()
    (rows,) = await acting.tx.together(latest_read(stored.id))
    answer = answers_by_indicator(rows)[effect.indicator]
    return await corrected(acting, place, stored, indicator, review, answer=answer)

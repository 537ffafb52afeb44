"""Items that fell: raised once, told once to whom they concern, closed by a verdict or a correction, told again once.

Concerned are the reviewers of the item's office, the managers of the unit that the report is owed to, and observers
there who subscribed to its digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.programme.answer import Assessor, State
from conversations.programme.fall import Closing, Side, Step, fell, side_before, step_of
from conversations.programme.person import Role
from conversations.programme.review import VERDICTS, ItemState, judged_state
from conversations.screens.fall_notices import Fallen, Place, ended, fallen
from handlers.apply.acting import Notice
from handlers.facts.report import receiver
from storage.digests import subscriptions
from storage.falls import close_fall, fall_told, latest_fall, latest_falls, raise_fall, told_of_fall
from storage.reviews import events_of
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.answer import Answer
    from conversations.programme.criteria import Indicator
    from conversations.programme.fall import Fall
    from conversations.programme.ids import FallId, PersonId, UnitId
    from conversations.programme.report import Report
    from handlers.apply.acting import Acting, Named
    from storage.reports import StoredReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The report in which something is said, under its lock. owners: indicator to the offices that judge it."""

    acting: Acting
    place: Named
    stored: StoredReport
    owners: Mapping[str, tuple[UnitId, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an office or the manager says of an answer. was: where the item stood before."""

    indicator: Indicator
    answer: Answer
    met: bool
    was: ItemState


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """How an item stands now by somebody's word, and how it stood before."""

    indicator: Indicator
    before: Side
    after: Side
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alarm:
    """An alarm that has just been raised or closed."""

    id: FallId
    fallen: Fallen
    raised: bool

    @property
    def name(self) -> str:
        """Under which it is told once."""
        closing = self.fallen.closing
        return f"fall:{self.id}" if self.raised or closing is None else f"fall:{self.id}:{closing.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Concerned:
    """Who may be told. follows: the unit whose managers and subscribers the followers are."""

    follows: UnitId | None
    followers: frozenset[PersonId]
    reviewers: Mapping[str, frozenset[PersonId]]
    """By indicator."""


async def falls_in_report(scene: Scene, report: Report) -> tuple[Notice, ...]:
    """A report has left: what fell in it, and what is met again. Answers that were judged already say nothing new."""
    words = []
    for indicator in report.form.indicators:
        answer, review = report.answers.get(indicator.code), report.reviews.get(indicator.code)
        if answer is None or not indicator.judged or (review is not None and review.version == answer.version):
            continue
        words.append(_answered(indicator, side_before(report, indicator), answer))
    latest = await latest_falls(scene.acting.tx, scene.place.unit.id, scene.stored.set_id)
    return await _settled(scene, report.region, words, latest)


async def fall_in_answer(scene: Scene, report: Report, indicator: Indicator, answer: Answer) -> tuple[Notice, ...]:
    """An item of a sent report is answered anew, or only its evidence is. report: as it was before."""
    earlier = report.answers.get(indicator.code)
    if earlier is not None and earlier.version == answer.version:
        return ()
    before = side_before(report, indicator)
    if earlier is not None and earlier.state is not State.NOT_REPORTED:
        before = await _as_judged(scene, earlier)
    return await _one(scene, report.region, _answered(indicator, before, answer))


async def fall_by_verdict(scene: Scene, report: Report | None, verdict: Verdict, *, reason: str) -> tuple[Notice, ...]:
    """The item has its verdict. report: read where it is "not met". A first claim that is turned down is no fall: the
    item was never met by anybody else's word.
    """
    answer = verdict.answer
    before = Side(state=State.NOT_REPORTED)
    if verdict.was is ItemState.MET:
        before = Side(state=judged_state(answer.state, met=True), figure=answer.figure, assessor=Assessor.OFFICE)
    elif report is not None:
        before = side_before(report, verdict.indicator)
    state = judged_state(answer.state, met=verdict.met)
    word = _Word(
        indicator=verdict.indicator,
        before=before,
        after=Side(state=state, figure=answer.figure, assessor=Assessor.OFFICE),
        reason=reason or answer.reason,
    )
    return await _one(scene, None if report is None else report.region, word)


def _answered(indicator: Indicator, before: Side, answer: Answer) -> _Word:
    after = Side(state=answer.state, figure=answer.figure)
    return _Word(indicator=indicator, before=before, after=after, reason=answer.reason)


async def _as_judged(scene: Scene, answer: Answer) -> Side:
    """An answer of a sent report, by the verdict on that very version where there is one."""
    events = await events_of(scene.acting.tx, scene.stored.id, answer.indicator)
    verdicts = [VERDICTS[event.act] for event in events if event.act in VERDICTS and event.version == answer.version]
    if not verdicts:
        return Side(state=answer.state, figure=answer.figure)
    state = judged_state(answer.state, met=verdicts[-1])
    return Side(state=state, figure=answer.figure, assessor=Assessor.OFFICE)


async def _one(scene: Scene, region: str | None, word: _Word) -> tuple[Notice, ...]:
    code = word.indicator.code
    latest = await latest_fall(scene.acting.tx, scene.place.unit.id, scene.stored.set_id, code)
    return await _settled(scene, region, (word,), {} if latest is None else {code: latest})


async def _settled(
    scene: Scene, region: str | None, words: Sequence[_Word], latest: Mapping[str, Fall]
) -> tuple[Notice, ...]:
    alarms = []
    for word in words:
        known = latest.get(word.indicator.code)
        has_fallen = fell(word.indicator, word.before, word.after, region=region, year=scene.place.period.year)
        step = step_of(known, scene.stored.id, word.after, fallen=has_fallen)
        alarm = await _carried_out(scene, word, step, known)
        if alarm is not None:
            alarms.append(alarm)
    if not alarms:
        return ()
    concerned = await _concerned(scene, [one.fallen.indicator.code for one in alarms])
    return await _notices(scene, alarms, concerned)


async def _carried_out(scene: Scene, word: _Word, step: Step, latest: Fall | None) -> _Alarm | None:
    acting, stored = scene.acting, scene.stored
    raised = step in {Step.RAISE, Step.RAISE_CONFIRMED}
    match step:
        case Step.NOTHING:
            return None
        case Step.RAISE:
            closing = None
        case Step.RAISE_CONFIRMED | Step.CONFIRM:
            closing = Closing.CONFIRMED
        case Step.CORRECT:
            closing = Closing.CORRECTED
        case _:
            assert_never(step)
    number = None if latest is None else latest.id
    if raised:
        number = await raise_fall(
            acting.tx,
            unit=scene.place.unit.id,
            set_id=stored.set_id,
            set_version=stored.set_version,
            report=stored.id,
            indicator=word.indicator.code,
            before=word.before,
            after=word.after,
            now=acting.now,
            closing=closing,
        )
    elif number is not None and closing is not None:
        close_fall(acting.tx, number, closing=closing, now=acting.now)
    if number is None:
        return None
    act = "fall_raised" if raised or closing is None else f"fall_{closing.value}"
    acting.note(act, f"report:{scene.place.key}", indicator=word.indicator.code, fall=number)
    told = Fallen(indicator=word.indicator, before=word.before, after=word.after, reason=word.reason, closing=closing)
    return _Alarm(id=number, fallen=told, raised=raised)


async def _concerned(scene: Scene, codes: Sequence[str]) -> _Concerned:
    acting, place = scene.acting, scene.place
    today = acting.now.date()
    line = await acting.programme.line(acting.tx, place.unit.id)
    superior = await receiver(acting.tx, line, place.rule, programme=acting.programme)
    followers: set[PersonId] = set()
    if superior is not None:
        (rows,) = await acting.tx.together(roles_read(superior.id, today))
        held = held_roles(rows)
        wanted = await subscriptions(acting.tx, superior.id)
        followers = {one.person for one in held if one.role is Role.MANAGER}
        followers |= {one.person for one in held if one.role is Role.OBSERVER and wanted.get(one.person, False)}
    offices = tuple(dict.fromkeys(office for code in codes for office in scene.owners.get(code, ())))
    found = await acting.tx.together(*(roles_read(office, today) for office in offices))
    judging = {
        office: {one.person for one in held_roles(rows) if one.role is Role.OFFICE_REVIEWER}
        for office, rows in zip(offices, found, strict=True)
    }
    reviewers = {
        code: frozenset(person for office in scene.owners.get(code, ()) for person in judging[office]) for code in codes
    }
    return _Concerned(
        follows=None if superior is None else superior.id, followers=frozenset(followers), reviewers=reviewers
    )


async def _notices(scene: Scene, alarms: Sequence[_Alarm], concerned: _Concerned) -> tuple[Notice, ...]:
    """One message to all who are told the same; how it ended only to those who were told that it began."""
    acting = scene.acting
    told: dict[tuple[PersonId, bool], list[_Alarm]] = {}
    for alarm in alarms:
        people = {*concerned.followers, *concerned.reviewers[alarm.fallen.indicator.code]} - {acting.somebody}
        if alarm.raised:
            fall_told(acting.tx, alarm.id, sorted(people))
        else:
            people &= await told_of_fall(acting.tx, alarm.id)
        for person in sorted(people):
            told.setdefault((person, alarm.raised), []).append(alarm)
    alike: dict[tuple[tuple[FallId, ...], bool, bool], list[PersonId]] = {}
    for (person, raised), listed in told.items():
        which = (tuple(alarm.id for alarm in listed), raised, person in concerned.followers)
        alike.setdefault(which, []).append(person)
    by_id = {alarm.id: alarm for alarm in alarms}
    notices = []
    for (numbers, raised, follows), to in alike.items():
        listed = [by_id[number] for number in numbers]
        where = Place(
            key=scene.place.key,
            unit=scene.place.unit,
            follows=concerned.follows if follows else None,
            silent=acting.at_night,
        )
        message = _wording(where, [one.fallen for one in listed], raised=raised)
        notices.append(Notice(to=tuple(to), message=message, once=listed[0].name))
    return tuple(notices)


def _wording(where: Place, items: Sequence[Fallen], *, raised: bool) -> Callable[[Words], Message]:
    if raised:
        return lambda words: fallen(where, items, words)
    return lambda words: ended(where, items, words)

"""What hinders a unit is recorded, answered, passed up, sent back, closed; whoever it concerns is told at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from conversations.programme.answer import EvidenceKind
from conversations.programme.difficulty import MOST_PHOTOS, MOST_VOICES, DifficultyAct, Step, after, due_from
from conversations.programme.due import AWAKE_FROM, AWAKE_UNTIL
from conversations.programme.rights import may_answer_difficulty, may_record_difficulty
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.screens import difficulty_notices as notices
from conversations.screens import problems
from handlers.apply.acting import Notice
from handlers.difficulties import (
    Answering,
    answerers,
    answering_above,
    criteria_of,
    first_answering,
    senders_of,
    with_units,
)
from handlers.facts.difficulties import one_difficulty
from storage.difficulties import add_difficulty, difficulty_numbered, step_difficulty
from storage.evidence import attach
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from conversations.engine.effects import ActOnDifficulty, RecordDifficulty
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.ids import DifficultyId, PersonId, SetId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting


async def record_difficulty(acting: Acting, effect: RecordDifficulty) -> tuple[Notice, ...]:
    """Record it. Raises Refusal (not an officer there) or Problem (nothing said, no such criterion, nobody above)."""
    unit = await acting.programme.unit(acting.tx, effect.unit)
    if unit is None or acting.person is None or not may_record_difficulty(acting.person, unit):
        raise problems.not_yours(acting.words)
    text = tidy(effect.text, keep_newlines=True)
    if len(text) > limits.DIFFICULTY or not (glued(text) or effect.photos or effect.voices):
        raise problems.difficulty_unsaid(limits.DIFFICULTY, acting.words)
    if len(effect.photos) > MOST_PHOTOS or len(effect.voices) > MOST_VOICES:
        raise problems.difficulty_unsaid(limits.DIFFICULTY, acting.words)
    set_id = await _set_of(acting, unit, effect.criterion)
    answering = await first_answering(acting.tx, unit, acting.programme, set_id=set_id, criterion=effect.criterion)
    if answering is None:
        raise problems.nobody_above(acting.words)
    number = await add_difficulty(
        acting.tx,
        unit=unit.id,
        set_id=set_id,
        criterion=effect.criterion,
        kind=effect.kind,
        text=text,
        owner=answering.unit.id,
        due=due_from(acting.now.date()),
        person=acting.somebody,
        channel=acting.channel,
        now=acting.now,
    )
    for kind, references in ((EvidenceKind.PHOTO, effect.photos), (EvidenceKind.VOICE, effect.voices)):
        if references:
            await attach(
                acting.tx,
                difficulty=number,
                kind=kind,
                references=references,
                person=acting.somebody,
                channel=acting.channel,
                now=acting.now,
            )
    acting.note(
        "difficulty_recorded",
        f"difficulty:{number}",
        unit=unit.id,
        criterion=effect.criterion,
        kind=effect.kind.value,
        owner=answering.unit.id,
        photos=len(effect.photos),
        voices=len(effect.voices),
    )
    difficulty = await _found(acting, number)
    acting.said.append(notices.act_line(difficulty, DifficultyAct.RECORD, acting.words))
    if not answering.people:
        acting.said.append(notices.nobody_yet(difficulty, acting.words))
    return (Notice(to=answering.people, message=partial(notices.recorded, difficulty, silent=_silent(acting))),)


async def _set_of(acting: Acting, unit: Unit, criterion: str) -> SetId | None:
    """The set that the criterion's code is of; None where none was named."""
    if not criterion:
        return None
    form = await criteria_of(acting.tx, unit, acting.programme)
    if form is None or (form.criterion(criterion) is None and form.indicator(criterion) is None):
        raise problems.not_yours(acting.words)
    return form.id


async def act_on_difficulty(acting: Acting, effect: ActOnDifficulty) -> tuple[Notice, ...]:
    """One step. Raises Refusal (not theirs, or no such difficulty) or Problem (somebody was quicker, nothing said)."""
    before = await visible_difficulty(acting, effect.number)
    if before is None or not _may(acting, before, effect.act):
        raise problems.not_yours(acting.words)
    state = after(before.state, effect.act)
    if state is None or before.last.number != effect.seen:
        raise problems.difficulty_moved(acting.words)
    text = tidy(effect.text, keep_newlines=True)
    if len(text) > limits.DIFFICULTY or (effect.act in _WORDED and not glued(text)):
        raise problems.difficulty_unsaid(limits.DIFFICULTY, acting.words)
    answering = await _answering(acting, before, effect.act)
    waiting = state.waits
    step = Step(
        number=before.last.number + 1,
        act=effect.act,
        state=state,
        owner=answering.unit.id,
        due=due_from(acting.now.date()) if waiting else before.last.due,
        by=acting.somebody,
        at=acting.now,
        text=text if effect.act in _WORDED else "",
    )
    if not await step_difficulty(acting.tx, before.id, step, channel=acting.channel):
        raise problems.difficulty_moved(acting.words)
    acting.note(f"difficulty_{effect.act.value}", f"difficulty:{before.id}", state=state.value, owner=answering.unit.id)
    places = {**before.places, answering.unit.id: answering.unit}
    difficulty = replace(before, steps=(*before.steps, step), places=places)
    acting.said.append(notices.act_line(difficulty, effect.act, acting.words))
    return await _told(acting, before, difficulty, answering.people)


_WORDED = frozenset({DifficultyAct.ANSWER, DifficultyAct.NOT_YET})
"""What is said in words."""


def _may(acting: Acting, difficulty: Difficulty, act: DifficultyAct) -> bool:
    if acting.person is None:
        return False
    match act:
        case DifficultyAct.ANSWER | DifficultyAct.RESOLVE | DifficultyAct.PASS_UP:
            return difficulty.owner is not None and may_answer_difficulty(acting.person, difficulty.owner)
        case DifficultyAct.NOT_YET | DifficultyAct.CLOSE:
            return may_record_difficulty(acting.person, difficulty.unit)
        case DifficultyAct.RECORD | DifficultyAct.CLIMB:
            return False
        case _:
            assert_never(act)


async def _answering(acting: Acting, difficulty: Difficulty, act: DifficultyAct) -> Answering:
    """Who must answer, or had to, after the act."""
    if act is DifficultyAct.PASS_UP:
        above = await answering_above(
            acting.tx,
            difficulty.last.owner,
            acting.programme,
            set_id=difficulty.set_id,
            criterion=difficulty.criterion,
        )
        if above is None:
            raise problems.nobody_above(acting.words)
        return above
    owner = difficulty.owner
    if owner is None:
        # the place is no more: whoever is nearest above the unit now
        found = await first_answering(
            acting.tx,
            difficulty.unit,
            acting.programme,
            set_id=difficulty.set_id,
            criterion=difficulty.criterion,
        )
        if found is None:
            raise problems.nobody_above(acting.words)
        return found
    return Answering(unit=owner, people=await answerers(acting.tx, owner, acting.programme))


async def _told(
    acting: Acting, before: Difficulty, difficulty: Difficulty, answering: tuple[PersonId, ...]
) -> tuple[Notice, ...]:
    silent = _silent(acting)
    match difficulty.last.act:
        case DifficultyAct.ANSWER | DifficultyAct.RESOLVE:
            senders = await _senders(acting, difficulty)
            return (Notice(to=senders, message=partial(notices.answered, difficulty, silent=silent)),)
        case DifficultyAct.PASS_UP:
            by = "" if before.owner is None else before.owner.title
            senders = await _senders(acting, difficulty)
            return (
                Notice(to=answering, message=partial(notices.passed_up, difficulty, by, silent=silent)),
                Notice(to=senders, message=partial(notices.went_up, difficulty)),
            )
        case DifficultyAct.NOT_YET:
            return (Notice(to=answering, message=partial(notices.not_yet, difficulty, silent=silent)),)
        case DifficultyAct.CLOSE:
            return (Notice(to=answering, message=partial(notices.closed, difficulty)),)
        case _:
            return ()


async def _senders(acting: Acting, difficulty: Difficulty) -> tuple[PersonId, ...]:
    """Whoever recorded it; where they no longer work there, the officers of the unit now."""
    sql, values = roles_read(difficulty.unit.id, acting.now.date())
    return senders_of(difficulty, held_roles(await acting.tx.all(sql, **values)))


async def visible_difficulty(acting: Acting, number: DifficultyId) -> Difficulty | None:
    """The difficulty, where the person may see it; None also where there is none."""
    if acting.person is None:
        return None
    return await one_difficulty(acting.tx, number, acting.person, acting.programme)


async def _found(acting: Acting, number: DifficultyId) -> Difficulty:
    stored = await difficulty_numbered(acting.tx, number)
    found = () if stored is None else await with_units(acting.tx, (stored,), acting.programme)
    if not found:
        raise LookupError(f"difficulty {number}")
    return found[0]


def _silent(acting: Acting) -> bool:
    return not AWAKE_FROM <= acting.now.time() < AWAKE_UNTIL
